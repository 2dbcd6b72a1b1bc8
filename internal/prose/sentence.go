package prose

import (
	"strings"
	"unicode/utf8"
)

// lowerSame lowers ASCII letters, turns line ends into spaces, and leaves every
// byte at its offset.
func lowerSame(text string) string {
	b := []byte(text)
	for i, c := range b {
		switch {
		case c >= 'A' && c <= 'Z':
			b[i] = c + 'a' - 'A'
		case c == '\n' || c == '\r' || c == '\t':
			b[i] = ' '
		}
	}
	return string(b)
}

// longestSentence is after how many bytes a sentence without an end is cut: what
// looks back for the subject of a verb then costs the same for every word, and
// one line of a million words no more than a million words.
const longestSentence = 2000

// marks is what stands somewhere in a sentence; without them there is less to look for.
type marks uint8

const (
	wide   marks = 1 << iota // beyond ASCII
	quotes                   // a plain quotation mark, or an apostrophe
	stop                     // what can end a sentence, not kept
)

// marksOf are the marks of a byte.
var marksOf = func() (table [256]marks) {
	for c := utf8.RuneSelf; c < len(table); c++ {
		table[c] = wide
	}
	table['"'], table['\''] = quotes, quotes
	for _, c := range []byte{'.', '!', '?', '\n', 0xE3, 0xEF} { // the last two begin 。！？
		table[c] |= stop
	}
	return table
}()

// EachSentence calls f with the offsets of each sentence, in one pass.
func EachSentence(text string, f func(start, end int)) {
	eachSentence(text, func(start, end int, _ marks) { f(start, end) })
}

func eachSentence(text string, f func(start, end int, m marks)) {
	start, seen := 0, marks(0)
	emit := func(end int) {
		if strings.TrimSpace(text[start:end]) != "" {
			f(start, end, seen&^stop)
		}
		start, seen = end, 0
	}
	for i := 0; i < len(text); i++ {
		m := marksOf[text[i]]
		if m == 0 && i-start < longestSentence {
			continue
		}
		seen |= m
		switch c := text[i]; {
		case i-start >= longestSentence && utf8.RuneStart(c) && (c == ' ' || i-start >= longestSentence+100):
			emit(i)
			seen = m
		case opensQuotation(text, i):
			end, ends := pastQuotation(text, start, i)
			if end == i || end-start > longestSentence {
				continue
			}
			for k := i; k < end; k++ {
				seen |= marksOf[text[k]]
			}
			if i = end - 1; ends {
				emit(end)
			}
		case c == '.' || c == '!' || c == '?':
			if endsSentence(text, start, i) {
				emit(i + 1)
			}
		case c == '\n' && i+1 < len(text) && text[i+1] == '\n':
			emit(i + 1)
		case c == 0xE3 && strings.HasPrefix(text[i:], "。"),
			c == 0xEF && (strings.HasPrefix(text[i:], "！") || strings.HasPrefix(text[i:], "？")):
			i += 2
			emit(i + 1)
		}
	}
	if start < len(text) {
		emit(len(text))
	}
}

// endsSentence tells whether the full stop, exclamation or question mark at i
// ends the sentence that began at start: white space follows, and it is no
// abbreviation.
func endsSentence(text string, start, i int) bool {
	if i+1 < len(text) {
		next := text[i+1]
		if next == '"' || next == '\'' || next == ')' {
			return i+2 >= len(text) || text[i+2] == ' ' || text[i+2] == '\n'
		}
		if next != ' ' && next != '\n' && next != '\r' && next != '\t' && next < utf8.RuneSelf {
			return false
		}
	}
	if text[i] != '.' {
		return true
	}
	word := i
	for word > start && text[word-1] != ' ' && text[word-1] != '(' && text[word-1] != '\n' {
		word--
	}
	switch strings.ToLower(text[word:i]) {
	case "e.g", "i.e", "etc", "vs", "dr", "mr", "ms", "mrs", "approx", "cf", "no", "st", "inc":
		return false
	}
	return true
}

// hasKana tells whether a text holds hiragana or katakana: then it is Japanese.
func hasKana(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == 0xE3 && text[i+1] >= 0x81 && text[i+1] <= 0x83 {
			return true
		}
	}
	return false
}

// isJapanese tells whether a text is written in Japanese: it has kana, or
// Chinese characters and hardly any Latin word.
func isJapanese(text string) bool {
	i := 0
	for i < len(text) && text[i] < 0xE3 { // most English text ends here
		i++
	}
	if i == len(text) {
		return false
	}
	if hasKana(text[i:]) {
		return true
	}
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			han++
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin++
		}
	}
	return han > 1 && han*4 > latin
}
