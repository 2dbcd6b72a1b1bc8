package postmortem

import (
	"regexp"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// refuseText refuses a value that is no text of a field.
func refuseText(item string, field incident.Field, value string) error {
	switch {
	case value != strings.TrimSpace(value), strings.Contains(value, "\r"), strings.Contains(value, "\n") && !holdsList(field):
		return incident.Tell(incident.Invalid, "%[1]s of %[3]s: the text must be one line without space around it", "%[3]s の%[2]s: 前後に空白のない一行で書いてください",
			field.Label(incident.English), field.Label(incident.Japanese), item)
	case value != FieldText(value):
		return notAList(item, field)
	}
	return nil
}

func notAList(item string, field incident.Field) error {
	return incident.Tell(incident.Invalid, "%[1]s of %[3]s: the text must be one line, or a line with a list below it whose entries begin with \"- \" or \"1. \"",
		"%[3]s の%[2]s: 一行で、または一行とその下の「- 」か「1. 」で始まる箇条書きで書いてください", field.Label(incident.English), field.Label(incident.Japanese), item)
}

// replaceList writes a text in the place of all that a field in a list says. Where the
// new one has the same entries, only the words of those that differ change.
func (d *Document) replaceList(it *Item, field incident.Field, value string) ([]byte, error) {
	place := it.Fields[field]
	if out, ok := d.replaceParts(place, value); ok {
		return d.asRead(out, it.ID, field, value)
	}
	at := place.Value
	for _, part := range place.parts {
		at.End = max(at.End, part.End)
	}
	if d.holdsMore(at, place) {
		return nil, incident.Tell(incident.Refused, "%[1]s of %[3]s holds more than its text (a comment, code, a table, a quotation or words that are struck through), which would be lost; change it in the document itself",
			"%[3]s の「%[2]s」には、文章のほかにコメント・コード・表・引用・取り消し線などがあり、書き換えると失われます。文書を直接編集してください", field.Label(incident.English), field.Label(incident.Japanese), it.ID)
	}
	text := valueLines(value, columnsOf(d.text(Span{d.lineStart(place.Key.Start), place.lineAt})), d.lineEnding())
	switch before := strings.TrimRight(d.text(Span{0, at.Start}), " \t"); {
	case strings.HasPrefix(text, d.lineEnding()): // there is no lead
		at.Start = len(before)
	case place.Value.Start == place.Value.End && len(before) == at.Start && text != "":
		text = " " + text
	}
	return d.asRead(d.splice(at, text), it.ID, field, value)
}

// replaceParts changes the words of the parts that differ; not ok where the value has
// other parts.
func (d *Document) replaceParts(place FieldPlace, value string) (out []byte, ok bool) {
	was, now := textParts(place.Raw), textParts(value)
	if len(was) != len(now) || len(was) != len(place.parts) || value == "" {
		return nil, false
	}
	var edits []diagnostic.Edit
	for i, p := range now {
		if p.mark != was[i].mark || p.indent != was[i].indent {
			return nil, false
		}
		if at := place.parts[i]; p.words(value) != was[i].words(place.Raw) {
			edits = append(edits, diagnostic.Edit{Start: at.Start, End: at.End, Text: encodeValue(p.words(value))})
		}
	}
	out, _ = diagnostic.Rewrite(d.Source, edits)
	return out, true
}

// holdsMore tells whether between the parts of a text stands more than white space and
// the marks of lists.
func (d *Document) holdsMore(at Span, place FieldPlace) bool {
	for _, part := range place.parts {
		if between := (Span{at.Start, max(at.Start, part.Start)}); !onlyMarks().MatchString(d.text(between)) {
			return true
		}
		at.Start = max(at.Start, part.End)
	}
	return false
}

var onlyMarks = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[\s　]|[-*+]|\d+[.)])*$`) })

// valueLines writes a text as it stands behind the colon of a field's line, what goes
// below that line indented by so many columns.
func valueLines(value string, columns int, ending string) string {
	if !strings.Contains(value, "\n") {
		return encodeValue(value)
	}
	lines := strings.Split(value, "\n")
	switch textParts(value)[0].mark {
	case "": // the lead
	case "- ", "1. ":
		lines = append([]string{""}, lines...)
	default:
		lines = append([]string{"", ""}, lines...)
	}
	for i, line := range lines {
		if lines[i] = encodeValue(line); i > 0 && line != "" {
			lines[i] = strings.Repeat(" ", columns) + lines[i]
		}
	}
	return strings.Join(lines, ending)
}

// columnsOf counts the columns of a text of ASCII before a line's first words; a tab goes
// to the next stop of four.
func columnsOf(before string) int {
	n := 0
	for i := range len(before) {
		if before[i] == '\t' {
			n += 3 - n%4
		}
		n++
	}
	return n
}

// asRead gives an edited text, once a value of several lines was read from it as it was
// written: words that begin like a heading or a table are another block there.
func (d *Document) asRead(text []byte, item string, field incident.Field, value string) ([]byte, error) {
	if !strings.Contains(value, "\n") {
		return text, nil
	}
	edited, err := d.Edited(text)
	if err != nil {
		return nil, err
	}
	it, err := edited.Item(item)
	if err != nil {
		return nil, err
	}
	if read := it.Get(field); read != value && (read != "" || !field.Unwritten(value) && !unwrittenList(value)) {
		return nil, notAList(item, field)
	}
	return text, nil
}
