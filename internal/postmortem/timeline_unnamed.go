package postmortem

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// findUnnamedTimeline finds the timeline of a document in which no heading names it, as a
// team's own template may have it: the section of a table that has the columns of one.
func (r *bodyReader) findUnnamedTimeline() {
	if slices.ContainsFunc(r.Sections, func(s Section) bool { return s.Name == SectionTimeline }) {
		return // nearly all
	}
	var heading *ast.Heading
	section := -1 // that it opens
	for n := r.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			heading, section = n, section+1
		case *east.Table:
			if section >= 0 && r.canBeTimeline(section) && r.isTimelineTable(n) {
				r.readTimelineSection(heading, section)
				return
			}
		}
	}
}

// canBeTimeline tells whether a section is named by nothing else: it is none of ours, nor
// in one of those, nor an action item, nor all of the document.
func (r *bodyReader) canBeTimeline(section int) bool {
	own := r.Sections[section]
	_, _, item := itemNumber(r.text(own.Heading))
	return own.Name == "" && !item && (section > 0 || own.Level > 1) && !slices.ContainsFunc(r.Sections[:section], func(s Section) bool {
		return s.Name != "" && own.Heading.Start < s.Body.End
	})
}

// isTimelineTable tells whether a table is a timeline by its columns alone: when, of which
// kind and what happened, and the minutes since detection or a kind that we know.
func (r *bodyReader) isTimelineTable(table *east.Table) bool {
	cols := findTimelineColumns(columnNames(r.columnsOf(table)))
	if cols.time < 0 || cols.kind < 0 || cols.text < 0 {
		return false
	}
	first := table.FirstChild().NextSibling()
	if cols.since >= 0 || first == nil {
		return cols.since >= 0
	}
	cells := r.tableCells(first)
	return cols.kind < len(cells) && incident.EventKindOf(withoutMarks(decodeCell(r.text(cells[cols.kind])))).Valid()
}

// readTimelineSection reads a section as that of the timeline.
func (r *bodyReader) readTimelineSection(heading *ast.Heading, section int) {
	r.Sections[section].Name = SectionTimeline
	if !r.readHeadingZone(r.Sections[section].Heading) {
		r.readZoneLine(heading)
	}
	for n := heading.NextSibling(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level <= heading.Level {
				return
			}
			r.readDayAbove(r.blockSpan(n))
		case *ast.Paragraph:
			r.readDayAbove(r.blockSpan(n))
		case *east.Table:
			r.readTimeline(n, r.columnsOf(n))
		}
	}
}
