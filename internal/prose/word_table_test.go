package prose

import (
	"os"
	"testing"
)

// TestWordTablesAreOfTheseWords makes the tables again and compares them with those
// that the program embeds.
func TestWordTablesAreOfTheseWords(t *testing.T) {
	for name, made := range WordTables() {
		carried, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(carried) != made {
			t.Errorf("%s is not of these words; run: go generate ./internal/prose", name)
		}
	}
}

// TestWordTableFinds holds the tables against the maps that they are made from.
func TestWordTableFinds(t *testing.T) {
	words := englishWords()
	if len(words) < 3000 {
		t.Errorf("%d words only", len(words))
	}
	for hash, tags := range words {
		if got := wordTable(englishTable).find(hash); got != tags {
			t.Errorf("%x: %x, want %x", hash, got, tags)
		}
	}
	starts := englishStarts()
	for hash := range starts {
		if !ruleCanStart(hash) {
			t.Errorf("%x is no start", hash)
		}
	}
	found := 0
	for hash := range words {
		if got := ruleCanStart(hash); got != (starts[hash] != 0) {
			t.Errorf("%x: start %v", hash, got)
		} else if got {
			found++
		}
	}
	if found < 300 {
		t.Errorf("%d words of the lexicon start a rule", found)
	}
	for _, unknown := range []string{"", "^", "zzzz", "pmtracker"} {
		if got := wordTable(englishTable).find(hashText(unknown)); got != 0 {
			t.Errorf("%q: %x", unknown, got)
		}
	}
	t.Logf("%d words, %d starts", len(words), len(starts))
}
