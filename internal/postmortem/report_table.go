package postmortem

import (
	"slices"
	"strings"
	"unicode"

	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// ReportRow is one report that was sent, and the place of its kind. The time at which
// it was sent is zero where nobody can tell it.
type ReportRow struct {
	incident.Report
	At         Span
	tickets    Span   // the cell of the tickets; empty: there is none
	sentHeader string // of the column of sent, which may name the zone
	sent, next writtenMoment
}

// writtenMoment is a time as it stands, and where.
type writtenMoment struct {
	text string // empty: none is written
	at   Span
}

// reportKindOf reads the kind of a report in either language.
func reportKindOf(text string) (incident.ReportKind, bool) {
	switch strings.ToLower(strings.TrimSpace(norm.NFKC.String(text))) {
	case "first", "first report", "first update", "initial", "initial report", "初報", "第一報", "第1報", "速報":
		return incident.ReportFirst, true
	case "periodic", "periodic report", "periodic update", "update", "interim", "interim report", "定時報", "定時報告", "続報", "経過報", "経過報告", "中間報告", "第二報", "第2報", "第三報", "第3報":
		return incident.ReportPeriodic, true
	case "completion", "completion report", "final", "final report", "closing report", "完了報", "完了報告", "最終報", "最終報告":
		return incident.ReportCompletion, true
	}
	return "", false
}

// reportLabel writes the kind of a report in a language.
func reportLabel(k incident.ReportKind, l incident.Lang) string {
	switch k {
	case incident.ReportFirst:
		return l.Say("first", "初報")
	case incident.ReportPeriodic:
		return l.Say("periodic", "定時報")
	case incident.ReportCompletion:
		return l.Say("completion", "完了報")
	}
	return string(k)
}

// audienceWord writes an audience as readers of a document know it.
func audienceWord(audience string, l incident.Lang) string {
	switch audience {
	case "internal":
		return l.Say("internal", "社内")
	case "customers":
		return l.Say("customers", "顧客")
	}
	return audience
}

// audienceOf reads what audienceWord wrote, perhaps with marks round it.
func audienceOf(word string) string {
	switch withoutMarks(word) {
	case "internal", "社内":
		return "internal"
	case "customers", "顧客":
		return "customers"
	}
	return word
}

// reportColumns says which column of a table of reports holds what; -1: there is none.
type reportColumns struct {
	kind, sent, audience, next, tickets int

	named bool // a header says that the rows are reports; else only what stands in them can
}

func findReportColumns(names []string) reportColumns {
	find := func(names []string, of ...string) int {
		for _, name := range of { // what says more comes first
			if i := slices.Index(names, name); i >= 0 {
				return i
			}
		}
		return -1
	}
	c := reportColumns{
		kind: find(names, "report", "reports", "連絡", "報告"),
		sent: find(names, "sent at", "sent", "sent on", "time sent", "date sent", "posted at", "posted", "published at", "published", "送信", "送信時刻", "送信日時", "発信時刻", "発信日時",
			"連絡時刻", "連絡日時", "報告時刻", "報告日時", "配信時刻", "配信日時", "date and time", "date/time", "datetime", "timestamp", "time", "日時", "時刻", "when", "at", "date", "日付", "時間"),
		audience: find(names, "audience", "to", "recipients", "宛先", "送信先", "連絡先", "報告先"),
		next:     find(names, "next report", "next report at", "next", "next update", "次の報告", "次報", "次回報告", "次回連絡", "次回"),
		tickets:  find(names, "tickets", "ticket", "ticket numbers", "issues", "チケット", "チケット番号"),
	}
	c.named = c.kind >= 0
	if !c.named {
		c.kind = find(names, "report type", "type of report", "kind of report", "type", "kind", "報告種別", "連絡種別", "種別", "種類", "区分")
	}
	return c
}

// readReportTable reads a table with a column of report kinds and one of the times at
// which they were sent. A column of any other kinds makes none, nor does the timeline.
func (r *bodyReader) readReportTable(table *east.Table, columns []string) bool {
	cols := findReportColumns(columnNames(columns))
	if cols.kind < 0 || !cols.named && r.inSection(SectionTimeline) {
		return false
	}
	reports := r.hasReports(table, cols.kind)
	if cols.sent < 0 && !reports || !cols.named && !reports {
		return false
	}
	header := r.tableCells(table.FirstChild())
	if cols.sent < 0 {
		r.unread(diagnostic.ReportUnreadable, Span{header[0].Start, header[len(header)-1].End}, noSentColumn)
		return true
	}
	reports = reports || cols.next >= 0 || cols.tickets >= 0
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		r.readReport(r.tableCells(row), cols, columns[cols.sent], reports)
	}
	return true
}

// hasReports tells whether a row of a table names the kind of a report.
func (r *bodyReader) hasReports(table *east.Table, kind int) bool {
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		if cells := r.tableCells(row); kind < len(cells) {
			if _, ok := reportKindOf(withoutMarks(decodeCell(r.text(cells[kind])))); ok {
				return true
			}
		}
	}
	return false
}

// readReport takes one row; its times are read once the timeline is, which gives a time
// of day its date. A report that was not sent yet is none.
func (r *bodyReader) readReport(cells []Span, cols reportColumns, sentHeader string, reports bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		if text := decodeCell(r.text(cells[i])); !incident.IsPrompt(text) && text != "–" {
			return text
		}
		return ""
	}
	moment := func(i int) (w writtenMoment) {
		if text := withoutMarks(cell(i)); !incident.Unwritten(text) {
			w = writtenMoment{text, cells[i]}
		}
		return w
	}
	word, sent := withoutMarks(cell(cols.kind)), moment(cols.sent)
	if sent.text == "" {
		return
	}
	kind, ok := reportKindOf(word)
	if ok {
		row := ReportRow{At: cells[cols.kind], sentHeader: sentHeader, sent: sent, next: moment(cols.next), Report: incident.Report{
			Kind: kind, Audience: audienceOf(cell(cols.audience)), Tickets: readTickets(cell(cols.tickets)),
		}}
		if cols.tickets >= 0 && cols.tickets < len(cells) {
			row.tickets = cells[cols.tickets]
		}
		r.Reports = append(r.Reports, row)
	} else if reports && !incident.Unwritten(word) {
		r.unread(diagnostic.ReportUnreadable, cells[cols.kind], notAReport(word))
	}
}

// readTickets reads addresses and keys, with commas, semicolons or spaces between them
// and perhaps marks round each or all.
func readTickets(text string) []string {
	var tickets []string
	for _, word := range strings.FieldsFunc(withoutMarks(text), betweenTickets) {
		tickets = append(tickets, ticketAddress(withoutMarks(word)))
	}
	return tickets
}

// betweenTickets tells a sign that stands between two tickets.
func betweenTickets(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;、，；・", r)
}
