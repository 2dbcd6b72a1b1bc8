package github

import (
	"context"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// What GitHub takes at most, in code points.
const (
	maxTitle = 256
	maxBody  = 65536
)

// Ready refuses a draft whose owner cannot be assigned in the repository or
// whose text GitHub would not take.
func (p *Provider) Ready(ctx context.Context, d tickets.Draft) error {
	if n := utf8.RuneCountInString(p.body(d)); n > maxBody {
		return incident.Tell(incident.Refused, "the ticket text of %s has %d characters and GitHub takes %d; shorten the item or the template",
			"%s のチケット本文は %d 文字ですが、GitHub の上限は %d 文字です。項目かテンプレートを短くしてください", d.Marker, n, maxBody)
	}
	_, err := p.assignee(ctx, d.Owner, p.repository())
	return err
}

// body is the text as it is sent: with a due date that people see, and with the
// marker that they do not.
func (p *Provider) body(d tickets.Draft) string {
	return tickets.WithMarker(tickets.WithDue(d.Body, d.Due, d.Lang), d.Marker, d.Due)
}
