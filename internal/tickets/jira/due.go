package jira

import (
	"encoding/json"
	"regexp"
	"sync"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// withDue gives a description as the server keeps it, a text or a document, with
// another day in the line in which people read the due date; nil where they read
// none there. Nothing else of it changes.
func withDue(description json.RawMessage, due civil.Date, l incident.Lang) any {
	var text string
	if json.Unmarshal(description, &text) == nil {
		if !tickets.VisibleDue(text).IsValid() {
			return nil
		}
		return tickets.SetDue(text, due, l)
	}
	var doc map[string]any
	if json.Unmarshal(description, &doc) != nil {
		return nil
	}
	s := dueSeeker{}
	s.walk(doc)
	if s.last == nil {
		return nil
	}
	said, _ := s.last["text"].(string)
	if tickets.VisibleDue(said).IsValid() {
		s.last["text"] = tickets.SetDue(said, due, l)
	} else { // the label stands in a node of its own: "Due:" in bold
		all := day().FindAllStringIndex(said, -1)
		at := all[len(all)-1]
		s.last["text"] = said[:at[0]] + due.String() + said[at[1]:]
	}
	return doc
}

var day = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\d{4}[-/]\d{1,2}[-/]\d{1,2}`) })

// dueSeeker goes through a document and remembers the last text node in which a
// line with the due date ends.
type dueSeeker struct {
	line string // what was read of the line so far
	last map[string]any
}

func (s *dueSeeker) walk(node map[string]any) {
	switch node["type"] {
	case "text":
		said, _ := node["text"].(string)
		before := tickets.VisibleDue(s.line)
		s.line += said
		if due := tickets.VisibleDue(s.line); due.IsValid() && due != before && day().MatchString(said) {
			s.last = node
		}
		return
	case "hardBreak":
		s.line += "\n"
		return
	}
	content, _ := node["content"].([]any)
	for i, c := range content {
		child, ok := c.(map[string]any)
		if !ok {
			continue
		}
		switch {
		case node["type"] == "tableRow" && i > 0:
			s.line += "|" // "Due" and its day lie in two cells of one row
		case child["type"] != "text" && child["type"] != "hardBreak" && !inRow(node):
			s.line = ""
		}
		s.walk(child)
	}
}

func inRow(node map[string]any) bool {
	return node["type"] == "tableCell" || node["type"] == "tableHeader"
}
