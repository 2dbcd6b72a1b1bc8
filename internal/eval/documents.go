package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// documentFindings is what blame finds in whole postmortems, and what people say
// of each finding.
type documentFindings struct {
	documents int
	findings  []documentFinding
}

type documentFinding struct{ file, words, verdict string }

// judgeDocuments checks every postmortem of the corpus. Who judged what is in
// document_blame.tsv: file, the words found, blame, borderline or false. A finding
// that nobody has judged counts as false.
func judgeDocuments(dir string) (documentFindings, error) {
	judged := map[string]string{}
	labels, err := os.ReadFile(filepath.Join(dir, "document_blame.tsv"))
	if err != nil {
		return documentFindings{}, fmt.Errorf("cannot read the judgements: %w", err)
	}
	for line := range strings.Lines(string(labels)) {
		if f := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(f) == 3 {
			judged[f[0]+"\t"+f[1]] = f[2]
		}
	}
	paths, err := filepath.Glob(filepath.Join(dir, "postmortems", "*.md"))
	if err != nil {
		return documentFindings{}, err
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return filepath.Base(p) == "README.md" })
	slices.Sort(paths)
	found := documentFindings{documents: len(paths)}
	for _, path := range paths {
		words, err := blameWords(path)
		if err != nil {
			return found, err
		}
		for _, w := range words {
			f := documentFinding{filepath.Base(path), w, judged[filepath.Base(path)+"\t"+w]}
			if f.verdict == "" {
				f.verdict = "false"
			}
			found.findings = append(found.findings, f)
		}
	}
	return found, nil
}

// blameWords gives the words that rule blame marks in a file.
func blameWords(path string) ([]string, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read a postmortem: %w", err)
	}
	d, err := postmortem.Parse(path, source)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	lines := strings.Split(string(source), "\n")
	var words []string
	for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
		if f.Rule == diagnostic.Blame {
			line := []rune(lines[f.Line-1])
			end := len(line)
			if f.EndLine == f.Line {
				end = f.EndColumn - 1
			}
			words = append(words, string(line[f.Column-1:end]))
		}
	}
	return words, nil
}

func (d documentFindings) write(b *strings.Builder) {
	counts := map[string]int{}
	for _, f := range d.findings {
		counts[f.verdict]++
	}
	fmt.Fprintf(b, "## `blame` on whole real postmortems\n\n%d documents: %d findings are blame, %d borderline, %d false: %.2f false findings in 10 documents.\n\n| document | words | people say |\n| --- | --- | --- |\n",
		d.documents, counts["blame"], counts["borderline"], counts["false"], 10*float64(counts["false"])/float64(max(1, d.documents)))
	for _, f := range d.findings {
		fmt.Fprintf(b, "| %s | %s | %s |\n", f.file, f.words, f.verdict)
	}
	b.WriteString("\n")
}
