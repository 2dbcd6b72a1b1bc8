package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/explain"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// render writes the page of a rule.
func render(name string, l incident.Lang) ([]byte, error) {
	blocks, err := read(name, l)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n\n", name, explain.Title(name, l), standing(name, l))
	for _, block := range blocks {
		if !block.example {
			b.WriteString(strings.TrimLeft(block.text, "\n"))
			continue
		}
		fmt.Fprintf(&b, "```markdown\n%s```\n\n", block.text)
		if block.good {
			continue
		}
		found, _, err := judge(name, block.text, l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, f := range found {
			fmt.Fprintf(&b, "> %s  \n> *%s* %s\n\n", f.message, l.Say("fix:", "対処:"), f.fix)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", l.Say("All rules: [README.md](README.md). In the terminal: `pmtracker explain "+name+"`.",
		"すべての規則: [README.ja.md](README.ja.md)。端末では `pmtracker explain "+name+" --lang ja`。"))
	return bytes.ReplaceAll(b.Bytes(), []byte("\n\n\n"), []byte("\n\n")), nil
}

// standing says what sort of rule it is and whether it can be switched off.
func standing(name string, l incident.Lang) string {
	if g := incident.GateRule(name); g.Title(l) != "" {
		if g == incident.RuleBehaviour || g == incident.RuleTicket {
			return l.Say("A rule of the close gate. It cannot be switched off.", "クローズ条件の一つです。無効にできません。")
		}
		return l.Say("A rule of the close gate. A team can switch it off with `gate: {off: ["+name+"]}` in `.pmtracker.yaml`; pages then show that it is off.",
			"クローズ条件の一つです。`.pmtracker.yaml` の `gate: {off: ["+name+"]}` で無効にできます。無効であることは画面に表示されます。")
	}
	if diagnostic.Rule(name).Fixed() {
		return l.Say("A rule of `pmtracker check`. It cannot be switched off, lowered or ignored.", "`pmtracker check` の規則です。無効にすることも、重さを下げることも、除外することもできません。")
	}
	return l.Say("A rule of `pmtracker check`. A team can set `rules: {"+name+": warning}` (or `off`) in `.pmtracker.yaml`; a line can be set aside with `<!-- pmtracker:ignore "+name+" ⟨reason⟩ -->`.",
		"`pmtracker check` の規則です。`.pmtracker.yaml` の `rules: {"+name+": warning}`（または `off`）で重さを下げられます。行ごとには `<!-- pmtracker:ignore "+name+" ⟨理由⟩ -->` で除外できます。")
}

// index writes the list of the rules.
func index(l incident.Lang) []byte {
	var b bytes.Buffer
	b.WriteString(l.Say("# Rules\n\nWhat `pmtracker check` looks for, and what the close gate asks. `pmtracker explain RULE` shows a page in the terminal.\n\n| rule | asks that |\n| --- | --- |\n",
		"# 規則\n\n`pmtracker check` が見る点と、クローズの条件です。`pmtracker explain 規則 --lang ja` で端末でも読めます。\n\n| 規則 | 求めること |\n| --- | --- |\n"))
	for _, name := range explain.Names() {
		fmt.Fprintf(&b, "| [%s](%s) | %s |\n", name, pageName(name, l), explain.Title(name, l))
	}
	return b.Bytes()
}
