package corpus

import (
	"bytes"
	"os"
	"testing"
)

// TestModelIsMadeFromTheCorpus trains again and compares with the file that the
// program embeds.
func TestModelIsMadeFromTheCorpus(t *testing.T) {
	lines, err := ActionItems("../../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../model.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(Text(lines), want) {
		t.Error("model.txt is not what the corpus gives; run: go run ./internal/prose/train")
	}
}
