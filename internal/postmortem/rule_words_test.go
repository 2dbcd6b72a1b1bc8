package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestTeamWordsJudgeAPlaceOnce: a word of the team that is blame already, or stands twice
// in its list, is one finding.
func TestTeamWordsJudgeAPlaceOnce(t *testing.T) {
	for text, want := range map[string]int{
		"Ben was careless.":               1,
		"Ben was careless and a cowboy.":  2,
		"The cowboy rides. A cowboy ran.": 2,
		"The release went out.":           0,
	} {
		src := "---\nincident: INC-1\n---\n\n## Summary\n\n" + text + "\n"
		d, err := postmortem.Parse("x.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{BlameWords: []string{"careless", "cowboy", "Cowboy"}}).Diagnostics {
			if f.Rule == diagnostic.Blame {
				found++
				t.Log(f.Line, f.Column, f.Message)
			}
		}
		if found != want {
			t.Errorf("%q: %d findings, want %d", text, found, want)
		}
	}
}

// TestTeamWordsInTheFormsOfAText: a team lists a word once, and a text has it in the
// plural, in the third person, with another width or on two lines. What is found is
// what stands there, and nothing within a longer word.
func TestTeamWordsInTheFormsOfAText(t *testing.T) {
	o := postmortem.CheckOptions{
		BlameWords:   []string{"cowboy", "rookie mistake", "drop the ball", "テキトウ", "QA"},
		VagueWords:   []string{"leverage", "ＤＸ"},
		AllowedWords: []string{"negligent operator"},
	}
	for text, want := range map[string]string{
		"Those are cowboys.":               "cowboys",
		"Two rookie\nmistakes went out.":   "rookie\nmistakes",
		"He dropped nothing.":              "",
		"Dropping the ball is a word.":     "Dropping the ball",
		"One drops the ball.":              "drops the ball",
		"The cowboyish hat, the QAs.":      "",
		"İstanbul has cowboys.":            "cowboys",
		"作業はﾃｷﾄｳだった。":                      "ﾃｷﾄｳ",
		"作業はテキトウだった。":                      "テキトウ",
		"Negligent operators were 3 of 9.": "",
	} {
		if found := foundWords(t, "## Summary\n\n"+text+"\n", o, diagnostic.Blame); found != want {
			t.Errorf("%q: found %q, want %q", text, found, want)
		}
	}
	for after, want := range map[string]string{
		"the pipeline leverages the cache within 5 minutes":     "leverages",
		"Leveraging the cache, the page answers in 2 seconds":   "Leveraging",
		"the page leveraged by the cron job answers in a day":   "leveraged",
		"the pipeline rolls back and pages on-call as DX says":  "DX",
		"the pipeline rolls back within 2 minutes of an alert":  "",
		"the pipeline rolls back beverages within five minutes": "",
	} {
		if found := foundWords(t, "## Action items\n\n### AI-1: x\n\n- After: "+after+"\n", o, diagnostic.ActionVague); found != want {
			t.Errorf("%q: found %q, want %q", after, found, want)
		}
	}
}

// foundWords gives what a rule finds in a document, as it stands there.
func foundWords(t *testing.T, body string, o postmortem.CheckOptions, rule diagnostic.Rule) string {
	t.Helper()
	src := "---\nincident: INC-1\n---\n\n" + body
	d, err := postmortem.Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	lines, found := strings.SplitAfter(src, "\n"), ""
	offset := func(line, column int) int {
		return len(strings.Join(lines[:line-1], "")) + len(string([]rune(lines[line-1])[:column-1]))
	}
	for _, f := range postmortem.Check(d, o).Diagnostics {
		if f.Rule == rule {
			found += src[offset(f.Line, f.Column):offset(f.EndLine, f.EndColumn)]
		}
	}
	return found
}
