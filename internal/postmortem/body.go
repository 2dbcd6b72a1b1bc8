package postmortem

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readBody walks the blocks of the document once and takes out sections, action
// items and the tables that mean something.
func (d *Document) readBody() {
	r := bodyReader{Document: d, item: -1, open: make([]int, 0, 4)}
	d.Sections = make([]Section, 0, 1+bytes.Count(d.Source[d.base:], []byte("\n#")))
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		r.block(n)
	}
	r.closeSections(0, len(d.Source))
	r.findUnnamedTimeline()
	d.readReportTimes()
}

// bodyReader is where the walk stands: the open section and action item.
type bodyReader struct {
	*Document
	open      []int // sections, outermost first
	item      int   // the open action item, -1: none
	itemLevel int
	listed    Span // the first time in a list of the timeline; empty: there is no such list

	taken      map[string]bool // ids of the items that rowID has seen
	numbered   int             // so many of the items are in taken
	lastNumber int             // that rowID gave
}

func (r *bodyReader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
		return
	case *east.Table:
		before := len(r.Items)
		if r.table(n); len(r.Items) == before {
			r.readStray(n)
		}
	case *ast.List:
		r.readStray(n)
		if r.item >= 0 {
			r.readItemList(&r.Items[r.item], n)
		} else if r.readsLines() {
			r.readTimelineList(n)
		}
	case *ast.Paragraph:
		r.readStray(n)
		r.readBrokenTable(n)
		if r.item >= 0 {
			r.readItemParagraph(&r.Items[r.item], n)
		} else if r.inSection(SectionTimeline) {
			r.readDayAbove(r.blockSpan(n))
		}
	case *ast.HTMLBlock, *ast.Blockquote:
		r.readStray(n)
	}
	r.readPrompts(n)
	if r.says(n) {
		_, table := n.(*east.Table)
		for _, s := range r.open {
			r.Sections[s].empty = false
			r.Sections[s].prose = r.Sections[s].prose || !table
		}
	}
}

func (r *bodyReader) heading(n *ast.Heading) {
	span := r.withoutAttribute(r.uncommented(r.blockSpan(n)))
	line := r.lineStart(span.Start)
	r.closeSections(n.Level, line)
	text := r.text(span)
	id, title, numbered := itemNumber(text)
	name := SectionName("")
	if !numbered {
		name = sectionOf(withoutComments(text))
	}
	r.open = append(r.open, len(r.Sections))
	r.Sections = append(r.Sections, Section{
		Name: name, Heading: span, Level: n.Level, Body: Span{r.lineEnd(span.End), len(r.Source)}, empty: true,
	})
	if r.Sections[len(r.Sections)-1].Name == SectionTimeline && !r.readHeadingZone(span) {
		r.readZoneLine(n)
	}
	if r.item >= 0 && n.Level <= r.itemLevel {
		r.item = -1
	}
	if r.inSection(SectionTimeline) && r.Sections[len(r.Sections)-1].Name == "" && !r.readDayAbove(span) && r.readsLines() {
		r.readTimelineLine(span)
	}
	if numbered {
		r.item, r.itemLevel = len(r.Items), n.Level
		it := newItem(id, span)
		it.TitleAt = r.unstruck(Span{span.Start + title.Start, span.Start + title.End})
		it.ActionItem.Title = decodeTitle(shownTitle(r.text(it.TitleAt)))
		it.markdown.insertAt = r.lineEnd(span.End)
		r.Items = append(r.Items, it)
		for _, s := range r.open[:len(r.open)-1] {
			r.Sections[s].empty = false
		}
	} else if r.item < 0 && r.inSection(SectionActions) && r.Sections[len(r.Sections)-1].Name != SectionActions {
		r.strays = append(r.strays, stray{at: span})
	}
}

// closeSections ends the open sections of a level and deeper.
func (r *bodyReader) closeSections(level, at int) {
	for len(r.open) > 0 {
		last := &r.Sections[r.open[len(r.open)-1]]
		if last.Level < level {
			return
		}
		last.Body.End = max(last.Body.Start, at)
		r.open = r.open[:len(r.open)-1]
	}
}

// inSection tells whether the walk stands in a section of that name.
func (r *bodyReader) inSection(name SectionName) bool {
	for _, s := range r.open {
		if r.Sections[s].Name == name {
			return true
		}
	}
	return false
}

// readsLines tells whether a line that begins with a time is a row of the
// timeline: in its section, while there is no table.
func (r *bodyReader) readsLines() bool {
	return !r.hasTimelineTable() && r.inSection(SectionTimeline)
}

func (r *bodyReader) table(n *east.Table) {
	if n.FirstChild() == nil {
		return
	}
	columns := r.columnsOf(n)
	actions := r.actionColumns(n, columns)
	switch {
	case r.item >= 0 && len(columns) == 2 && !actions.listsActions():
		r.readItemTable(&r.Items[r.item], n)
	case r.readActionTable(n, actions):
	case r.readReportTable(n, columns):
	case r.readKPITable(n, columns):
	case r.inSection(SectionTimeline):
		r.readTimeline(n, columns)
	}
}

// columnsOf gives what stands in the header of a table, without marks.
func (d *Document) columnsOf(table *east.Table) []string {
	cells := d.tableCells(table.FirstChild())
	columns := make([]string, len(cells))
	for i, c := range cells {
		columns[i] = strings.Trim(decodeCell(d.text(c)), keyMarks)
	}
	return columns
}

// says tells whether a block says anything: a comment or a prompt does not.
func (d *Document) says(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		at := d.uncommented(d.htmlSpan(n))
		return at.Start < at.End && !strings.HasPrefix(d.text(at), commentOpen) // one that never ends
	case *ast.Paragraph, *ast.TextBlock:
		text := d.text(d.uncommented(d.blockSpan(n)))
		return text != "" && !incident.IsPrompt(text)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
		return false
	case *ast.List, *ast.ListItem, *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if d.says(c) {
				return true
			}
		}
		return false
	case *east.Table:
		return d.tableSays(n)
	}
	return true
}

// tableSays tells whether a table has a row with a cell that is no prompt.
func (d *Document) tableSays(n ast.Node) bool {
	for row := n.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		for _, c := range d.tableCells(row) {
			if text := d.text(c); text != "" && !incident.IsPrompt(text) {
				return true
			}
		}
	}
	return false
}
