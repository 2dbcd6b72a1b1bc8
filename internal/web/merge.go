package web

import (
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// merged is what two people made of one text at the same time.
type merged struct {
	text      string
	conflicts int // stretches that both changed in different ways; they stand in text between marks
}

// The marks around a stretch that both changed, those that git writes.
const (
	markOurs   = "<<<<<<< "
	markMiddle = "======="
	markTheirs = ">>>>>>> "
)

// hasMarks tells whether a text still has a stretch that nobody merged.
func hasMarks(text string) bool {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, markOurs) || strings.HasPrefix(line, markTheirs) {
			return true
		}
	}
	return false
}

// merge puts two versions of a text together, line by line. What only one of
// them changed is taken; where both changed the same lines, both versions stand
// in the text between marks, so that no word is lost.
func merge(base, ours, theirs, oursName, theirsName string) merged {
	b, o, t := splitLines(base), splitLines(ours), splitLines(theirs)
	od, td := lcs.DiffLines(b, o), lcs.DiffLines(b, t)
	var out strings.Builder
	m := merged{}
	at := 0
	for len(od) > 0 || len(td) > 0 {
		from, to, no, nt := region(od, td)
		writeAll(&out, b[at:from])
		our, their := replaced(b, o, od[:no], from, to), replaced(b, t, td[:nt], from, to)
		switch {
		case nt == 0 || slices.Equal(our, their):
			writeAll(&out, our)
		case no == 0:
			writeAll(&out, their)
		default:
			m.conflicts++
			out.WriteString(markOurs + oursName + "\n")
			writeLines(&out, our)
			out.WriteString(markMiddle + "\n")
			writeLines(&out, their)
			out.WriteString(markTheirs + theirsName + "\n")
		}
		at, od, td = to, od[no:], td[nt:]
	}
	writeAll(&out, b[at:])
	m.text = out.String()
	return m
}

// region gives the first stretch of the base that either side changed, widened
// over every change that touches it, and how many changes of each side it holds.
func region(od, td []lcs.Diff) (from, to, no, nt int) {
	from, to = -1, -1
	if len(od) > 0 {
		from, to = od[0].Start, od[0].End
	}
	if len(td) > 0 && (from < 0 || td[0].Start < from) {
		from, to = td[0].Start, td[0].End
	}
	for {
		before := no + nt
		if no < len(od) && touches(od[no], from, to) {
			to = max(to, od[no].End)
			no++
		}
		if nt < len(td) && touches(td[nt], from, to) {
			to = max(to, td[nt].End)
			nt++
		}
		if no+nt == before {
			return from, to, no, nt
		}
	}
}

// touches tells whether a change lies in a stretch or right at its end: two
// insertions at one place touch, changes of neighbouring lines do not.
func touches(d lcs.Diff, from, to int) bool {
	return d.Start < to || d.Start == to && (d.Start == d.End || from == to)
}

// replaced gives what one side has in place of a stretch of the base.
func replaced(base, side []string, diffs []lcs.Diff, from, to int) []string {
	var lines []string
	at := from
	for _, d := range diffs {
		lines = append(lines, base[at:d.Start]...)
		lines = append(lines, side[d.ReplStart:d.ReplEnd]...)
		at = d.End
	}
	return append(lines, base[at:to]...)
}

func splitLines(text string) []string { return slices.Collect(strings.Lines(text)) }

func writeAll(b *strings.Builder, lines []string) {
	for _, l := range lines {
		b.WriteString(l)
	}
}

// writeLines ends the last line, so that a mark can follow it.
func writeLines(b *strings.Builder, lines []string) {
	writeAll(b, lines)
	if n := len(lines); n > 0 && !strings.HasSuffix(lines[n-1], "\n") {
		b.WriteByte('\n')
	}
}
