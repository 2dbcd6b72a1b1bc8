package postmortem

import (
	"slices"
	"strings"
	"time"

	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ReportRow is one report that was sent, and the place of its kind.
type ReportRow struct {
	incident.Report
	At Span
}

// reportKindOf reads the kind of a report in either language.
func reportKindOf(text string) (incident.ReportKind, bool) {
	switch strings.ToLower(strings.TrimSpace(norm.NFKC.String(text))) {
	case "first", "first report", "初報", "第一報":
		return incident.ReportFirst, true
	case "periodic", "periodic report", "定時報", "続報", "経過報":
		return incident.ReportPeriodic, true
	case "completion", "completion report", "完了報", "最終報":
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

// readReportTable reads a table with a column of report kinds and one of the
// times at which they were sent.
func (r *bodyReader) readReportTable(table *east.Table, columns []string) bool {
	find := func(names ...string) int {
		return slices.IndexFunc(columns, func(c string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(norm.NFKC.String(c))))
		})
	}
	kind, sent := find("report", "連絡", "報告", "種類"), find("sent at", "sent", "送信", "送信時刻", "時刻")
	if kind < 0 || sent < 0 {
		return false
	}
	audience, next := find("audience", "to", "宛先"), find("next report", "next", "次の報告", "次報")
	tickets := find("tickets", "ticket", "チケット", "チケット番号")
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		cell := func(i int) string {
			if i < 0 || i >= len(cells) {
				return ""
			}
			if text := decodeCell(r.text(cells[i])); !incident.IsPrompt(text) && text != "–" {
				return text
			}
			return ""
		}
		word := func(i int) string { return withoutMarks(cell(i)) }
		k, ok := reportKindOf(word(kind))
		if !ok || word(sent) == "" { // a report that was not sent yet is none
			continue
		}
		r.Reports = append(r.Reports, ReportRow{At: cells[kind], Report: incident.Report{
			Kind: k, SentAt: r.reportTime(word(sent)), Audience: audienceOf(cell(audience)), NextAt: r.reportTime(word(next)),
			Tickets: readTickets(cell(tickets)),
		}})
	}
	return true
}

// reportTime reads a date and time as the timeline does, with the name of a zone; zero
// where nobody can tell which moment is meant.
func (d *Document) reportTime(text string) time.Time {
	if t, err := parseTime(text, d.Zone); err == nil {
		return t
	}
	loose, ok := readLooseTime(norm.NFKC.String(text))
	if !ok || loose.unclear || !loose.dated || !loose.timed {
		return time.Time{}
	}
	at, bad := loose.at(d.Zone)
	if bad {
		return time.Time{}
	}
	return at
}

// readTickets reads addresses and keys, with commas or spaces between them and perhaps
// marks round each or all.
func readTickets(text string) []string {
	var tickets []string
	for _, word := range strings.FieldsFunc(withoutMarks(text), func(r rune) bool { return r == ',' || r == '、' || r == '，' || r == ' ' || r == '\n' }) {
		tickets = append(tickets, ticketAddress(withoutMarks(word)))
	}
	return tickets
}
