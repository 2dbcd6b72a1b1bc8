package postmortem

import (
	"slices"
	"strings"

	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// KPIRow is one KPI and the place of its name.
type KPIRow struct {
	incident.KPI
	At       Span
	unreadAt []Span // of each text that is Unread
}

// readKPITable reads a table whose first column is headed "KPI".
func (r *bodyReader) readKPITable(table *east.Table, columns []string) bool {
	fold := func(s string) string { // without what is explained behind: "Normal range (30 days)"
		s, _, _ = strings.Cut(norm.NFKC.String(s), "(")
		return strings.ToLower(strings.TrimSpace(s))
	}
	find := func(names ...string) int {
		return slices.IndexFunc(columns, func(c string) bool { return slices.Contains(names, fold(c)) })
	}
	name := find("kpi", "指標")
	value := find("value", "at recovery", "value at recovery", "値", "復旧時の値")
	if name < 0 || value < 0 {
		return false
	}
	unit, span, reader := find("unit", "単位"), find("range", "normal range", "baseline", "正常範囲", "範囲", "基準"), find("read by", "読んだ人", "確認者")
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		if k, ok := r.readKPI(r.tableCells(row), kpiColumns{name, value, unit, span, reader}); ok {
			r.KPIs = append(r.KPIs, k)
		}
	}
	return true
}

// kpiColumns are the columns of a KPI table; -1: there is none.
type kpiColumns struct{ name, value, unit, span, reader int }

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
	return k, true
}

// locate remembers in which cell stands what could not be read last.
func (k *KPIRow) locate(cells []Span, column int) {
	for len(k.unreadAt) < len(k.Unread) {
		k.unreadAt = append(k.unreadAt, cells[column])
	}
}
