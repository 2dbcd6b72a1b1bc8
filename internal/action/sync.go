package action

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// sync proposes, as a pull request, what changed at the tickets: owner and due
// date are written into the documents, a closed or reopened ticket into the
// index page. What nobody can decide but a person (a ticket that is gone, one
// with several owners) is listed in the pull request's text and in the summary.
func (j *Job) sync(ctx context.Context) error {
	d := delivery{branch: "pmtracker/sync", title: "pmtracker: what changed at the tickets", onlyPull: true,
		body: "Owners, due dates and states as the tickets have them now. Close this to keep what the documents say, and change the tickets instead."}
	return j.bringBack(ctx, d, func(ctx context.Context, c config.Config) (merged, error) {
		m := merged{lang: langOf(c)}
		docs, err := j.load(ctx, c)
		if err != nil {
			return m, err
		}
		p, err := j.Provider(c)
		if err != nil {
			return m, err
		}
		states, err := tracker.AskTickets(ctx, p, docs)
		if err != nil {
			return m, err
		}
		for _, d := range docs {
			if err := j.syncDocument(d, states[d], c.People, &m); err != nil {
				return m, err
			}
		}
		return m, j.writeIndex(ctx, c, &m)
	})
}

// syncDocument writes what the tickets say of owner and due date into one
// document, a line a field.
func (j *Job) syncDocument(d *postmortem.Document, facts map[string]incident.TicketFact, people incident.People, m *merged) error {
	now := d
	for _, item := range d.ActionItems() {
		fact, asked := facts[item.ID]
		if !asked {
			continue
		}
		name := digest.Escape(tracker.KeyOf(d)) + " " + item.ID
		if !fact.Exists {
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s", name, digest.Escape(d.Lang.Say("ticket %s is not confirmed: %s", "チケット %s を確認できません: %s", item.Ticket, fact.Why))))
			continue
		}
		for _, c := range fieldsFromTicket(item, fact, people) {
			text, err := now.SetField(item.ID, c.field, c.value)
			if err != nil {
				return err
			}
			if now, err = postmortem.Parse(d.Path, text); err != nil {
				return err
			}
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s → %s", name, digest.Escape(c.field.Label(d.Lang)), digest.Escape(c.value)))
		}
		if len(fact.Owners) > 1 && item.Owner != "" && !ownedBy(item, fact) {
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s", name, digest.Escape(d.Lang.Say("its ticket has several owners; write one of them", "チケットの担当が複数います。一人を書いてください"))))
		}
	}
	if now == d {
		return nil
	}
	path := j.rel(d.Path)
	m.touch(path)
	return tracker.WriteFile(filepath.Join(j.dir, filepath.FromSlash(path)), now.Source)
}

// fieldChange is one field that a document should have.
type fieldChange struct {
	field incident.Field
	value string
}

// fieldsFromTicket gives what differs and has one answer.
func fieldsFromTicket(item incident.ActionItem, fact incident.TicketFact, people incident.People) []fieldChange {
	var changes []fieldChange
	if len(fact.Owners) == 1 && !ownedBy(item, fact) {
		owner := "@" + fact.Owners[0]
		if p, ok := people.Find(fact.Owners[0]); ok {
			owner = p.ID
		}
		changes = append(changes, fieldChange{incident.FieldOwner, owner})
	}
	if fact.Due.IsValid() && fact.Due != item.Due {
		changes = append(changes, fieldChange{incident.FieldDue, fact.Due.String()})
	}
	return changes
}

func ownedBy(item incident.ActionItem, fact incident.TicketFact) bool {
	want := fact.WantOwner
	if want == "" {
		want = item.Owner
	}
	for _, o := range fact.Owners {
		if incident.SameAccount(o, want) {
			return true
		}
	}
	return false
}
