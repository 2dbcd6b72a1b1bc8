// Command eval measures how often the words rules (blame, action-vague) agree
// with people, and writes docs/EVALUATION.md.
//
//	go run ./internal/eval > docs/EVALUATION.md
package main

import (
	"fmt"
	"os"
)

func main() {
	report, err := Report(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.WriteString(report)
}
