package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

//go:embed source/*.md base.*.md
var sources embed.FS

// pageName is the file of a rule's page: "blame.md", "blame.ja.md".
func pageName(name string, l incident.Lang) string { return name + l.Say(".md", ".ja.md") }

// block is a stretch of a source: text, or an example.
type block struct {
	text    string
	example bool
	good    bool
}

// read cuts the source of a page into text and examples. An example is a fenced
// block of Markdown; it is bad above the heading of the good ones.
func read(name string, l incident.Lang) ([]block, error) {
	raw, err := sources.ReadFile("source/" + name + "." + string(l) + ".md")
	if err != nil {
		return nil, fmt.Errorf("read the source of %s: %w", name, err)
	}
	var blocks []block
	var b strings.Builder
	inside, good := false, false
	for line := range strings.SplitAfterSeq(string(raw), "\n") {
		switch {
		case !inside && strings.HasPrefix(line, "```markdown"):
			blocks = append(blocks, block{text: b.String()})
			b.Reset()
			inside = true
		case inside && strings.HasPrefix(line, "```"):
			blocks = append(blocks, block{text: b.String(), example: true, good: good})
			b.Reset()
			inside = false
		default:
			good = good || strings.HasPrefix(line, l.Say("## Good", "## よい例"))
			b.WriteString(line)
		}
	}
	return append(blocks, block{text: b.String()}), nil
}
