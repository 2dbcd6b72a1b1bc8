// Command train makes the linear model of the package prose from labelled action
// items. It is deterministic: the same corpus gives the same file.
//
//	go run ./internal/prose/train        writes internal/prose/model.txt
package main

import (
	"fmt"
	"os"

	"github.com/pmtracker/pmtracker/internal/prose/corpus"
)

func main() {
	lines, err := corpus.ActionItems("testdata/corpus")
	if err == nil {
		err = os.WriteFile("internal/prose/model.txt", corpus.Text(lines), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
