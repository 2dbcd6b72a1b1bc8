// Command train makes the linear models of the package prose from the labelled
// lines of the corpus. It is deterministic: the same corpus gives the same files.
//
//	go run ./internal/corpus/train        writes internal/prose/*.weights
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/corpus"
)

func main() {
	if err := train(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func train() error {
	models, err := corpus.Models("testdata/corpus")
	if err != nil {
		return err
	}
	for name, model := range models {
		if err := os.WriteFile(filepath.Join("internal", "prose", name), []byte(model), 0o644); err != nil {
			return err
		}
	}
	return nil
}
