package postmortem

import (
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// actionItems is the rules about action items: there is one (action-none), its
// fields are written (action-field-missing), it has one owner (action-owner)
// and a day not before the incident (action-due), and what it changes is concrete
// (action-vague).
func (c *checker) actionItems() {
	if len(c.Items) == 0 && c.Front.NoActionItems == "" {
		c.actionNone()
	}
	c.missingColumns()
	c.missingTitles()
	for i := range c.Items {
		it := &c.Items[i]
		c.fields(it)
		c.doubles(it)
		c.owner(it)
		c.due(it)
		c.vague(it)
	}
	c.overviews()
}

// actionNone tells a section that says nothing from one whose items are not in
// the form in which they can be followed up.
func (c *checker) actionNone() {
	message := c.say("the postmortem has no action item", "恒久対応が一つもありません")
	for _, s := range c.Sections {
		if s.Name == SectionActions && !s.empty {
			message = c.say("what stands under %q is in no form in which it can be followed up", "「%s」の内容は、追跡できる恒久対応の形になっていません", c.text(s.Heading))
			break
		}
	}
	c.fail(diagnostic.ActionNone, c.sectionHeading(SectionActions), "", message,
		c.say("write each as a heading \"### AI-1: …\" with its fields, or the reason why none is needed as no_action_items: in the front matter",
			"「### AI-1: …」の見出しと項目を書いてください。不要ならその理由を front matter の no_action_items: に書いてください"))
}

func (c *checker) sectionHeading(name SectionName) Span {
	for _, s := range c.Sections {
		if s.Name == name {
			return s.Heading
		}
	}
	return c.docStart()
}

// place gives where a finding about a field stands: its value, else its key,
// else the item's heading.
func (it *Item) place(f incident.Field) Span {
	p, ok := it.Fields[f]
	switch {
	case !ok:
		return it.Heading
	case p.Value.Start < p.Value.End:
		return p.Value
	}
	return p.Key
}

func (c *checker) fields(it *Item) {
	if incident.Unwritten(it.Title) && !it.lacksTitleColumn() {
		c.fail(diagnostic.ActionFieldMissing, it.Heading, it.ID, c.say("%s has no title", "%s にタイトルがありません", it.ID),
			c.say("write after its number what is to be done", "番号の後に、行うことを書いてください"))
	}
	for _, f := range behaviourFields() {
		if it.Get(f) == "" && !it.lacksColumn(f) {
			c.fail(diagnostic.ActionFieldMissing, it.place(f), it.ID, c.say("%s: %q is not written", "%s:「%s」が書かれていません", it.ID, f.Label(c.words)), f.Ask(c.words))
			c.missing(it, f)
		}
	}
	if it.Kind != "" && !it.Kind.Valid() {
		f := c.fail(diagnostic.ActionFieldMissing, it.place(incident.FieldKind), it.ID,
			c.say("%s: there is no kind %q", "%s: 種別に「%s」はありません", it.ID, it.Kind), incident.FieldKind.Ask(c.words))
		if kind, ok := likelyKind(string(it.Kind)); ok {
			f.Suggestion = c.say("write %s", "%s と書いてください", kind)
			f.Fix = c.fieldFix(it, incident.FieldKind, string(kind))
		}
	}
}

// doubles refuses a field that is written twice, as a merge that kept both sides
// leaves it.
func (c *checker) doubles(it *Item) {
	for _, twice := range it.doubles {
		c.fail(diagnostic.ActionFieldMissing, twice.second, it.ID,
			c.say("%q stands twice, on lines %d and %d", "「%s」が二度書かれています（%d行目と%d行目）", twice.field.Label(c.words),
				c.Position(twice.first.Start).Line, c.Position(twice.second.Start).Line),
			c.say("keep the one that holds, and remove the other", "正しい方だけを残し、もう一方を消してください"))
		c.found[len(c.found)-1].unclear = true
	}
}

// fieldFix replaces the value of a field, where it is written as it was read.
func (c *checker) fieldFix(it *Item, f incident.Field, value string) []diagnostic.Edit {
	p := it.Fields[f]
	if c.text(p.Value) != p.Raw || p.Raw == "" {
		return nil
	}
	return []diagnostic.Edit{{Start: p.Value.Start, End: p.Value.End, Text: value}}
}

func (c *checker) owner(it *Item) {
	at := it.place(incident.FieldOwner)
	owner := strings.TrimSpace(it.Owner)
	if owner == "" {
		c.fail(diagnostic.ActionOwner, at, it.ID, c.say("%s has no owner", "%s に担当がいません", it.ID), incident.FieldOwner.Ask(c.words))
		c.missing(it, incident.FieldOwner)
		return
	}
	if !c.People.OnePerson(owner) {
		c.fail(diagnostic.ActionOwner, at, it.ID, c.say("%s: %q is not one person", "%s:「%s」は一人の担当ではありません", it.ID, owner), incident.FieldOwner.Ask(c.words))
	}
}

func (c *checker) due(it *Item) {
	at := it.place(incident.FieldDue)
	raw := it.Fields[incident.FieldDue].Raw
	switch {
	case raw == "":
		c.fail(diagnostic.ActionDue, at, it.ID, c.say("%s has no due date", "%s に期限がありません", it.ID), incident.FieldDue.Ask(c.words))
		c.missing(it, incident.FieldDue)
	case !it.HasDue():
		c.dayInAnotherForm(it, at, raw)
	default:
		if began := c.incidentDay(); began.IsValid() && it.Due.Before(began) {
			c.fail(diagnostic.ActionDue, at, it.ID, c.say("%s is due on %s, before the incident (%s)", "%s の期限 %s がインシデント（%s）より前です", it.ID, it.Due, began),
				c.say("set the day of the incident or a later one", "インシデント当日以降の日にしてください"))
		}
	}
}

// dayInAnotherForm is about a due date that is not written as YYYY-MM-DD: it is one day,
// and corrected, or one of two, or none.
func (c *checker) dayInAnotherForm(it *Item, at Span, raw string) {
	f := c.fail(diagnostic.ActionDue, at, it.ID, c.say("%s: %q is not a day of the calendar", "%s:「%s」は日付として読めません", it.ID, raw), incident.FieldDue.Ask(c.words))
	switch days := otherDays(raw); len(days) {
	case 1:
		f.Message = c.say("%s: %q is a day in another form", "%s:「%s」は日付の書き方が違います", it.ID, raw)
		f.Suggestion = c.say("write %s", "%s と書いてください", days[0])
		f.Fix = c.fieldFix(it, incident.FieldDue, days[0].String())
	case 2:
		f.Message = c.say("%s: %q can be %s or %s", "%s:「%s」は %s とも %s とも読めます", it.ID, raw, days[0], days[1])
		f.Suggestion = c.say("write the day that is meant, as YYYY-MM-DD", "どちらの日か、YYYY-MM-DD の形で書いてください")
	}
	c.found[len(c.found)-1].waits = true
}

// incidentDay gives the day on which the incident began, in its zone.
func (d *Document) incidentDay() civil.Date {
	at := d.Began()
	if at.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(at.In(d.Zone))
}

// tickets is the rules about tickets: each item has one
// (action-ticket-missing), the provider confirms it (action-ticket-unverified)
// and agrees on owner and due date (action-ticket-mismatch), where one that was given up
// is told too.
func (c *checker) tickets() {
	for i := range c.Items {
		it := &c.Items[i]
		at := it.place(incident.FieldTicket)
		if _, ok := incident.ParseTicketRef(it.Ticket); !ok {
			c.ticketMissing(it, at)
			continue
		}
		if fact, said := c.Tickets[it.ID]; said {
			c.ticketFact(it, at, fact)
		}
	}
}

func (c *checker) ticketMissing(it *Item, at Span) {
	severity := c.ticketSeverity()
	if it.lacksColumn(incident.FieldTicket) {
		return // said once, by missingColumns
	}
	if it.Ticket == "" {
		fix := incident.FieldTicket.Ask(c.words)
		if c.TicketsAfterMerge && c.Front.Status != StatusClosed {
			severity, fix = diagnostic.Warning, OpenedAfterMerge(c.words)
		}
		c.report(diagnostic.ActionTicketMissing, severity, at, it.ID, c.say("%s has no ticket", "%s にチケットがありません", it.ID), fix)
		c.missing(it, incident.FieldTicket)
		return
	}
	message, fix, _ := incident.UnreadTicket(it.Ticket, c.words)
	c.report(diagnostic.ActionTicketMissing, severity, at, it.ID, it.ID+c.say(": ", ":")+message, fix)
}

// OpenedAfterMerge says what to do about a ticket that is opened after the merge.
func OpenedAfterMerge(l incident.Lang) string {
	return l.Say("nothing now: once every action item is complete, it is opened and linked after the merge (pmtracker tickets create does it before)",
		"いまは不要です。恒久対応がすべて書けていれば、マージ後に作成され、リンクが書き込まれます（先に作るなら pmtracker tickets create）")
}

// ticketSeverity is a warning while the document is a draft: tickets are opened
// once the items are agreed.
func (c *checker) ticketSeverity() diagnostic.Severity {
	if c.Front.Status == StatusDraft {
		return diagnostic.Warning
	}
	return diagnostic.Error
}

func (c *checker) ticketFact(it *Item, at Span, fact incident.TicketFact) {
	for _, u := range incident.TicketDisagreements(it.ActionItem, fact, c.People, c.words) {
		rule := diagnostic.ActionTicketMismatch
		if !fact.Exists {
			rule = diagnostic.ActionTicketUnverified
		}
		c.fail(rule, at, it.ID, u.Message, u.Fix)
	}
	if message, fix, ok := incident.DroppedTicket(it.ActionItem, fact, c.words); ok {
		c.report(diagnostic.ActionTicketMismatch, diagnostic.Warning, at, it.ID, message, fix)
	}
}
