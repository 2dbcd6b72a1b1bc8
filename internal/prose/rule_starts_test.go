package prose

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestEveryRuleWordHasARule(t *testing.T) {
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(englishRuleWords) {
		if englishRule(w) == nil {
			t.Errorf("%q is looked for and has no rule", w)
		}
		if seen[w] {
			t.Errorf("%q stands twice", w)
		}
		seen[w] = true
	}
}

// TestNoRuleFindsWhereNoneCanStart runs the rules on every English sentence of the
// corpus: where they find something, the look before them has said that they might.
func TestNoRuleFindsWhereNoneCanStart(t *testing.T) {
	found := 0
	for _, name := range []string{"blame.jsonl", "blame_written.jsonl", "action_items_written.jsonl", "neutral_sentences.jsonl"} {
		file, err := os.Open("../../testdata/corpus/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for lines := bufio.NewScanner(file); lines.Scan(); {
			var line struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			var r reader
			if writtenIn(line.Text) != English || len(line.Text) > longestSentence {
				continue
			}
			if v, ruled := r.rule(line.Text, English); ruled {
				found++
				if _, starts := glanceModel().glance(line.Text); !starts {
					t.Errorf("%q: %q is found, and no rule was to start", line.Text, line.Text[v.start:v.end])
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d findings only", found)
	}
}
