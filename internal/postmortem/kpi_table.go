package postmortem

import (
	"math"
	"slices"
	"strconv"
	"strings"

	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// KPIRow is one KPI and the place of its value.
type KPIRow struct {
	incident.KPI
	At Span
}

// readKPITable reads a table whose first column is headed "KPI".
func (r *bodyReader) readKPITable(table *east.Table, columns []string) bool {
	fold := func(s string) string { return strings.ToLower(strings.TrimSpace(norm.NFKC.String(s))) }
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
		cells := r.tableCells(row)
		cell := func(i int) string {
			if i < 0 || i >= len(cells) {
				return ""
			}
			if text := decodeCell(r.text(cells[i])); !isPrompt(text) {
				return text
			}
			return ""
		}
		if cell(name) == "" {
			continue
		}
		k := incident.KPI{Name: cell(name), Unit: cell(unit), ReadBy: cell(reader)}
		if v, u, ok := parseNumber(cell(value)); ok {
			k.Value = &v
			if unit < 0 {
				k.Unit = u
			}
		}
		k.Baseline = parseRange(cell(span))
		r.KPIs = append(r.KPIs, KPIRow{KPI: k, At: cells[name]})
	}
	return true
}

// What numbers and ranges are written with and means nothing by itself.
var (
	numberSigns   = strings.NewReplacer("−", "-", ",", "")
	rangeBrackets = strings.NewReplacer("[", "", "]", "")
)

// parseNumber reads a number at the beginning of a text and gives what follows
// it as the unit: "245 ms", "0.4%".
func parseNumber(text string) (value float64, rest string, ok bool) {
	text = strings.TrimSpace(numberSigns.Replace(norm.NFKC.String(text)))
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.' || end == 0 && (text[end] == '-' || text[end] == '+')) {
		end++
	}
	value, err := strconv.ParseFloat(text[:end], 64)
	if err != nil {
		return 0, "", false
	}
	return value, strings.TrimSpace(text[end:]), true
}

// parseRange reads a normal range: "0–2", "80-200 ms", "0 ～ 2%", "≤ 200 ms".
func parseRange(text string) *incident.Range {
	text = strings.TrimSpace(rangeBrackets.Replace(norm.NFKC.String(text)))
	for _, sign := range []string{"<=", "≤", "≦", "<"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			if high, _, ok := parseNumber(rest); ok {
				return &incident.Range{Low: math.Inf(-1), High: high}
			}
		}
	}
	for _, sign := range []string{">=", "≥", "≧", ">"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			if low, _, ok := parseNumber(rest); ok {
				return &incident.Range{Low: low, High: math.Inf(1)}
			}
		}
	}
	low, rest, ok := parseNumber(text)
	if !ok {
		return nil
	}
	for _, dash := range []string{"–", "—", "~", "〜", "..", "to ", "から", "-"} {
		if _, after, found := strings.Cut(rest, dash); found {
			if high, _, ok := parseNumber(after); ok && high >= low {
				return &incident.Range{Low: low, High: high}
			}
		}
	}
	return nil
}
