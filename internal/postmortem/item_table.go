package postmortem

import (
	"slices"
	"strconv"
	"strings"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readItemTable reads the fields of one action item from a table of two
// columns under its heading: field, value. Beside fields that are written
// elsewhere one row that looks like a field makes no such table: its numbers may
// stand under "Check".
func (d *Document) readItemTable(it *Item, table *east.Table) {
	type row struct {
		field incident.Field
		place FieldPlace
	}
	var rows []row
	next := d.tableHeader(table).End
	for n := table.FirstChild(); n != nil; n = n.NextSibling() {
		cells := d.tableCells(n)
		if len(cells) != 2 || cells[1].Start <= d.base {
			continue
		}
		if f, borrowed, ok := fieldCalled(strings.Trim(d.text(cells[0]), keyMarks)); ok {
			rows = append(rows, row{f, FieldPlace{Key: cells[0], Value: d.unstruck(cells[1]), cell: true, borrowed: borrowed, alone: n != table.FirstChild(), next: max(next, d.lineEnd(cells[0].Start))}})
		}
	}
	if len(rows) < 2 && len(it.Fields) > 0 {
		return
	}
	for _, r := range rows {
		it.set(r.field, r.place, decodeCell(shown(d.text(r.place.Value))))
	}
}

// actionTable is a table that has a row an action item.
type actionTable struct {
	names     Span   // the header's line, without space around it
	rule      int    // where the line of dashes begins
	header    []Span // cells
	columns   []string
	rows      [][]Span
	id, title int // columns; -1: there is none
	fields    map[int]incident.Field
	borrowed  map[int]bool // columns whose field is not called by its own name
	called    int          // how surely the title says what is to be done, as titleRank has it
	unread    []string     // names of columns that mean nothing here
}

// actionRow is one row of it.
type actionRow struct {
	table    *actionTable
	cells    []Span
	numbered bool // the row says itself which number it has
}

// column gives the column of a field, -1: there is none.
func (t *actionTable) column(f incident.Field) int {
	for i := range t.header {
		if t.fields[i] == f {
			return i
		}
	}
	return -1
}

// actionColumns says what the columns of a table mean where each row is an action item.
func (r *bodyReader) actionColumns(table *east.Table, columns []string) *actionTable {
	t := &actionTable{id: -1, title: -1, header: r.tableCells(table.FirstChild()), columns: columns, fields: map[int]incident.Field{}}
	for i, name := range columns {
		if isNumberColumn(name) {
			t.id = i
		} else if rank := titleRank(name); rank > 0 {
			if rank > t.called {
				t.title, t.called = i, rank
			}
		} else if f, ok := FieldOf(name); ok {
			t.fields[i] = f
		} else if name != "" {
			t.unread = append(t.unread, name)
		}
	}
	if r.inSection(SectionActions) {
		t.borrowColumns(func(column int) bool { return r.allTickets(table, column) })
	}
	return t
}

// readActionTable reads a table that has a row an action item: at least two of the
// fields, and outside of the action items' section a column of ids.
func (r *bodyReader) readActionTable(table *east.Table, cols *actionTable) bool {
	among, own := r.inSection(SectionActions), cols.ownFields()
	if own < 2 && (!among || len(cols.fields) < 2 || cols.id < 0 && cols.title < 0) || cols.id < 0 && !among {
		r.strayRows(table, cols)
		r.readOverview(table, cols)
		return false
	}
	if r.item >= 0 && !r.holdsActions(table, cols) {
		r.strayRows(table, cols)
		return false
	}
	header := r.tableHeader(table)
	cols.rule = r.lineEnd(header.Start)
	cols.names = r.trim(Span{header.Start, cols.rule})
	r.tables = append(r.tables, cols)
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		cols.rows = append(cols.rows, cells)
		r.readActionRow(cells, cols)
	}
	return true
}

// isNumberColumn tells whether the numbers of action items stand in a column.
func isNumberColumn(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "id", "#", "no", "no.", "番号", "項番":
		return true
	}
	return false
}

// holdsActions tells whether a table below the heading of an item has rows that are
// action items themselves, and not steps of that one: it says what changes, or a row
// has the number of an item. A bare number counts only beside a title: steps have
// numbers, too.
func (r *bodyReader) holdsActions(table *east.Table, cols *actionTable) bool {
	for i, f := range cols.fields {
		if slices.Contains(behaviourFields(), f) && !cols.borrowed[i] {
			return true
		}
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		if len(cells) == 0 {
			continue
		}
		cell := r.text(cols.idCell(cells))
		if _, _, numbered := itemNumber(cell); numbered {
			return true
		}
		if _, bare := bareNumber(cell); bare && cols.id >= 0 && cols.title >= 0 {
			return true
		}
	}
	return false
}

// idCell gives the cell of a row in which its number stands, where it has one.
func (t *actionTable) idCell(cells []Span) Span {
	if t.id >= 0 && t.id < len(cells) {
		return cells[t.id]
	}
	return cells[0]
}

func (r *bodyReader) readActionRow(cells []Span, cols *actionTable) {
	if len(cells) == 0 || rowIsPrompt(r.Document, cells) {
		return
	}
	r.Items = append(r.Items, r.rowItem(cells, cols))
	for _, s := range r.open {
		r.Sections[s].empty = false
	}
}

// rowItem gives what the cells of a row say as an action item.
func (r *bodyReader) rowItem(cells []Span, cols *actionTable) Item {
	at := cols.idCell(cells)
	it := newItem("", at)
	it.row = &actionRow{table: cols, cells: cells}
	if cols.title >= 0 && cols.title < len(cells) {
		it.TitleAt = r.unstruck(cells[cols.title])
		it.ActionItem.Title = decodeCell(shownTitle(r.text(it.TitleAt)))
	}
	id, title, ok := itemNumber(r.text(at))
	if ok {
		it.ID = id
		if cols.title < 0 || cols.title < len(cells) && cells[cols.title] == at {
			it.TitleAt = r.unstruck(Span{at.Start + title.Start, at.Start + title.End})
			it.ActionItem.Title = decodeCell(shownTitle(r.text(it.TitleAt)))
		}
	} else {
		it.ID = r.rowID(cols.id >= 0, r.text(at))
	}
	it.row.numbered = ok || cols.id >= 0 && at.Start < at.End
	for i := range cells {
		if f, ok := cols.fields[i]; ok && cells[i].Start > r.base {
			value := r.unstruck(cells[i])
			it.set(f, FieldPlace{Key: cells[i], Value: value, cell: true}, decodeCell(shown(r.text(value))))
		}
	}
	return it
}

// rowID numbers a row whose first cell is no "AI-1": by the bare number that
// stands there, else by its place among the items.
func (r *bodyReader) rowID(hasID bool, cell string) string {
	if n, ok := bareNumber(cell); hasID && ok {
		return itemID(n)
	}
	if r.taken == nil {
		r.taken = map[string]bool{}
	}
	for _, it := range r.Items[r.numbered:] {
		r.taken[it.ID] = true
	}
	r.numbered = len(r.Items)
	n := max(r.lastNumber, len(r.Items)) + 1
	for r.taken[itemID(n)] {
		n++
	}
	r.lastNumber = n
	return itemID(n)
}

// bareNumber reads a cell that is a number and nothing else: "2", "2.", "**2**".
func bareNumber(cell string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimRight(foldWidth(withoutMarks(cell)), ".)"))
	return n, err == nil && n > 0 && n < 1_000_000
}
