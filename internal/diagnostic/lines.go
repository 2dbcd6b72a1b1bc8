package diagnostic

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines holds the offset at which each line of a text begins. A line ends with
// LF, CRLF or a lone CR.
type Lines []int

// NewLines finds the lines of a text.
func NewLines(src []byte) Lines {
	lines := make(Lines, 1, 1+len(src)/40)
	if bytes.IndexByte(src, '\r') < 0 {
		for at := 0; ; {
			length := bytes.IndexByte(src[at:], '\n')
			if length < 0 {
				return lines
			}
			at += length + 1
			lines = append(lines, at)
		}
	}
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			lines = append(lines, i+1)
		}
	}
	return lines
}

// Index gives the number of the line, from 0, that holds a byte offset.
func (l Lines) Index(offset int) int { return sort.SearchInts(l, offset+1) - 1 }

// Text gives a line, counted from 0, without its line ending; an empty one
// where there is no such line.
func (l Lines) Text(src []byte, line int) []byte {
	if line < 0 || line >= len(l) {
		return nil
	}
	end := len(src)
	if line+1 < len(l) {
		end = l[line+1]
	}
	for end > l[line] && (src[end-1] == '\n' || src[end-1] == '\r') {
		end--
	}
	return src[l[line]:end]
}

// Place gives line and column of a byte offset. Both count from 1; columns
// count Unicode code points.
func (l Lines) Place(src []byte, offset int) (line, column int) {
	offset = min(max(0, offset), len(src))
	n := l.Index(offset)
	return n + 1, utf8.RuneCount(src[l[n]:offset]) + 1
}
