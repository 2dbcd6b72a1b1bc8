package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ItemState is how far an action item has come.
type ItemState string

// The states of an action item.
const (
	ItemOpen     ItemState = "open"
	ItemDone     ItemState = "done"     // its ticket was last seen closed as done
	ItemVerified ItemState = "verified" // its check was seen to hold
)

// Label names the state for people.
func (s ItemState) Label(l incident.Lang) string {
	switch s {
	case ItemDone:
		return l.Say("done", "完了")
	case ItemVerified:
		return l.Say("verified", "確認済み")
	}
	return l.Say("open", "未完了")
}

// IndexedItem is an action item of a postmortem's current revision.
type IndexedItem struct {
	incident.ActionItem
	Concrete bool      // the checker finds nothing vague in it
	State    ItemState // worked out when it is read; not written by its author
}

// Overdue tells whether the item is open and its day is over on a day of the team's zone.
func (it *IndexedItem) Overdue(on civil.Date) bool {
	return it.State == ItemOpen && it.HasDue() && it.Due.Before(on)
}

// Standing says for people how the item stands on a day: its state, or that it is overdue.
func (it *IndexedItem) Standing(on civil.Date, l incident.Lang) string {
	if it.Overdue(on) {
		return l.Say("overdue", "期限超過")
	}
	return it.State.Label(l)
}

const itemColumns = "id, title, kind, owner, due, ticket, trigger_text, before_text, after_text, verified_by, verified, concrete, is_verified, state"

// indexItems writes the index of a revision's action items.
func (tx *Tx) indexItems(ctx context.Context, key string, items []IndexedItem) error {
	const attempted = "cannot index the action items"
	if err := tx.exec(ctx, attempted, "DELETE FROM action_item WHERE incident_key = $1", key); err != nil {
		return err
	}
	const row = 16
	for from := 0; from < len(items); from += 50 {
		var marks []string
		var args []any
		for i, it := range items[from:min(from+50, len(items))] {
			var one []string
			for c := range row {
				one = append(one, fmt.Sprintf("$%d", i*row+c+1))
			}
			marks = append(marks, "("+strings.Join(one, ", ")+")")
			args = append(args, key, from+i+1, it.ID, it.Title, string(it.Kind), it.Owner, it.Get(incident.FieldDue), it.Ticket,
				it.When, it.Before, it.After, it.VerifiedBy, it.Verified,
				it.Concrete, it.IsVerified(), string(ItemOpen))
		}
		query := "INSERT INTO action_item (incident_key, position, " + itemColumns + ") VALUES " + strings.Join(marks, ", ")
		if err := tx.exec(ctx, attempted, query, args...); err != nil {
			return err
		}
	}
	return tx.refreshItemStates(ctx, "incident_key = $1", key)
}

// refreshItemStates works out anew how far the action items of a condition have come,
// from what was last seen of their tickets.
func (tx *Tx) refreshItemStates(ctx context.Context, where, value string) error {
	return tx.exec(ctx, "cannot index the action items", `UPDATE action_item SET state = CASE
		WHEN is_verified THEN 'verified'
		WHEN EXISTS (SELECT 1 FROM ticket_seen t WHERE t.ticket = action_item.ticket AND t.done) THEN 'done'
		ELSE 'open' END WHERE `+where, value)
}

// ActionItems gives the action items of an incident in the order of its
// postmortem.
func (tx *Tx) ActionItems(ctx context.Context, key string) ([]IndexedItem, error) {
	var items []IndexedItem
	err := tx.each(ctx, "cannot read the action items", func(scan func(...any) error) error {
		var it IndexedItem
		var due string
		var verified bool
		err := scan(&it.ID, &it.Title, &it.Kind, &it.Owner, &due, &it.Ticket, &it.When, &it.Before, &it.After, &it.VerifiedBy, &it.Verified, &it.Concrete, &verified, &it.State)
		if err == nil && due != "" {
			it.Due, err = civil.ParseDate(due)
		}
		items = append(items, it)
		return err
	}, "SELECT "+itemColumns+" FROM action_item WHERE incident_key = $1 ORDER BY position", key)
	return items, err
}
