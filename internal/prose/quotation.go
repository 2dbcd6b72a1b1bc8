package prose

import (
	"strings"
	"unicode/utf8"
)

// quotations are the pairs of marks between which somebody else's words stand. Of those
// that one mark may open, the first that closes counts.
var quotations = []struct{ open, close string }{
	{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}, {"«", "»"}, {"»", "«"}, {"„", "“"}, {"„", "”"},
}

// longestQuotation is after how many bytes a mark counts as none that opens: its
// other half is missing, or it stands for inches.
const longestQuotation = 400

// withoutQuotations blanks what a sentence quotes, byte for byte, the marks left: it
// is named, not said. A sentence that is a quotation as a whole is judged as it
// stands.
func withoutQuotations(sentence string) string {
	var blanked []byte
	for i := 0; i < len(sentence); i++ {
		if !opensQuotation(sentence, i) {
			continue
		}
		start, end, after := quotationAt(sentence, i)
		if end == 0 || isWhole(sentence, i, after) {
			continue
		}
		if blanked == nil {
			blanked = []byte(sentence)
		}
		for k := start; k < end; k++ {
			blanked[k] = ' '
		}
		i = after - 1
	}
	if blanked == nil {
		return sentence
	}
	return string(blanked)
}

// isWhole tells whether a quotation is all that a sentence says.
func isWhole(sentence string, from, after int) bool {
	return strings.TrimSpace(sentence[:from]) == "" && strings.Trim(sentence[after:], " .。!?\n\r\t") == ""
}

// opensQuotation tells whether one of the opening marks stands at i: most bytes of a
// text are none, and this is asked of each.
func opensQuotation(text string, i int) bool {
	switch text[i] {
	case '"':
		return true
	case '\'': // in front of a sentence; the others are apostrophes
		return i+1 < len(text) && text[i+1] >= 'A' && text[i+1] <= 'Z' && (i == 0 || isBlank(text[i-1]) || text[i-1] == '(')
	case 0xC2: // « »
		return i+1 < len(text) && (text[i+1] == 0xAB || text[i+1] == 0xBB)
	case 0xE2: // “ „ ‘
		return i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x9C || text[i+2] == 0x9E || text[i+2] == 0x98)
	case 0xE3: // 「 『
		return i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x8C || text[i+2] == 0x8E)
	}
	return false
}

// quotationAt gives where the content of a quotation that begins at i stands, and
// where its closing mark ends; end 0: none begins.
func quotationAt(text string, i int) (start, end, after int) {
	for _, q := range quotations {
		if !strings.HasPrefix(text[i:], q.open) {
			continue
		}
		start = i + len(q.open)
		rest := text[start:min(len(text), start+longestQuotation)]
		if paragraph := strings.Index(rest, "\n\n"); paragraph >= 0 {
			rest = rest[:paragraph]
		}
		if length := closingMark(text[start:], rest, q.close); length > 0 {
			return start, start + length, start + length + len(q.close)
		}
	}
	return 0, 0, 0
}

// closingMark finds the mark that closes a quotation in the rest of it that is looked
// at, of text; 0: none does. An apostrophe closes nothing, nor does a plain one that
// ends no sentence: the engineers' console.
func closingMark(text, rest, mark string) int {
	for from := 0; ; from += len(mark) {
		length := strings.Index(rest[from:], mark)
		if length < 0 {
			return 0
		}
		from += length
		after := from + len(mark)
		switch {
		case from == 0:
			return 0
		case mark == "’" || mark == "'":
			if after < len(text) && wordByte(lowerByte(text[after])) || mark == "'" && strings.IndexByte(".!?", text[from-1]) < 0 {
				continue
			}
		}
		return from
	}
}

// pastQuotation gives where the quotation ends that begins at i within the sentence
// from start, and whether the sentence ends with it: a full stop in somebody else's
// words ends only theirs. Where none begins, or where it begins the sentence and is
// one or more of its own, the end is i.
func pastQuotation(text string, start, i int) (end int, ends bool) {
	if text[i] == '"' && i > start && wordByte(lowerByte(text[i-1])) {
		return i, false // it closes, or says inches
	}
	_, content, after := quotationAt(text, i)
	if content == 0 {
		return i, false
	}
	last, _ := utf8.DecodeLastRuneInString(text[:content])
	if strings.ContainsRune(".!?", last) {
		next := strings.TrimLeft(text[after:min(len(text), after+8)], " \n\r\t")
		ends = next == "" || isBlank(text[after]) && next[0] < utf8.RuneSelf && (next[0] < 'a' || next[0] > 'z')
	}
	if strings.TrimSpace(text[start:i]) == "" && (ends || strings.Trim(text[after:min(len(text), after+3)], " 。.\n") == "") {
		return i, false
	}
	return after, ends
}
