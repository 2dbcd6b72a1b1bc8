package lsp

import (
	"os"
	"testing"
)

// BenchmarkJudge reads and checks one document, as after each key that is typed;
// an editor wants it under 10 ms.
func BenchmarkJudge(b *testing.B) {
	src, err := os.ReadFile("../explain/pages/base.ja.md")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if d, err := judge("file:///tmp/a.md", 1, string(src)); err != nil || d.parsed == nil {
			b.Fatal(err)
		}
	}
}
