package prose

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are shapes of text that make careless readers quadratic.
func hostile() []string {
	const n = 100_000
	return []string{
		strings.Repeat("(", n), strings.Repeat("「", n), strings.Repeat("（（", n), strings.Repeat(`"'`, n),
		strings.Repeat("forgot to ", n/10), strings.Repeat("the team who ", n/10), strings.Repeat("should have ", n/10), strings.Repeat("etc.あ", n/10),
		strings.Repeat("担当者が", n/10), strings.Repeat("べきだった", n/10), strings.Repeat("12月までに", n/10), strings.Repeat("a.b/c_d-", n/8),
		strings.Repeat("’s ", n/5), strings.Repeat("#1 ", n/3), "one line " + strings.Repeat("x", n), "\xff\xfe\x00",
	}
}

func TestHostileTextIsReadToItsEnd(t *testing.T) {
	for _, s := range hostile() {
		checkBlame(t, s)
		checkVague(t, s)
	}
}

func FuzzBlame(f *testing.F) {
	f.Add("The team failed to follow the process. 担当者が確認を怠った。")
	f.Add("ﾋﾞﾙﾄﾞ担当のﾋｭｰﾏﾝｴﾗｰ｡\xef\xbd")
	f.Add("((「「\"'’s forgot to etc.あ #1 Q3 should have been")
	f.Fuzz(checkBlame)
}

func checkBlame(t *testing.T, text string) {
	last := 0
	for _, found := range Blame(text, English) {
		if found.Start < last || found.End <= found.Start || found.End > len(text) {
			t.Fatalf("a finding at [%d,%d) of %d bytes after %d", found.Start, found.End, len(text), last)
		}
		last = found.End
		if utf8.ValidString(text) && !utf8.ValidString(text[found.Start:found.End]) {
			t.Fatalf("the finding cuts a character: %q", text[found.Start:found.End])
		}
	}
}

func FuzzVague(f *testing.F) {
	f.Add("四半期末までに監視の強化を図る")
	f.Add("ﾓﾆﾀﾘﾝｸﾞの強化を検討する")
	f.Add("DONE: ensure that (x) 12月までに a.b/c --force #1 を")
	f.Fuzz(checkVague)
}

func checkVague(t *testing.T, text string) {
	found, vague := Vague(Change{After: text}, Japanese)
	if !vague || strings.TrimSpace(text) == "" {
		return
	}
	if found.Start < 0 || found.End < found.Start || found.End > len(text) {
		t.Fatalf("a finding at [%d,%d) of %d bytes", found.Start, found.End, len(text))
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[found.Start:found.End]) {
		t.Fatalf("the finding cuts a character: %q", text[found.Start:found.End])
	}
}

// BenchmarkHostile has one sub-benchmark a shape, for a look at what grows: the
// time a byte is the same for each.
func BenchmarkHostile(b *testing.B) {
	for i, s := range hostile() {
		b.Run(string(rune('a'+i)), func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Blame(s, English)
				Vague(Change{After: s}, English)
			}
		})
	}
}
