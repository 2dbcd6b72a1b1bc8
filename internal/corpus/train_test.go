package corpus

import (
	"os"
	"testing"
)

// TestModelsAreMadeFromTheCorpus trains again and compares with the files that the
// program embeds.
func TestModelsAreMadeFromTheCorpus(t *testing.T) {
	models, err := Models("../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	if len(models) != 5 {
		t.Fatalf("%d models, want two rules in two languages, and a glance, and a glance", len(models))
	}
	for name, made := range models {
		carried, err := os.ReadFile("../prose/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if string(carried) != made {
			t.Errorf("%s is not what the corpus gives; run: make model", name)
		}
	}
}
