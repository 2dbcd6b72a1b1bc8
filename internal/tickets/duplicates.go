package tickets

import (
	"cmp"
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// take closes all but one of the tickets that carry a draft's marker and hands
// over the one that stays.
func (r *run) take(ctx context.Context, d Draft, found []Ticket, o Outcome) error {
	keep, rest := Lowest(found)
	for _, t := range rest {
		if t.Done {
			continue
		}
		err := r.Provider.CloseDuplicate(ctx, t, keep)
		if err != nil && incident.CodeOf(err) != incident.Unavailable {
			o.Warnings = append(o.Warnings, incident.Sentence(err, d.Lang))
			r.unsure[d.Marker] = true // the next run tries again
			continue
		}
		if err != nil {
			return err
		}
		o.Closed = append(o.Closed, t)
	}
	return r.Opened(d, keep, o)
}

// Lowest gives the ticket that stays where several carry one marker: the one
// with the lowest number that nobody has put aside. The others come lowest first.
func Lowest(found []Ticket) (stays Ticket, rest []Ticket) {
	sorted := slices.Clone(found)
	slices.SortStableFunc(sorted, func(a, b Ticket) int {
		return cmp.Or(compareBool(a.Dropped, b.Dropped), cmp.Compare(number(a.Ref), number(b.Ref)))
	})
	return sorted[0], sorted[1:]
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
