package digest

import (
	_ "embed"
	"html/template"
	"io"
	"sync"
)

//go:embed digest.html
var htmlText string

var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("digest.html").Parse(htmlText))
})

// htmlRow and htmlGroup are what the template sees.
type htmlRow struct {
	When, Due, Incident, Item, Title, Owner, Ticket, Link string
	Late                                                  bool
}

type htmlGroup struct {
	Heading string
	Rows    []htmlRow
}

// WriteHTML writes the digest as one HTML page that mail programs can show: a
// table, styles in place, nothing loaded from elsewhere.
func (d Digest) WriteHTML(w io.Writer) error {
	var groups []htmlGroup
	for _, g := range d.groups() {
		out := htmlGroup{Heading: plain(g.heading)}
		for _, e := range g.entries {
			out.Rows = append(out.Rows, d.htmlRow(e, g.whose(e)))
		}
		groups = append(groups, out)
	}
	if len(d.Escalated) > 0 {
		out := htmlGroup{Heading: d.escalation(plain(d.EscalateTo))}
		for _, e := range d.Escalated {
			out.Rows = append(out.Rows, d.htmlRow(e.Entry, d.whose(e)))
		}
		groups = append(groups, out)
	}
	return htmlTemplate().Execute(w, map[string]any{
		"Lang": string(d.Lang), "Title": d.Title(), "Summary": d.summary(), "Caveat": d.caveat(), "Groups": groups,
	})
}

func (d Digest) htmlRow(e Entry, owner string) htmlRow {
	return htmlRow{
		When: d.when(e), Due: e.due(), Incident: plain(e.Incident), Item: e.ID, Title: plain(e.Title), Owner: plain(owner),
		Ticket: plain(e.Ticket), Link: safeLink(e.Ticket), Late: e.DaysOverdue > 0,
	}
}
