package postmortem_test

import (
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
