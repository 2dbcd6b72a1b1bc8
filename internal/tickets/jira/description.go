package jira

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// changedText gives a description as the server keeps it, a text or a document,
// with a change in the lines in which people read it: title, owner, due date. Nil
// where none of them stands there. had tells which line names the owner before. Nothing else of it changes.
func changedText(description json.RawMessage, c tickets.Change, had func(said string) bool) any {
	var text string
	if json.Unmarshal(description, &text) == nil {
		now := text
		for _, step := range steps(c, had, WikiMarkup) {
			now = step(now)
		}
		if now == text {
			return nil
		}
		return now
	}
	var doc map[string]any
	if json.Unmarshal(description, &doc) != nil {
		return nil
	}
	changed := false
	for _, step := range steps(c, had, func(markdown string) string { return textOf(Document(markdown)) }) {
		changed = flatten(doc).change(step) || changed
	}
	if !changed {
		return nil
	}
	withoutEmpty(doc)
	return doc
}

// steps are the changes of one line each. format turns Markdown into what
// descriptions are.
func steps(c tickets.Change, had func(said string) bool, format func(string) string) []func(string) string {
	var all []func(string) string
	if c.Text != "" {
		was, now := format(c.Was), format(c.Text)
		all = append(all, func(text string) string { return tickets.FollowTitle(text, was, now) },
			func(text string) string {
				return tickets.FollowOwner(text, now, func(said string) bool { return c.Owner != nil && had(said) })
			})
	}
	if c.Due != nil {
		all = append(all, func(text string) string {
			if !tickets.VisibleDue(text).IsValid() {
				return text
			}
			return tickets.SetDue(text, *c.Due, c.Lang)
		})
	}
	return all
}

// flat is a document as people read it, in pieces: its text nodes, and what stands
// between them.
type flat []piece

type piece struct {
	text string
	node map[string]any // nil: between nodes
}

func (f flat) String() string {
	var text strings.Builder
	for _, p := range f {
		text.WriteString(p.text)
	}
	return text.String()
}

// said gives a description, a text or a document, as people read it.
func said(description json.RawMessage) (text string) {
	if json.Unmarshal(description, &text) != nil {
		var doc map[string]any
		_ = json.Unmarshal(description, &doc)
		text = flatten(doc).String()
	}
	return text
}

// textOf gives a document as people read it.
func textOf(document any) string {
	data, _ := json.Marshal(document)
	return said(data)
}

func flatten(node map[string]any) (f flat) {
	switch node["type"] {
	case "text":
		said, _ := node["text"].(string)
		return flat{{said, node}}
	case "hardBreak":
		return flat{{text: "\n"}}
	}
	content, _ := node["content"].([]any)
	for i, c := range content {
		child, ok := c.(map[string]any)
		if !ok {
			continue
		}
		switch inline := child["type"] == "text" || child["type"] == "hardBreak"; {
		case i == 0 || inline:
		case node["type"] == "tableRow":
			f = append(f, piece{text: "|"}) // "Due" and its day lie in two cells of one row
		case node["type"] == "tableCell" || node["type"] == "tableHeader":
			f = append(f, piece{text: " "})
		default:
			f = append(f, piece{text: "\n"})
		}
		f = append(f, flatten(child)...)
	}
	return f
}

// change puts what a step changes of the text, one stretch of it, into the nodes in
// which it stands; it tells whether it did. What lies between nodes stays.
func (f flat) change(step func(string) string) bool {
	was := []rune(f.String())
	now := []rune(step(string(was)))
	if slices.Equal(was, now) {
		return false
	}
	from := 0
	for from < min(len(was), len(now)) && was[from] == now[from] {
		from++
	}
	to, end := len(was), len(now)
	for to > from && end > from && was[to-1] == now[end-1] {
		to, end = to-1, end-1
	}
	return f.replace(from, to, string(now[from:end]))
}

// replace puts a text in the place of the letters from one to another.
func (f flat) replace(from, to int, text string) bool {
	type part struct {
		piece
		from, to int // letters of the piece
	}
	var parts []part
	for i, at := 0, 0; i < len(f); i++ {
		begins, ends := at, at+len([]rune(f[i].text))
		at = ends
		a, b := max(from, begins), min(to, ends)
		switch {
		case a > b || a == b && from != to: // it lies elsewhere
		case f[i].node != nil:
			parts = append(parts, part{f[i], a - begins, b - begins})
		case from != to:
			return false
		}
	}
	for i, p := range parts {
		letters := []rune(p.text)
		put := ""
		if i == 0 {
			put = text
		}
		p.node["text"] = string(letters[:p.from]) + put + string(letters[p.to:])
		if from == to {
			break // put in between: where the one before ends
		}
	}
	return len(parts) > 0
}

// withoutEmpty takes out text nodes of which nothing is left: Jira takes none.
func withoutEmpty(node map[string]any) {
	content, ok := node["content"].([]any)
	if !ok {
		return
	}
	kept := content[:0]
	for _, c := range content {
		child, ok := c.(map[string]any)
		if ok {
			withoutEmpty(child)
		}
		if !ok || child["type"] != "text" || child["text"] != "" {
			kept = append(kept, c)
		}
	}
	node["content"] = kept
}
