package postmortem

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// foundTable is a table of the document that stands for a madeTable.
type foundTable struct {
	header  Span  // its lines
	columns []int // for each column of the madeTable that of the document, -1: there is none
	count   int   // so many columns it has
	rows    []foundRow
}

type foundRow struct {
	cells []Span   // of the document's columns
	texts []string // of the madeTable's columns; what the document lacks is ""
	full  []string // the same, with what is carried from the rows above
	end   int      // where its line ends
	taken bool
}

// table brings one table up to date. other is the same in the other language.
func (f *refresher) table(t, other madeTable) {
	found, ok := f.find(t.header, other.header, t)
	switch {
	case ok:
		f.merge(t, found)
	case len(t.rows) > 0 && !f.inPlaceOfNone(t, other):
		if rows := slices.DeleteFunc(slices.Clone(t.rows), t.asks); t.none != "" && len(rows) > 0 {
			f.Left = append(f.Left, incident.Tell(incident.Refused, "%s has no table %q with the columns %s, so its rows were not added: %d",
				"%s に「%s」の表（列: %s）がないため、行を反映していません: %d 行", f.Path, t.name, strings.Join(t.header, f.say(", ", "、")), len(rows)))
		}
	}
}

// find looks for the table that has the columns by which the rows are told apart,
// and one more.
func (f *refresher) find(header, other []string, t madeTable) (foundTable, bool) {
	for n := f.root.FirstChild(); n != nil; n = n.NextSibling() {
		table, ok := n.(*east.Table)
		if !ok || table.FirstChild() == nil {
			continue
		}
		cells := f.tableCells(table.FirstChild())
		found := foundTable{header: f.tableHeader(table), columns: make([]int, len(header)), count: len(cells)}
		known := 0
		for i := range header {
			found.columns[i] = slices.IndexFunc(cells, func(c Span) bool { text := f.text(c); return text == header[i] || text == other[i] })
			if found.columns[i] >= 0 {
				known++
			}
		}
		if known <= len(t.keys) || slices.ContainsFunc(t.keys, func(k int) bool { return found.columns[k] < 0 }) {
			continue
		}
		for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
			if cells := f.tableCells(row); len(cells) > 0 && cells[0].Start > f.base {
				found.rows = append(found.rows, f.row(cells, found, t))
			}
		}
		return found, true
	}
	return foundTable{}, false
}

func (f *refresher) row(cells []Span, found foundTable, t madeTable) foundRow {
	r := foundRow{cells: cells, texts: make([]string, len(found.columns)), end: f.lineEnd(cells[0].Start)}
	for i, column := range found.columns {
		if column >= 0 && column < len(cells) && cells[column].Start > f.base {
			r.texts[i] = f.text(cells[column])
		}
	}
	var above []string
	if n := len(found.rows); n > 0 {
		above = found.rows[n-1].full
	}
	r.full = carried(r.texts, above, t.carried)
	return r
}

// carried gives a row with the cells of the row above in place of its empty ones,
// for so many columns from the left, where all of those are empty.
func carried(row, above []string, columns int) []string {
	full := slices.Clone(row)
	if above != nil && columns > 0 && !slices.ContainsFunc(row[:columns], func(c string) bool { return c != "" }) {
		copy(full, above[:columns])
	}
	return full
}

// inPlaceOfNone writes the table where a sentence says that there is none.
func (f *refresher) inPlaceOfNone(t, other madeTable) bool {
	for n := f.root.FirstChild(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*ast.Paragraph); !ok || t.none == "" {
			continue
		}
		if s := f.blockSpan(n); f.text(s) == t.none || f.text(s) == other.none {
			f.edits = append(f.edits, diagnostic.Edit{Start: s.Start, End: s.End, Text: strings.ReplaceAll(t.String(), "\n", f.lineEnding())})
			f.Added += len(t.rows)
			return true
		}
	}
	return false
}

// merge writes into the document's table what it lacks.
func (f *refresher) merge(t madeTable, found foundTable) {
	pairs := f.pair(t, &found)
	at := found.header.End
	var above []string
	for i, row := range t.rows {
		full := carried(row, above, t.carried)
		above = full
		switch j := pairs[i]; {
		case j >= 0:
			f.fill(t, i, found, found.rows[j])
			at = found.rows[j].end
		case !t.asks(row):
			f.insert(at, row, found)
		}
	}
}

// pair finds for each row the document's, or -1: first by its keys, then where a
// key is still asked for, and last where people changed a key and left the rest.
func (f *refresher) pair(t madeTable, found *foundTable) []int {
	pairs := make([]int, len(t.rows))
	full := make([][]string, len(t.rows))
	for i, row := range t.rows {
		pairs[i] = -1
		full[i] = row
		if i > 0 {
			full[i] = carried(row, full[i-1], t.carried)
		}
	}
	for _, same := range []func(row []string, there foundRow) bool{
		func(row []string, there foundRow) bool {
			return !slices.ContainsFunc(t.keys, func(k int) bool { return !f.sameCell(t, k, row, there.full) })
		},
		func(row []string, there foundRow) bool {
			return !slices.ContainsFunc(t.keys, func(k int) bool { return !f.sameCell(t, k, row, there.full) && !incident.IsPrompt(there.texts[k]) })
		},
		func(row []string, there foundRow) bool { return f.mostlySame(t, row, there) },
	} {
		for i, row := range full {
			if pairs[i] >= 0 {
				continue
			}
			pairs[i] = slices.IndexFunc(found.rows, func(r foundRow) bool { return !r.taken && same(row, r) })
			if pairs[i] >= 0 {
				found.rows[pairs[i]].taken = true
			}
		}
	}
	return pairs
}

// mostlySame tells whether more than half of what a row says stands in the
// document's too.
func (f *refresher) mostlySame(t madeTable, row []string, there foundRow) bool {
	says, same := 0, 0
	for i, cell := range row {
		if cell == "" || cell == "–" {
			continue
		}
		if says++; f.sameCell(t, i, row, there.full) {
			same++
		}
	}
	return 2*same > says
}

// fill writes the cells of a row that said that something is not known yet. Beside
// such a cell an empty one is not known either. A prompt is answered by nothing only
// where another cell of the row is answered.
func (f *refresher) fill(t madeTable, row int, found foundTable, there foundRow) {
	stale := func(i int) bool { // only written as the timeline stood then
		return t.was != nil && t.was[row][i] == there.texts[i] || t.stale != nil && t.stale(row, i, there.texts[i])
	}
	known := func(i int) bool { return !stale(i) && !t.isOpen(i, there.texts[i]) }
	waits := slices.ContainsFunc(there.texts, incident.IsPrompt)
	answered := false
	for i, cell := range there.texts {
		waits = waits || cell != "" && !known(i)
		says := t.rows[row][i] != "" && !t.isOpen(i, t.rows[row][i])
		answered = answered || says && t.isOpen(i, cell)
	}
	for i, cell := range t.rows[row] {
		old, own := there.texts[i], t.reckoned(row, i, there.texts[i])
		nothing := cell == "" || t.isOpen(i, cell)
		if column := found.columns[i]; column < 0 || column >= len(there.cells) || incident.IsPrompt(cell) ||
			nothing && !(answered && incident.IsPrompt(old)) && !(stale(i) && old != "" && cell != "") || own == "" && f.sameCell(t, i, t.rows[row], there.texts) {
			continue
		}
		s := there.cells[found.columns[i]]
		if own != "" || known(i) && (old != "" || !waits) {
			f.leave(s.Start, "%s: %q stands here and stays; pmtracker has %q", "%s: 「%s」は手で直された可能性があるため残しました。記録では「%s」です", t.header[i], cmp.Or(own, old), decodeCell(cell))
			if cell = own; own == "" || own == old {
				continue
			}
		}
		if s.Start == s.End {
			s, cell = f.between(s.Start), " "+cell+" "
		}
		f.edits = append(f.edits, diagnostic.Edit{Start: s.Start, End: s.End, Text: cell})
		f.Filled++
	}
}

// between gives the blank between the bars of an empty cell.
func (f *refresher) between(at int) Span {
	s := Span{at, at}
	blank := func(c byte) bool { return c == ' ' || c == '\t' }
	for s.Start > 0 && blank(f.Source[s.Start-1]) {
		s.Start--
	}
	for s.End < len(f.Source) && blank(f.Source[s.End]) {
		s.End++
	}
	return s
}

// insert writes a new row at the beginning of a line.
func (f *refresher) insert(at int, row []string, found foundTable) {
	cells := make([]string, found.count)
	for i, column := range found.columns {
		if column >= 0 {
			cells[column] = row[i]
		}
	}
	var b strings.Builder
	writeRow(&b, cells...)
	text := strings.TrimSuffix(b.String(), "\n")
	if at > 0 && f.Source[at-1] != '\n' {
		text = f.lineEnding() + text
	} else {
		text += f.lineEnding()
	}
	f.edits = append(f.edits, diagnostic.Edit{Start: at, End: at, Text: text})
	f.Added++
}
