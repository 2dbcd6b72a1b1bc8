package notify

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// subjectBytes is how much of a subject goes into one encoded word, so that the first
// still stands on the line of the header's name (RFC 2047 allows 76 letters a line).
const subjectBytes = 39

// subjectLines gives the value of a Subject header that is not plain ASCII, folded: each
// line is one encoded word, and none is empty. What reads an empty first line keeps a
// blank before the subject.
func subjectLines(subject string) string {
	var lines []string
	for rest := strings.ToValidUTF8(subject, "\ufffd"); rest != ""; {
		n := min(len(rest), subjectBytes)
		for n < len(rest) && !utf8.RuneStart(rest[n]) {
			n--
		}
		lines = append(lines, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(rest[:n]))+"?=")
		rest = rest[n:]
	}
	return strings.Join(lines, "\r\n ")
}

// plainASCII tells whether a header can have a text as it stands.
func plainASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}
