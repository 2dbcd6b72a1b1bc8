// Command work reads and checks one document, and nothing else: built with
// coverage counters, it tells how often each statement ran.
package main

import (
	"log"
	"os"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	d, err := postmortem.Parse("x.md", text)
	if err != nil {
		log.Fatal(err)
	}
	postmortem.Check(d, postmortem.CheckOptions{})
}
