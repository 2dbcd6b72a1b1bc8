// Package corpus reads the labelled lines of testdata/corpus and trains the
// linear models of the package prose on them. Only the commands train and eval
// and tests use it; it is no part of the program.
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Line is one labelled line of the corpus (testdata/corpus/LABELLING.md).
type Line struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	Lang       string `json:"lang"`
	Label      string `json:"label"` // concrete, vague, blame, neutral
	Rule       string `json:"rule"`
	Span       string `json:"span"`
	Source     string `json:"source"`
	Borderline bool   `json:"borderline"`
}

// Written tells whether a line was invented for the corpus or for this project.
func (l Line) Written() bool { return strings.HasPrefix(l.Source, "written for") }

// Wanted tells whether people found what the checker looks for.
func (l Line) Wanted() bool { return l.Label == "vague" || l.Label == "blame" }

// Group is the source of a line, by which training and judging are kept apart:
// the repository or the page. Lines that were written are grouped by who wrote them,
// or, where many did, by their number into ten.
func (l Line) Group() string {
	if strings.Contains(l.Source, ", by hand ") {
		return l.Source
	}
	if l.Written() {
		return fmt.Sprintf("%s %c", l.Source, l.ID[len(l.ID)-1])
	}
	source := l.Source
	if i := strings.Index(source, " ("); i > 0 {
		source = source[:i]
	}
	if i := strings.Index(source, ":"); i > 0 && !strings.HasPrefix(source, "http") {
		source = source[:i]
	}
	return source
}

// ActionItems reads the labelled action items below a folder, real ones first.
func ActionItems(dir string) ([]Line, error) {
	return readAll(filepath.Join(dir, "action_items.jsonl"), filepath.Join(dir, "action_items_written.jsonl"))
}

// Blame reads the labelled sentences about people.
func Blame(dir string) ([]Line, error) {
	return readAll(filepath.Join(dir, "blame.jsonl"), filepath.Join(dir, "blame_written.jsonl"))
}

// Neutral reads sentences out of this project's own documents and messages, in which
// nobody is at fault.
func Neutral(dir string) ([]Line, error) {
	return readAll(filepath.Join(dir, "neutral_sentences.jsonl"))
}

// HeldOut reads the lines of both rules that nothing is trained on.
func HeldOut(dir string) (items, sentences []Line, err error) {
	lines, err := readAll(filepath.Join(dir, "heldout_written.jsonl"))
	for _, l := range lines {
		if l.Label == "vague" || l.Label == "concrete" {
			items = append(items, l)
		} else {
			sentences = append(sentences, l)
		}
	}
	return items, sentences, err
}

func readAll(paths ...string) ([]Line, error) {
	var lines []Line
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("cannot read the corpus: %w", err)
		}
		defer f.Close()
		scan := bufio.NewScanner(f)
		scan.Buffer(nil, 1<<20)
		for n := 1; scan.Scan(); n++ {
			var l Line
			if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
				return nil, fmt.Errorf("%s:%d: not a line of the corpus: %w", path, n, err)
			}
			lines = append(lines, l)
		}
		if err := scan.Err(); err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", path, err)
		}
	}
	return lines, nil
}
