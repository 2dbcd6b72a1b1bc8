package tracker

import (
	"context"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Amendment is what is put right of what an incident was declared with.
type Amendment struct {
	Title      string            // empty: it stays
	Service    *string           // nil: it stays; empty: it is of none
	Severity   incident.Severity // empty: it stays
	OccurredAt time.Time         // zero: it stays
}

// Amend puts the title, service and severity of an incident right, and when it began, and
// its postmortem where that says the same, and gives the incident. Another severity is an
// event of the timeline. Who may only work on one service can give an incident to no other,
// and nobody gets more access over an incident by giving it to another service.
// A beginning in the future or after the detection is Invalid.
func (t *Tracker) Amend(ctx context.Context, a Actor, key string, m Amendment) (in store.Incident, err error) {
	if m == (Amendment{}) {
		return in, incident.Tell(incident.Invalid, "nothing is named to be put right; give a title, a service, a severity or when it began", "訂正する内容がありません。題名、サービス、重大度、発生時刻のいずれかを指定してください")
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
		if err := a.mayMove(in.Service, strings.TrimSpace(*m.Service)); err != nil {
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
	if !m.OccurredAt.IsZero() && !sameSecond(m.OccurredAt, in.OccurredAt) {
		var err error
		if in, err = t.amendBeginning(ctx, tx, in, m.OccurredAt); err != nil {
			return in, nil, err
		}
		changed = append(changed, "occurred_at")
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
		asked, same bool
		set         func() ([]byte, error)
	}{
		{m.Title != "", d.Front.Title == in.Title, func() ([]byte, error) { return d.SetIncidentTitle(in.Title) }},
		{m.Service != nil, d.Front.Service == in.Service, func() ([]byte, error) { return d.SetFront("service", in.Service) }},
		{m.Severity != "", d.Front.Severity == in.Severity, func() ([]byte, error) { return d.SetFront("severity", string(in.Severity)) }},
		{!m.OccurredAt.IsZero(), sameSecond(d.Front.OccurredAt, in.OccurredAt), func() ([]byte, error) {
			return d.SetBeginning(in.OccurredAt.In(in.Zone).Truncate(time.Second))
		}},
	} {
		if !front.asked || front.same {
			continue
		}
		text, err := front.set()
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
// says of title, service, severity and when it began. What the edit left as it was, or empty, is no
// change of the incident, which may have gone on since that was written.
func (t *Tracker) followFront(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, was, now *postmortem.Document) error {
	if was.Front.Broken() {
		return nil
	}
	var m Amendment
	if now.Front.Title != was.Front.Title {
		m.Title = now.Front.Title
	}
	if now.Front.Service != was.Front.Service && now.Front.Service != "" {
		m.Service = &now.Front.Service
	}
	if now.Front.Severity != was.Front.Severity && now.Front.Severity.Valid() {
		m.Severity = now.Front.Severity
	}
	if !now.Front.OccurredAt.Equal(was.Front.OccurredAt) {
		late, err := t.beginsLate(ctx, tx, in, now)
		if err != nil {
			return err
		}
		if late == nil {
			m.OccurredAt = now.Front.OccurredAt
		}
	}
	_, _, err := t.amend(ctx, tx, a, in, m)
	return err
}
