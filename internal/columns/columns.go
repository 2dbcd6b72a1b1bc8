// Package columns lays text out as a terminal shows it. A Japanese letter fills two
// columns there, which text/tabwriter counts as one, so that its tables do not line up.
package columns

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// gap is how many columns stand between two cells.
const gap = 2

// Width counts the columns that a text fills: two for a wide character (Unicode
// Standard Annex 11, East Asian Width), none for a mark that combines with the one
// before it.
func Width(text string) int {
	n := 0
	for _, r := range text {
		if r < utf8.RuneSelf { // nearly always, and the tables are slow
			n++
			continue
		}
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Pad fills a text with blanks up to a number of columns.
func Pad(text string, columns int) string {
	return text + strings.Repeat(" ", max(0, columns-Width(text)))
}

// Table is rows of cells that line up.
type Table struct{ rows [][]string }

// Add adds a row.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// WriteTo writes the rows, each cell but the last of its row as wide as the widest
// such cell of its column, and no blanks at the end of a line.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	widest := t.widths()
	var b strings.Builder
	for _, row := range t.rows {
		line := strings.Builder{}
		for i, cell := range row {
			if i < len(row)-1 {
				cell = Pad(cell, widest[i]+gap)
			}
			line.WriteString(cell)
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

func (t *Table) widths() []int {
	var widest []int
	for _, row := range t.rows {
		for i, cell := range row[:max(0, len(row)-1)] {
			if i == len(widest) {
				widest = append(widest, 0)
			}
			widest[i] = max(widest[i], Width(cell))
		}
	}
	return widest
}
