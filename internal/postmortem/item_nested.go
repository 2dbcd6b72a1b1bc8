package postmortem

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// readNested gives the text of a field in a list under whose line more is nested, from the
// block behind that line on. To prose belong the entries of lists and the paragraphs there.
// What holds a word for programs has it in its line; only where nothing stands there, it is
// what is nested. The same is the prose of a quotation where there is nothing else.
func (d *Document) readNested(place *FieldPlace, field incident.Field, lead string, nested ast.Node) string {
	for n := nested; n != nil && !place.nested; n = n.NextSibling() {
		place.nested = d.says(n)
	}
	if holdsList(field) {
		r := nestedReader{Document: d, lines: []string{lead}, parts: []Span{place.Value}}
		r.blocks(nested, "")
		if len(r.parts) > 1 {
			return r.text(place)
		}
	}
	if lead == "" || holdsList(field) && prose.OnlyLeads(lead) {
		return joinLines([]string{lead, d.nestedText(nested)})
	}
	return lead
}

// unwrittenList tells whether no part of a field's text says anything.
func unwrittenList(text string) bool {
	for _, p := range textParts(text) {
		if words := p.words(text); !incident.Unwritten(words[boxWidth(words):]) && !prose.OnlyLeads(words) {
			return false
		}
	}
	return true
}

// holdsList tells whether a field holds prose that may go on in a list below its line.
func holdsList(f incident.Field) bool { return !isWord(f) && f != incident.FieldVerified }

// end gives where a field ends, with what is nested under its line.
func (p FieldPlace) end() int {
	if p.nested {
		return p.next
	}
	return max(p.Key.End, p.Value.End)
}

// FieldAt gives the field of an item in whose cell, on whose line or nested under it a
// place stands.
func (d *Document) FieldAt(it *Item, at Position) (incident.Field, bool) {
	offset := d.Offset(at)
	for _, f := range fieldOrder() {
		p, ok := it.Fields[f]
		from, to := d.lineStart(p.Key.Start), d.lineEnd(max(p.Key.Start, p.end()-1))
		if it.row != nil {
			from, to = p.Key.Start, p.end()+1
		}
		if ok && from <= offset && offset < to {
			return f, true
		}
	}
	return "", false
}

// nestedReader collects the text that is nested under the line of a field.
type nestedReader struct {
	*Document
	lines []string // as textParts takes them apart
	parts []Span   // of each part
}

// blocks reads blocks that stand side by side, indented as their text will be.
func (r *nestedReader) blocks(n ast.Node, indent string) {
	for ; n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			r.part(n, "\n"+indent)
		case *ast.List:
			r.list(n, indent)
		}
	}
}

func (r *nestedReader) list(list *ast.List, indent string) {
	number := list.Start
	for li := list.FirstChild(); li != nil; li = li.NextSibling() {
		mark := "- "
		if list.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		first := li.FirstChild()
		switch first.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			if r.part(first, indent+mark) {
				r.blocks(first.NextSibling(), indent+strings.Repeat(" ", len(mark)))
				continue
			}
			first = first.NextSibling()
		}
		r.blocks(first, indent)
	}
}

// part takes the words of a block behind what stands before them; false: it has none.
func (r *nestedReader) part(n ast.Node, before string) bool {
	at := r.unstruck(r.uncommented(r.blockSpan(n)))
	words := joinedLines(decodeValue(shown(r.Document.text(at))))
	if words == "" {
		return false
	}
	r.lines, r.parts = append(r.lines, before+words), append(r.parts, at)
	return true
}

// text gives the text of the field, and tells its place where the parts of it stand. Of a
// single paragraph or entry the words are the text.
func (r *nestedReader) text(place *FieldPlace) string {
	if r.lines[0] == "" {
		r.lines, r.parts = r.lines[1:], r.parts[1:]
	}
	place.parts = r.parts
	text := tidyText(strings.Join(r.lines, "\n"))
	if len(r.parts) == 1 {
		return textParts(text + "\n")[0].words(text)
	}
	return text
}

// nestedText joins the text of a block and those behind it.
func (d *Document) nestedText(n ast.Node) string {
	var lines []string
	for ; n != nil; n = n.NextSibling() {
		_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering || c.Type() == ast.TypeInline {
				return ast.WalkContinue, nil
			}
			if c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph {
				lines = append(lines, joinedLines(decodeValue(shown(d.text(d.blockSpan(c))))))
			}
			return ast.WalkContinue, nil
		})
	}
	return joinLines(lines)
}
