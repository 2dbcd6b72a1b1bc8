package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Amendment is what is put right of what an incident was declared with.
type Amendment struct {
	Title    string            // empty: it stays
	Service  *string           // nil: it stays; empty: it is of none
	Severity incident.Severity // empty: it stays
}

// Amend puts the title, service and severity of an incident right, and its postmortem
// where that says the same, and gives the incident. Another severity is an event of the
// timeline. Who may only work on one service can give an incident to no other.
func (t *Tracker) Amend(ctx context.Context, a Actor, key string, m Amendment) (in store.Incident, err error) {
	if m == (Amendment{}) {
		return in, incident.Tell(incident.Invalid, "nothing is named to be put right; give a title, a service or a severity", "訂正する内容がありません。題名、サービス、重大度のいずれかを指定してください")
	}
	err = t.change(ctx, a, Responder, "incident.amend", func(tx *store.Tx, entry *store.AuditEntry) error {
		if in, err = openIncident(ctx, tx, key); err != nil {
			return err
		}
		entry.Incident = key
		var changed []string
		if in, changed, err = t.amend(ctx, tx, a, in, m); err != nil {
			return err
		}
		entry.Detail = strings.Join(changed, ", ")
		rewritten, err := t.amendPaper(ctx, tx, a, in, m)
		return onlyWhere(rewritten || len(changed) > 0, entry, err)
	})
	return in, err
}

// amend puts the row of an incident right, gives it as it is then, and names what changed.
func (t *Tracker) amend(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, m Amendment) (store.Incident, []string, error) {
	var changed []string
	if title := strings.Join(strings.Fields(m.Title), " "); title != "" && title != in.Title {
		changed = append(changed, "title")
		in.Title = title
	}
	if m.Service != nil && strings.TrimSpace(*m.Service) != in.Service {
		if err := mayChange(ctx, tx, a, Responder, in.Key); err != nil { // of the service that it leaves
			return in, nil, err
		}
		changed = append(changed, "service")
		in.Service = strings.TrimSpace(*m.Service)
	}
	if len(changed) > 0 { // what an import brought stays writable, however long its names are
		if err := checkNames(in.Title, in.Service); err != nil {
			return in, nil, err
		}
		if err := tx.SetNames(ctx, in.Key, in.Title, in.Service); err != nil {
			return in, nil, err
		}
	}
	if m.Severity == "" || m.Severity == in.Severity {
		return in, changed, nil
	}
	if err := checkSeverity(m.Severity); err != nil {
		return in, nil, err
	}
	now := t.now()
	e, err := Entry{Kind: incident.KindSeverity, Text: in.Lang.Say("%s: put right", "%s に訂正", m.Severity)}.event(now, a)
	if err != nil {
		return in, nil, err
	}
	if _, err := tx.AppendEvent(ctx, in.Key, e); err != nil {
		return in, nil, err
	}
	in.Severity = m.Severity
	return in, append(changed, "severity"), tx.SetSeverity(ctx, in.Key, m.Severity)
}

// amendPaper lets the postmortem of an incident, where there is one, say what was put
// right, and tells whether it said something else.
func (t *Tracker) amendPaper(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, m Amendment) (rewritten bool, err error) {
	if in.Revision == 0 {
		return false, nil
	}
	d, r, err := t.document(ctx, tx, in.Key, 0)
	if err != nil {
		return false, err
	}
	for _, front := range []struct {
		key, says, value string
		asked            bool
	}{
		{"title", d.Front.Title, in.Title, m.Title != ""}, {"service", d.Front.Service, in.Service, m.Service != nil},
		{"severity", string(d.Front.Severity), string(in.Severity), m.Severity != ""},
	} {
		if !front.asked || front.says == front.value {
			continue
		}
		set := d.SetFront
		if front.key == "title" {
			set = func(_, title string) ([]byte, error) { return d.SetIncidentTitle(title) }
		}
		text, err := set(front.key, front.value)
		if err != nil {
			return false, err
		}
		if d, err = d.Edited(text); err != nil {
			return false, err
		}
	}
	n, err := t.save(ctx, tx, a, in, r.Number, d.Source, "put right")
	return n != r.Number, err
}

// followFront lets an incident follow an edit of what the front matter of its postmortem
// says of title, service and severity. What the edit left as it was, or empty, is no
// change of the incident, which may have gone on since that was written.
func (t *Tracker) followFront(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, was, now postmortem.FrontMatter) error {
	if was.Broken() {
		return nil
	}
	var m Amendment
	if now.Title != was.Title {
		m.Title = now.Title
	}
	if now.Service != was.Service && now.Service != "" {
		m.Service = &now.Service
	}
	if now.Severity != was.Severity && now.Severity.Valid() {
		m.Severity = now.Severity
	}
	_, _, err := t.amend(ctx, tx, a, in, m)
	return err
}
