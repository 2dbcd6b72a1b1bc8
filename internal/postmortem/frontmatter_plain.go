package postmortem

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// plainEntries reads front matter of the plainest form, in which each line is a key, a
// colon, a space and a value of one line, bare or in quotes. All that YAML has besides is
// left to its library, and ok is false. Nearly all front matter is of this form, for
// which the library costs a twentieth of a whole check.
func (d *Document) plainEntries() (entries []frontEntry, ok bool) {
	block := d.Source[d.Front.body.Start:d.Front.body.End]
	entries = make([]frontEntry, 0, bytes.Count(block, []byte("\n")))
	for at := d.Front.body.Start; at < d.Front.body.End; at = d.lineEnd(at) {
		line := strings.TrimSuffix(strings.TrimSuffix(d.text(Span{at, d.lineEnd(at)}), "\n"), "\r")
		e, ok := plainEntry(line, at)
		if !ok {
			return nil, false
		}
		entries = append(entries, e)
	}
	return entries, len(entries) > 0
}

// plainEntry reads a line that begins at an offset.
func plainEntry(line string, at int) (e frontEntry, ok bool) {
	key, rest, found := strings.Cut(line, ": ")
	if !found || key == "" || len(key) > 40 {
		return frontEntry{}, false
	}
	for i := range len(key) {
		if !('a' <= key[i] && key[i] <= 'z' || key[i] == '_') {
			return frontEntry{}, false
		}
	}
	value := strings.TrimLeft(rest, " ")
	e = frontEntry{key: key, keyAt: at, valueAt: at + len(line) - len(value)}
	value = strings.TrimRight(value, " ")
	if value == "" || !plainSigns(value) {
		return frontEntry{}, false
	}
	switch quote := value[0]; {
	case quote == '"' || quote == '\'':
		inner, closed := strings.CutSuffix(value[1:], value[:1])
		if !closed || strings.IndexByte(inner, quote) >= 0 || strings.IndexByte(inner, '\\') >= 0 {
			return frontEntry{}, false
		}
		e.value = strings.TrimSpace(inner)
	case !barePlain(value):
		return frontEntry{}, false
	default:
		e.value = value
	}
	return e, true
}

// barePlain tells whether a value without quotes says what stands there: it begins with
// a letter or a digit, holds neither another key nor a comment, and is no way to write
// nothing.
func barePlain(value string) bool {
	first := value[0]
	return (isASCIIWord(first) || first >= utf8.RuneSelf && !strings.HasPrefix(value, "\u3000")) &&
		!strings.HasSuffix(value, ":") && !strings.Contains(value, ": ") && !strings.Contains(value, " #") &&
		!strings.HasSuffix(value, "\u3000") && !strings.EqualFold(value, "null")
}

// plainSigns tells whether a text has only signs that YAML takes as they are: printable
// ASCII, and the letters and signs of Chinese and Japanese.
func plainSigns(text string) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0x3000 || r > 0xffdc {
			return false
		}
		if r >= 0xd800 && r < 0xf900 || r == 0xfeff {
			return false
		}
		i += size
	}
	return true
}
