package digest

import (
	"fmt"
	"io"
	"strings"

	"github.com/pmtracker/pmtracker/internal/columns"
)

// WriteSlack writes the digest in Slack's own markup. A person whose member id
// is known is addressed by it.
// https://docs.slack.dev/messaging/formatting-message-text
func (d Digest) WriteSlack(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "*%s*\n%s\n", slackEscape(d.Title()), slackEscape(d.summary()))
	for _, g := range d.groups() {
		heading := "*" + slackEscape(g.heading) + "*"
		if p, ok := d.People.Known(g.owner); ok && p.Slack != "" {
			heading = "<@" + p.Slack + ">"
		}
		d.slackGroup(&b, heading, g)
	}
	if len(d.Escalated) > 0 {
		entries := make([]Entry, len(d.Escalated))
		for i, e := range d.Escalated {
			entries[i] = e.Entry
			entries[i].Owner = d.whose(e)
		}
		d.slackGroup(&b, "*"+d.escalation(d.slackEscalated())+"*", group{entries: entries, mixed: true})
	}
	if c := d.caveat(); c != "" {
		fmt.Fprintf(&b, "\n_%s_\n", slackEscape(c))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// slackEscalated addresses the person to whom what is long overdue goes.
func (d Digest) slackEscalated() string {
	if id, _ := d.escalationAccounts(); id != "" {
		return "<@" + id + ">"
	}
	return slackEscape(d.EscalateTo)
}

func (d Digest) slackGroup(b *strings.Builder, heading string, g group) {
	fmt.Fprintf(b, "\n%s\n", heading)
	for _, e := range g.entries {
		fmt.Fprintf(b, "• *%s* %s %s: %s", slackEscape(d.when(e)), slackEscape(columns.Shorten(e.Incident, titleLimit)), e.ID, slackEscape(columns.Shorten(e.Title, titleLimit)))
		if owner := g.whose(e); owner != "" {
			fmt.Fprintf(b, " · %s", slackEscape(columns.Shorten(owner, titleLimit)))
		}
		if link := safeLink(e.Ticket); link != "" && !strings.Contains(link, "|") {
			fmt.Fprintf(b, " <%s>", slackEscape(link))
		}
		b.WriteString("\n")
	}
}

// titleLimit is how much of a title stands in a message, in letters.
const titleLimit = 300

// slackEscape writes a text so that Slack shows it and addresses nobody.
func slackEscape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(plain(text))
}
