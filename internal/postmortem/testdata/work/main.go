// Command work reads and checks one document and writes what was found in each format,
// and nothing else: built with coverage counters, it tells how often each statement ran.
package main

import (
	"io"
	"log"
	"os"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
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
	file := diagnostic.File{Path: d.Path, Lang: d.Lang, Source: text, Diagnostics: postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics}
	for _, format := range diagnostic.Formats() {
		report, err := diagnostic.NewReport(format, io.Discard, diagnostic.Options{})
		if err == nil {
			err = report.Add(file)
		}
		if err == nil {
			err = report.Close()
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
