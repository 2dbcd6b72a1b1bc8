package postmortem

import (
	"strconv"
	"strings"
	"sync"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/prose"
)

// Item is an action item as it stands in the document.
type Item struct {
	incident.ActionItem
	Heading Span // "AI-1: …", or the row of a table
	TitleAt Span
	Fields  map[incident.Field]FieldPlace

	row      *actionRow // of the table that has a row an item; nil: the item has a heading
	markdown itemMarkdown
	slips    []misspelt // keys by which a field is nearly read
	doubles  []double   // fields that are written once more
}

// FieldPlace is where one field of an action item stands.
type FieldPlace struct {
	Key   Span // in a table: the cell
	Value Span // empty where nothing is written yet
	Raw   string
	cell  bool

	borrowed bool // the key is not the field's own name

	marked Span // the value with the signs of emphasis or code round it; empty: it has none

	lineAt int    // in a list: where the text of its line begins
	nested bool   // something stands under its line
	parts  []Span // where each of its textParts stands; nil where it has one line

	alone bool // its line can be left out: nothing stands under it, and it is no row of several fields or header
	next  int  // in a list: where the next block begins; in a table of the item's own: where the next row does
}

// double is a field that an item has twice: nobody can tell which one holds.
type double struct {
	field         incident.Field
	first, second Span // the keys
}

// itemMarkdown is how the lines of an item are written, for a line to be added.
type itemMarkdown struct {
	bullet   string // "- ", "*\t"
	lang     incident.Lang
	bold     bool
	colon    string
	insertAt int // after the heading, where the item has no list
}

// foldWidth makes full-width letters, digits and signs plain, and the dashes
// that stand for a hyphen a hyphen.
func foldWidth(s string) string {
	s = norm.NFKC.String(s)
	switch s {
	case "‐", "‑", "–", "—", "−", "ー":
		return "-"
	}
	return s
}

// FieldOf gives the field that a key names, in either language.
func FieldOf(key string) (incident.Field, bool) {
	if f, ok := fieldNames()[key]; ok { // as nearly everybody writes it
		return f, true
	}
	key = foldKey(key)
	if f, ok := fieldNames()[key]; ok {
		return f, true
	}
	switch key {
	case "担当者", "オーナー", "assignee":
		return incident.FieldOwner, true
	case "期日", "due date", "納期":
		return incident.FieldDue, true
	case "トリガー", "trigger":
		return incident.FieldWhen, true
	case "check", "検証方法", "確認":
		return incident.FieldVerifiedBy, true
	case "issue", "課題":
		return incident.FieldTicket, true
	case "種類":
		return incident.FieldKind, true
	case "検証済み", "確認結果":
		return incident.FieldVerified, true
	}
	return "", false
}

// foldKey takes off what does not tell keys apart: case, width, how much space.
func foldKey(key string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(key)), " "))
}

// fieldNames are the names of the fields as templates write them, and in lower
// case.
var fieldNames = sync.OnceValue(func() map[string]incident.Field {
	names := map[string]incident.Field{}
	for _, f := range fieldOrder() {
		label := f.Label(incident.English)
		for _, name := range []string{label, strings.ToLower(label), f.Label(incident.Japanese), string(f)} {
			names[name] = f
		}
	}
	return names
})

// fieldOrder lists the fields in the order in which their lines stand, the
// record of the verification last.
func fieldOrder() []incident.Field { return append(incident.Fields(), incident.FieldVerified) }

// set takes a field's text into the model. What says nothing is
// nothing.
func (it *Item) set(f incident.Field, place FieldPlace, text string) {
	if isWord(f) {
		text = place.unmark(text)
	}
	if f.Unwritten(text) || holdsList(f) && !place.nested && prose.OnlyLeads(text) || place.parts != nil && unwrittenList(text) {
		text = ""
	}
	if first, twice := it.Fields[f]; twice && (first.borrowed || place.borrowed) {
		if text == "" || first.Raw != "" && !first.borrowed {
			return
		}
	} else if twice {
		if it.row == nil || text != "" {
			it.doubles = append(it.doubles, double{f, first.Key, place.Key})
		}
		return
	}
	place.Raw = text
	it.Fields[f] = place
	switch f {
	case incident.FieldKind:
		it.Kind = incident.ActionKind(strings.ToLower(norm.NFKC.String(text)))
	case incident.FieldOwner:
		it.Owner = linkedPeople(text)
	case incident.FieldDue:
		it.Due, _ = civil.ParseDate(norm.NFKC.String(text))
	case incident.FieldTicket:
		it.Ticket = ticketAddress(text)
	case incident.FieldWhen:
		it.When = text
	case incident.FieldBefore:
		it.Before = text
	case incident.FieldAfter:
		it.After = text
	case incident.FieldVerifiedBy:
		it.VerifiedBy = text
	case incident.FieldVerified:
		it.Verified = text
	}
}

// Item gives the action item of an id, NotFound where the document has none.
func (d *Document) Item(id string) (*Item, error) {
	for i := range d.Items {
		if strings.EqualFold(d.Items[i].ID, id) {
			return &d.Items[i], nil
		}
	}
	return nil, incident.Tell(incident.NotFound, "%s has no action item %s", "%s に恒久対応 %s はありません", d.Path, id)
}

// ActionItems gives the model of the action items, in the order of the document.
func (d *Document) ActionItems() []incident.ActionItem {
	items := make([]incident.ActionItem, len(d.Items))
	for i, it := range d.Items {
		items[i] = it.ActionItem
	}
	return items
}

// DatedItems is ActionItems for those who remind of them: a due date in another form that
// can mean one day alone is that day, while the checker asks for it as YYYY-MM-DD.
func (d *Document) DatedItems() []incident.ActionItem {
	items := d.ActionItems()
	for i, it := range d.Items {
		if it.HasDue() {
			continue
		}
		if days := otherDays(it.Fields[incident.FieldDue].Raw); len(days) == 1 {
			items[i].Due = days[0]
		}
	}
	return items
}

// itemID numbers action items from 1.
func itemID(n int) string { return "AI-" + strconv.Itoa(n) }
