// Command tables writes the tables of English words that the package prose embeds.
//
//	go generate ./internal/prose
package main

import (
	"fmt"
	"os"

	"github.com/pmtracker/pmtracker/internal/prose"
)

func main() {
	for name, table := range prose.WordTables() {
		if err := os.WriteFile(name, []byte(table), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
