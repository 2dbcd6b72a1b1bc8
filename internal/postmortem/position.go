package postmortem

import (
	"sort"
	"unicode/utf8"
)

// Position is a place in the source. Line and column count from 1; columns
// count Unicode code points.
type Position struct{ Line, Column int }

// lineIndex holds the offset at which each line begins. A line ends with LF,
// CRLF or a lone CR.
type lineIndex []int

func newLineIndex(src []byte) lineIndex {
	idx := make(lineIndex, 1, 1+len(src)/40)
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			idx = append(idx, i+1)
		}
	}
	return idx
}

// line gives the number of the line, from 0, that holds an offset.
func (idx lineIndex) line(offset int) int {
	return sort.SearchInts(idx, offset+1) - 1
}

// Position gives the place of a byte offset.
func (d *Document) Position(offset int) Position {
	offset = min(offset, len(d.Source))
	n := d.lines.line(offset)
	return Position{Line: n + 1, Column: utf8.RuneCount(d.Source[d.lines[n]:offset]) + 1}
}

// lineStart gives the offset at which the line of an offset begins.
func (d *Document) lineStart(offset int) int { return d.lines[d.lines.line(offset)] }

// lineEnd gives the offset just after the line of an offset, its line ending
// included.
func (d *Document) lineEnd(offset int) int {
	n := d.lines.line(offset) + 1
	if n == len(d.lines) {
		return len(d.Source)
	}
	return d.lines[n]
}

// lineEnding gives the line ending that the document uses.
func (d *Document) lineEnding() string {
	if len(d.lines) > 1 && d.lines[1] >= 2 && d.Source[d.lines[1]-1] == '\n' && d.Source[d.lines[1]-2] == '\r' {
		return "\r\n"
	}
	return "\n"
}
