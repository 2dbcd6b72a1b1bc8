package digest

import (
	"fmt"
	"io"
	"strings"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/terminal"
)

// WriteText writes the digest for a terminal.
func (d Digest) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", d.Title(), d.summary())
	for _, g := range d.groups() {
		fmt.Fprintf(&b, "\n%s\n", plain(g.heading))
		var table columns.Table
		for _, e := range g.entries {
			table.Add("  "+d.when(e), e.due(), plain(e.Incident)+" "+e.ID, titled(e.Title, g.whose(e)), plain(e.Ticket))
		}
		_, _ = table.WriteTo(&b) // the builder never fails
	}
	if len(d.Escalated) > 0 {
		fmt.Fprintf(&b, "\n%s\n", d.escalation(plain(d.EscalateTo)))
		var table columns.Table
		for _, e := range d.Escalated {
			table.Add("  "+d.when(e.Entry), plain(d.whose(e)), plain(e.Incident)+" "+e.ID, plain(e.Title))
		}
		_, _ = table.WriteTo(&b)
	}
	if c := d.caveat(); c != "" {
		fmt.Fprintf(&b, "\n%s\n", c)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// titled gives a title with whose it is, where that has to be said.
func titled(title, owner string) string {
	if owner == "" {
		return plain(title)
	}
	return plain(title) + " · " + plain(owner)
}

func (d Digest) whose(e OwnedEntry) string {
	if e.Owner == "" {
		return nobody(d.Lang)
	}
	return e.Owner
}

// plain gives a text from outside as one line that steers nothing it is shown on.
func plain(text string) string { return terminal.Plain(strings.Join(strings.Fields(text), " ")) }
