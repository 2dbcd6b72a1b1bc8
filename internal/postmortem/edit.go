package postmortem

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// SetField gives the document with one field of one action item changed, and no
// other byte. A field that has no line yet gets one, in the style of the
// item's other lines; one whose table has no row or column for it gets that. The value is
// one line, or where the field holds prose a text as FieldText gives it, which takes the
// place of the whole text, entries below the line included. Where the word of another
// field was nested under its key, that stays as a note and the new value stands before it.
func (d *Document) SetField(itemID string, field incident.Field, value string) ([]byte, error) {
	it, err := d.Item(itemID)
	if err != nil {
		return nil, err
	}
	if err := refuseText(it.ID, field, value); err != nil {
		return nil, err
	}
	place, ok := it.Fields[field]
	place = place.forValue(value)
	switch {
	case ok && place.cell:
		return d.replaceCell(place.Value, value), nil
	case ok && (place.parts != nil || strings.Contains(value, "\n")):
		return d.replaceList(it, field, value)
	case ok:
		return d.replaceValue(place, encodeValue(value)), nil
	case it.row != nil:
		return d.appendCell(it.row, field, value), nil
	}
	return d.asRead(d.insertField(it, field, value), it.ID, field, value)
}

// splice gives the source with a span replaced.
func (d *Document) splice(s Span, text string) []byte {
	out := make([]byte, 0, len(d.Source)+len(text))
	out = append(out, d.Source[:s.Start]...)
	out = append(out, text...)
	return append(out, d.Source[s.End:]...)
}

// replaceCell writes a value between the bars of a table cell.
func (d *Document) replaceCell(s Span, value string) []byte {
	text := encodeCell(value)
	if s.Start == s.End && s.Start > 0 && d.Source[s.Start-1] == '|' {
		text = " " + text
	}
	if s.Start == s.End && s.End < len(d.Source) && d.Source[s.End] == '|' {
		text += " "
	}
	return d.splice(s, text)
}

// replaceValue writes a value behind the colon of a field's line.
func (d *Document) replaceValue(place FieldPlace, value string) []byte {
	s := place.Value
	if s.Start < s.End {
		return d.splice(s, value)
	}
	at := s.Start
	if at > 0 && (d.Source[at-1] == ':' || d.Source[at-1] == '*' || d.Source[at-1] == '_') && value != "" {
		value = " " + value
	}
	return d.splice(Span{at, at}, value)
}

// insertField writes a new line for a field.
func (d *Document) insertField(it *Item, field incident.Field, value string) []byte {
	e := d.fieldEdit(it, field, value)
	return d.splice(Span{e.Start, e.End}, e.Text)
}

// fieldEdit makes a new line for a field, behind the nearest field that stands
// before it in the usual order.
func (d *Document) fieldEdit(it *Item, field incident.Field, value string) diagnostic.Edit {
	if it.hasOwnTable() {
		return d.ownRowEdit(it, field, value)
	}
	at := d.fieldLineAt(it, field)
	style := it.markdown
	label := field.Label(cmpLang(style.lang, d.Lang))
	if style.bold {
		label = "**" + label + "**"
	}
	bullet := style.bullet
	if len(it.Fields) == 0 {
		bullet = "- "
	}
	ending := d.lineEnding()
	line := bullet + label + style.colon + valueLines(value, columnsOf(bullet), ending)
	if at == len(d.Source) && at > 0 && d.Source[at-1] != '\n' && d.Source[at-1] != '\r' {
		return diagnostic.Edit{Start: at, End: at, Text: ending + line}
	}
	if len(it.Fields) == 0 {
		line = d.apart(at, line)
	}
	return diagnostic.Edit{Start: at, End: at, Text: line + ending}
}

// apart sets the first field of an item apart from a paragraph that follows the
// heading directly.
func (d *Document) apart(at int, line string) string {
	if rest := d.text(Span{at, d.lineEnd(at)}); strings.TrimSpace(rest) != "" && rest[0] != '#' {
		return line + d.lineEnding()
	}
	return line
}

func cmpLang(l, fallback incident.Lang) incident.Lang {
	if l == "" {
		return fallback
	}
	return l
}

// fieldLineAt gives where the line of a missing field belongs.
func (d *Document) fieldLineAt(it *Item, field incident.Field) int {
	order := fieldOrder()
	i := slices.Index(order, field)
	for _, before := range slices.Backward(order[:i]) {
		if p, ok := it.Fields[before]; ok && !p.cell {
			return d.fieldEnd(p)
		}
	}
	for _, after := range order[i+1:] {
		if p, ok := it.Fields[after]; ok && !p.cell {
			return d.lineStart(p.Key.Start)
		}
	}
	return it.markdown.insertAt
}

// fieldEnd gives the end of a field's lines: those of its value, and those
// nested deeper than its bullet, up to the next block, which may be indented
// without being nested.
func (d *Document) fieldEnd(p FieldPlace) int {
	indent := d.indentOf(p.Key.Start)
	at := d.lineEnd(max(p.Key.End, p.Value.End))
	for end := at; end < p.next; {
		next := d.lineEnd(end)
		line := d.Source[end:next]
		end = next
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if d.indentOf(end-len(line)) <= indent {
			break
		}
		at = end
	}
	return at
}

// indentOf counts the white space at the beginning of the line of an offset; a
// tab counts to the next stop of four.
func (d *Document) indentOf(offset int) int {
	n := 0
	for _, c := range d.Source[d.lineStart(offset):] {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// SetFront gives the document with one key of the front matter changed, or
// added before its end, and no other byte.
func (d *Document) SetFront(key, value string) ([]byte, error) {
	return d.setFrontLine(key, quoteYAML(value))
}

// SetFrontTime is SetFront for a time, in its own zone.
func (d *Document) SetFrontTime(key string, at time.Time) ([]byte, error) {
	return d.setFrontLine(key, formatFrontTime(at, at.Location()))
}

// setFrontLine writes a key with a value that is YAML already.
func (d *Document) setFrontLine(key, value string) ([]byte, error) {
	if !d.Front.present {
		return nil, incident.Tell(incident.Refused, "%s has no front matter; write one with at least incident:, title: and author:", "%s にフロントマターがありません。少なくとも incident:、title:、author: を書いてください", d.Path)
	}
	indent, ok := d.frontIndent()
	if !ok {
		return nil, incident.Tell(incident.Refused, "%s: the front matter is not written as one key a line; write it so, to have %s set", "%s: フロントマターが一行一キーで書かれていないため %s を設定できません。一行一キーに直してください", d.Path, key)
	}
	line := key + ": " + value
	e, ok := d.Front.entry(key)
	if !ok {
		return d.splice(Span{d.Front.body.End, d.Front.body.End}, indent+line+d.lineEnding()), nil
	}
	end := d.lineEnd(e.keyAt)
	text := d.Source[e.keyAt:end]
	tail := string(text[len(bytes.TrimRight(text, "\r\n")):])
	return d.splice(Span{e.keyAt, max(end, d.valueEnd(e))}, line+tail), nil
}

// frontIndent gives the space before the keys of the front matter; not ok where
// they do not begin their lines.
func (d *Document) frontIndent() (indent string, ok bool) {
	for i, e := range d.Front.entries {
		before := d.text(Span{d.lineStart(e.keyAt), e.keyAt})
		if strings.Trim(before, " ") != "" {
			return "", false
		}
		if i == 0 {
			indent = before
		}
	}
	return indent, true
}

// valueEnd gives the end of a value that goes over several lines.
func (d *Document) valueEnd(e frontEntry) int {
	end := d.lineEnd(e.keyAt)
	for end < e.line.End && d.indentOf(end) > 0 && len(bytes.TrimSpace(d.Source[end:d.lineEnd(end)])) > 0 {
		end = d.lineEnd(end)
	}
	return end
}

// quoteYAML writes a scalar: as it is where that is plainly safe, otherwise in
// double quotes, whose escapes JSON shares with YAML.
func quoteYAML(value string) string {
	safe := value != ""
	for i := range len(value) {
		c := value[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && !(i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '_' || c == '/')) {
			safe = false
			break
		}
	}
	if safe && !reservedYAML(value) {
		return value
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(value) != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// reservedYAML tells whether a plain word means something else than itself.
func reservedYAML(word string) bool {
	switch strings.ToLower(word) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
