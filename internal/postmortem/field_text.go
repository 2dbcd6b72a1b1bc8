package postmortem

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// The text of a field that holds prose has one line, or a lead, which may be empty, and
// below it what stands under the field in the document, one line each: the entries of
// lists behind "- " or "1. ", those of lists in lists indented to the words above them,
// and, after an empty line, further paragraphs.

// textPart is one line of such a text: the lead, an entry or a paragraph.
type textPart struct {
	indent, mark string // "- " and "2. " mark an entry; the lead and a paragraph have no mark
	at           Span   // of its words in the text
}

// words gives what a part of a text says.
func (p textPart) words(text string) string { return text[p.at.Start:p.at.End] }

// leadOf gives the lead of a text, which sums it up; "" where it has none.
func leadOf(text string) string {
	if lead := textParts(text)[0]; lead.mark == "" {
		return lead.words(text)
	}
	return ""
}

// textParts takes the text of a field apart. A line that is neither entry nor behind an
// empty line goes on with the part before it.
func textParts(text string) []textPart {
	if strings.IndexByte(text, '\n') < 0 {
		return []textPart{{at: Span{0, len(text)}}} // nearly all
	}
	var parts []textPart
	apart := false
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := text[start:end]
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		mark := entryMark().FindString(line[len(indent):])
		at := Span{start + len(indent) + len(mark), end}
		switch {
		case strings.TrimSpace(line) == "":
			apart = true
		case mark == "" && !apart && len(parts) > 0:
			parts[len(parts)-1].at.End = end
		default:
			parts = append(parts, textPart{indent, mark, at})
			apart = false
		}
		start = end + 1
	}
	if parts == nil {
		return []textPart{{at: Span{0, len(text)}}}
	}
	return parts
}

// entryMark matches the mark of an entry as texts of fields have it.
var entryMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:-|\d{1,9}\.) `) })

// typedMark matches the marks by which people begin an entry that they type.
var typedMark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?:[-*+•・‣]|(\d{1,9})[.)])(?:[ 　\t]+|$)|[•・‣])`)
})

// FieldText gives what somebody typed, maybe over several lines, as the text of a field
// that holds prose. An entry that says nothing is left out.
func FieldText(typed string) string {
	typed = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(typed))
	if !strings.Contains(typed, "\n") {
		return typed
	}
	lines := strings.Split(typed, "\n")
	for i, line := range lines {
		words := strings.TrimSpace(line)
		indent := blankWidth(line)
		if m := typedMark().FindStringSubmatch(words); m != nil {
			words = strings.TrimSpace(words[len(m[0]):])
			if words == "" {
				indent = 0
			} else if m[1] == "" {
				words = "- " + words
			} else {
				words = m[1] + ". " + words
			}
		}
		lines[i] = strings.Repeat(" ", indent) + words
	}
	return tidyText(strings.Join(lines, "\n"))
}

// tidyText writes each part on one line: entries indented to the words of the entry
// above them, numbers counting on, and an empty line only where it is needed, before a
// paragraph and a numbered list that does not begin with 1.
func tidyText(text string) string {
	text = strings.TrimSpace(text)
	levels := []textLevel{{typed: -1}}
	var b strings.Builder
	for i, p := range textParts(text) {
		for len(levels) > 1 && levels[len(levels)-1].typed >= len(p.indent) {
			levels = levels[:len(levels)-1]
		}
		level := &levels[len(levels)-1]
		mark, apart := level.next(p)
		if i > 0 && apart {
			b.WriteByte('\n')
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(level.indent + mark + joinedLines(p.words(text)))
		if mark != "" {
			levels = append(levels, textLevel{typed: len(p.indent), indent: level.indent + strings.Repeat(" ", len(mark))})
		}
	}
	return b.String()
}

// textLevel is where the parts stand that belong to one entry, or to none.
type textLevel struct {
	typed  int    // how far the entry was indented
	indent string // of the parts
	number int    // of the entry above the next one; 0: it has none
}

// next gives the mark of the next part, and whether an empty line stands before it.
func (l *textLevel) next(p textPart) (mark string, apart bool) {
	if p.mark == "" || p.mark == "- " {
		l.number = 0
		return p.mark, p.mark == ""
	}
	if l.number == 0 {
		l.number, _ = strconv.Atoi(strings.TrimSuffix(p.mark, ". "))
		return p.mark, l.number != 1
	}
	l.number++
	return strconv.Itoa(l.number) + ". ", false
}

// blankWidth gives how many columns the white space before a line takes; a tab goes to
// the next stop of four.
func blankWidth(line string) int {
	n := 0
	for _, r := range line {
		switch r {
		case ' ':
			n++
		case '　':
			n += 2
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}
