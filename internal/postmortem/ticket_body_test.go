package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestATicketBreaksLinesAsItsPostmortem: a line break of HTML is one there, too; other words
// in angle brackets, and code, stay what they say.
func TestATicketBreaksLinesAsItsPostmortem(t *testing.T) {
	d, err := postmortem.Parse("a.md", []byte("### AI-1: T\n- When: a deploy fails<br>twice\n- After: the pipeline rolls back <pod-name><br />and `a<br>b` pages\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.TicketBody(d.ActionItems()[0], "a.md")
	if err != nil || !strings.Contains(got, "** a deploy fails<br>twice\n") || !strings.Contains(got, "** the pipeline rolls back \\<pod-name><br />and `a<br>b` pages\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

// TestATicketHasNoEmptyLabels: what an item does not say is left out of its ticket.
func TestATicketHasNoEmptyLabels(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "T\n\n- Incident: INC-2026-0042\n\n**When** a deploy fails\n\nThis ticket was opened from the postmortem a.md, action item AI-1. It is done when the change of behaviour above was seen to hold.\n",
		"ja": "T\n\n- インシデント: INC-2026-0042\n\n**きっかけ** a deploy fails\n\nポストモーテム a.md の AI-1 から起票しました。上の行動の変化が確認できたときに完了です。\n",
	} {
		d, err := postmortem.Parse("a.md", []byte("---\nincident: INC-2026-0042\nlang: "+lang+"\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := d.TicketBody(incident.ActionItem{ID: "AI-1", Title: "T", When: "a deploy fails"}, "a.md"); err != nil || got != want {
			t.Errorf("%s: %v\n%q\nwant\n%q", lang, err, got, want)
		}
	}
}

// TestLinksOfATicketBringTheirAddress: what a link is defined with at the end of the
// postmortem does not stand in its ticket, so the link has it with it there.
func TestLinksOfATicketBringTheirAddress(t *testing.T) {
	const defined = "\n[Board]: https://grafana.example.com/d/pool\n[run book]: <../run(1).md> 'How'\n[chart]: https://example.com/c.png\n[none]: <>\n[board]: https://second.example.com\n"
	d, err := postmortem.Parse("a.md", []byte("### AI-1: T\n- After: x\n"+defined))
	if err != nil {
		t.Fatal(err)
	}
	for written, want := range map[string]string{
		"see [the board][board] first":              "see [the board](https://grafana.example.com/d/pool) first",
		"see [Board][], [board]; [ ] [x] [1]":       "see [Board](https://grafana.example.com/d/pool), [board](https://grafana.example.com/d/pool); [ ] [x] [1]",
		"by the [page][run\u3000book], [Run  Book]": "by the [page][run\u3000book], [Run  Book](<https://e.example.com/pm/run(1).md>)",
		"![the pool][chart] ![chart]":               "![the pool](https://example.com/c.png) ![chart](https://example.com/c.png)",
		"[![chart]][board]":                         "[![chart](https://example.com/c.png)](https://grafana.example.com/d/pool)",
		"[a][nowhere] [b][none]":                    "[a][nowhere] b",
		"`[board]` \\[board\\] [board](x.md)":       "`[board]` \\[board\\] [board](https://e.example.com/pm/docs/x.md)",
	} {
		got, err := d.TicketBody(incident.ActionItem{ID: "AI-1", After: written}, "https://e.example.com/pm/docs/a.md")
		if err != nil || !strings.Contains(got, "** "+want+"\n") {
			t.Errorf("%v\n%s\nwant %s", err, got, want)
		}
	}
	if got, err := d.TicketBody(incident.ActionItem{ID: "AI-1", When: "[Run book]", After: "[b][board]"}, "docs/a.md"); err != nil ||
		!strings.Contains(got, "** Run book\n") || !strings.Contains(got, "** [b](https://grafana.example.com/d/pool)\n") {
		t.Errorf("of a file: %v\n%s", err, got)
	}
}

// TestLinksOfATicketLeadSomewhere: a relative link leads to where it leads from the
// postmortem's address, and is its text where that is not known. A footnote stays behind;
// what only looks like one stays.
func TestLinksOfATicketLeadSomewhere(t *testing.T) {
	const blob = "https://github.com/acme/checkout/blob/main/docs/postmortems/"
	for written, want := range map[string]struct{ known, unknown string }{
		"see [the dashboard](../runbooks/dash.md#top) first":             {"see [the dashboard](https://github.com/acme/checkout/blob/main/docs/runbooks/dash.md#top) first", "see the dashboard first"},
		"see [a](b.md), [c](<d e.md> \"E\")":                             {"see [a](" + blob + "b.md), [c](" + blob + "d%20e.md)", "see a, c"},
		"![the chart](img/chart.png)":                                    {"[the chart](" + blob + "img/chart.png)", "the chart"},
		"[![chart](a.png)](b.md)":                                        {"[chart](" + blob + "b.md)", "chart"},
		"[above](#summary)":                                              {"[above](" + blob + "a.md#summary)", "above"},
		"[a](b(1).md)":                                                   {"[a](<" + blob + "b(1).md>)", "a"},
		"[root](/docs/x.md)":                                             {"root", "root"},
		"the pool exports no metric[^1], nobody [^2] sees":               {"the pool exports no metric, nobody [^2] sees", "the pool exports no metric, nobody [^2] sees"},
		"`[a](b)` \\[c](d) [e](https://e.example.com) [f] [g](mailto:h)": {"", ""},
	} {
		d, err := postmortem.Parse("a.md", []byte("### AI-1: T\n- After: x\n\n[^1]: Measured.\n"))
		if err != nil {
			t.Fatal(err)
		}
		if want.known == "" {
			want.known, want.unknown = written, written
		}
		for place, want := range map[string]string{blob + "a.md": want.known, "docs/postmortems/a.md": want.unknown} {
			if got, err := d.TicketBody(incident.ActionItem{ID: "AI-1", After: written}, place); err != nil || !strings.Contains(got, "** "+want+"\n") {
				t.Errorf("%s: %v\n%s\nwant %s", place, err, got, want)
			}
		}
	}
}
