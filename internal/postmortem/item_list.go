package postmortem

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func newItem(id string, heading Span) Item {
	it := Item{Heading: heading, Fields: map[incident.Field]FieldPlace{}}
	it.ID = id
	it.markdown = itemMarkdown{bullet: "- ", colon: ": "}
	return it
}

// readItemList reads the fields of an action item from a list: "- Key: value".
func (d *Document) readItemList(it *Item, list *ast.List) {
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		first := n.FirstChild()
		if first == nil || first.Lines() == nil || first.Lines().Len() == 0 {
			continue
		}
		d.readItemLine(it, first)
	}
}

// blockAfter gives where the line begins of the block behind an item of a list
// that no other block holds.
func (d *Document) blockAfter(item ast.Node) int {
	next := item.NextSibling()
	if next == nil {
		next = item.Parent().NextSibling()
	}
	if next == nil {
		return len(d.Source)
	}
	return d.lineStart(d.base + max(0, next.Pos()))
}

// readItemLine reads one field. Its value is the rest of the paragraph behind
// the colon, and what is nested under it, as readNested has it.
func (d *Document) readItemLine(it *Item, first ast.Node) {
	span := d.blockSpan(first)
	firstLine := d.trim(Span{span.Start, min(span.End, d.lineEnd(span.Start))})
	lineAt := firstLine.Start
	firstLine.Start += boxWidth(d.text(firstLine))
	if shown(d.text(firstLine)) == "" {
		return
	}
	key, value, bold, ok := splitField(d.text(firstLine))
	if !ok {
		return
	}
	keyAt := Span{firstLine.Start + key.Start, firstLine.Start + key.End}
	field, borrowed, ok := fieldCalled(d.text(keyAt))
	if !ok {
		if near, ok := nearestField(d.text(keyAt)); ok {
			it.slips = append(it.slips, misspelt{at: keyAt, field: near})
		}
		return
	}
	place := FieldPlace{
		Key:   Span{firstLine.Start + key.Start, firstLine.Start + key.End},
		Value: d.uncommented(Span{firstLine.Start + value, span.End}),
		alone: first.NextSibling() == nil && span.End <= d.lineEnd(span.Start),
		next:  d.blockAfter(first.Parent()),

		lineAt: lineAt, borrowed: borrowed,
	}
	if marks := openMarks(d.text(firstLine), key, value); marks != "" {
		place.Value = d.trim(Span{place.Value.Start, place.Value.Start + len(closeMarks(d.text(place.Value), marks))})
	}
	if place.Value.Start >= place.Value.End {
		at := firstLine.Start + value
		place.Value = Span{at, at}
	}
	place.Value = d.unstruck(place.Value)
	text := joinedLines(decodeValue(shown(d.text(place.Value))))
	if nested := first.NextSibling(); nested != nil {
		text = d.readNested(&place, field, text, nested)
	}
	it.learnStyle(d, firstLine, place, bold)
	it.set(field, place, text)
}

// readItemParagraph notes the lines of a paragraph that would be fields in a list.
func (d *Document) readItemParagraph(it *Item, paragraph ast.Node) {
	span := d.blockSpan(paragraph)
	for at := span.Start; at < span.End; at = d.lineEnd(at) {
		line := d.trim(Span{at, min(span.End, d.lineEnd(at))})
		if key, _, _, ok := splitField(d.text(line)); ok {
			keyAt := Span{line.Start + key.Start, line.Start + key.End}
			if f, ok := FieldOf(d.text(keyAt)); ok {
				it.slips = append(it.slips, misspelt{at: keyAt, field: f, line: line})
			}
		}
	}
}

// boxWidth gives how wide the box of a task list is at the beginning of a line, with
// the space behind it; 0: there is none.
func boxWidth(line string) int {
	if !isTask(line) {
		return 0
	}
	return len(line) - len(strings.TrimLeftFunc(line[len("[ ]"):], unicode.IsSpace))
}

// splitField cuts "Key: value", where the key may be emphasised and the colon
// may be full width. Offsets are into line; value is where it begins.
func splitField(line string) (key Span, value int, bold, ok bool) {
	i := firstColon(line)
	if i <= 0 || i > 60 {
		return key, 0, false, false
	}
	_, colon := decodeRune([]byte(line[i:]))
	key = Span{0, i}
	for key.Start < key.End && strings.IndexByte(markSigns+" \t", line[key.Start]) >= 0 {
		bold = bold || line[key.Start] == '*' || line[key.Start] == '_'
		key.Start++
	}
	for key.End > key.Start && strings.IndexByte(markSigns+" \t", line[key.End-1]) >= 0 {
		key.End--
	}
	value = i + colon
	if bold && key.End == i {
		value += len(line[value:]) - len(strings.TrimLeft(line[value:], markSigns))
	}
	return key, value, bold, key.Start < key.End
}

// firstColon finds the first colon, of either width; -1: there is none.
func firstColon(line string) int {
	i := strings.IndexByte(line, ':')
	if i >= 0 {
		line = line[:i]
	}
	if wide := strings.Index(line, "："); wide >= 0 {
		return wide
	}
	return i
}

// oneLine gives the text of a span that may go over several lines, joined, without
// comments.
func (d *Document) oneLine(s Span) string { return joinedLines(decodeValue(d.text(s))) }

// joinedLines gives a text that may go over several lines as one.
func joinedLines(text string) string {
	if strings.IndexByte(text, '\n') < 0 && strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return joinLines(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }))
}

// joinLines puts lines of one paragraph together: with a space, but not inside
// Japanese text, which has none.
func joinLines(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if b.Len() > 0 && !(endsWide(b.String()) && startsWide(line)) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}

// learnStyle keeps how a field's line is written.
func (it *Item) learnStyle(d *Document, line Span, place FieldPlace, bold bool) {
	start := d.lineStart(line.Start)
	it.markdown.bullet = d.text(Span{start, line.Start})
	if box := strings.IndexByte(it.markdown.bullet, '['); box > 0 { // a new field has no box
		it.markdown.bullet = it.markdown.bullet[:box]
	}
	it.markdown.bold = bold
	it.markdown.colon = ": "
	if between := d.text(Span{place.Key.End, d.lineEnd(place.Key.End)}); strings.HasPrefix(strings.TrimLeft(between, "*_ "), "：") {
		it.markdown.colon = "："
	}
	it.markdown.lang = incident.English
	if !isASCII(d.text(place.Key)) {
		it.markdown.lang = incident.Japanese
	}
}
