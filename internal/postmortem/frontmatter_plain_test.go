package postmortem

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// What is read without the library is what the library reads.
func TestPlainFrontMatterIsYAML(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "Z9", "null", "~", "true", "1_000", "0x1f", "2026-04-03T10:00:00+09:00", ":", ": ", " ", "  ", "#", " #", "\"", "'", "\\", "-", "- ", "?", "[", "]", "{", "}", ",",
		"&a", "*a", "!", "|", ">", "%", "@ben", "`", "監視", "\u3000", "、", "é", "🚀", "\u2028", "\u0085", "\t", "\r", "\x00", "\x7f", "\xff", "<<", "=", "...", "---", "ﾃｷ", "\ufeff"})
	line := rapid.Custom(func(t *rapid.T) string {
		key := rapid.SampledFrom([]string{"title", "author", "x", "a_b", "A", " y", "<<", "\"q\"", "#"}).Draw(t, "key")
		sep := rapid.SampledFrom([]string{": ", ": ", ": ", ":", ":  ", ": \"", ": '"}).Draw(t, "sep")
		value := strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, "value"), "")
		return key + sep + value + rapid.SampledFrom([]string{"", "", "\"", "'", " ", "\r"}).Draw(t, "end")
	})
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		for _, text := range rapid.SliceOfN(line, 100, 100).Draw(t, "lines") {
			d := &Document{Source: []byte("---\ntitle: x\n" + text + "\n---\n")}
			d.whole, d.lines = sharedText(d.Source), diagnostic.NewLines(d.Source)
			d.Front.body = Span{4, len(d.Source) - 4}
			plain, ok := d.plainEntries()
			if !ok {
				continue
			}
			read++
			if want := d.yamlEntries(); !reflect.DeepEqual(plain, want) || len(d.Front.problems) > 0 {
				t.Fatalf("%q: read as %+v, by the library as %+v, %+v", d.Source, plain, want, d.Front.problems)
			}
		}
	})
	if read == 0 {
		t.Error("no front matter was plain")
	}
}
