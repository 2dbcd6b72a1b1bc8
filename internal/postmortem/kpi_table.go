package postmortem

import (
	"slices"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// KPIRow is one KPI and the place of its name.
type KPIRow struct {
	incident.KPI
	At       Span
	unreadAt []Span // of each text that is Unread
}

// kpiColumns are the columns of a KPI table; -1: there is none.
type kpiColumns struct {
	name, value, unit, span, reader int

	named bool // a header says that the rows are KPIs; else they may be any numbers
	then  bool // the header of the values says that they are those at recovery
}

func findKPIColumns(names []string) kpiColumns {
	find := func(of ...string) int {
		return slices.IndexFunc(names, func(c string) bool { return slices.Contains(of, c) })
	}
	c := kpiColumns{
		name:   find("kpi", "kpis", "指標"),
		value:  find("at recovery", "value at recovery", "recovery value", "復旧時の値", "復旧時"),
		unit:   find("unit", "units", "単位"),
		span:   find("range", "normal range", "normal", "normal value", "normal values", "baseline", "baseline range", "expected range", "usual range", "正常範囲", "正常値", "範囲", "基準", "基準値", "基準範囲", "ベースライン", "平常値", "平常時", "通常値"),
		reader: find("read by", "reader", "checked by", "読んだ人", "読み取った人", "読取者", "確認者", "確認した人"),
	}
	c.named, c.then = c.name >= 0, c.value >= 0
	if !c.named {
		c.name = find("metric", "metrics", "indicator", "メトリクス", "メトリック", "監視項目")
	}
	if !c.then {
		c.value = find("value", "current value", "値", "現在値")
	}
	return c
}

// missesColumn tells whether a table that looks like one of KPIs cannot show a recovery:
// there is no value, or neither range nor who answers for the value. Among detection,
// containment and recovery, metrics and their values look so.
func (c kpiColumns) missesColumn(response bool) bool {
	if !c.named {
		return c.value >= 0 && c.span < 0 && (c.then || response)
	}
	return c.value < 0 || c.span < 0 && c.reader < 0
}

// readKPITable reads a table of KPIs: its header names them so, or the numbers and the
// ranges of metrics. Numbers of the harm are none.
func (r *bodyReader) readKPITable(table *east.Table, columns []string) bool {
	cols := findKPIColumns(columnNames(columns))
	if cols.name < 0 || !cols.named && !cols.then && (r.inSection(SectionImpact) || r.inSection(SectionSummary)) {
		return false
	}
	if !r.inSection(SectionTimeline) && cols.missesColumn(r.inSection(SectionResponse)) {
		header := r.tableCells(table.FirstChild())
		r.unread(diagnostic.KPIUnreadable, Span{header[0].Start, header[len(header)-1].End}, noKPIColumn(cols))
		r.unreads[len(r.unreads)-1].spare = !cols.named
	}
	if cols.value < 0 || !cols.named && cols.span < 0 {
		return false
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		if k, ok := r.readKPI(r.tableCells(row), cols); ok {
			r.KPIs = append(r.KPIs, k)
		}
	}
	return true
}

// readKPI reads one row; it is not ok where the row names no KPI.
func (d *Document) readKPI(cells []Span, columns kpiColumns) (KPIRow, bool) {
	written := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return decodeCell(d.text(cells[i]))
	}
	cell := func(i int) string {
		if text := written(i); !incident.IsPrompt(text) {
			return text
		}
		return ""
	}
	word := func(i int) string { return withoutMarks(cell(i)) }
	k := KPIRow{KPI: incident.KPI{Name: cell(columns.name), Unit: word(columns.unit), ReadBy: cell(columns.reader)}}
	if k.Name == "" {
		return KPIRow{}, false
	}
	k.At = cells[columns.name]
	k.ReadValue(word(columns.value))
	k.locate(cells, columns.value)
	if ask := written(columns.span); incident.IsPrompt(ask) && k.Value != nil && k.ReadBy != "" {
		// Who answers for a value without a range says so with a dash.
		k.Unread = append(k.Unread, incident.Unread{Text: ask, Range: true})
	} else {
		k.ReadRange(word(columns.span))
	}
	k.locate(cells, columns.span)
	k.ReadReader(withoutMarks(written(columns.reader)))
	k.locate(cells, columns.reader)
	for i := range k.Unread {
		k.Unread[i].Line = d.Position(k.unreadAt[i].Start).Line
	}
	return k, true
}

// locate remembers in which cell stands what could not be read last.
func (k *KPIRow) locate(cells []Span, column int) {
	for len(k.unreadAt) < len(k.Unread) {
		k.unreadAt = append(k.unreadAt, cells[column])
	}
}
