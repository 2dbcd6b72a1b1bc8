package postmortem

import (
	"strconv"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// ticketsShared is the rule ticket-shared: closing the one ticket would make all its
// items done. The gate lets it pass, so people may mean it.
func (c *checker) ticketsShared() {
	taken := map[string][]*Item{} // by what is the same in every spelling
	for i := range c.Items {
		it := &c.Items[i]
		ref, ok := incident.ParseTicketRef(it.Ticket)
		if !ok {
			continue
		}
		key := ref.Key + "#" + strconv.Itoa(ref.Number)
		if first := sharedWith(taken[key], ref); first != nil {
			c.report(diagnostic.TicketShared, diagnostic.Warning, it.place(incident.FieldTicket), it.ID,
				c.say("%s has the same ticket as %s", "%s は %s と同じチケットを指しています", it.ID, first.ID),
				c.say("give each action item a ticket of its own: take the link out here and run pmtracker tickets create", "恒久対応ごとに別のチケットにしてください。ここのリンクを消して pmtracker tickets create を実行します"))
			continue
		}
		if c.Tickets != nil { // were they not asked about, the numbers of examples and drafts are none
			c.report(diagnostic.TicketShared, diagnostic.Warning, it.place(incident.FieldTicket), it.ID, "", "")
			c.found[len(c.found)-1].link = &ref
		}
		taken[key] = append(taken[key], it)
	}
}

// linked gives the tickets of which a check of several documents may say that another
// has them, unless the rule is off or silenced there.
func (c *checker) linked() (all []diagnostic.LinkedTicket) {
	if c.Levels[diagnostic.TicketShared] == diagnostic.LevelOff {
		return nil
	}
	for _, f := range c.found {
		if f.link != nil {
			all = append(all, diagnostic.LinkedTicket{Ref: *f.link, Warning: f.Diagnostic})
		}
	}
	return all
}

// sharedWith gives the item whose ticket is that of ref. A form without its repository
// ("#12") is compared with its like alone: which repository it means the document does
// not say.
func sharedWith(items []*Item, ref incident.TicketRef) *Item {
	for _, it := range items {
		other, _ := incident.ParseTicketRef(it.Ticket)
		if other.Same(ref) && (other.Owner == "") == (ref.Owner == "") {
			return it
		}
	}
	return nil
}
