package postmortem

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// setOverviewApart takes the rows out of the action items that only sum up what
// stands under a heading with the same number. A row that does not say its number
// itself is an item of its own: it may be another action.
func (d *Document) setOverviewApart() {
	headed := make(map[string]bool, len(d.Items))
	for _, it := range d.Items {
		if it.row == nil {
			headed[it.ID] = true
		}
	}
	sums := func(it Item) bool { return it.row != nil && it.row.numbered && headed[it.ID] }
	if !slices.ContainsFunc(d.Items, sums) {
		return
	}
	for _, it := range d.Items {
		if sums(it) {
			d.overview = append(d.overview, it)
		}
	}
	d.Items = slices.DeleteFunc(d.Items, sums)
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
			if there == "" || own == "" || there == own || f == incident.FieldOwner && c.People.Same(there, own) {
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
