package tracker

import (
	"context"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Generated is the postmortem of an incident as generate leaves it.
type Generated struct {
	postmortem.Refreshed
	Revision int
	New      bool // there was none before
	Closed   bool // the incident is: it stays as it was approved
}

// Generate writes the postmortem of an incident in the database and keeps it as a
// revision. Where there is one already, it is brought up to date and keeps what
// people wrote (postmortem.Refresh); so it may be run again at any time. A recovered
// incident then is in review. That of a closed one stays as it was approved and is
// given out. lang and tmpl choose what a new one is written in;
// the zero values mean the incident's language and the built-in template.
func (t *Tracker) Generate(ctx context.Context, a Actor, key string, lang incident.Lang, tmpl postmortem.Template) (g Generated, err error) {
	err = t.change(ctx, a, Responder, "postmortem.generate", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, key)
		if err != nil {
			return err
		}
		if in.State == incident.Closed {
			g = Generated{Closed: true}
			return onlyWhere(false, entry, t.giveOut(ctx, tx, key, &g))
		}
		whole, err := tx.WholeIncident(ctx, key)
		if err != nil {
			return err
		}
		if whole.Record, err = t.record(ctx, tx, whole); err != nil {
			return err
		}
		whole.Incident = t.asWritten(whole.Incident)
		if in.State == incident.Recovered {
			if err := tx.SetState(ctx, key, incident.InReview); err != nil {
				return err
			}
			in.State = incident.InReview
		}
		entry.Incident = key
		if in.Revision == 0 {
			entry.Detail = "new"
			g, err = t.firstRevision(ctx, tx, a, whole, in.State, lang, tmpl)
			return err
		}
		entry.Detail = "merged"
		if g, err = t.refresh(ctx, tx, a, whole, in.State); err != nil {
			return err
		}
		return t.giveOut(ctx, tx, key, &g)
	})
	return g, err
}

// firstRevision writes the postmortem of an incident that has none.
func (t *Tracker) firstRevision(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, state incident.State, lang incident.Lang, tmpl postmortem.Template) (Generated, error) {
	if lang != "" {
		in.Lang = lang
	}
	if in.Author == "" {
		in.Author = a.Name
		if err := tx.SetAuthor(ctx, in.Key, in.Author); err != nil {
			return Generated{}, err
		}
	}
	if tmpl.Text == "" {
		var err error
		if tmpl, err = postmortem.BuiltinTemplate(in.Lang); err != nil {
			return Generated{}, err
		}
	}
	text, err := postmortem.Generate(in.Incident, tmpl)
	if err != nil {
		return Generated{}, err
	}
	if text, err = t.withStatus(in.Key, text, state); err != nil {
		return Generated{}, err
	}
	in.State = state
	n, err := t.save(ctx, tx, a, in, 0, text, "generated")
	return Generated{Refreshed: postmortem.Refreshed{Text: text}, Revision: n, New: true}, err
}

// broughtUpToDate is the note of a revision that nobody wrote by hand: generate
// writes what it added once more.
const broughtUpToDate = "brought up to date"

// refresh brings a postmortem up to date. While nothing was recorded since its incident
// was imported, its text is all that is known, and stays as people wrote and approved it.
func (t *Tracker) refresh(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, state incident.State) (Generated, error) {
	d, r, err := t.document(ctx, tx, in.Key, 0)
	if err != nil {
		return Generated{}, err
	}
	g := Generated{Revision: r.Number, Refreshed: postmortem.Refreshed{Text: []byte(r.Text)}}
	news, err := t.recordedSinceImport(ctx, tx, in)
	if err != nil {
		return Generated{}, err
	}
	if news {
		if g.Refreshed, err = postmortem.Refresh(d, in.Incident); err != nil {
			return Generated{}, err
		}
	}
	if g.Text, err = t.withStatus(in.Key, g.Text, state); err != nil || string(g.Text) == r.Text {
		return g, err
	}
	in.State = state
	g.Revision, err = t.save(ctx, tx, a, in, r.Number, g.Text, broughtUpToDate)
	return g, err
}

// recordedSinceImport tells whether the record has more than the first revision says. It
// is true of every incident that was declared here.
func (t *Tracker) recordedSinceImport(ctx context.Context, tx *store.Tx, in store.Incident) (bool, error) {
	if declaredHere(in) {
		return true, nil
	}
	first, _, err := t.document(ctx, tx, in.Key, 1)
	if err != nil {
		return true, err
	}
	told := first.Recorded()
	return len(told.Events) < len(in.Events) || len(told.Reports) < len(in.Reports), nil
}

// Written gives an incident as its postmortem tells of it, for a document that
// lies outside the database, where people went on editing it.
func (t *Tracker) Written(ctx context.Context, a Actor, key string, d *postmortem.Document) (incident.Incident, error) {
	var in store.Incident
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		if in, err = tx.WholeIncident(ctx, key); err != nil {
			return err
		}
		if in.BeganBefore, err = t.beginningsSince(ctx, tx, in, d); err != nil {
			return err
		}
		in.Record, err = t.record(ctx, tx, in)
		return err
	})
	return t.asWritten(in.Incident), err
}

// beginningsSince gives when an incident was said to have begun by the revisions from that
// on from which a document outside the database was made, other than the newest one says.
func (t *Tracker) beginningsSince(ctx context.Context, tx *store.Tx, in store.Incident, d *postmortem.Document) ([]time.Time, error) {
	if d.Front.OccurredAt.IsZero() || sameSecond(d.Front.OccurredAt, in.OccurredAt) {
		return nil, nil
	}
	revisions, err := tx.Revisions(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	base, _ := d.Base()
	var had []time.Time
	for _, r := range revisions[min(max(base-1, 0), len(revisions)):] {
		was, err := postmortem.ParseIn(in.Key, []byte(r.Text), t.Config.Zone)
		if err != nil {
			return nil, err
		}
		had = append(had, was.Front.OccurredAt)
	}
	if len(had) > 0 {
		had = slices.DeleteFunc(had, had[len(had)-1].Equal)
	}
	return had, nil
}

// withStatus lets a postmortem say that it is in review once it is; earlier and
// later states are not its business.
func (t *Tracker) withStatus(key string, text []byte, state incident.State) ([]byte, error) {
	d, err := postmortem.ParseIn(key, text, t.Config.Zone)
	if err != nil || state != incident.InReview || d.Front.Status == postmortem.StatusInReview {
		return text, err
	}
	return d.SetFront("status", string(postmortem.StatusInReview))
}

// asWritten gives an incident whose times a person would write down: rows keep
// microseconds, a document says when something happened to the second. A normal range
// that was learnt has the digits that a person reads; one that people wrote is theirs. A
// report that reached nobody was not sent. It comes with the people whom the document
// does not name.
func (t *Tracker) asWritten(in incident.Incident) incident.Incident {
	in.People = t.Config.People
	in.OccurredAt = in.OccurredAt.Truncate(time.Second)
	in.Events = slices.Clone(in.Events)
	for i := range in.Events {
		e := &in.Events[i]
		e.At, e.WrittenAt, e.CorrectedAt = e.At.Truncate(time.Second), e.WrittenAt.Truncate(time.Second), e.CorrectedAt.Truncate(time.Second)
		if note := in.CorrectionNote(in.Events[i], in.Zone, in.Lang); note != "" {
			in.Events[i].Text = note + ": " + in.Events[i].Text
		}
	}
	in.KPIs = slices.Clone(in.KPIs)
	for i, k := range in.KPIs {
		if k.ReadBy == "" && !t.fixesRange(k.Name) {
			in.KPIs[i].Baseline = k.RoundedBaseline()
		}
	}
	in.Reports = slices.DeleteFunc(slices.Clone(in.Reports), func(r incident.Report) bool { return r.Lost })
	for i := range in.Reports {
		in.Reports[i].SentAt = in.Reports[i].SentAt.Truncate(time.Second)
		in.Reports[i].NextAt = in.Reports[i].NextAt.Truncate(time.Second)
	}
	return in
}

// fixesRange tells whether the team's configuration says what is normal for a KPI, so that
// it is not learnt.
func (t *Tracker) fixesRange(name string) bool {
	return slices.ContainsFunc(t.Config.KPIs, func(k config.KPI) bool { return k.Name == name && incident.RangeOf(k.Low, k.High) != nil })
}

// record gives what the room of an incident knows beside its timeline; nil for
// one that was handled elsewhere and imported. Times are to the second.
func (t *Tracker) record(ctx context.Context, tx *store.Tx, in store.Incident) (*incident.Record, error) {
	if !declaredHere(in) {
		return nil, nil
	}
	r := &incident.Record{}
	var err error
	if r.Roster, err = tx.Roster(ctx, in.Key); err != nil {
		return nil, err
	}
	for i := range r.Roster {
		r.Roster[i].From, r.Roster[i].Until = r.Roster[i].From.Truncate(time.Second), r.Roster[i].Until.Truncate(time.Second)
	}
	decisions, err := tx.Decisions(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	for _, e := range in.Events {
		if d, ok := decisions[e.ID]; ok {
			dated := incident.DatedDecision{At: e.At.Truncate(time.Second), Decision: d}
			for _, had := range in.Superseded(e) {
				dated.Superseded = append(dated.Superseded, had.Truncate(time.Second))
			}
			r.Decisions = append(r.Decisions, dated)
		}
	}
	list, err := t.checklist(ctx, in.Lang)
	if err != nil {
		return nil, err
	}
	recovery, _ := in.First(incident.KindRecovery)
	silences := in.Silences(in.DeclaredAt, t.now(), list.FirstReportDue())
	r.Gaps = incident.Gaps(silences, r.Roster, in.DeclaredAt, recovery.At, t.now())
	for i := range r.Gaps {
		r.Gaps[i].Due, r.Gaps[i].Ended = r.Gaps[i].Due.Truncate(time.Second), r.Gaps[i].Ended.Truncate(time.Second)
	}
	return r, nil
}

// declaredHere tells whether an incident was declared in this database when it
// happened: what was imported tells nothing of reports and roles.
func declaredHere(in store.Incident) bool {
	e, ok := in.First(incident.KindDeclaration)
	return ok && e.RecordedAt.Sub(in.DeclaredAt).Abs() < time.Minute
}

// importedAt gives when an incident that was handled elsewhere came into the database,
// before which this room owed nobody anything: when its first event was written down,
// or now while there is none. It is zero for an incident that was declared here.
func importedAt(in store.Incident, now time.Time) time.Time {
	if declaredHere(in) {
		return time.Time{}
	}
	at := now
	for _, e := range in.Events {
		if e.RecordedAt.Before(at) {
			at = e.RecordedAt
		}
	}
	return at
}
