package postmortem_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
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
