// Command pages writes docs/rules: a page a rule and language, from the sources
// beside it, with what the present build says of each bad example.
//
//	go generate ./internal/explain
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/explain"
	"github.com/pmtracker/pmtracker/internal/incident"
)

func main() {
	if err := run("../../docs/rules"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		for _, name := range explain.Names() {
			page, err := render(name, l)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, pageName(name, l)), page, 0o644); err != nil {
				return fmt.Errorf("write the page of %s: %w", name, err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, pageName("README", l)), index(l), 0o644); err != nil {
			return fmt.Errorf("write the list of rules: %w", err)
		}
	}
	return nil
}
