package postmortem_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFormsOfIgnoreComments: in any case, over several lines, in a cell.
func TestFormsOfIgnoreComments(t *testing.T) {
	for _, text := range []string{
		"Ben was careless. <!-- pmtracker:ignore blame a quotation -->",
		"Ben was careless. <!-- PMTRACKER:IGNORE blame a quotation -->",
		"Ben was careless. <!-- pmtracker:ignore blame\na quotation of\ntwo lines -->",
		"<!--\npmtracker:ignore blame a quotation\n-->\n\nBen was careless.",
		"| a |\n| --- |\n| Ben was careless. <!-- pmtracker:ignore blame a quotation --> |",
	} {
		d, err := postmortem.Parse("x.md", []byte("---\nincident: INC-1\n---\n\n## Summary\n\n"+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.Blame || f.Rule == diagnostic.IgnoreComment {
				t.Errorf("%q: %s", text, f.Message)
			}
		}
	}
}

// TestIgnoreCommentsKeepPlaces: good and bad comments in any places of a document;
// every finding that is left has its place.
func TestIgnoreCommentsKeepPlaces(t *testing.T) {
	base, err := os.ReadFile("../explain/pages/base.en.md")
	if err != nil {
		t.Fatal(err)
	}
	pieces := []string{
		"Ben was careless. <!-- pmtracker:ignore blame a quotation -->", "<!-- pmtracker:ignore blame a quotation -->",
		"Ben was careless.", "Ben was careless. <!-- pmtracker:ignore blame -->", "<!-- pmtracker:ignore -->", "<!-- pmtracker:ignore none why -->",
		"<!-- pmtracker:ignore action-vague why -->", "[a](none.md) <!-- pmtracker:ignore link-broken why -->", "<!-- pmtracker:ignore section-empty why -->",
	}
	options := postmortem.CheckOptions{Exists: func(string) bool { return false }}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		lines := bytes.Split(base, []byte("\n"))
		for range 1 + random.IntN(8) {
			at := random.IntN(len(lines) + 1)
			piece := []byte("\n" + pieces[random.IntN(len(pieces))] + "\n")
			lines = append(lines[:at:at], append([][]byte{piece}, lines[at:]...)...)
		}
		src := bytes.Join(lines, []byte("\n"))
		d, err := postmortem.Parse("x.md", src)
		if err != nil {
			continue // a piece stands in the front matter
		}
		inside(t, src, postmortem.Check(d, options).Diagnostics)
	}
}

// TestReasonOfAnIgnoreComment: a mark that stands for a reason to come is none, nor is
// the prompt that the fix of the finding writes.
func TestReasonOfAnIgnoreComment(t *testing.T) {
	for reason, holds := range map[string]bool{
		"TODO": false, "TBD": false, "n/a": false, "–": false, "-": false, ".": false, "...": false, "x": false, "<br>": false, "⟨reason⟩": false,
		"未定": false, "なし": false, "⟨理由⟩": false, "": false,
		"reason": true, "理由": true, "the customer's own words": true, "お客様の言葉": true, "INC-7": true,
	} {
		var got []string
		for _, f := range checked(t, "---\nincident: INC-1\n---\n\n## Summary\n\nBen was careless. <!-- pmtracker:ignore blame "+reason+" -->\n") {
			if f.Rule == diagnostic.Blame || f.Rule == diagnostic.IgnoreComment {
				got = append(got, f.Suggestion)
			}
		}
		switch {
		case holds && len(got) > 0:
			t.Errorf("%q is a reason: %q", reason, got)
		case !holds && (len(got) != 2 || !slices.Contains(got, "say why: <!-- pmtracker:ignore blame ⟨reason⟩ -->")):
			t.Errorf("%q is no reason: %q", reason, got)
		}
	}
}

// TestIgnoreCommentsAboveALine: several speak of the next line that says something,
// side by side or one above the other, whatever other comments stand there; Ben's
// line is silent by two of them, Ann's is not.
func TestIgnoreCommentsAboveALine(t *testing.T) {
	const blame, link = "<!-- pmtracker:ignore blame the vendor's words -->", "<!-- pmtracker:ignore link-broken added next week -->"
	const ben, ann = "Ben was careless [x](no.md).", "Ann was careless [y](none.md)."
	for _, text := range []string{
		blame + " " + link + "\n" + ben + "\n" + ann,
		blame + "\n" + link + "\n" + ben + "\n" + ann,
		blame + "\r\n" + link + "\r\n\r\n" + ben + "\r\n" + ann,
		blame + "\n\n<!-- a note -->\n" + link + "\n\n" + ben + "\n" + ann,
		blame + " <!-- of\ntwo lines --> " + link + "\n" + ben + "\n" + ann,
		"<!-- a note -->\n" + ben + " " + blame + " " + link + "\n" + ann,
		"- " + blame + "\n  " + link + "\n  " + ben + "\n- " + ann,
		"- " + ann + "\n  " + blame + " " + link + "\n- " + ben,
		"1. " + ann + "\n   - " + blame + " " + link + "\n     " + ben,
		blame + "\n" + link + "\n\n| " + ben + " |\n| --- |\n| " + ann + " |",
		"| a |\n| --- |\n| " + ben + blame + " " + link + " |\n| " + ann + " |",
		"| a |\n| --- |\n| " + blame + " " + link + " |\n| " + ann + " |",
		"`<!-- code -->`\n\n" + blame + "\n" + link + "\n" + ben + "\n\n" + blame + link + "\n`<!-- code -->`\n" + ann,
		ann + "\n\n" + blame + " text " + link + "\n" + ann,
	} {
		want, got := 2*strings.Count(text, ann), 0
		d, err := postmortem.Parse("x.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{Exists: func(string) bool { return false }}).Diagnostics {
			if f.Rule != diagnostic.Blame && f.Rule != diagnostic.LinkBroken {
				continue
			}
			got++
			if strings.Contains(strings.Split(text, "\n")[f.Line-1], "Ben") {
				t.Errorf("%q\n%d: %s", text, f.Line, f.Message)
			}
		}
		if got != want {
			t.Errorf("%q\n%d findings, want %d", text, got, want)
		}
	}
}
