package web

import "strings"

// sideRow is a row of a comparison in two columns: lines of both texts that belong
// together.
type sideRow struct {
	before, after         []change // without change in the other column: only kept and gone, only kept and come
	beforeLine, afterLine int      // numbers of the first lines
	skipped               int      // unchanged lines that are left out in place of the row
}

func (r sideRow) changed() bool {
	for _, c := range append(r.before[:len(r.before):len(r.before)], r.after...) {
		if c.kind != kept {
			return true
		}
	}
	return false
}

// sides puts a comparison into two columns. A row ends where both texts go on with
// the same line's end, so that what was changed stands beside what it became.
func sides(changes []change) []sideRow {
	rows := sideRows{beforeLine: 1, afterLine: 1}
	for _, c := range changes {
		if c.n > 0 { // whole lines: what was changed before them is over
			rows.end()
		}
		switch c.kind {
		case skipped:
			rows.all = append(rows.all, sideRow{skipped: c.n})
			rows.beforeLine += c.n
			rows.afterLine += c.n
		case gone:
			rows.now.before = append(rows.now.before, c)
		case come:
			rows.now.after = append(rows.now.after, c)
		case kept:
			rows.keep(c.text)
		}
	}
	rows.end()
	return rows.all
}

// sideRows collects the rows.
type sideRows struct {
	all                   []sideRow
	now                   sideRow
	beforeLine, afterLine int // that begin next
}

func (s *sideRows) keep(text string) {
	for line := range strings.Lines(text) {
		piece := change{kind: kept, text: line}
		s.now.before, s.now.after = append(s.now.before, piece), append(s.now.after, piece)
		if strings.HasSuffix(line, "\n") {
			s.end()
		}
	}
}

// end begins a new row.
func (s *sideRows) end() {
	if len(s.now.before)+len(s.now.after) == 0 {
		return
	}
	s.now.beforeLine, s.now.afterLine = s.beforeLine, s.afterLine
	s.beforeLine += lineEnds(s.now.before)
	s.afterLine += lineEnds(s.now.after)
	s.all, s.now = append(s.all, s.now), sideRow{}
}

func lineEnds(some []change) (n int) {
	for _, c := range some {
		n += strings.Count(c.text, "\n")
	}
	return n
}
