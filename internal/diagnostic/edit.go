package diagnostic

import (
	"bytes"
	"slices"
)

// Edit is a change of the text by which a finding goes away, or by which the
// place to write is made: the bytes [Start,End) become Text.
type Edit struct {
	Start, End int
	Text       string
}

// Apply gives the text with every mechanical fix of the findings made, and how
// many. Where two would change the same bytes, the first one is made.
func Apply(src []byte, ds []Diagnostic) (out []byte, made int) {
	var edits []Edit
	for _, d := range ds {
		edits = append(edits, d.Fix...)
	}
	inOrder(edits)
	return Rewrite(src, slices.Compact(edits))
}

// Rewrite gives the text with the edits made, those of one place in their order,
// and how many. Where two would change the same bytes, the first one is made.
func Rewrite(src []byte, edits []Edit) (out []byte, made int) {
	inOrder(edits)
	var b bytes.Buffer
	from := 0
	for _, e := range edits {
		if e.Start < from || e.End > len(src) {
			continue
		}
		b.Write(src[from:e.Start])
		b.WriteString(e.Text)
		from = e.End
		made++
	}
	b.Write(src[from:])
	return b.Bytes(), made
}

func inOrder(edits []Edit) {
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start - b.Start })
}
