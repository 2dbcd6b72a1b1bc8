package postmortem

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// benchDocuments reads generated postmortems of about 8 kB, two of eight Japanese.
func benchDocuments(b *testing.B) [][]byte {
	b.Helper()
	paths, err := filepath.Glob("../../testdata/bench/*.md")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no documents: %v", err)
	}
	var sources [][]byte
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, source)
	}
	return sources
}

// BenchmarkParseAlone is what BenchmarkCheckFile is measured against: goldmark
// with GitHub's extensions, and nothing else.
func BenchmarkParseAlone(b *testing.B) {
	sources := benchDocuments(b)
	p := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.Parse(text.NewReader(sources[i%len(sources)]))
	}
}

// BenchmarkCheckFile parses and judges one document by every rule.
func BenchmarkCheckFile(b *testing.B) {
	sources := benchDocuments(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d, err := Parse("a.md", sources[i%len(sources)])
		if err != nil {
			b.Fatal(err)
		}
		Check(d, CheckOptions{})
	}
}
