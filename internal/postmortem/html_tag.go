package postmortem

import "strings"

// tag is one tag of HTML; without a name it is a comment, or something else that
// begins with <! or <?.
type tag struct {
	at     Span // from the text's beginning
	name   string
	closes bool
}

// eachTag finds the tags of a text, in one pass. A tag that never ends is text; a
// comment that never ends is all the rest.
func eachTag(text string, f func(tag)) {
	s := tagScanner{text: text, quotes: true, endless: map[string]bool{}}
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return
		}
		t, ok := s.tagAt(at + i)
		if !ok {
			at += i + 1
			continue
		}
		f(t)
		at = t.at.End
		if !t.closes && (t.name == "script" || t.name == "style") {
			at = s.rawEnd(at, t.name)
		}
	}
}

// tagScanner remembers what it looked for in vain, so that it looks once.
type tagScanner struct {
	text    string
	quotes  bool            // a sign in the quotes of an attribute ends no tag
	endless map[string]bool // what does not come any more
}

// tagAt reads the tag that begins at an offset.
func (s *tagScanner) tagAt(open int) (tag, bool) {
	rest := s.text[open+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		end, ok := s.find(open+len("<!"), commentClose)
		if !ok {
			end = len(s.text)
		}
		return tag{at: Span{open, end}}, true
	case rest != "" && (rest[0] == '!' || rest[0] == '?'):
		end, ok := s.find(open, ">")
		return tag{at: Span{open, end}}, ok
	}
	name := strings.TrimPrefix(rest, "/")
	t := tag{closes: len(name) < len(rest)}
	length := 0
	for length < len(name) && isTagLetter(name[length], length) {
		length++
	}
	if length == 0 {
		return tag{}, false
	}
	t.name = strings.ToLower(name[:length])
	end, ok := s.tagEnd(len(s.text) - len(name) + length)
	t.at = Span{open, end}
	return t, ok
}

func isTagLetter(c byte, at int) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || at > 0 && (c >= '0' && c <= '9' || c == '-')
}

// find gives where a text that is looked for from an offset on ends.
func (s *tagScanner) find(from int, what string) (end int, ok bool) {
	if s.endless[what] {
		return 0, false
	}
	i := strings.Index(s.text[from:], what)
	s.endless[what] = i < 0
	return from + i + len(what), i >= 0
}

// tagEnd gives where the tag ends whose attributes begin at an offset.
func (s *tagScanner) tagEnd(from int) (end int, ok bool) {
	if s.quotes {
		quote := byte(0)
		for i := from; i < len(s.text); i++ {
			switch c := s.text[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '>':
				return i + 1, true
			case (c == '"' || c == '\'') && strings.HasSuffix(strings.TrimRight(s.text[max(from, i-3):i], " "), "="):
				quote = c
			}
		}
		s.quotes = false
	}
	return s.find(from, ">")
}

// rawEnd gives where the closing tag begins of an element that holds no tags; where
// there is none, the offset itself.
func (s *tagScanner) rawEnd(from int, name string) int {
	if s.endless[name] {
		return from
	}
	for at := from; ; {
		i := strings.Index(s.text[at:], "</")
		if i < 0 {
			s.endless[name] = true
			return from
		}
		at += i
		if rest := s.text[at+len("</"):]; len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			return at
		}
		at += len("</")
	}
}

// isInline tells whether a tag stands within a sentence, as one that makes a word
// bold; every other parts what stands before it from what stands behind.
func (t tag) isInline() bool {
	switch t.name {
	case "", "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark",
		"picture", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// quotedParts collects the elements in which code or somebody else's words stand.
type quotedParts struct {
	open  map[string][]int // where those began that are open, by name
	spans []Span           // in order, apart from each other
}

// read takes in the next tag, which stands at an offset of the text's beginning. What
// is never closed quotes nothing.
func (q *quotedParts) read(t tag, offset int) {
	switch t.name {
	case "pre", "code", "kbd", "samp", "blockquote", "q", "script", "style":
	default:
		return
	}
	if q.open == nil {
		q.open = map[string][]int{}
	}
	starts := q.open[t.name]
	if !t.closes {
		q.open[t.name] = append(starts, offset+t.at.Start)
		return
	}
	if len(starts) == 0 {
		return
	}
	s := Span{starts[len(starts)-1], offset + t.at.End}
	q.open[t.name] = starts[:len(starts)-1]
	for n := len(q.spans); n > 0 && q.spans[n-1].End > s.Start; n-- {
		s.Start = min(s.Start, q.spans[n-1].Start)
		q.spans = q.spans[:n-1]
	}
	q.spans = append(q.spans, s)
}

// blank writes spaces over what is quoted in a text that begins at an offset.
func (q *quotedParts) blank(text []byte, offset int) {
	for _, s := range q.spans[spansBefore(q.spans, offset):] {
		if s.Start >= offset+len(text) {
			return
		}
		blankBytes(text[max(0, s.Start-offset):min(len(text), s.End-offset)])
	}
}

// meets tells whether something of a stretch is quoted.
func (q *quotedParts) meets(at Span) bool {
	i := spansBefore(q.spans, at.Start)
	return i < len(q.spans) && q.spans[i].Start < at.End
}
