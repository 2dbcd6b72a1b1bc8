package diagnostic

import "unicode/utf8"

// cursor finds the offsets of columns. It goes on from where the last one was, so that
// the findings of one long line, in their order, cost its length once.
type cursor struct {
	src    []byte
	lines  Lines
	line   int // from 1; 0: nowhere yet
	column int // from 1
	offset int
}

func newCursor(src []byte) *cursor { return &cursor{src: src, lines: NewLines(src)} }

// offsetOf gives the byte offset of a column of a line, both from 1; where the line is
// shorter, that of its end.
func (c *cursor) offsetOf(line, column int) int {
	start, end := c.bounds(line)
	if line != c.line {
		c.line, c.column, c.offset = line, 1, start
	}
	for c.column < column && c.offset < end {
		_, size := utf8.DecodeRune(c.src[c.offset:end])
		c.column, c.offset = c.column+1, c.offset+size
	}
	for c.column > column && c.offset > start {
		_, size := utf8.DecodeLastRune(c.src[start:c.offset])
		c.column, c.offset = c.column-1, c.offset-size
	}
	return c.offset
}

// bounds gives where a line begins and ends, its line ending left out; one that is not
// there is empty.
func (c *cursor) bounds(line int) (start, end int) {
	if line < 1 || line > len(c.lines) {
		return len(c.src), len(c.src)
	}
	start = c.lines[line-1]
	return start, start + len(c.lines.Text(c.src, line-1))
}
