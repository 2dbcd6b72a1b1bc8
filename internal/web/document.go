package web

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// rendered is a revision of a postmortem as HTML, cut where something of the
// present moment is put in.
type rendered struct {
	document *postmortem.Document
	found    []diagnostic.Diagnostic // in the language of who reads
	parts    []part
	blocks   map[int]bool // the lines on which a block begins that is shown
}

// part is a stretch of HTML and the lines about which something may follow it.
type part struct {
	html []byte
	slot lineRange // zero after the last part
}

// renderDocument makes the HTML of a revision: each block carries the line on
// which it begins (id L12), each finding in it is marked.
func renderDocument(d *postmortem.Document, found []diagnostic.Diagnostic) (*rendered, error) {
	body := d.Source[d.BodyStart():]
	root := parseBody(body)
	r := documentRenderer{Document: d, body: body, base: d.BodyStart(), marked: map[int]bool{}}
	for i, f := range found {
		start := d.Offset(postmortem.Position{Line: f.Line, Column: f.Column}) - r.base
		end := d.Offset(postmortem.Position{Line: f.EndLine, Column: f.EndColumn}) - r.base
		if end > start && start >= 0 && aboutWords(f.Rule) {
			r.marks = append(r.marks, markSpan{start, end, i})
		}
	}
	r.blocks(root)
	var b bytes.Buffer
	if err := dialect().Renderer().Render(&b, body, root); err != nil {
		return nil, err
	}
	return &rendered{document: d, found: found, parts: cut(b.Bytes()), blocks: shownBlocks(b.Bytes())}, nil
}

var blockID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(` id="L([0-9]+)"`) })

// shownBlocks gives the lines that can be led to in some HTML.
func shownBlocks(html []byte) map[int]bool {
	lines := map[int]bool{}
	for _, m := range blockID().FindAllSubmatch(html, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		lines[n] = true
	}
	return lines
}

type markSpan struct{ start, end, finding int }

type documentRenderer struct {
	*postmortem.Document
	body   []byte
	base   int
	marks  []markSpan
	marked map[int]bool
}

// blocks gives every top-level block, and every item of a list, its line and a
// slot behind it.
func (r *documentRenderer) blocks(root ast.Node) {
	var all []ast.Node
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, n)
	}
	for i, n := range all {
		lines := lineRange{r.line(n.Pos()), r.lastLine(n, all, i)}
		n.SetAttributeString("id", []byte("L"+itoa(lines.from)))
		if n.Kind() == east.KindTable {
			n.SetAttributeString("tabindex", []byte("0")) // a wide one scrolls, by the keyboard too
			if r.inTimeline(n) {
				n.SetAttributeString("class", []byte("events")) // on a phone its cells stand under each other
			}
		}
		if list, ok := n.(*ast.List); ok {
			r.listItems(list, lines.to)
		} else {
			root.InsertAfter(root, n, &slotNode{lines: lines})
		}
		r.inlines(n)
	}
}

// inTimeline tells whether a block stands in the section of the timeline.
func (r *documentRenderer) inTimeline(n ast.Node) bool {
	at := r.base + n.Pos()
	return slices.ContainsFunc(r.Sections, func(s postmortem.Section) bool {
		return s.Name == postmortem.SectionTimeline && s.Body.Start <= at && at < s.Body.End
	})
}

func (r *documentRenderer) listItems(list *ast.List, last int) {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		lines := lineRange{r.line(item.Pos()), last}
		if next := item.NextSibling(); next != nil {
			lines.to = max(lines.from, r.line(next.Pos())-1)
		}
		item.SetAttributeString("id", []byte("L"+itoa(lines.from)))
		item.AppendChild(item, &slotNode{lines: lines})
	}
	list.SetAttributeString("id", nil)
	list.RemoveAttributes()
}

func (r *documentRenderer) line(pos int) int {
	return r.Position(r.base + max(0, pos)).Line
}

// lastLine is the line before the next block.
func (r *documentRenderer) lastLine(n ast.Node, all []ast.Node, i int) int {
	if i+1 < len(all) {
		return max(r.line(n.Pos()), r.line(all[i+1].Pos())-1)
	}
	return r.Position(len(r.Source)).Line
}

// aboutWords tells whether a rule speaks of the words that it marks, rather than
// of something that is not there.
func aboutWords(rule diagnostic.Rule) bool {
	switch rule {
	case diagnostic.Blame, diagnostic.ActionVague, diagnostic.ActionOwner, diagnostic.ActionDue, diagnostic.LinkBroken,
		diagnostic.ActionTicketUnverified, diagnostic.ActionTicketMismatch, diagnostic.TicketShared, diagnostic.TimelineOrder, diagnostic.KPIUnreadable, diagnostic.ReportUnreadable:
		return true
	}
	return false
}

// inlines marks the findings and the unanswered prompts in the text of a block.
func (r *documentRenderer) inlines(n ast.Node) {
	var texts []*ast.Text
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering && n.Parent().Kind() != ast.KindCodeSpan {
			joinFollowing(t)
			texts = append(texts, t)
		}
		return ast.WalkContinue, nil
	})
	var prompting ast.Node // the parent in which a prompt is open
	for _, t := range texts {
		parent := t.Parent()
		if r.prompts(t, prompting == parent) {
			prompting = parent
		} else {
			prompting = nil
		}
	}
}

// prompts marks the prompts of a text, wherever they stand in it, and the findings in
// the rest; open tells whether a prompt goes on from the text before, and is given for
// the text behind it.
func (r *documentRenderer) prompts(t *ast.Text, open bool) bool {
	for {
		value, end := string(t.Segment.Value(r.body)), 0
		if open {
			if i := strings.Index(value, incident.PromptClose); i >= 0 {
				end = i + len(incident.PromptClose)
			}
		} else {
			end = strings.Index(value, incident.PromptOpen)
		}
		mark := r.markText
		if open {
			mark = func(t *ast.Text) { r.wrap(t, -1) }
		}
		switch {
		case open && end == 0, !open && end < 0: // to the end, and on
			mark(t)
			return open
		case end == len(value):
			mark(t)
			return false
		case end > 0:
			mark(headOf(t, end))
		}
		open = !open
	}
}

// headOf cuts the first bytes of a text off and gives them as a text before it.
func headOf(t *ast.Text, n int) *ast.Text {
	head := ast.NewTextSegment(text.NewSegment(t.Segment.Start, t.Segment.Start+n))
	t.Parent().InsertBefore(t.Parent(), t, head)
	t.Segment = t.Segment.WithStart(t.Segment.Start + n)
	return head
}

// joinFollowing makes one text of those that the parser left side by side.
func joinFollowing(t *ast.Text) {
	for !t.SoftLineBreak() && !t.HardLineBreak() {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != t.Segment.Stop || next.IsRaw() != t.IsRaw() {
			return
		}
		t.Segment = t.Segment.WithStop(next.Segment.Stop)
		t.SetSoftLineBreak(next.SoftLineBreak())
		t.SetHardLineBreak(next.HardLineBreak())
		t.Parent().RemoveChild(t.Parent(), next)
	}
}

// markText cuts a text where findings begin and end and wraps what they cover.
func (r *documentRenderer) markText(t *ast.Text) {
	for _, m := range r.marks {
		start, end := max(m.start, t.Segment.Start), min(m.end, t.Segment.Stop)
		if start >= end {
			continue
		}
		parent := t.Parent()
		if start > t.Segment.Start {
			parent.InsertBefore(parent, t, ast.NewTextSegment(text.NewSegment(t.Segment.Start, start)))
			t.Segment = t.Segment.WithStart(start)
		}
		if end == t.Segment.Stop {
			r.wrap(t, m.finding)
			return
		}
		middle := ast.NewTextSegment(text.NewSegment(start, end))
		parent.InsertBefore(parent, t, middle)
		t.Segment = t.Segment.WithStart(end)
		r.wrap(middle, m.finding)
	}
}

// wrap marks a text; the first mark of a finding carries its id.
func (r *documentRenderer) wrap(t ast.Node, finding int) {
	w := &wrapper{finding: finding, first: finding >= 0 && !r.marked[finding]}
	if finding >= 0 {
		r.marked[finding] = true
	}
	parent := t.Parent()
	parent.ReplaceChild(parent, t, w)
	w.AppendChild(w, t)
}

var slotMark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<i id="pm-slot-([0-9]+)-([0-9]+)"></i>`)
})

// cut divides the HTML at its slots.
func cut(html []byte) []part {
	var parts []part
	at := 0
	for _, m := range slotMark().FindAllSubmatchIndex(html, -1) {
		from, _ := strconv.Atoi(string(html[m[2]:m[3]]))
		to, _ := strconv.Atoi(string(html[m[4]:m[5]]))
		parts = append(parts, part{html: html[at:m[0]], slot: lineRange{from, to}})
		at = m[1]
	}
	return append(parts, part{html: html[at:]})
}
