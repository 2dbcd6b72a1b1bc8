package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// What is struck through is for those who look back, and what is hidden for nobody: a field
// and a title say what is left.

// shownTitle gives what a title says of its Markdown. One that is struck through as a
// whole keeps its words: it still tells which item that is.
func shownTitle(text string) string {
	if title := shown(text); title != "" {
		return title
	}
	return strings.TrimSpace(strikeSigns().ReplaceAllString(withoutComments(text), ""))
}

// shown gives what a field says of its Markdown: without comments and what is struck
// through, with the space before them.
func shown(text string) string {
	text = withoutComments(text)
	parts := struckOut(text)
	if len(parts) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, p := range parts {
		b.WriteString(strings.TrimRightFunc(text[at:p.Start], unicode.IsSpace))
		at = p.End
	}
	b.WriteString(text[at:])
	return strings.TrimSpace(b.String())
}

// unstruck narrows the place of a value to what is not struck through at its ends, so
// that the rest stays where it is edited. Where nothing is left, or no space stands
// between, an edit takes the place of all of it.
func (d *Document) unstruck(s Span) Span {
	text := d.text(s)
	parts := struckOut(text)
	if len(parts) == 0 {
		return s // nearly all
	}
	parts = append(parts, commentsOf(text)...)
	slices.SortFunc(parts, func(a, b Span) int { return a.Start - b.Start })
	rest := d.trim(s)
	for _, p := range parts {
		if rest.Start != s.Start+p.Start {
			break
		}
		rest = d.trim(Span{s.Start + p.End, s.End})
	}
	for _, p := range slices.Backward(parts) {
		if rest.End != s.Start+p.End || s.Start+p.Start < rest.Start {
			break
		}
		rest = d.trim(Span{rest.Start, s.Start + p.Start})
	}
	before, after := lastRune(d.text(Span{s.Start, rest.Start})), firstRune(d.text(Span{rest.End, s.End}))
	if rest.Start >= rest.End || rest.Start > s.Start && !unicode.IsSpace(before) || rest.End < s.End && !unicode.IsSpace(after) {
		return s
	}
	return rest
}

// struckOut finds what is struck through, by tildes or HTML, and what HTML hides, apart
// from code and comments; in order, none of it within another.
func struckOut(text string) []Span {
	if strings.IndexByte(text, '~') < 0 && (strings.IndexByte(text, '<') < 0 || !strings.Contains(text, "</") && !mayHide(text)) {
		return nil // nearly all
	}
	s := strikes{opened: map[string][]int{}}
	comments, fences := commentsOf(text), lastFences(text)
	for at := 0; at < len(text); {
		if len(comments) > 0 && at >= comments[0].Start {
			at, comments = max(at, comments[0].End), comments[1:]
			continue
		}
		switch text[at] {
		case '\\':
			at = min(len(text), at+2)
			if text[at-1] == '~' {
				at += tildes(text[at:])
			}
		case '`':
			at = codeSpanEnd(text, at, fences)
		case '<':
			at = s.readTag(text, at)
		case '~':
			at = s.readTildes(text, at)
		default:
			at++
		}
	}
	s.hideRest(len(text))
	return s.parts
}

// strikeSigns matches all signs that strike through.
var strikeSigns = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)~+|</?(?:del|s|strike)(?:\s[^<>]*)?>`) })

// strikes collects what is struck through.
type strikes struct {
	opened map[string][]int // where each sign that is open began
	parts  []Span
}

// anyTag matches a tag of HTML.
var anyTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)>`) })

// readTag reads what begins with "<" and gives where it ends. Within an element that is
// hidden, those of its name are counted.
func (s *strikes) readTag(text string, at int) (end int) {
	m := anyTag().FindStringSubmatch(text[at:])
	if m == nil {
		return at + 1
	}
	name := strings.ToLower(m[2])
	end = at + len(m[0])
	opens := strikesThrough(name) || len(s.opened[name]) > 0 || hidesElement(name, m[3])
	s.read(name, Span{at, end}, m[1] == "" && opens, m[1] != "")
	return end
}

// readTildes reads a run of tildes, of which two strike through as Markdown has it. A
// single one does so round whole words alone: "10~20" is a range, "~5 minutes" says
// about.
func (s *strikes) readTildes(text string, at int) (end int) {
	end = at + tildes(text[at:])
	before, after := lastRune(text[:at]), firstRune(text[end:])
	spaceBefore, spaceAfter := at == 0 || unicode.IsSpace(before), end == len(text) || unicode.IsSpace(after)
	signBefore, signAfter := isSign(before), isSign(after)
	opens := !spaceAfter && (!signAfter || spaceBefore || signBefore)
	closes := !spaceBefore && (!signBefore || spaceAfter || signAfter)
	switch end - at {
	case 1:
		s.read("~", Span{at, end}, opens && spaceBefore, closes && (spaceAfter || signAfter))
	case 2:
		s.read("~~", Span{at, end}, opens, closes)
	}
	return end
}

// read takes in a sign that opens or closes what is struck through. One that is never
// closed strikes nothing.
func (s *strikes) read(sign string, at Span, opens, closes bool) {
	starts := s.opened[sign]
	switch {
	case closes && len(starts) > 0:
		part := Span{starts[len(starts)-1], at.End}
		s.opened[sign] = starts[:len(starts)-1]
		for n := len(s.parts); n > 0 && s.parts[n-1].End > part.Start; n-- {
			part.Start = min(part.Start, s.parts[n-1].Start)
			s.parts = s.parts[:n-1]
		}
		s.parts = append(s.parts, part)
	case opens:
		s.opened[sign] = append(starts, at.Start)
	}
}

func tildes(text string) int { return len(text) - len(strings.TrimLeft(text, "~")) }

func isSign(r rune) bool {
	return r != utf8.RuneError && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}
