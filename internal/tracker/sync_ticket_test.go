package tracker_test

import (
	"context"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// partlyHub takes of a change what it is told to.
type partlyHub struct {
	seenHub
	owner, due bool
	failed     error
}

func (h *partlyHub) Edit(_ context.Context, _ incident.TicketRef, c tickets.Change) (tickets.Ticket, []string, error) {
	if h.owner && c.Owner != nil {
		h.ticket.Owners = []string{strings.TrimPrefix(*c.Owner, "@")}
	}
	if h.due && c.Due != nil {
		h.ticket.Due = *c.Due
	}
	return h.ticket, []string{"the board is a warning"}, h.failed
}

func (h *partlyHub) Account(_ context.Context, owner string, _ incident.TicketRef) (string, error) {
	return strings.TrimPrefix(owner, "@"), nil
}

// TestPartlyWritten: what a ticket took over is settled, in the audit log and on the
// page, whatever else it did not take or failed; what still differs is not settled.
func TestPartlyWritten(t *testing.T) {
	for name, c := range map[string]struct {
		hub   partlyHub
		noted string
		left  string
	}{
		"all":            {partlyHub{owner: true, due: true}, "AI-1 owner, due to its ticket", ""},
		"not the date":   {partlyHub{owner: true}, "AI-1 owner to its ticket", "has 2026-05-01"},
		"then it failed": {partlyHub{owner: true, failed: incident.Errorf(incident.Unavailable, "away")}, "AI-1 owner to its ticket", "has 2026-05-01"},
		"the text alone": {partlyHub{}, "AI-1 text to its ticket", "is assigned to akiko"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) {
				c := c
				c.hub.present, c.hub.ticket = true, githubIssue("akiko")
				c.hub.ticket.Due = civil.Date{Year: 2026, Month: 5, Day: 1}
				tr := withSeen(t, s, &c.hub.seenHub, "@ben")
				tr.Provider = func() (tickets.Provider, error) { return &c.hub, nil }
				synced, err := tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncTicket)
				warnings := 1
				if c.hub.failed != nil {
					warnings = 2 // it is told, and the others would go on
				}
				if incident.CodeOf(err) != incident.CodeOf(c.hub.failed) || len(synced) != 1 || len(synced[0].Warnings) != warnings {
					t.Fatalf("%+v %v", synced, err)
				}
				for _, d := range synced[0].Differences {
					if want := d.Field == "owner" && c.hub.owner || d.Field == "due" && c.hub.due; d.Settled != want {
						t.Errorf("%+v", d)
					}
				}
				var last store.AuditEntry
				must(t, s.Read(t.Context(), func(tx *store.Tx) error {
					entries, err := tx.AuditLog(t.Context(), seenKey)
					last = entries[len(entries)-1]
					return err
				}))
				if last.Action != "ticket.sync" || last.Detail != c.noted {
					t.Errorf("%+v", last)
				}
				if c.hub.failed != nil {
					return
				}
				if said := ticketRule(t, tr); (said == "") != (c.left == "") || !strings.Contains(said, c.left) {
					t.Errorf("the page: %s", said)
				}
			})
		})
	}
}
