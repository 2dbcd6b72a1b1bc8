package tickets

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Settler is a provider that says how long a create whose answer was lost may
// take to show up in its look-up. The pauses lie between one look and the next.
type Settler interface{ Settle() []time.Duration }

// RecentFinder is a provider that can look for markers among the tickets changed
// since a time, which spares the whole listing.
type RecentFinder interface {
	FindRecent(ctx context.Context, markers []string, since time.Time) (map[string][]Ticket, error)
}

// skew is how far the clocks of provider and machine may lie apart.
const skew = 24 * time.Hour

// lookUntil looks for the ticket of a create begun at that time until the
// provider's window has passed. A look that fails counts as one that found
// nothing, but the last one has to succeed.
func (o Opener) lookUntil(ctx context.Context, d Draft, began time.Time) (Ticket, Outcome, bool, error) {
	pauses := []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second}
	if s, ok := o.Provider.(Settler); ok {
		pauses = s.Settle()
	}
	end := began
	for _, p := range pauses {
		end = end.Add(p)
	}
	var last error
	for _, pause := range append(pauses, 0) {
		found, err := o.look(ctx, d.Marker, began)
		if ticket, rest, ok := Lowest(found); ok && err == nil {
			return ticket, Outcome{Found: true, Duplicates: rest}, true, nil
		}
		last = err
		if left := end.Sub(o.Clock.Now()); left <= 0 {
			break
		}
		if err := o.Clock.Sleep(ctx, pause); err != nil {
			return Ticket{}, Outcome{}, false, incident.Errorf(incident.Unavailable, "%s: %w",
				LangOf(ctx).Say("stopped while looking for the ticket of %s", "%s のチケットの確認を中断しました", d.Marker), err)
		}
	}
	return Ticket{}, Outcome{}, false, last
}

func (o Opener) look(ctx context.Context, marker string, began time.Time) ([]Ticket, error) {
	find := o.Provider.FindMarked
	if r, ok := o.Provider.(RecentFinder); ok {
		find = func(ctx context.Context, markers []string) (map[string][]Ticket, error) {
			return r.FindRecent(ctx, markers, began.Add(-skew))
		}
	}
	found, err := find(ctx, []string{marker})
	return found[marker], err
}

// number is a ticket's place in the order in which its provider counts.
func number(ref incident.TicketRef) int {
	if ref.Provider != incident.Jira {
		return ref.Number
	}
	n, _ := strconv.Atoi(ref.Key[strings.LastIndexByte(ref.Key, '-')+1:])
	return n
}
