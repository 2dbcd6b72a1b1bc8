package postmortem

import (
	"slices"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// strayRows notes the rows of a table among the action items that are called actions, with
// who, by when or where they are followed, and are not read as items.
func (r *bodyReader) strayRows(table *east.Table, cols *actionTable) {
	inItem := r.item >= 0 && cols.id >= 0 && cols.ownFields() >= 2
	if !cols.listsActions() || !inItem && !r.inSection(SectionActions) {
		return
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		if cols.title >= len(cells) || shown(r.text(cells[cols.title])) == "" || rowIsPrompt(r.Document, cells) {
			continue
		}
		number := r.text(cols.idCell(cells))
		if _, noted := strayNumber(number); noted && cols.idCell(cells) == cells[0] {
			continue // by readStray
		}
		s := stray{at: cells[cols.title]}
		if n, bare := bareNumber(number); bare && cols.id >= 0 {
			s.id = itemID(n)
		} else {
			s.id, _ = rowNumber(number)
		}
		r.strays = append(r.strays, s)
	}
}

// listsActions tells whether the rows of a table are actions by the names of its columns.
// One that is called an action needs another column by which it is followed; a task,
// which may be a step of an item, needs two, and what has any name needs three.
func (t *actionTable) listsActions() bool {
	has := func(f incident.Field) int { return min(1, 1+t.column(f)) }
	owned, due, ticket := has(incident.FieldOwner), has(incident.FieldDue), has(incident.FieldTicket)
	told := has(incident.FieldKind)
	if slices.ContainsFunc(t.columns, isStatusColumn) {
		told = 1
	}
	switch t.called {
	case saysText:
		return owned+due == 2 && ticket+told > 0
	case saysAction:
		return owned+due+ticket+told > 0
	}
	return t.called >= saysTask && owned+due+ticket+told > 1
}

// isStatusColumn tells whether a column says how far something is.
func isStatusColumn(name string) bool {
	switch foldKey(name) {
	case "status", "state", "progress", "done", "状態", "状況", "進捗", "ステータス", "対応状況":
		return true
	}
	return false
}
