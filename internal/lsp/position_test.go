package lsp

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// TestPositionsComeBack: a byte becomes a position and the position the byte, and
// the position is what UTF-16 of the line says.
func TestPositionsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"a", "決済", "🙂", "𠮷", "é", "é", "\n", "\r\n", "\r", "\t", "|"})).Draw(t, "text")
		var src []byte
		for _, p := range pieces {
			src = append(src, p...)
		}
		lines := diagnostic.NewLines(src)
		at := rapid.IntRange(0, len(src)).Draw(t, "at")
		for at > 0 && at < len(src) && !utf8.RuneStart(src[at]) {
			at--
		}
		p := place(src, lines, at)
		before := src[lines[p.Line]:at]
		if want := len(utf16.Encode([]rune(string(before)))); p.Character != want {
			t.Fatalf("character %d, want %d", p.Character, want)
		}
		line, column := lines.Place(src, at)
		if end := lines[p.Line] + len(lines.Text(src, p.Line)); at <= end {
			if back := offset(src, lines, p); back != at {
				t.Fatalf("%d became %+v became %d", at, p, back)
			}
			if back := fromColumn(src, lines, line, column); back != at {
				t.Fatalf("%d became %d:%d became %d", at, line, column, back)
			}
		}
	})
}
