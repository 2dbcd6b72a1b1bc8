package postmortem

import (
	"slices"
	"testing"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestEvidenceLeadsWhereItShould: a link of a generated timeline is the address that
// went in for who reads the page, too.
func TestEvidenceLeadsWhereItShould(t *testing.T) {
	links := []string{
		"https://kibana.example.com/app/discover#/?_g=(filters:!(),time:(from:now-1h))", "https://grafana.example.com/d/x?var=a|b&c=[d]", "docs/run_book.md",
		"docs/run book (2).md", "docs/a|b.md", "notes [draft]",
	}
	at := time.Date(2026, 3, 1, 0, 9, 0, 0, time.UTC)
	in := incident.Incident{Key: "INC-2026-0042", Title: "x", Severity: "SEV2", Zone: time.UTC, Lang: incident.English,
		Events: []incident.Event{{At: at, Kind: incident.KindDetection, Text: "The alert fires", Links: links}}}
	tmpl, err := BuiltinTemplate(in.Lang)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Generate(in, tmpl)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse("x.md", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Events()[0].Links; !slices.Equal(got, links) {
		t.Errorf("reads %q", got)
	}
	var seen []string
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.AutoLink:
			if entering {
				seen = append(seen, string(n.URL(d.Source[d.base:])))
			}
		case *ast.Link:
			if entering {
				seen = append(seen, string(util.UnescapePunctuations(n.Destination)))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, l := range links {
		if n := len(slices.DeleteFunc(slices.Clone(seen), func(s string) bool { return s != l })); n != 2 { // in the timeline and in the list of links
			t.Errorf("%q is linked %d times; there are %q", l, n, seen)
		}
	}
	exists := func(path string) bool { return slices.Contains(links, path) }
	for _, f := range Check(d, CheckOptions{Exists: exists}).Diagnostics {
		if f.Rule == diagnostic.LinkBroken {
			t.Error(f.Message)
		}
	}
}

func TestEvidenceAsPeopleWriteIt(t *testing.T) {
	for cell, want := range map[string][]string{
		"[the dashboard](https://a.b/c) <https://a.b/d>, https://a.b/e": {"https://a.b/c", "https://a.b/d", "https://a.b/e"},
		"[wiki](https://a.b/Foo_(bar)), PAY-12":                         {"https://a.b/Foo_(bar)", "PAY-12"},
		"https://a.b/c,<https://a.b/d>":                                 {"https://a.b/c,<https://a.b/d>"},
		"–":                                                             nil, "": nil, "[": {"["}, "<": {"<"}, "[x]()": nil, ", ,": nil,
	} {
		if got := readLinks(cell); !slices.Equal(got, want) {
			t.Errorf("%q reads %q, want %q", cell, got, want)
		}
	}
}
