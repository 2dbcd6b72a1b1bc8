package lsp

import (
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/explain"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// hoverAt explains what stands under the cursor: the findings there with their
// rules, a key of an action item, or a rule that a comment names.
func hoverAt(d *document, p placeParams) *hover {
	at := offset(d.src, d.lines, p.Position)
	var parts []string
	var where *span
	for _, f := range d.found {
		s := d.spanOf(f)
		if !covers(s, p.Position) {
			continue
		}
		part := fmt.Sprintf("**%s** (%s)\n\n%s", f.Rule, f.Message, why(string(f.Rule), d.lang))
		parts, where = append(parts, part), &s
	}
	if len(parts) == 0 {
		if text, s, ok := d.fieldUnder(at); ok {
			parts, where = []string{text}, &s
		} else if rule, s, ok := d.ruleUnder(p.Position); ok {
			parts, where = []string{"**" + rule + "**\n\n" + why(rule, d.lang)}, &s
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return &hover{markup{"markdown", strings.Join(parts, "\n\n---\n\n")}, where}
}

func covers(s span, p position) bool {
	before := func(a, b position) bool { return a.Line < b.Line || a.Line == b.Line && a.Character <= b.Character }
	return before(s.Start, p) && before(p, s.End)
}

// why gives the page of a rule below its title.
func why(rule string, l incident.Lang) string {
	page, err := explain.Page(rule, l)
	if err != nil {
		return ""
	}
	_, body, _ := strings.Cut(page, "\n\n")
	return strings.TrimSpace(body)
}

// fieldUnder explains the key of an action item at an offset.
func (d *document) fieldUnder(at int) (text string, where span, ok bool) {
	for _, it := range d.parsed.Items {
		for f, p := range it.Fields {
			if p.Key.Start <= at && at < p.Key.End && p.Key != p.Value {
				return "**" + f.Label(d.lang) + "**: " + f.Ask(d.lang), d.textEdit(diagnostic.Edit{Start: p.Key.Start, End: p.Key.End}).Range, true
			}
		}
	}
	return "", span{}, false
}

// ruleUnder gives the rule that an ignore comment names at a position.
func (d *document) ruleUnder(p position) (rule string, where span, ok bool) {
	line := string(d.lines.Text(d.src, p.Line))
	mark := strings.Index(line, "pmtracker:ignore ")
	if mark < 0 {
		return "", span{}, false
	}
	start := mark + len("pmtracker:ignore ")
	name, _, _ := strings.Cut(line[start:], " ")
	from, to := units([]byte(line[:start])), units([]byte(line[:start+len(name)]))
	if diagnostic.Rule(name).Title(d.lang) == "" || p.Character < from || p.Character > to {
		return "", span{}, false
	}
	return name, span{position{p.Line, from}, position{p.Line, to}}, true
}
