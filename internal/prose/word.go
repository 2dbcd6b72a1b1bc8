package prose

// word is one English word: letters, digits, and the signs that stand inside
// names ("on-call", "mem_limit", "team's").
type word struct {
	start, end int    // offsets into the sentence's text
	text       string // in lower case; a possessive 's is part of it
	tags       tag
	capital    bool // begins with a capital letter
	comma      bool // a comma, colon, bracket or dash stands before it
	colon      bool // a colon stands before it, apart from one inside python:3.11
	quoted     bool // stands between quotation marks
	code       bool // a sign of code stands before it: .out, --force, $HOME
}

// appendWords splits one sentence into words. text and lower have the same
// length; offsets are those of text. It reads each byte once.
func appendWords(ws []word, text, lower string, start, end int) []word {
	comma, colon, quoted := false, false, false
	for i := start; i < end; {
		c := lower[i]
		if !wordByte(c) && c != '@' && c != '#' {
			switch c {
			case ',', ';', ':', '(', ')', '[', ']', '/', '|':
				comma, colon = true, colon || c == ':' && (i+1 >= end || !wordByte(lower[i+1]))
			case '"':
				quoted = !quoted
			case '-':
				comma = comma || i+1 < end && (lower[i+1] == ' ' || lower[i+1] == '-')
			case 0xE2: // typographic signs: – — “ ” ’
				if i+2 < end && lower[i+1] == 0x80 {
					switch lower[i+2] {
					case 0x93, 0x94:
						comma = true
					case 0x9C, 0x9E:
						quoted = true
					case 0x9D:
						quoted = false
					}
				}
			}
			i++
			continue
		}
		from := i
		for i++; i < end; i++ {
			if wordByte(lower[i]) {
				continue
			}
			if thousands(lower, from, i, end) || i+1 < end && wordByte(lower[i+1]) && innerSign(lower[i]) && !(lower[i] == '/' && listed(lower[from:i]) != 0) {
				continue
			}
			if curly(lower, i, end) && i+3 < end && wordByte(lower[i+3]) {
				i += 2
				continue
			}
			break
		}
		if i < end && lower[i] == '\'' && lower[i-1] == 's' && i+1 < end && lower[i+1] == ' ' && (from == start || lower[from-1] != '\'') {
			i++ // the engineers' error
		}
		w := word{start: from, end: i, text: plainApostrophe(lower[from:i]), capital: text[from] >= 'A' && text[from] <= 'Z', comma: comma, colon: colon, quoted: quoted, code: codeBefore(lower, start, from)}
		w.tags = tagsOf(w.text)
		ws = append(ws, w)
		comma, colon = false, false
	}
	return ws
}

// thousands tells whether a comma at i stands between the digits of one number, as
// in 1,204.
func thousands(s string, from, i, end int) bool {
	digit := func(k int) bool { return k < end && s[k] >= '0' && s[k] <= '9' }
	return s[i] == ',' && i > from && digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4)
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}

// latinLetter tells whether a byte is a letter of ASCII, small or capital.
func latinLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isDigit marks the digits among wordBytes.
const isDigit = 1 << 8

// wordBytes gives of each byte of a word its small letter, 0: the byte stands in none.
var wordBytes = func() (table [256]uint16) {
	for b := range table {
		if c := lowerByte(byte(b)); wordByte(c) {
			table[b] = uint16(c)
			if c >= '0' && c <= '9' {
				table[b] |= isDigit
			}
		}
	}
	return table
}()

func innerSign(c byte) bool {
	return c == '\'' || c == '-' || c == '.' || c == '_' || c == '/' || c == '@'
}

func curly(s string, i, end int) bool {
	return i+2 < end && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] == 0x99
}

// plainApostrophe writes a typographic apostrophe as the plain one.
func plainApostrophe(s string) string {
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xE2 {
			return replaceCurly(s)
		}
	}
	return s
}

func replaceCurly(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if curly(s, i, len(s)) {
			b = append(b, '\'')
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
}

// codeBefore tells whether a word at i is written like code: .out, --force, $HOME.
func codeBefore(s string, start, i int) bool {
	if i-1 < start || i >= 2 && i-2 >= start && s[i-2] != ' ' && s[i-2] != '-' {
		return false
	}
	switch s[i-1] {
	case '.', '$', '`':
		return true
	case '-':
		return i-2 >= start && s[i-2] == '-'
	}
	return false
}
