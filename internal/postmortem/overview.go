package postmortem

import (
	"regexp"
	"strings"
	"sync"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// readOverview reads a table among the action items that says too little to list them: who,
// by when or in which ticket, in rows that begin with the numbers of items.
func (r *bodyReader) readOverview(table *east.Table, cols *actionTable) {
	followed := max(cols.column(incident.FieldOwner), cols.column(incident.FieldDue), cols.column(incident.FieldTicket))
	if followed < 0 || !r.inSection(SectionActions) {
		return
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		cells := r.tableCells(row)
		if len(cells) == 0 || rowIsPrompt(r.Document, cells) {
			continue
		}
		if _, _, numbered := itemNumber(r.text(cells[0])); numbered && cols.idCell(cells) == cells[0] {
			r.overview = append(r.overview, r.rowItem(cells, cols))
		}
	}
}

// setOverviewApart takes the rows out of the action items that only sum up what
// stands under a heading, with the same number or, where the row has none, the same
// title. Another row that does not say its number itself is an item of its own: it may
// be another action.
func (d *Document) setOverviewApart() {
	if len(d.tables) == 0 {
		return // in most documents
	}
	headed, titled := make(map[string]bool, len(d.Items)), map[string]string{}
	for _, it := range d.Items {
		if it.row == nil {
			headed[it.ID], titled[titleKey(it.Title)] = true, it.ID
		}
	}
	sums := func(it Item) (id string, ok bool) {
		switch {
		case it.row == nil:
			return "", false
		case it.row.numbered:
			return it.ID, headed[it.ID]
		}
		id, ok = titled[titleKey(it.Title)]
		return id, ok && it.Title != ""
	}
	own := d.Items[:0:0]
	for _, it := range d.Items {
		if id, ok := sums(it); ok {
			it.ID = id
			d.overview = append(d.overview, it)
		} else {
			own = append(own, it)
		}
	}
	d.Items = own
}

// titleKey folds a title so that a line which names the item by it is known: without a
// box to tick, links and marks, case and width.
func titleKey(text string) string {
	text = linkedWords().ReplaceAllString(text[boxWidth(text):], "$1")
	return foldKey(strings.Map(func(r rune) rune {
		if strings.ContainsRune(markSigns, r) {
			return -1
		}
		return r
	}, text))
}

// linkedWords is a link with its words.
var linkedWords = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[([^\[\]]*)\]\([^()\s]*\)`) })

// titles gives the titles of the action items, folded.
func (d *Document) titles() map[string]bool {
	titles := make(map[string]bool, len(d.Items))
	for _, it := range d.Items {
		titles[titleKey(it.Title)] = it.Title != ""
	}
	return titles
}

// overviews refuses a cell of an overview that says something else than the item.
func (c *checker) overviews() {
	for i := range c.overview {
		row := &c.overview[i]
		it, err := c.Item(row.ID)
		if err != nil {
			continue
		}
		c.overviewTitle(row, it)
		for _, f := range fieldOrder() {
			there, own := row.Get(f), it.Get(f)
			if there == "" || own == "" || there == leadOf(own) || c.sayTheSame(f, there, own) {
				continue
			}
			c.fail(overviewRule(f), row.place(f), it.ID,
				c.say("%s: the overview says %q for %q, the item itself says %q on line %d", "%[1]s: 一覧の「%[3]s」は「%[2]s」ですが、項目自体（%[5]d行目）では「%[4]s」です",
					it.ID, there, f.Label(c.words), own, c.Position(it.place(f).Start).Line),
				c.say("write the same in both, or take the column out of the overview", "両方を同じにするか、一覧から列を外してください"))
		}
	}
}

// overviewTitle refuses a row that has the title of another item. A title of its own words
// only sums up the item's.
func (c *checker) overviewTitle(row, it *Item) {
	key := titleKey(row.Title)
	if key == "" || key == titleKey(it.Title) {
		return
	}
	for i := range c.Items {
		if other := &c.Items[i]; titleKey(other.Title) == key {
			c.fail(diagnostic.ActionFieldMissing, row.TitleAt, it.ID, c.say("%s: the overview gives it the title of %s", "%s: 一覧のタイトルは %s のものです", it.ID, other.ID),
				c.say("write the same in both, or take the column out of the overview", "両方を同じにするか、一覧から列を外してください"))
			return
		}
	}
}

// sayTheSame tells whether two texts of a field mean one person, one ticket, or are one.
func (c *checker) sayTheSame(f incident.Field, one, other string) bool {
	switch f {
	case incident.FieldOwner:
		return c.People.Same(one, other)
	case incident.FieldTicket:
		a, isRef := incident.ParseTicketRef(one)
		b, areRefs := incident.ParseTicketRef(other)
		return isRef && areRefs && a.Same(b) || one == other
	}
	return one == other
}

// overviewRule gives the rule that a field is judged by.
func overviewRule(f incident.Field) diagnostic.Rule {
	switch f {
	case incident.FieldOwner:
		return diagnostic.ActionOwner
	case incident.FieldDue:
		return diagnostic.ActionDue
	case incident.FieldTicket:
		return diagnostic.ActionTicketMismatch
	}
	return diagnostic.ActionFieldMissing
}
