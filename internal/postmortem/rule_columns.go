package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// missingColumns is rule action-field-missing for tables: what no row can say
// because the table has no column for it is said once, at the table.
func (c *checker) missingColumns() {
	var seen *actionTable
	for i := range c.Items {
		it := &c.Items[i]
		if it.row == nil || it.row.table == seen {
			continue
		}
		seen = it.row.table
		var names []string
		for _, f := range behaviourFields() {
			if it.lacksColumn(f) {
				names = append(names, f.Label(c.words))
			}
		}
		if len(names) > 0 {
			c.fail(diagnostic.ActionFieldMissing, seen.names, "", c.say("the table of action items has no column %s", "恒久対応の表に列がありません: %s", strings.Join(names, c.say(", ", "、"))),
				c.say("add the columns, or write each item as a heading \"### AI-1: …\" with a list of its fields", "列を加えるか、各項目を「### AI-1: …」の見出しと項目の一覧で書いてください"))
		}
		if it.lacksColumn(incident.FieldTicket) {
			c.report(diagnostic.ActionTicketMissing, c.ticketSeverity(), seen.names, "", c.say("the table of action items has no column %s", "恒久対応の表に列がありません: %s", incident.FieldTicket.Label(c.words)),
				incident.FieldTicket.Ask(c.words))
		}
	}
}

// lacksColumn tells whether an item is the row of a table that has no column for
// a field.
func (it *Item) lacksColumn(f incident.Field) bool {
	return it.row != nil && it.row.table.column(f) < 0
}

// behaviourFields are the fields that say how behaviour changes.
func behaviourFields() []incident.Field {
	return []incident.Field{incident.FieldKind, incident.FieldWhen, incident.FieldBefore, incident.FieldAfter, incident.FieldVerifiedBy}
}
