package postmortem

// Position is a place in the source. Line and column count from 1; columns
// count Unicode code points.
type Position struct{ Line, Column int }

// Position gives the place of a byte offset.
func (d *Document) Position(offset int) Position {
	line, column := d.lines.Place(d.Source, offset)
	return Position{line, column}
}

// lineStart gives the offset at which the line of an offset begins.
func (d *Document) lineStart(offset int) int { return d.lines[d.lines.Index(offset)] }

// lineEnd gives the offset just after the line of an offset, its line ending
// included.
func (d *Document) lineEnd(offset int) int {
	n := d.lines.Index(offset) + 1
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

// firstLine gives the first line of a span, its line ending included, as far as the span
// reaches.
func (d *Document) firstLine(s Span) Span {
	text := d.text(s)
	for i := range len(text) { // looking for each sign alone would cost its square where the other ends the lines
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			return Span{s.Start, s.Start + i + 1}
		}
	}
	return s
}
