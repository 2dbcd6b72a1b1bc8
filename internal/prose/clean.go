package prose

import "strings"

// unmarked blanks, byte for byte, the signs of Markdown round words: emphasis, code,
// the address of a link, and what tags say that is not shown.
func unmarked(text string) string {
	if !strings.ContainsAny(text, "*`~[<") {
		return text
	}
	b := []byte(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			b[i] = ' '
		}
	}
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '`', b[i] == '*' && !isSpaced(text, i), b[i] == '~' && strings.HasPrefix(text[i:], "~~"): // what is blank was in a run already
			blank(i, len(text)-len(strings.TrimLeft(text[i:], text[i:i+1])))
		case b[i] == '[':
			middle, end := linkAt(text, i)
			if end > 0 {
				blank(i, i+1)
				blank(middle, end)
			}
		case b[i] == '<':
			blank(attributesAt(text, i))
		}
	}
	return string(b)
}

// attributesAt gives where the attributes of a tag of HTML stand, such as its title; an
// empty stretch: no tag begins there that has a quoted one.
func attributesAt(text string, i int) (from, to int) {
	const longest = 300 // bytes of a tag
	tag := text[i:min(len(text), i+longest)]
	end := strings.IndexByte(tag, '>')
	if end < 2 || (tag[1]|0x20) < 'a' || (tag[1]|0x20) > 'z' {
		return 0, 0
	}
	from = strings.IndexByte(tag[:end], ' ')
	if from < 0 || !strings.Contains(tag[from:end], `="`) && !strings.Contains(tag[from:end], "='") {
		return 0, 0
	}
	return i + from, i + end
}

// isSpaced tells whether a sign stands alone, as one that multiplies does.
func isSpaced(text string, i int) bool {
	return (i == 0 || isBlank(text[i-1])) && (i+1 >= len(text) || isBlank(text[i+1]))
}

// linkAt gives where the words of a link end whose bracket opens at i, and where its
// address does; 0: there is none.
func linkAt(text string, i int) (middle, end int) {
	const longest = 300 // bytes of words, and of an address
	middle = strings.IndexAny(text[i+1:min(len(text), i+1+longest)], "[]")
	if middle < 0 {
		return 0, 0
	}
	middle += i + 1
	if !strings.HasPrefix(text[middle:], "](") {
		return 0, 0
	}
	near := text[middle:min(len(text), middle+longest)]
	end = strings.IndexAny(near, ") \n")
	if end > 0 && near[end] == ' ' {
		end = titleEnd(near, end)
	}
	if end < 0 || near[end] != ')' {
		return 0, 0
	}
	return middle, middle + end + 1
}

// titleEnd gives where the bracket stands behind the title of a link that begins with the
// blank at i, in a text on one line; -1: there is no title.
func titleEnd(text string, i int) int {
	rest := strings.TrimLeft(text[i:], " ")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return -1
	}
	closing := strings.IndexByte(rest[1:], rest[0])
	if closing < 0 || strings.Contains(rest[:closing+1], "\n") {
		return -1
	}
	behind := strings.TrimLeft(rest[closing+2:], " ")
	if !strings.HasPrefix(behind, ")") {
		return -1
	}
	return len(text) - len(behind)
}

// plain blanks, byte for byte, what tells nothing of a change: ticket numbers,
// addresses, and days and quarters by which it is to be done.
func plain(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); {
		for i < len(b) && isBlank(b[i]) {
			i++
		}
		from := i
		for i < len(b) && !isBlank(b[i]) {
			i++
		}
		if from < i && tellsNothing(strings.Trim(text[from:i], "()[]<>,.;:")) {
			for k := from; k < i; k++ {
				if c := b[k]; c != '.' && c != ',' && c != ';' || k < i-1 {
					b[k] = ' '
				}
			}
		}
	}
	return string(b)
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// tellsNothing: #3017, https://…, 2026-12-15, Q3, OPS-412.
func tellsNothing(w string) bool {
	switch {
	case w == "":
		return false
	case strings.HasPrefix(w, "http://"), strings.HasPrefix(w, "https://"):
		return !strings.ContainsFunc(w, func(r rune) bool { return r >= 0x3040 })
	case w[0] == '#' && len(w) > 1 && w[1] >= '0' && w[1] <= '9':
		return true
	}
	return isDay(w) || ticketKey(w)
}

func isDay(w string) bool {
	if len(w) == 2 && (w[0] == 'Q' || w[0] == 'q' || w[0] == 'H') && w[1] >= '1' && w[1] <= '4' {
		return true
	}
	digits, signs := 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' || c == '/':
			signs++
		default:
			return false
		}
	}
	return signs == 2 && digits >= 4 || digits == 4 && signs == 0 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20"))
}

// ticketKey: OPS-412.
func ticketKey(w string) bool {
	i := strings.IndexByte(w, '-')
	if i < 2 || i+1 >= len(w) || len(w)-i > 7 {
		return false
	}
	for _, c := range w[:i] {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	for _, c := range w[i+1:] {
		if c < '0' || c > '9' {
			return false
		}
	}
	switch w[:i] {
	case "CVE", "SHA", "UTF", "TLS", "RFC", "ISO", "AES", "HTTP", "SEV", "ADR":
		return false
	}
	return true
}
