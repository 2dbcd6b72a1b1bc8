package web

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestWhatNobodyWritesStaysPlain: the pages keep the bounds within which a document is
// read, so that no text takes them time with the square of its length.
func TestWhatNobodyWritesStaysPlain(t *testing.T) {
	for name, c := range map[string]struct {
		text, element string
		most          int
	}{
		"quotes in quotes": {strings.Repeat("> ", 3_000) + "a", "<blockquote", 100},
		"lists in lists":   {strings.Repeat("- ", 3_000) + "a", "<ul", 100},
		"emphasis":         {strings.Repeat("*a* ", 3_000), "<em", 1_000},
		"struck out":       {strings.Repeat("~a~ ", 3_000), "<del", 1_000},
		"links":            {strings.Repeat("[a](b) ", 3_000), "<a", 2_000},
	} {
		d, err := postmortem.Parse("a.md", []byte("---\ntitle: t\n---\n\n"+c.text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := renderDocument(d, nil)
		if err != nil {
			t.Fatal(err)
		}
		paper := 0
		for _, part := range r.parts {
			paper += bytes.Count(part.html, []byte(c.element))
		}
		said := bytes.Count(renderInline(c.text), []byte(c.element))
		if paper == 0 || max(paper, said) > c.most {
			t.Errorf("%s: %d in the document and %d in a comment, not %d or fewer", name, paper, said, c.most)
		}
	}
}
