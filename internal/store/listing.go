package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ListedItem is an action item with the incident that it came from.
type ListedItem struct {
	IndexedItem
	Incident      string
	IncidentTitle string
	Service       string
}

// Cursor names an item in the list of all: "INC-2026-0042/AI-1".
func (it *ListedItem) Cursor() string { return it.Incident + "/" + it.ID }

// ItemFilter chooses action items. The zero value chooses all.
type ItemFilter struct {
	State     ItemState  // empty: all
	Owners    []string   // any of these, as documents write them; nil: all
	Service   string     // empty: all
	DueBefore civil.Date // only those with a day before this one; zero: all
	After     string     // cursor of the item behind which the list begins; empty: from the first
	Limit     int        // 0: all
}

// itemDue is by what items are listed; the index action_item_due is over it.
const itemDue = "CASE WHEN a.due = '' THEN '9999-99-99' ELSE a.due END"

// ListItems gives action items by the day on which they are due, those without a
// day last. A page of them is read without the others.
func (tx *Tx) ListItems(ctx context.Context, f ItemFilter) ([]ListedItem, error) {
	q := itemQuery{states: []ItemState{ItemOpen, ItemDone, ItemVerified}, limit: f.Limit, from: "action_item a JOIN incident i ON i.key = a.incident_key"}
	if f.State != "" {
		q.states = []ItemState{f.State}
	}
	if f.Owners != nil {
		if len(f.Owners) == 0 {
			return nil, nil
		}
		q.where = append(q.where, "a.owner IN ("+q.list(f.Owners)+")")
		if tx.dialect == SQLite { // its planner would walk along the days instead
			q.from = "action_item a INDEXED BY action_item_owner JOIN incident i ON i.key = a.incident_key"
		}
	}
	if f.Service != "" {
		q.where = append(q.where, "i.service = "+q.arg(f.Service))
		rare, err := tx.rareService(ctx, f.Service)
		if err != nil {
			return nil, err
		}
		if rare && tx.dialect == SQLite && f.Owners == nil {
			q.from = "incident i INDEXED BY incident_service CROSS JOIN action_item a ON a.incident_key = i.key"
		}
	}
	if f.DueBefore.IsValid() {
		q.where = append(q.where, itemDue+" < "+q.arg(f.DueBefore.String()))
	}
	if f.After != "" {
		if err := tx.after(ctx, &q, f.After); err != nil {
			return nil, err
		}
	}
	var items []ListedItem
	err := tx.each(ctx, "cannot list the action items", func(scan func(...any) error) error {
		var it ListedItem
		var due, sortedBy string
		var position int
		err := scan(&it.Incident, &it.IncidentTitle, &it.Service, &it.ID, &it.Title, &it.Kind, &it.Owner, &due, &it.Ticket, &it.When, &it.Before, &it.After, &it.VerifiedBy, &it.Concrete, &it.State, &sortedBy, &position)
		if err == nil && due != "" {
			it.Due, err = civil.ParseDate(due)
		}
		items = append(items, it)
		return err
	}, q.text(), q.args...)
	return items, err
}

// rareService tells whether a service has so few incidents that it is quicker to go
// through them than along the days until a page is full.
func (tx *Tx) rareService(ctx context.Context, service string) (bool, error) {
	const few = 1000
	var n int
	err := tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM incident WHERE service = $1 LIMIT $2) AS found", service, few).Scan(&n)
	return n < few, said(err, "cannot list the action items")
}

// after begins the list behind the item of a cursor. One whose item is gone is
// Invalid.
func (tx *Tx) after(ctx context.Context, q *itemQuery, cursor string) error {
	key, item, _ := strings.Cut(cursor, "/")
	var due string
	var position int
	found := false
	err := tx.each(ctx, "cannot list the action items", func(scan func(...any) error) error {
		found = true
		return scan(&due, &position)
	}, "SELECT "+itemDue+", position FROM action_item a WHERE incident_key = $1 AND id = $2", key, item)
	if err == nil && !found {
		err = incident.Tell(incident.Invalid, "there is no item %q any more from which the list could go on; list again from the start", "一覧の続きの起点 %q がもうありません。最初から一覧を取得してください", cursor)
	}
	q.where = append(q.where, "("+itemDue+", a.incident_key, a.position) > ("+q.arg(due)+", "+q.arg(key)+", "+q.arg(position)+")")
	return err
}

// itemQuery is a query over items. It asks for each state by itself, so that the
// index gives the rows in their order and a page ends the reading.
type itemQuery struct {
	states []ItemState
	from   string
	where  []string
	args   []any
	limit  int
}

func (q *itemQuery) arg(v any) string {
	q.args = append(q.args, v)
	return fmt.Sprintf("$%d", len(q.args))
}

// list gives the places of several values.
func (q *itemQuery) list(values []string) string {
	var marks []string
	for _, v := range values {
		marks = append(marks, q.arg(v))
	}
	return strings.Join(marks, ", ")
}

func (q *itemQuery) text() string {
	end := " ORDER BY sorted_by, incident_key, position"
	if q.limit > 0 {
		end += " LIMIT " + q.arg(q.limit)
	}
	var parts []string
	for _, state := range q.states {
		where := append([]string{"a.state = '" + string(state) + "'"}, q.where...)
		parts = append(parts, `SELECT * FROM (SELECT a.incident_key, i.title AS incident_title, i.service, a.id, a.title, a.kind, a.owner, a.due, a.ticket, a.trigger_text, a.before_text, a.after_text, a.verified_by, a.concrete, a.state, `+
			itemDue+` AS sorted_by, a.position FROM `+q.from+` WHERE `+strings.Join(where, " AND ")+strings.Replace(end, "sorted_by, incident_key, position", itemDue+", a.incident_key, a.position", 1)+") AS "+string(state)+"_items")
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts, " UNION ALL ") + end
}

// ItemOwners lists the owners of action items as documents write them, without
// the empty one.
func (tx *Tx) ItemOwners(ctx context.Context) ([]string, error) {
	return tx.distinct(ctx, "action_item", "owner")
}

// Services lists the services that incidents are about, without the empty one.
func (tx *Tx) Services(ctx context.Context) ([]string, error) {
	return tx.distinct(ctx, "incident", "service")
}

// distinct lists the values of a column that has an index, by one look into the
// index for each value.
func (tx *Tx) distinct(ctx context.Context, table, column string) ([]string, error) {
	var values []string
	err := tx.each(ctx, "cannot list what there is to choose", func(scan func(...any) error) error {
		var v string
		err := scan(&v)
		values = append(values, v)
		return err
	}, strings.NewReplacer("TABLE", table, "COLUMN", column).Replace(`WITH RECURSIVE found (v) AS (SELECT min(COLUMN) FROM TABLE WHERE COLUMN > ''
		UNION ALL SELECT (SELECT min(COLUMN) FROM TABLE WHERE COLUMN > v) FROM found WHERE v IS NOT NULL) SELECT v FROM found WHERE v IS NOT NULL`))
	slices.Sort(values)
	return values, err
}

// OwnerCount is how many items an owner has.
type OwnerCount struct {
	Owner string
	Items int
}

// OverdueByOwner counts the open items whose day has passed on a day, by owner as
// documents write them, the most first.
func (tx *Tx) OverdueByOwner(ctx context.Context, on civil.Date) ([]OwnerCount, error) {
	var all []OwnerCount
	err := tx.each(ctx, "cannot count the overdue action items", func(scan func(...any) error) error {
		var c OwnerCount
		err := scan(&c.Owner, &c.Items)
		all = append(all, c)
		return err
	}, `SELECT owner, count(*) AS items FROM action_item WHERE state = 'open' AND due <> '' AND due < $1 GROUP BY owner ORDER BY items DESC, owner`, on.String())
	return all, err
}

// OpenItems counts the open action items of some incidents; one without any is
// left out.
func (tx *Tx) OpenItems(ctx context.Context, keys []string) (map[string]int, error) {
	counts := map[string]int{}
	if len(keys) == 0 {
		return counts, nil
	}
	q := itemQuery{}
	err := tx.each(ctx, "cannot count the open action items", func(scan func(...any) error) error {
		var key string
		var n int
		err := scan(&key, &n)
		if n > 0 {
			counts[key] = n
		}
		return err
	}, "SELECT incident_key, count(CASE WHEN state = 'open' THEN 1 END) FROM action_item WHERE incident_key IN ("+q.list(keys)+") GROUP BY incident_key", q.args...)
	return counts, err
}
