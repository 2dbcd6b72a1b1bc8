package prose

import "strings"

// quotations are the pairs of marks between which somebody else's words stand.
var quotations = []struct{ open, close string }{{`"`, `"`}, {"“", "”"}, {"「", "」"}, {"『", "』"}}

// withoutQuotations blanks what a sentence quotes, byte for byte, the marks left: it
// is named, not said. A sentence that is a quotation as a whole is judged as it
// stands.
func withoutQuotations(sentence string) string {
	var blanked []byte
	for i := 0; i < len(sentence); i++ {
		if !opensQuotation(sentence, i) {
			continue
		}
		start, end := quotationAt(sentence, i)
		if end == 0 {
			continue
		}
		if blanked == nil {
			blanked = []byte(sentence)
		}
		for k := start; k < end; k++ {
			blanked[k] = ' '
		}
		i = end
	}
	if blanked == nil {
		return sentence
	}
	return string(blanked)
}

// opensQuotation tells whether one of the opening marks stands at i: most bytes of a
// text are none, and this is asked of each.
func opensQuotation(text string, i int) bool {
	switch text[i] {
	case '"':
		return true
	case 0xE2: // “
		return i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0x9C
	case 0xE3: // 「 『
		return i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x8C || text[i+2] == 0x8E)
	}
	return false
}

// quotationAt gives where the content of a quotation that begins at i stands; end 0:
// none does, or it is the whole sentence.
func quotationAt(sentence string, i int) (start, end int) {
	for _, q := range quotations {
		if !strings.HasPrefix(sentence[i:], q.open) {
			continue
		}
		start = i + len(q.open)
		length := strings.Index(sentence[start:], q.close)
		if length <= 0 {
			return 0, 0
		}
		after := strings.Trim(sentence[start+length+len(q.close):], " .。!?\n\r\t")
		if strings.TrimSpace(sentence[:i]) == "" && after == "" {
			return 0, 0
		}
		return start, start + length
	}
	return 0, 0
}
