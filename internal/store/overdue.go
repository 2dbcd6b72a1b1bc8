package store

import (
	"context"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// DueItem is an open action item that somebody has to hear about.
type DueItem struct {
	Incident string
	ID       string
	Title    string
	Owner    string
	Due      civil.Date // the zero date: none
	Ticket   string
	Dropped  bool // the ticket was last seen closed, but not as done
}

// ItemCounts counts the action items of all incidents by how far they have come.
type ItemCounts struct{ Open, Done, Verified int }

// DueItems gives the open action items that are due by a day, have no due date or
// belong to nobody, in no order. It reads the index of open items and the rows of those
// that it gives, and so does not grow with what is finished.
func (tx *Tx) DueItems(ctx context.Context, by civil.Date) ([]DueItem, error) {
	items := []DueItem{}
	days := map[string]civil.Date{"": {}} // many items share a day
	const attempted = "cannot read the overdue action items"
	err := tx.each(ctx, attempted, func(scan func(...any) error) error {
		var it DueItem
		var due string
		if err := scan(&it.Incident, &it.ID, &it.Title, &it.Owner, &due, &it.Ticket, &it.Dropped); err != nil {
			return err
		}
		day, known := days[due]
		if !known {
			var err error
			if day, err = civil.ParseDate(due); err != nil {
				return incident.Errorf(incident.Internal, "%s: %q is not a day: %w", attempted, due, err)
			}
			days[due] = day
		}
		it.Due = day
		items = append(items, it)
		return nil
	}, `SELECT incident_key, id, title, owner, due, ticket,
			ticket <> '' AND EXISTS (SELECT 1 FROM ticket_seen t WHERE t.ticket = action_item.ticket AND t.dropped) FROM action_item
		WHERE state = 'open' AND (due <= $1 OR owner IN ('', '@'))`, by.String())
	return items, err
}

// CountItems counts the action items by state, out of two indexes.
func (tx *Tx) CountItems(ctx context.Context) (ItemCounts, error) {
	var c ItemCounts
	err := tx.each(ctx, "cannot count the action items", func(scan func(...any) error) error {
		var state ItemState
		var n int
		if err := scan(&state, &n); err != nil {
			return err
		}
		switch state {
		case ItemOpen:
			c.Open = n
		case ItemDone:
			c.Done = n
		case ItemVerified:
			c.Verified = n
		}
		return nil
	}, `SELECT 'open', count(*) FROM action_item WHERE state = 'open'
		UNION ALL SELECT state, count(*) FROM action_item WHERE state <> 'open' GROUP BY state`)
	return c, err
}
