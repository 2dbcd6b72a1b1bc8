package incident

import (
	"html"
	"strings"
)

// hides tells whether a text may have parts that a page does not show as they stand.
func hides(text string) bool {
	return strings.IndexByte(text, '<') >= 0 || strings.IndexByte(text, '&') >= 0 || strings.IndexByte(text, '~') >= 0 || strings.Contains(text, PromptOpen)
}

// visible gives what a page shows of a text, with a space for each part that says
// nothing: comments, what is struck through, tags, prompts. "<https://example.com>" and
// "p99 < 1s" are no tags.
func visible(text string) string {
	var b strings.Builder
	h := hidden{text: text, absent: map[string]bool{}}
	shown := 0
	for at := 0; at < len(text); {
		end := h.partEnd(at)
		if end < 0 {
			at++
			continue
		}
		b.WriteString(text[shown:at])
		b.WriteByte(' ')
		at, shown = end, end
	}
	b.WriteString(text[shown:])
	return html.UnescapeString(b.String())
}

// hidden finds the parts of a text that say nothing. A sign that was looked for and is
// not there is looked for once: a text of open tags alone costs no square.
type hidden struct {
	text   string
	lower  string // the same in small letters, once a closing tag is looked for
	absent map[string]bool
}

// partEnd gives where the part ends that begins at a place, or -1 where none does.
func (h *hidden) partEnd(at int) int {
	rest := h.text[at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return h.behind("-->", at+len("<!--"))
	case rest[0] == '<':
		return h.tagEnd(at)
	case rest[0] == '~':
		return h.strikeEnd(at)
	case strings.HasPrefix(rest, PromptOpen):
		return h.behind(PromptClose, at+len(PromptOpen))
	}
	return -1
}

// behind gives the place behind the next such sign, or -1.
func (h *hidden) behind(sign string, from int) int {
	if h.absent[sign] || from > len(h.text) {
		return -1
	}
	i := strings.Index(h.text[from:], sign)
	if i < 0 {
		h.absent[sign] = true
		return -1
	}
	return from + i + len(sign)
}

// tagEnd gives the end of a tag, or of all that stands between two tags that strike
// through.
func (h *hidden) tagEnd(at int) int {
	name, closing := at+1, false
	if strings.HasPrefix(h.text[name:], "/") {
		name, closing = name+1, true
	}
	end := name
	for end < len(h.text) && (isASCIILetter(h.text[end]) || end > name && ('0' <= h.text[end] && h.text[end] <= '9' || h.text[end] == '-')) {
		end++
	}
	if end == name || end == len(h.text) {
		return -1
	}
	close := -1
	switch rest := h.text[end:]; {
	case rest[0] == '>':
		close = end + 1
	case strings.HasPrefix(rest, "/>"):
		close = end + 2
	case strings.IndexByte(" \t\n\f\r", rest[0]) >= 0:
		close = h.behind(">", end)
	}
	if close < 0 || closing {
		return close
	}
	if struck := h.struckEnd(strings.ToLower(h.text[name:end]), close); struck >= 0 {
		return struck
	}
	return close
}

// struckEnd gives the end of the tag that closes del, s or strike.
func (h *hidden) struckEnd(name string, from int) int {
	if name != "del" && name != "s" && name != "strike" || h.absent[name] {
		return -1
	}
	if h.lower == "" {
		h.lower = asciiLower(h.text)
	}
	for at := from; ; {
		i := strings.Index(h.lower[at:], "</"+name)
		if i < 0 {
			break
		}
		at += i + len("</") + len(name)
		if rest := strings.TrimLeft(h.lower[at:], " \t\n\f\r"); strings.HasPrefix(rest, ">") {
			return len(h.lower) - len(rest) + 1
		}
	}
	h.absent[name] = true
	return -1
}

// asciiLower keeps every place where it is, which strings.ToLower does not.
func asciiLower(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// strikeEnd gives the end of what tildes strike through: two on each side, or one round
// words without one.
func (h *hidden) strikeEnd(at int) int {
	if strings.HasPrefix(h.text[at:], "~~") {
		if len(h.text) > at+2 {
			return h.behind("~~", at+3)
		}
		return -1
	}
	end := h.behind("~", at+1)
	if end < 0 {
		return -1
	}
	inner := h.text[at+1 : end-1]
	if strings.IndexByte(" \t\n\f\r", inner[0]) >= 0 || strings.IndexByte(" \t\n\f\r", inner[len(inner)-1]) >= 0 {
		return -1
	}
	return end
}
