// Package explain says of each rule why it is there, what is bad and what is good,
// and how to satisfy it. The pages are those of docs/rules: examples are
// documentation, tests and the text of the command at once.
package explain

import (
	"strings"

	"github.com/pmtracker/pmtracker/docs/rules"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

//go:generate go run ./pages

// Page gives the page of a rule, of the checker ("blame") or of the close gate
// ("G4"), in any case. An unknown name is an Invalid error that lists the rules.
func Page(name string, l incident.Lang) (string, error) {
	for _, known := range Names() {
		if !strings.EqualFold(known, name) {
			continue
		}
		text, err := rules.FS.ReadFile(known + l.Say(".md", ".ja.md"))
		if err != nil {
			return "", incident.Errorf(incident.Internal, "read the page of %s: %w", known, err)
		}
		return string(text), nil
	}
	return "", incident.Tell(incident.Invalid, "there is no rule %q; the rules are %s", "規則 %q はありません。規則: %s", name, strings.Join(Names(), ", "))
}

// Names lists the rules that can be explained, the checker's first.
func Names() []string {
	var names []string
	for _, r := range diagnostic.Rules() {
		names = append(names, string(r))
	}
	for _, r := range incident.GateRules() {
		names = append(names, string(r))
	}
	return names
}

// Title says in a few words what a rule asks for.
func Title(name string, l incident.Lang) string {
	if title := incident.GateRule(name).Title(l); title != "" {
		return title
	}
	return diagnostic.Rule(name).Title(l)
}
