package postmortem

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// stray is what stands among the action items and looks like one without being one.
type stray struct {
	at Span
	id string // the number that it gives itself; empty: it gives none
}

// readStray notes the strays of a block of the action items' section: rows of a list
// that are actions, and whatever begins with the number of an action item.
func (r *bodyReader) readStray(n ast.Node) {
	if !r.inSection(SectionActions) {
		return
	}
	list, _ := n.(*ast.List)
	amongFields := list != nil && r.item >= 0 && r.hasField(list)
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.List, *ast.Blockquote, *east.Table:
			return ast.WalkContinue, nil
		case *ast.ListItem:
			if list == nil || c.Parent() != ast.Node(list) || !r.isStrayRow(c, amongFields) {
				return ast.WalkContinue, nil
			}
			row := stray{at: r.blockSpan(c.FirstChild())}
			row.id, _ = rowNumber(r.text(row.at))
			r.strays = append(r.strays, row)
			if row.id != "" { // what stands under a row about an item may be none of it
				return ast.WalkContinue, nil
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			r.readStrayLines(r.blockSpan(c))
		case *east.TableRow:
			if cells := r.tableCells(c); len(cells) > 0 {
				r.readStrayLines(cells[0])
			}
		case *ast.HTMLBlock:
			r.readStrayHTML(c)
		}
		return ast.WalkSkipChildren, nil
	})
}

// readStrayLines notes the lines that begin with the number of an action item.
func (r *bodyReader) readStrayLines(s Span) {
	for s.Start < s.End {
		line := r.firstLine(s)
		s.Start = line.End
		line = r.trim(line)
		if id, ok := strayNumber(shown(r.text(line))); ok {
			r.strays = append(r.strays, stray{at: line, id: id})
		}
	}
}

// strayNumber reads the number of an action item at the beginning of a line that is
// to be one: "**AI-2: improve monitoring**", "###AI-3 …", "<b>AI-4</b>", "AI-5 improve
// it". A sentence about an item, such as "AI-2 depends on this", is none.
func strayNumber(line string) (id string, ok bool) {
	const bullets = "#>・•●◆■+-–—\\ 　\t"
	text := strings.TrimLeft(line, bullets)
	if text != "" && (text[0] == '\xe2' || text[0] == '\xf0') { // as all pictures do, but few words
		text = strings.TrimLeftFunc(text, func(r rune) bool { return isPicture(r) || strings.ContainsRune(bullets, r) })
	}
	marked := strings.HasPrefix(line, "#")
	if strings.HasPrefix(text, "<") {
		text, marked = strings.TrimLeft(htmlTag().ReplaceAllString(text, ""), bullets), true
	}
	if text == "" || strings.IndexByte("*_`[~Aa\xef", text[0]) < 0 { // "Ａ" begins with ef
		return "", false // nearly all
	}
	id, title, ok := itemNumber(text)
	if !ok {
		return "", false
	}
	marked = marked || strings.IndexByte("*_`[~", text[0]) >= 0
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:title.Start], "*_`~ 　\t"))
	return id, marked || !goesOn(text[title.Start:]) || strings.ContainsRune(separators+dashes, before)
}

// isPicture tells whether a sign is a picture, a part of one, or not seen at all.
func isPicture(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) && r >= utf8.RuneSelf || isVariation(r) || isUnseen(r)
}

// goesOn tells whether the words behind the number of an item go on with a sentence about
// it: 「は…」, "depends on this", "was dropped", "of the last incident".
func goesOn(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	if !unicode.IsLower(first) {
		return unicode.Is(unicode.Hiragana, first)
	}
	end := strings.IndexFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	if end >= 0 {
		words = words[:end]
	}
	switch words {
	case "will", "would", "can", "could", "may", "might", "must", "should", "shall", "had", "were", "are", "did", "became", "got", "went", "came", "made", "took", "left", "won't", "can't", "cannot",
		"and", "or", "but", "of", "in", "on", "at", "to", "by", "for", "from", "with", "without", "within", "under", "over", "above", "below", "before", "after", "until", "since", "as", "if", "because", "so", "that", "which", "whose", "than",
		"also", "alone", "already", "again", "still", "now", "then", "only", "never", "not", "no", "too", "itself", "here", "there", "instead", "later", "once", "yet", "both", "through", "together":
		return true
	}
	return strings.HasSuffix(words, "s") && !strings.HasSuffix(words, "ss") || strings.HasSuffix(words, "ed")
}

// hasField tells whether a row of a list is a field of an action item.
func (r *bodyReader) hasField(list *ast.List) bool {
	for li := list.FirstChild(); li != nil; li = li.NextSibling() {
		if li.FirstChild() != nil && r.isField(r.blockSpan(li.FirstChild()), FieldOf) {
			return true
		}
	}
	return false
}

// isField tells whether a line stands for a field, with or without a box to tick; called
// knows the names.
func (r *bodyReader) isField(at Span, called func(key string) (incident.Field, bool)) bool {
	line := r.text(r.firstLine(at))
	line = line[boxWidth(line):]
	key, _, _, ok := splitField(line)
	if !ok {
		return false
	}
	if _, ok = called(line[key.Start:key.End]); !ok {
		_, ok = nearestField(line[key.Start:key.End])
	}
	return ok
}

// isStrayRow tells whether a row of a list is an action and no item: any row before
// the first item, a task box, and below an item what is no note of it.
func (r *bodyReader) isStrayRow(li *ast.ListItem, amongFields bool) bool {
	if li.FirstChild() == nil || !r.says(li) {
		return false
	}
	at := r.blockSpan(li.FirstChild())
	if r.item >= 0 && (r.isField(at, FieldOf) || r.isField(at, borrowedField)) {
		return false
	}
	text := shown(r.text(at))
	if text == "" {
		return false
	}
	if _, numbered := strayNumber(text); numbered {
		return false // noted as such
	}
	grouped := r.Sections[len(r.Sections)-1].Name != SectionActions // its heading was noted
	if r.item < 0 && !grouped || isTask(text) {
		return true
	}
	return r.item >= 0 && isAction(text, amongFields)
}

// rowNumber reads the number of the action item that a row of a list is about, with or
// without a box to tick: "AI-1 was agreed with the platform team".
func rowNumber(text string) (id string, ok bool) {
	id, _, ok = itemNumber(text[boxWidth(text):])
	return id, ok
}

// isTask tells whether the text of a list item begins with a box to tick.
func isTask(text string) bool {
	return strings.HasPrefix(text, "[ ]") || strings.HasPrefix(text, "[x]") || strings.HasPrefix(text, "[X]")
}
