package lsp

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// completionsAt offers what can be written at the cursor: in an ignore comment
// the rules, in front matter its keys and values, in an action item the keys that
// it lacks, and behind a key its values.
func completionsAt(d *document, p placeParams) completionList {
	at := offset(d.src, d.lines, p.Position)
	cursor := place(d.src, d.lines, at) // within its line, even where the editor's is behind the end
	line := string(d.lines.Text(d.src, cursor.Line))
	before := string(d.src[d.lines[cursor.Line]:at])
	c := completer{document: d, line: cursor.Line, cursor: cursor.Character}
	switch {
	case strings.Contains(before, "<!-- pmtracker:ignore ") && !strings.Contains(before, "-->"):
		c.rules(before)
	case d.inFrontMatter(cursor.Line):
		c.frontMatter(before)
	default:
		if it := d.itemAbove(at); it != nil {
			c.item(it, line, before)
		}
	}
	return completionList{Items: append([]completionItem{}, c.items...)}
}

// completer collects what is offered.
type completer struct {
	*document
	line, cursor int
	items        []completionItem
}

// offer adds a text that replaces what was typed of it so far.
func (c *completer) offer(typed, label, insert, detail string, kind int) {
	if !strings.HasPrefix(strings.ToLower(insert), strings.ToLower(typed)) && !strings.HasPrefix(strings.ToLower(label), strings.ToLower(typed)) {
		return
	}
	from := c.cursor - units([]byte(typed))
	c.items = append(c.items, completionItem{
		Label: label, Kind: kind, Detail: detail, SortText: fmt.Sprintf("%03d", len(c.items)),
		TextEdit: textEdit{span{position{c.line, from}, position{c.line, c.cursor}}, insert},
	})
}

func (c *completer) rules(before string) {
	typed := before[strings.LastIndex(before, "pmtracker:ignore ")+len("pmtracker:ignore "):]
	if strings.ContainsAny(typed, " \t") {
		return
	}
	for _, r := range diagnostic.Rules() {
		if !r.Fixed() {
			c.offer(typed, string(r), string(r)+" ", r.Title(c.lang), kindValue)
		}
	}
}

// inFrontMatter tells whether a line stands below the first fence, with none
// between.
func (d *document) inFrontMatter(line int) bool {
	if line < 1 || line >= len(d.lines) || !d.isFence(0) {
		return false
	}
	for i := 1; i <= line; i++ {
		if d.isFence(i) {
			return false
		}
	}
	return true
}

func (c *completer) frontMatter(before string) {
	key, value, isValue := strings.Cut(before, ":")
	if !isValue {
		for _, k := range postmortem.FrontKeys() {
			if !strings.Contains("\n"+string(c.src), "\n"+k+":") {
				c.offer(strings.TrimLeft(before, " "), k, k+": ", "", kindField)
			}
		}
		return
	}
	values := map[string][]string{
		"severity": {"SEV1", "SEV2", "SEV3", "SEV4"}, "status": {"draft", "in-review"}, "lang": {"en", "ja"},
	}[strings.TrimSpace(key)]
	for _, v := range values {
		c.offer(strings.TrimLeft(value, " "), v, v, "", kindValue)
	}
}

// itemAbove gives the action item in whose part of the text an offset stands: its
// heading is the last heading before.
func (d *document) itemAbove(at int) *postmortem.Item {
	for i := len(d.parsed.Sections) - 1; i >= 0; i-- {
		heading := d.parsed.Sections[i].Heading
		if heading.Start > at {
			continue
		}
		for j := range d.parsed.Items {
			if d.parsed.Items[j].Heading == heading && at > heading.End {
				return &d.parsed.Items[j]
			}
		}
		return nil
	}
	return nil
}

func (c *completer) item(it *postmortem.Item, line, before string) {
	typed := strings.TrimLeft(before, " \t-*+")
	bullet := strings.TrimLeft(line, " \t")
	if i := strings.IndexAny(typed, ":："); i >= 0 {
		_, width := utf8.DecodeRuneInString(typed[i:])
		c.fieldValue(strings.Trim(typed[:i], "*_ "), strings.TrimLeft(typed[i+width:], " "))
		return
	}
	prefix := ""
	if !strings.HasPrefix(bullet, "-") && !strings.HasPrefix(bullet, "*") && !strings.HasPrefix(bullet, "+") {
		prefix = "- "
	}
	for _, f := range incident.Fields() {
		if _, there := it.Fields[f]; !there {
			label := f.Label(c.lang)
			c.offer(typed, label, prefix+label+": ", f.Ask(c.lang), kindField)
		}
	}
}

// fieldValue offers the kinds behind Kind; behind Owner the team's people, and of those
// who own an item here who is one person.
func (c *completer) fieldValue(key, typed string) {
	switch f, _ := postmortem.FieldOf(key); f {
	case incident.FieldKind:
		for _, k := range incident.ActionKinds() {
			c.offer(typed, string(k), string(k), "", kindValue)
		}
	case incident.FieldOwner:
		seen := map[string]bool{}
		for _, p := range c.config.People {
			seen[p.ID] = true
			detail := strings.Trim(p.Name+", "+p.Team, ", ")
			c.offer(typed, p.ID, p.ID, detail, kindUser)
		}
		for _, it := range c.parsed.Items {
			if c.config.People.OnePerson(it.Owner) && !seen[it.Owner] {
				seen[it.Owner] = true
				c.offer(typed, it.Owner, it.Owner, it.ID, kindUser)
			}
		}
	}
}
