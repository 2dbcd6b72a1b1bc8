package main

import (
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// compose puts an example into the complete document of its language, where it
// belongs by its first characters: front matter, a whole body, a section, an
// action item, fields of it, a table, links, or a paragraph.
func compose(example string, l incident.Lang) (string, error) {
	raw, err := sources.ReadFile("base." + string(l) + ".md")
	if err != nil {
		return "", fmt.Errorf("read the complete document: %w", err)
	}
	base := string(raw)
	end := strings.Index(base[4:], "---\n") + 8
	switch {
	case strings.HasPrefix(example, "---\n"):
		return example + base[end:], nil
	case strings.HasPrefix(example, "# "):
		return base[:end] + "\n" + example, nil
	case strings.HasPrefix(example, "## "):
		heading, _, _ := strings.Cut(example, "\n")
		return replaceSection(base, heading, example), nil
	case strings.HasPrefix(example, "### AI-"):
		heading := l.Say("## Action items", "## 恒久対応")
		return replaceSection(base, heading, heading+"\n\n"+example), nil
	case strings.HasPrefix(example, "- ["):
		heading := l.Say("## Links", "## リンク")
		return replaceSection(base, heading, heading+"\n\n"+example), nil
	case strings.HasPrefix(example, "- "):
		return replaceFields(base, example), nil
	case strings.HasPrefix(example, "| "):
		return replaceTable(base, example), nil
	}
	heading := l.Say("## Contributing factors", "## 寄与要因")
	return replaceSection(base, heading, heading+"\n\n"+example), nil
}

// replaceSection puts a text in place of the section under a heading.
func replaceSection(base, heading, text string) string {
	start := strings.Index(base, "\n"+heading+"\n") + 1
	end := len(base)
	if next := strings.Index(base[start+1:], "\n## "); next >= 0 {
		end = start + 1 + next
	}
	return base[:start] + text + base[end:]
}

// replaceFields puts each line "- Key: value" in place of the one with its key.
func replaceFields(base, fields string) string {
	for line := range strings.Lines(fields) {
		key, _, _ := strings.Cut(line, ":")
		start := strings.Index(base, "\n"+key+":") + 1
		base = base[:start] + line + base[start+strings.Index(base[start:], "\n")+1:]
	}
	return base
}

// replaceTable puts a table in place of the one whose header begins alike.
func replaceTable(base, table string) string {
	first := strings.Join(strings.SplitAfterN(table, "|", 3)[:2], "")
	start := strings.Index(base, "\n"+first) + 1
	end := start
	for strings.HasPrefix(base[end:], "|") {
		end += strings.Index(base[end:], "\n") + 1
	}
	return base[:start] + table + base[end:]
}
