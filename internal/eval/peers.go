package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/corpus"
)

// peers is what other checkers say of the same lines: the ids of those on which
// each reports anything. scripts/compare-checkers.sh writes it.
type peers []struct {
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Language string   `json:"language"` // the one it reads; empty: it is run on both
	Flagged  []string `json:"flagged"`
}

func readPeers(path string) (peers, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read what other checkers say: %w", err)
	}
	var p peers
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// write compares on the clear lines, real and written for the corpus; those
// written for this project play no part.
func (p peers) write(b *strings.Builder, vague, blame []corpus.Verdict) {
	b.WriteString("## Beside other checkers\n\n`scripts/compare-checkers.sh` runs them over the same clear lines (those written for this project left out) and writes testdata/corpus/peers.json. " +
		"Any report on a line counts as found. None of them was made for these two questions: the table shows what a team gets that uses one for want of another.\n\n" +
		"| checker | `blame` en: precision, recall, F1 | ja | `action-vague` en | ja |\n| --- | --- | --- | --- | --- |\n")
	fmt.Fprintf(b, "| pmtracker | %s | %s | %s | %s |\n", score(blame, "en", nil), score(blame, "ja", nil), score(vague, "en", nil), score(vague, "ja", nil))
	for _, peer := range p {
		cell := func(verdicts []corpus.Verdict, lang string) string {
			if peer.Language != "" && peer.Language != lang {
				return "–"
			}
			return score(verdicts, lang, func(v corpus.Verdict) bool { return slices.Contains(peer.Flagged, v.ID) })
		}
		fmt.Fprintf(b, "| %s %s | %s | %s | %s | %s |\n", peer.Name, peer.Version, cell(blame, "en"), cell(blame, "ja"), cell(vague, "en"), cell(vague, "ja"))
	}
	b.WriteString("\n")
}

// score counts the clear lines of a language; found nil: the verdict's own.
func score(verdicts []corpus.Verdict, lang string, found func(corpus.Verdict) bool) string {
	var c corpus.Count
	for _, v := range verdicts {
		if v.Lang != lang || v.Borderline || strings.HasPrefix(v.Source, "written for this project") {
			continue
		}
		hit := v.Found
		if found != nil {
			hit = found(v)
		}
		c.Add(hit, v.Wanted())
	}
	return fmt.Sprintf("%s, %s, %s", number(c.Precision()), number(c.Recall()), number(c.F1()))
}
