package postmortem

import (
	"slices"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// borrowedField gives the field of an action item that other tools and teams call by a
// key. Such a name counts only where nothing is written under the field's own.
func borrowedField(key string) (incident.Field, bool) {
	switch foldKey(key) {
	case "type", "category", "区分", "分類":
		return incident.FieldKind, true
	case "responsible", "responsible person", "dri", "assign", "assigned to", "責任者", "担当責任者", "主担当", "対応者", "実施者":
		return incident.FieldOwner, true
	case "deadline", "eta", "target date", "due by", "due on", "完了予定", "完了予定日", "完了期限", "対応期限", "実施期限", "期限日", "締切", "締切日", "締め切り":
		return incident.FieldDue, true
	case "jira", "jira issue", "jira ticket", "jira key", "bug", "bug id", "github issue", "ticket number", "ticket url", "ticket link", "issue link", "チケット番号", "チケットurl", "チケットリンク":
		return incident.FieldTicket, true
	}
	return "", false
}

// fieldCalled gives the field that a key names, and whether that is not its own name.
func fieldCalled(key string) (f incident.Field, borrowed, ok bool) {
	if f, ok = FieldOf(key); ok {
		return f, false, true
	}
	f, ok = borrowedField(key)
	return f, true, ok
}

// borrowedColumn gives the field that a column is about by a name that says so in a
// table of actions only.
func borrowedColumn(name string) (incident.Field, bool) {
	switch foldKey(name) {
	case "who", "誰", "誰が":
		return incident.FieldOwner, true
	case "いつまで", "いつまでに":
		return incident.FieldDue, true
	}
	return borrowedField(name)
}

// borrowColumns takes the columns of a table among the action items whose names are not
// the fields' own: "Deadline", "Jira". "When" is the day in "What, Who, When", and a
// "Link" a ticket where each is one.
func (t *actionTable) borrowColumns(tickets func(column int) bool) {
	t.borrowed = map[int]bool{}
	borrow := func(i int, f incident.Field) {
		if t.column(f) < 0 {
			t.fields[i], t.borrowed[i] = f, true
			t.unread = slices.DeleteFunc(t.unread, func(name string) bool { return name == t.columns[i] })
		}
	}
	asks := false
	for i, name := range t.columns {
		folded := foldKey(name)
		asks = asks || folded == "who" || folded == "what"
		if t.isTaken(i) {
			continue
		}
		if f, ok := borrowedColumn(name); ok {
			borrow(i, f)
		} else if (folded == "link" || folded == "リンク" || folded == "url") && tickets(i) {
			borrow(i, incident.FieldTicket)
		}
	}
	changes := t.column(incident.FieldBefore) >= 0 || t.column(incident.FieldAfter) >= 0 || t.column(incident.FieldVerifiedBy) >= 0
	if when := t.column(incident.FieldWhen); when >= 0 && asks && !changes {
		borrow(when, incident.FieldDue)
	}
}

// isTaken tells whether a column means something by its own name.
func (t *actionTable) isTaken(column int) bool {
	_, field := t.fields[column]
	return field || column == t.id || column == t.title
}

// ownFields counts the columns that have a field's own name.
func (t *actionTable) ownFields() int { return len(t.fields) - len(t.borrowed) }

// allTickets tells whether each cell of a column that says anything is one ticket, and
// some cell does.
func (d *Document) allTickets(table *east.Table, column int) bool {
	some := false
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := d.tableCells(row)
		if column >= len(cells) || cells[column].Start <= d.base {
			continue
		}
		text := withoutMarks(decodeCell(d.text(cells[column])))
		if incident.Unwritten(text) || incident.IsPrompt(text) {
			continue
		}
		if _, ok := incident.ParseTicketRef(ticketAddress(text)); !ok {
			return false
		}
		some = true
	}
	return some
}
