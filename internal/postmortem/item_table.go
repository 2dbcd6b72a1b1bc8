package postmortem

import (
	"strconv"
	"strings"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readItemTable reads the fields of one action item from a table of two
// columns under its heading: field, value.
func (d *Document) readItemTable(it *Item, table *east.Table) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		cells := d.tableCells(row)
		if len(cells) != 2 || cells[1].Start <= d.base {
			continue
		}
		key := strings.Trim(d.text(cells[0]), "*_ :：")
		if f, ok := FieldOf(key); ok {
			it.set(f, FieldPlace{Key: cells[0], Value: cells[1], cell: true}, decodeCell(d.text(cells[1])))
		}
	}
	it.inTable = true
}

// actionColumns says which column of a table of action items holds what.
type actionColumns struct {
	id, title int
	fields    map[int]incident.Field
}

// readActionTable reads a table that has a row an action item: a column of ids
// and at least two of the fields.
func (r *bodyReader) readActionTable(table *east.Table, columns []string) bool {
	cols := actionColumns{id: -1, title: -1, fields: map[int]incident.Field{}}
	for i, name := range columns {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "id", "#", "no", "no.", "番号", "項番":
			cols.id = i
			continue
		case "title", "action", "action item", "action items", "item", "task", "what", "タイトル", "対応", "対応内容", "対策", "恒久対応", "項目", "アクション", "内容":
			cols.title = i
			continue
		}
		if f, ok := FieldOf(name); ok {
			cols.fields[i] = f
		}
	}
	if len(cols.fields) < 2 || cols.id < 0 && !r.inSection(SectionActions) {
		return false
	}
	header := r.trim(Span{r.tableHeader(table).Start, r.lineEnd(r.tableHeader(table).Start)})
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		r.readActionRow(r.tableCells(row), cols, &header)
	}
	return true
}

func (r *bodyReader) readActionRow(cells []Span, cols actionColumns, header *Span) {
	if len(cells) == 0 || rowIsPrompt(r.Document, cells) {
		return
	}
	at := cells[0]
	if cols.id >= 0 && cols.id < len(cells) {
		at = cells[cols.id]
	}
	it := newItem("", at)
	it.inTable, it.columnsAt = true, header
	if cols.title >= 0 && cols.title < len(cells) {
		it.TitleAt = cells[cols.title]
		it.ActionItem.Title = decodeCell(r.text(it.TitleAt))
	}
	if id, titleAt, ok := itemNumber(r.text(at)); ok {
		it.ID = id
		if cols.title < 0 {
			it.TitleAt = Span{at.Start + titleAt, at.End}
			it.ActionItem.Title = decodeCell(r.text(it.TitleAt))
		}
	} else {
		it.ID = r.rowID(cols.id >= 0, r.text(at))
	}
	for i, f := range cols.fields {
		if i < len(cells) && cells[i].Start > r.base {
			it.set(f, FieldPlace{Key: cells[i], Value: cells[i], cell: true}, decodeCell(r.text(cells[i])))
		}
	}
	r.Items = append(r.Items, it)
	for _, s := range r.open {
		r.Sections[s].empty = false
	}
}

// rowID numbers a row whose first cell is no "AI-1": by the bare number that
// stands there, else by its place among the items.
func (r *bodyReader) rowID(hasID bool, cell string) string {
	if n, err := strconv.Atoi(strings.TrimRight(foldWidth(cell), ".)")); hasID && err == nil && n > 0 && n < 1_000_000 {
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
