package postmortem

import (
	"regexp"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

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
		for _, f := range fieldOrder() {
			there, own := row.Get(f), it.Get(f)
			if there == "" || own == "" || there == own || there == leadOf(own) || f == incident.FieldOwner && c.People.Same(there, own) {
				continue
			}
			c.fail(overviewRule(f), row.place(f), it.ID,
				c.say("%s: the overview says %q for %q, the item itself says %q on line %d", "%[1]s: 一覧の「%[3]s」は「%[2]s」ですが、項目自体（%[5]d行目）では「%[4]s」です",
					it.ID, there, f.Label(c.words), own, c.Position(it.place(f).Start).Line),
				c.say("write the same in both, or take the column out of the overview", "両方を同じにするか、一覧から列を外してください"))
		}
	}
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
