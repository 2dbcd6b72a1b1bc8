package postmortem

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// appendCell writes a field that a row of action items has no cell for. A column
// that the table lacks becomes its last one; the other rows are as good without
// that cell and stay.
func (d *Document) appendCell(row *actionRow, f incident.Field, value string) []byte {
	t := row.table
	column := t.column(f)
	var edits []diagnostic.Edit
	if column < 0 {
		column = len(t.header)
		label := f.Label(incident.English)
		if !isASCII(d.text(t.names)) {
			label = f.Label(incident.Japanese)
		}
		edits = append(edits, d.cellEdit(t.names.Start, label), d.cellEdit(t.rule, "---"))
	}
	last := len(row.cells) - 1
	for last > 0 && row.cells[last].Start <= d.base {
		last--
	}
	cells := append(make([]string, max(0, column-last-1)), encodeCell(value))
	edits = append(edits, d.cellEdit(row.cells[last].Start, cells...))
	out, _ := diagnostic.Rewrite(d.Source, edits)
	return out
}

// cellEdit adds cells at the end of the line of an offset, which may close with a
// bar or not.
func (d *Document) cellEdit(offset int, cells ...string) diagnostic.Edit {
	at := d.textEnd(offset)
	text := ""
	for _, c := range cells {
		text += " " + c + " |"
	}
	if !d.closesWithBar(at) {
		text = " |" + strings.TrimSuffix(text, " |")
	}
	return diagnostic.Edit{Start: at, End: at, Text: text}
}

// textEnd gives the end of the line of an offset, without the space behind it.
func (d *Document) textEnd(offset int) int {
	start := d.lineStart(offset)
	return start + len(strings.TrimRight(d.text(Span{start, d.lineEnd(offset)}), " \t\r\n"))
}

// closesWithBar tells whether the text that ends at an offset ends with the bar of
// a cell.
func (d *Document) closesWithBar(end int) bool {
	return end > 0 && d.Source[end-1] == '|' && (end < 2 || d.Source[end-2] != '\\')
}

// hasOwnTable tells whether the fields of an item are the rows of a table under
// its heading.
func (it *Item) hasOwnTable() bool {
	for _, p := range it.Fields {
		if !p.cell {
			return false
		}
	}
	return it.row == nil && len(it.Fields) > 0
}

// ownRowEdit makes a new row of an item's own table, behind the nearest field that
// stands before it in the usual order, and written like that one.
func (d *Document) ownRowEdit(it *Item, field incident.Field, value string) diagnostic.Edit {
	order := fieldOrder()
	i := slices.Index(order, field)
	var like FieldPlace
	for _, f := range append(slices.Clone(order[i:]), order[:i]...) { // the last one that is there is the nearest
		if p, ok := it.Fields[f]; ok {
			like = p
		}
	}
	key := d.text(like.Key)
	label := field.Label(incident.English)
	if !isASCII(strings.Trim(key, keyMarks)) {
		label = field.Label(incident.Japanese)
	}
	before, after, _ := strings.Cut(key, strings.Trim(key, keyMarks))
	row := d.text(Span{d.lineStart(like.Key.Start), like.Key.Start}) + before + label + after + " | " + encodeCell(value)
	if d.closesWithBar(d.textEnd(like.Key.Start)) {
		row += " |"
	}
	at := like.next
	if at > 0 && d.Source[at-1] != '\n' && d.Source[at-1] != '\r' {
		return diagnostic.Edit{Start: at, End: at, Text: d.lineEnding() + row}
	}
	return diagnostic.Edit{Start: at, End: at, Text: row + d.lineEnding()}
}
