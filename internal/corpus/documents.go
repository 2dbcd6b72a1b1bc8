package corpus

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// Sentence is one sentence of a whole postmortem. Nobody has read each of them: one
// is neutral until document_blame.tsv says otherwise.
type Sentence struct {
	Line
	Document string
	Judged   string // blame, borderline, false; "": nobody said
}

// Documents gives the sentences of every postmortem of the corpus, as rule blame
// reads them.
func Documents(dir string) ([]Sentence, error) {
	judged, err := judgedSentences(filepath.Join(dir, "document_blame.tsv"))
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(dir, "postmortems", "SOURCES.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("cannot read where the postmortems are from: %w", err)
	}
	var sentences []Sentence
	for line := range strings.Lines(string(raw)) {
		var source struct{ File, Repository string }
		if err := json.Unmarshal([]byte(line), &source); err != nil {
			return nil, fmt.Errorf("SOURCES.jsonl: %w", err)
		}
		texts, err := sentencesOf(filepath.Join(dir, "postmortems", source.File))
		if err != nil {
			return nil, err
		}
		for n, text := range texts {
			s := Sentence{Document: source.File, Judged: judged[source.File+"\t"+text]}
			s.Line = Line{ID: fmt.Sprintf("%s#%d", source.File, n+1), Text: text, Label: "neutral", Source: source.Repository}
			if s.Judged == "blame" || s.Judged == "borderline" {
				s.Label, s.Borderline = "blame", s.Judged == "borderline"
			}
			sentences = append(sentences, s)
		}
	}
	return sentences, nil
}

func sentencesOf(path string) ([]string, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read a postmortem: %w", err)
	}
	d, err := postmortem.Parse(path, source)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var texts []string
	d.EachProse(func(text string, _ int) {
		prose.EachSentence(text, func(start, end int) {
			texts = append(texts, strings.Join(strings.Fields(text[start:end]), " "))
		})
	})
	return texts, nil
}

// judgedSentences reads what people say of sentences of documents: file, sentence,
// verdict.
func judgedSentences(path string) (map[string]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the judgements: %w", err)
	}
	judged := map[string]string{}
	for n, line := range slices.Collect(strings.Lines(string(raw))) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d: three columns are wanted: file, sentence, verdict", path, n+1)
		}
		judged[f[0]+"\t"+f[1]] = f[2]
	}
	return judged, nil
}
