package tickets

import (
	"cmp"
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// take closes all but one of the tickets that were opened for a draft and hands
// over the one that stays. A copy that people made is told and left alone.
func (r *run) take(ctx context.Context, d Draft, found []Ticket, o Outcome) error {
	keep, twins, copies := Sort(found, nil)
	for _, t := range twins {
		if t.Done {
			continue
		}
		err := r.Provider.CloseDuplicate(ctx, t, keep, d.Lang)
		if err != nil && incident.CodeOf(err) != incident.Unavailable {
			o.Warnings = append(o.Warnings, incident.Sentence(err, LangOf(ctx)))
			r.unsure[d.Marker] = true // the next run tries again
			continue
		}
		if err != nil {
			return err
		}
		o.Closed = append(o.Closed, t)
	}
	o.Warnings = append(o.Warnings, CopyWarnings(copies, keep, LangOf(ctx))...)
	return r.Opened(d, keep, o)
}

// Sort tells apart the tickets that carry one marker. Twins are those that
// pmtracker opened for one item; of them the one with the lowest number that
// nobody has put aside stays. Copies are what people made of it: whoever clones
// an issue takes the marker along, and the clone is theirs. linked is the ticket
// that the document names, whose twins are meant; nil: it names none yet.
func Sort(found []Ticket, linked *incident.TicketRef) (stays Ticket, twins, copies []Ticket) {
	byNumber := func(a, b Ticket) int { return cmp.Compare(number(a.Ref), number(b.Ref)) }
	sorted := slices.SortedStableFunc(slices.Values(found), func(a, b Ticket) int {
		return cmp.Or(compareBool(a.Origin == "", b.Origin == ""), byNumber(a, b))
	})
	first := sorted[0]
	for _, t := range sorted {
		if linked != nil && t.Ref.Same(*linked) {
			first = t
		}
	}
	for _, t := range sorted {
		if t.Ref.Same(first.Ref) || t.Origin != "" && t.Origin == first.Origin {
			twins = append(twins, t)
		} else {
			copies = append(copies, t)
		}
	}
	slices.SortStableFunc(twins, func(a, b Ticket) int { return cmp.Or(compareBool(a.Dropped, b.Dropped), byNumber(a, b)) })
	return twins[0], twins[1:], copies
}

// CopyWarnings tells of each open copy of a ticket, for people to settle.
func CopyWarnings(copies []Ticket, of Ticket, l incident.Lang) (warnings []string) {
	for _, t := range copies {
		if t.Done {
			continue
		}
		warnings = append(warnings, l.Say(
			"%s carries the same mark as %s, but pmtracker did not open it and leaves it as it is; close it if it is a duplicate, else take the mark out of it (on GitHub the hidden line \"pmtracker:\" of its text, in Jira the label \"pm-…\")",
			"%s には %s と同じ目印がありますが、pmtracker が作成したものではないため、そのままにします。重複であれば閉じ、別のチケットであれば目印を消してください（GitHub では本文中の隠し行「pmtracker:」、Jira ではラベル「pm-…」）", t.URL, of.URL))
	}
	return warnings
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
