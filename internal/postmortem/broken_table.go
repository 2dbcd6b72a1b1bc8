package postmortem

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// readBrokenTable finds a table of reports, KPIs or the timeline that Markdown does not
// take for one, because its line of dashes has not as many columns as its header: to
// readers and programs it is a paragraph.
func (r *bodyReader) readBrokenTable(n *ast.Paragraph) {
	s := r.blockSpan(n)
	if strings.IndexByte(r.text(s), '|') < 0 {
		return // nearly all
	}
	var before Span
	for at := s.Start; at < s.End; at = r.lineEnd(at) {
		line := r.trim(Span{at, min(s.End, r.lineEnd(at))})
		dashes := rowTexts(r.text(line))
		header := rowTexts(r.text(before))
		if len(header) > 1 && len(header) != len(dashes) && areDashes(r.text(line)) {
			if rule, ok := r.ruleOfTable(header); ok {
				r.unread(rule, before, noTable(len(dashes), len(header)))
			}
			return
		}
		before = line
	}
}

// ruleOfTable gives the rule about tables of a header, where nothing else would say that
// one is missing.
func (r *bodyReader) ruleOfTable(header []string) (rule diagnostic.Rule, ok bool) {
	names := columnNames(header)
	if cols := findReportColumns(names); cols.named && cols.sent >= 0 {
		return diagnostic.ReportUnreadable, true
	}
	if cols := findKPIColumns(names); cols.named && cols.value >= 0 {
		return diagnostic.KPIUnreadable, true
	}
	return diagnostic.TimelineOrder, r.inSection(SectionTimeline) && findTimelineColumns(names).time >= 0
}

// rowTexts parts a line at the bars between its cells.
func rowTexts(line string) []string {
	line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
	return strings.Split(line, "|")
}

// areDashes tells whether a line is that under the header of a table.
func areDashes(line string) bool {
	return strings.ContainsRune(line, '-') && strings.ContainsRune(line, '|') && strings.Trim(line, "|-: \t") == ""
}
