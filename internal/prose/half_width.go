package prose

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// hasHalfWidth tells whether a text has katakana or Japanese marks of half width, as old
// terminals and ledgers write them: ﾋｭｰﾏﾝｴﾗｰ, ｡.
func hasHalfWidth(text string) bool {
	if strings.IndexByte(text, 0xEF) < 0 {
		return false // nearly all
	}
	for i := 0; i+2 < len(text); i++ {
		if text[i] == 0xEF && (text[i+1] == 0xBD && text[i+2] >= 0xA1 || text[i+1] == 0xBE && text[i+2] <= 0x9F) {
			return true
		}
	}
	return false
}

// inFullWidth writes such signs in full width, and says of each byte, and of the end,
// where it stood before.
func inFullWidth(text string) (wide string, before []int) {
	var b strings.Builder
	before = make([]int, 0, len(text)+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		sign := text[i : i+size]
		if '｡' <= r && r <= 'ﾟ' {
			if next, more := utf8.DecodeRuneInString(text[i+size:]); next == 'ﾞ' || next == 'ﾟ' {
				size += more
			}
			sign = norm.NFKC.String(text[i : i+size])
		}
		for range len(sign) {
			before = append(before, i)
		}
		b.WriteString(sign)
		i += size
	}
	return b.String(), append(before, len(text))
}
