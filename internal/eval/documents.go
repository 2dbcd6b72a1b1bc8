package main

import (
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/corpus"
)

// documents is what a model that has not read a document finds in it.
type documents struct {
	total int
	found []corpus.Sentence
}

// inDocuments picks the sentences that were found among those of whole documents.
func inDocuments(sentences []corpus.Sentence, verdicts []corpus.Verdict) documents {
	found := map[string]bool{}
	for _, v := range verdicts {
		if v.Found {
			found[v.ID] = true
		}
	}
	d := documents{}
	last := ""
	for _, s := range sentences {
		if s.Document != last {
			last = s.Document
			d.total++
		}
		if found[s.ID] {
			d.found = append(d.found, s)
		}
	}
	return d
}

// write lists what is found. What nobody has judged counts as false.
func (d documents) write(b *strings.Builder) {
	counts := map[string]int{}
	for _, s := range d.found {
		counts[judgedOf(s)]++
	}
	fmt.Fprintf(b, "## `blame` on whole real postmortems\n\nEach document is judged by a model that has not read it, nor any other of its project. What readers say of a sentence is in testdata/corpus/document_blame.tsv: two, language models that had the rules of labelling, were given what a model had found at a much lower line, mixed with as many other sentences, and did not know which was which. Both must call it blame; where one calls it neutral it counts as false, as does what nobody has judged. Of 222 they called 215 the same.\n\n"+
		"%d documents: %d findings are blame, %d borderline, %d false: %.2f false findings in 10 documents.\n\n| document | sentence | readers say |\n| --- | --- | --- |\n",
		d.total, counts["blame"], counts["borderline"], counts["false"], 10*float64(counts["false"])/float64(max(1, d.total)))
	for _, s := range d.found {
		fmt.Fprintf(b, "| %s | %s | %s |\n", s.Document, short(s.Text), judgedOf(s))
	}
	b.WriteString("\n")
}

func judgedOf(s corpus.Sentence) string {
	if s.Judged == "" {
		return "false"
	}
	return s.Judged
}
