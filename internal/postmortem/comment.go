package postmortem

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// An HTML comment is for those who edit the file: it is part of no value, heading
// or cell. Where a value itself says "<!-- x -->", as one that came from elsewhere
// may, its first sign is written as an entity.

const (
	commentOpen  = "<!--"
	commentClose = "-->"
)

// commentsOf finds the comments of a text, apart from those in code.
func commentsOf(text string) []Span {
	if strings.IndexByte(text, '<') < 0 || !strings.Contains(text, commentOpen) {
		return nil // nearly all
	}
	var comments []Span
	fences := lastFences(text)
	for at := 0; at < len(text); {
		switch {
		case text[at] == '\\':
			at += 2
		case text[at] == '`':
			at = codeSpanEnd(text, at, fences)
		case strings.HasPrefix(text[at:], commentOpen):
			length := strings.Index(text[at+len("<!"):], commentClose)
			if length < 0 {
				return comments
			}
			end := at + len("<!") + length + len(commentClose)
			comments = append(comments, Span{at, end})
			at = end
		default:
			at++
		}
	}
	return comments
}

// lastFences gives, for each number of backticks that stand together, where they
// do so last.
func lastFences(text string) map[int]int {
	last := map[int]int{}
	for at := 0; at < len(text); {
		n := backticks(text[at:])
		if n > 0 {
			last[n] = at
		}
		at += max(1, n)
	}
	return last
}

// codeSpanEnd gives where the code ends that begins with the backticks at an offset,
// or where they end if they begin none.
func codeSpanEnd(text string, at int, last map[int]int) int {
	n := backticks(text[at:])
	at += n
	if last[n] < at {
		return at
	}
	for backticks(text[at:]) != n {
		at += max(1, backticks(text[at:]))
	}
	return at + n
}

func backticks(text string) int { return len(text) - len(strings.TrimLeft(text, "`")) }

// withoutComments takes the comments out of a text, with the space before them.
func withoutComments(text string) string {
	comments := commentsOf(text)
	if len(comments) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, c := range comments {
		b.WriteString(strings.TrimRightFunc(text[at:c.Start], unicode.IsSpace))
		at = c.End
	}
	b.WriteString(text[at:])
	return strings.TrimSpace(b.String())
}

// uncommented takes comments and white space off both ends of a span.
func (d *Document) uncommented(s Span) Span {
	comments := commentsOf(d.text(s))
	start := s.Start
	for _, c := range comments {
		if s = d.trim(s); s.Start != start+c.Start {
			break
		}
		s.Start = start + c.End
	}
	for i := len(comments) - 1; i >= 0; i-- {
		if s = d.trim(s); s.End != start+comments[i].End || start+comments[i].Start < s.Start {
			break
		}
		s.End = start + comments[i].Start
	}
	return d.trim(s)
}

// openEntity matches what stands for the beginning of a comment.
var openEntity = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`&(?:amp;)*lt;!--`) })

// encodeComments writes a text so that reading takes no comment out of it.
func encodeComments(text string) string {
	if !strings.Contains(text, "!--") {
		return text
	}
	text = openEntity().ReplaceAllStringFunc(text, func(entity string) string { return "&amp;" + entity[1:] })
	if len(commentsOf(text)) > 0 {
		text = strings.ReplaceAll(text, commentOpen, "&lt;!--")
	}
	return text
}

// decodeComments gives the text that encodeComments wrote.
func decodeComments(text string) string {
	if strings.IndexByte(text, '&') < 0 || !strings.Contains(text, "lt;!--") {
		return text
	}
	return openEntity().ReplaceAllStringFunc(text, func(entity string) string {
		if rest, ok := strings.CutPrefix(entity, "&amp;"); ok {
			return "&" + rest
		}
		return commentOpen
	})
}
