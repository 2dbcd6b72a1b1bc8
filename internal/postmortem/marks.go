package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// markSigns are those of emphasis and code, which may stand round a value or a key
// without being part of it.
const markSigns = "*_`"

// keyMarks are what may stand around a key in a cell.
const keyMarks = markSigns + " :："

// withoutMarks gives a value that is wholly emphasised or code without the signs of
// that: "**2026-12-15**", "`#812`".
func withoutMarks(text string) string {
	for {
		n := markWidth(text)
		if n == 0 {
			return text
		}
		text = text[n : len(text)-n]
	}
}

// markWidth gives how many signs stand on each side of a text that is wholly
// emphasised or code; 0: it is not.
func markWidth(text string) int {
	if text == "" || strings.IndexByte(markSigns, text[0]) < 0 {
		return 0
	}
	sign := text[:1]
	n := len(text) - len(strings.TrimLeft(text, sign))
	if len(text) <= 2*n || !strings.HasSuffix(text, text[:n]) {
		return 0
	}
	inside := text[n : len(text)-n]
	if strings.Contains(inside, sign) || strings.TrimSpace(inside) != inside {
		return 0
	}
	return n
}

// isWord tells whether a field holds a word for programs, which is the same with
// signs of emphasis round it; the others hold prose.
func isWord(f incident.Field) bool {
	switch f {
	case incident.FieldKind, incident.FieldOwner, incident.FieldDue, incident.FieldTicket:
		return true
	}
	return false
}

// unmark narrows the place of a word to what stands inside its marks, so that they
// stay where it is edited, and gives the word.
func (p *FieldPlace) unmark(text string) string {
	word := withoutMarks(text)
	asWritten := len(text) == p.Value.End-p.Value.Start
	if n := (len(text) - len(word)) / 2; n > 0 && asWritten {
		p.marked = p.Value
		p.Value = Span{p.Value.Start + n, p.Value.End - n}
	}
	return word
}

// forValue gives the place with the marks round it where a new value cannot stand
// between them.
func (p FieldPlace) forValue(value string) FieldPlace {
	if p.marked.Start < p.marked.End && (value == "" || strings.ContainsAny(value, markSigns)) {
		p.Value = p.marked
	}
	return p
}

// openMarks gives the marks that stand before the key of a line and are not closed
// behind it: "**Due: 2026-12-15**".
func openMarks(line string, key Span, value int) string {
	if strings.ContainsAny(line[key.End:value], markSigns) {
		return ""
	}
	return strings.Trim(line[:key.Start], " \t")
}

// closeMarks gives a value without the marks at its end that close what stood open
// before its key.
func closeMarks(value, marks string) string {
	rest, ok := strings.CutSuffix(value, marks)
	inWords := strings.HasPrefix(marks, "_") // as in "@a_b"
	if marks == "" || !ok || !inWords && strings.Count(rest, marks)%2 != 0 {
		return value
	}
	return rest
}
