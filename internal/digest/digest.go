// Package digest says which action items are overdue or due soon, by owner, and
// writes it as text, Markdown, HTML and JSON and for Slack. It does no I/O and
// reads no clock.
package digest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Item is an action item that is not done yet, and the incident it comes from.
type Item struct {
	Incident string
	ID       string // AI-1
	Title    string
	Owner    string     // as written; empty or "TBD": nobody
	Due      civil.Date // the zero date: none
	Ticket   string
	Dropped  bool   // the ticket is closed, but not because the work is done
	Path     string // of the document, relative to the repository; empty: it stands in the database
}

// Finished counts the items that the digest need not name.
type Finished struct {
	Done     int // the ticket is closed as done, or the check was seen to hold
	Verified int // of those in all: the check was seen to hold
}

// Options say for which day and whom a digest is made.
type Options struct {
	AsOf           civil.Date // a day in the team's zone
	SoonDays       int        // how many days ahead "due soon" looks
	EscalateDays   int        // overdue for more days than that goes to EscalateTo; 0: never
	EscalateTo     string
	People         incident.People // makes one person of several spellings
	Lang           incident.Lang
	TicketsUnasked bool     // no ticket was asked about: open and done come from the documents
	Unread         []string // tickets that were, without an answer
	Elsewhere      []string // tickets of another provider, whose items are in no list
}

// Digest is what is overdue and due soon on one day.
type Digest struct {
	Options
	Owners    []Owner // who has the oldest overdue item first
	Unowned   []Entry // every open item without an owner
	Undated   []Entry // every other open item without a due date, or with one that no calendar has
	Escalated []OwnedEntry
	Totals    Totals
}

// Owner is one person's part.
type Owner struct {
	Owner   string
	Overdue []Entry // oldest first
	DueSoon []Entry // next first
}

// Entry is one action item of a digest.
type Entry struct {
	Item
	DaysOverdue int // calendar days; 0: it is not overdue
}

// OwnedEntry is an entry with the person to whom it belongs.
type OwnedEntry struct {
	Owner string
	Entry
}

// Totals counts action items. Open ones are neither done nor verified.
type Totals struct {
	Open     int `json:"open"`
	Overdue  int `json:"overdue"`
	DueSoon  int `json:"due_soon"`
	Done     int `json:"done"`
	Verified int `json:"verified"`
}

// Make makes a digest of the open items, in any order, and of how many are
// finished.
func Make(open []Item, finished Finished, o Options) Digest {
	d := Digest{Options: o, Totals: Totals{Open: len(open), Done: finished.Done, Verified: finished.Verified}}
	owners := map[string]*Owner{}
	soon := o.AsOf.AddDays(o.SoonDays)
	for _, item := range open {
		e := Entry{Item: item}
		dated := item.Due.IsValid()
		if dated && item.Due.Before(o.AsOf) {
			e.DaysOverdue = o.AsOf.DaysSince(item.Due)
		}
		dueSoon := dated && e.DaysOverdue == 0 && !item.Due.After(soon)
		if e.DaysOverdue > 0 {
			d.Totals.Overdue++
		} else if dueSoon {
			d.Totals.DueSoon++
		}
		if o.People.Unowned(item.Owner) {
			d.Unowned = append(d.Unowned, e)
			continue
		}
		if !dated {
			d.Undated = append(d.Undated, e)
			continue
		}
		if e.DaysOverdue == 0 && !dueSoon {
			continue
		}
		owner := ownerOf(owners, item.Owner, o.People)
		if dueSoon {
			owner.DueSoon = append(owner.DueSoon, e)
			continue
		}
		owner.Overdue = append(owner.Overdue, e)
	}
	for _, owner := range owners {
		d.Owners = append(d.Owners, *owner)
	}
	d.sort()
	d.escalate()
	return d
}

// ownerOf gives the part of a person, however the name is spelt.
func ownerOf(owners map[string]*Owner, name string, people incident.People) *Owner {
	if p, ok := people.Known(name); ok {
		name = p.ID
	}
	key := incident.AccountName(name)
	if owners[key] == nil {
		owners[key] = &Owner{Owner: name}
	}
	return owners[key]
}

func (d *Digest) sort() {
	for _, o := range d.Owners {
		slices.SortFunc(o.Overdue, byDue)
		slices.SortFunc(o.DueSoon, byDue)
	}
	slices.SortFunc(d.Unowned, byDue)
	slices.SortFunc(d.Undated, byDue)
	slices.SortFunc(d.Owners, func(a, b Owner) int {
		return cmp.Or(cmp.Compare(oldest(b), oldest(a)), cmp.Compare(strings.ToLower(a.Owner), strings.ToLower(b.Owner)))
	})
}

func oldest(o Owner) int {
	if len(o.Overdue) == 0 {
		return 0
	}
	return o.Overdue[0].DaysOverdue
}

// byDue orders entries by due date, those without one last, then by incident
// and number.
func byDue(a, b Entry) int {
	if dated, other := a.Due != (civil.Date{}), b.Due != (civil.Date{}); dated != other {
		if dated {
			return -1
		}
		return 1
	}
	if c := cmp.Or(cmp.Compare(a.Due.Year, b.Due.Year), cmp.Compare(a.Due.Month, b.Due.Month), cmp.Compare(a.Due.Day, b.Due.Day)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Incident, b.Incident), cmp.Compare(itemNumber(a.ID), itemNumber(b.ID)), cmp.Compare(a.ID, b.ID))
}

func itemNumber(id string) int {
	n, _ := strconv.Atoi(id[strings.LastIndexByte(id, '-')+1:])
	return n
}

// escalate collects what has been overdue for longer than the team allows.
func (d *Digest) escalate() {
	if d.EscalateDays <= 0 || d.EscalateTo == "" {
		return
	}
	for _, o := range d.Owners {
		for _, e := range o.Overdue {
			if e.DaysOverdue > d.EscalateDays {
				d.Escalated = append(d.Escalated, OwnedEntry{o.Owner, e})
			}
		}
	}
	for _, e := range d.Unowned {
		if e.DaysOverdue > d.EscalateDays {
			d.Escalated = append(d.Escalated, OwnedEntry{"", e})
		}
	}
	slices.SortStableFunc(d.Escalated, func(a, b OwnedEntry) int { return cmp.Compare(b.DaysOverdue, a.DaysOverdue) })
}

// Quiet tells whether there is nothing that anybody has to act on.
func (d Digest) Quiet() bool {
	return d.Totals.Overdue == 0 && d.Totals.DueSoon == 0 && len(d.Unowned) == 0 && len(d.Undated) == 0
}
