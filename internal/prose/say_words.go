package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// asShown gives text[start:end] in one line as its reader sees it: the signs of Markdown
// and of HTML round words take no room, and no blank stands where Japanese goes on in
// the next line.
func asShown(text string, start, end int) string {
	text, start, end = surroundings(text, start, end)
	bare, hidden := unmarked(text), underlines(text)
	var b strings.Builder
	for i := start; i < end; i++ {
		switch {
		case bare[i] != text[i], hidden[i]:
		case text[i] == '<' && tagAt(text[i:end]) > 0:
			tag := text[i : i+tagAt(text[i:end])]
			if breaksLine(tag) {
				b.WriteByte(' ')
			}
			i += len(tag) - 1
		default:
			b.WriteByte(text[i])
		}
	}
	return inOneLine(b.String())
}

// surroundings cuts a text to what can hold the other half of a mark within a stretch, so
// that many findings in a long text cost no more than the text.
func surroundings(text string, start, end int) (near string, from, to int) {
	const reach = 400 // bytes
	first, last := max(0, start-reach), min(len(text), end+reach)
	for first > 0 && !utf8.RuneStart(text[first]) {
		first--
	}
	for last < len(text) && !utf8.RuneStart(text[last]) {
		last++
	}
	return text[first:last], start - first, end - first
}

// inOneLine makes one blank of each run of them, and none of a line break within Japanese.
func inOneLine(s string) string {
	var b strings.Builder
	for i, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		words := strings.Join(strings.Fields(line), " ")
		before, _ := utf8.DecodeLastRuneInString(b.String())
		if first, _ := utf8.DecodeRuneInString(words); i > 0 && words != "" && b.Len() > 0 && !(isJapaneseSign(before) && isJapaneseSign(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(words)
	}
	return b.String()
}

func isJapaneseSign(r rune) bool {
	return r >= 0x3000 && r <= 0x30FF || r >= 0x4E00 && r <= 0x9FFF || r >= 0xFF00 && r <= 0xFFEF
}

// underlines marks the underscores that are emphasis and not part of a name:
// _monitoring_, but not my_app nor _private.
func underlines(text string) map[int]bool {
	if !strings.Contains(text, "_") {
		return nil
	}
	hidden := map[int]bool{}
	opened, width := -1, 0
	for i := 0; i < len(text); {
		if text[i] != '_' {
			i++
			continue
		}
		n := len(text[i:]) - len(strings.TrimLeft(text[i:], "_"))
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		switch opens, closes := inWord(after) && !inWord(before), inWord(before) && !inWord(after); {
		case closes && opened >= 0 && n == width:
			for k := range n {
				hidden[opened+k], hidden[i+k] = true, true
			}
			opened = -1
		case opens:
			opened, width = i, n
		}
		i += n
	}
	return hidden
}

// inWord tells whether a rune is part of a word.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// tagAt gives how long the tag of HTML is that a text begins with; 0: it is none, such as
// the place to fill in <service>.
func tagAt(text string) int {
	const longest = 300 // bytes
	end := strings.IndexByte(text[:min(len(text), longest)], '>')
	if end < 0 {
		return 0
	}
	name := strings.Trim(strings.ToLower(text[1:end]), "/ ")
	name, _, _ = strings.Cut(name, " ")
	switch name {
	case "br", "p", "li", "ul", "ol", "div", "b", "i", "u", "s", "em", "strong", "code", "kbd", "mark", "small", "span", "sub", "sup", "del", "ins", "font", "a":
		return end + 1
	}
	return 0
}

// breaksLine tells whether what follows a tag stands in another line or paragraph.
func breaksLine(tag string) bool {
	switch name, _, _ := strings.Cut(strings.Trim(strings.ToLower(tag), "</> "), " "); name {
	case "br", "p", "li", "ul", "ol", "div":
		return true
	}
	return false
}

// beforeBreak shortens a stretch to its first line, where a tag of HTML breaks it or is
// cut at its end.
func beforeBreak(text string, start, end int) int {
	for i := start; i < end; i++ {
		if text[i] != '<' {
			continue
		}
		n := tagAt(text[i:])
		if n == 0 {
			continue
		}
		if head := strings.TrimRight(text[start:i], " "); head != "" && (breaksLine(text[i:i+n]) || i+n > end) {
			return start + len(head)
		}
		i += n - 1
	}
	return end
}

// withUnit takes in the sign behind a number that a stretch ends with: by 50%.
func withUnit(text string, end int) int {
	if end == 0 || text[end-1] < '0' || text[end-1] > '9' {
		return end
	}
	for _, sign := range []string{"%", "％", "‰"} {
		if strings.HasPrefix(text[end:], sign) {
			return end + len(sign)
		}
	}
	return end
}

// withReference takes in the tickets or items behind one or two words that are nothing
// without them: see AI-1, same as OPS-412.
func withReference(text string, start, end int) int {
	if writtenIn(text) == Japanese || len(strings.Fields(text[start:end])) > 2 {
		return end
	}
	for {
		rest := strings.TrimLeft(text[end:], " ")
		word := strings.TrimRight(rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsSpace(r) }))], ".,;:!?")
		if word == "" || !ticketKey(word) && !strings.HasPrefix(word, "#") || !tellsNothing(word) {
			return end
		}
		end = len(text) - len(rest) + len(word)
	}
}

// withoutPictures leaves out emoji round words.
func withoutPictures(s string) string {
	return strings.TrimFunc(s, isPicture)
}

func isPicture(r rune) bool {
	return r >= 0x1F000 && r < 0x20000 || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF || r == 0x200D || r >= 0xFE00 && r <= 0xFE0F || r == ' '
}
