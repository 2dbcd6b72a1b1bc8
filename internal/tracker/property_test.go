package tracker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// model is what an incident has to be after a random sequence of use cases.
type model struct {
	state    incident.State
	severity incident.Severity
	events   []incident.Event
	commands string // who commands
	changes  int    // entries of the audit log
	reports  int
	revision bool
}

var texts = rapid.StringOfN(rapid.RuneFrom([]rune("abcXYZ 09|*_`<>&#\\[]()決済が失敗、。ー：\t\"'")), 1, 40, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })

// TestWhatIsReadBackIsWhatWentIn runs random sequences of use cases on both
// databases against a model.
func TestWhatIsReadBackIsWhatWentIn(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		tr := newTracker(s)
		rapid.Check(t, func(rt *rapid.T) { randomLife(rt, tr, s) })
	})
}

func randomLife(t *rapid.T, tr *tracker.Tracker, s *store.Store) {
	ctx := context.Background()
	title := strings.Join(strings.Fields(texts.Draw(t, "title")), " ")
	in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: title, Severity: "SEV3", DetectedAt: time.Date(2026, 3, 1, 9, 5, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	m := &model{state: incident.Declared, severity: "SEV3", events: slices.Clone(in.Events), changes: 1}
	steps := []func(*rapid.T, *tracker.Tracker, string, *model){logStep, severityStep, roleStep, reportStep, recoverStep, generateStep}
	for range rapid.IntRange(0, 8).Draw(t, "steps") {
		rapid.SampledFrom(steps).Draw(t, "step")(t, tr, in.Key, m)
	}
	compare(t, tr, s, in.Key, title, m)
}

// step judges the outcome of a use case: refused changes nothing.
func (m *model) step(t *rapid.T, err error, allowed bool, change func()) {
	switch {
	case err == nil && allowed:
		m.changes++
		change()
	case err == nil:
		t.Fatal("it was not refused")
	case allowed:
		t.Fatalf("it was refused: %v", err)
	}
}

func logStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	entry := tracker.Entry{
		Kind: rapid.SampledFrom(incident.EventKinds()).Draw(t, "kind"), Text: texts.Draw(t, "text"),
		At:   time.Date(2026, 3, 1, 9, rapid.IntRange(0, 15).Draw(t, "minute"), 0, 0, time.UTC),
		Role: rapid.SampledFrom([]incident.Role{"", incident.Operations, incident.Commander}).Draw(t, "role"),
	}
	if rapid.Bool().Draw(t, "link") {
		entry.Links = []string{"https://example.com/d/7?a=1&b=|", "https://example.com/八"}
	}
	if entry.Kind == incident.KindCorrection {
		entry.Corrects = m.events[0].ID
	}
	allowed := !slices.Contains([]incident.EventKind{incident.KindDeclaration, incident.KindRole, incident.KindRecovery, incident.KindSeverity}, entry.Kind) &&
		!(entry.Kind == incident.KindAction && entry.Role == incident.Commander)
	e, err := tr.Log(context.Background(), akiko, key, entry)
	m.step(t, err, allowed, func() {
		m.events = append(m.events, e)
		if entry.Kind == incident.KindContainment && m.state == incident.Declared {
			m.state = incident.Contained
		}
	})
}

func severityStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	to := rapid.SampledFrom(incident.Severities()).Draw(t, "severity")
	e, err := tr.Log(context.Background(), akiko, key, tracker.Entry{Kind: incident.KindSeverity, Text: string(to) + ": wider"})
	m.step(t, err, true, func() { m.events, m.severity = append(m.events, e), to })
}

func roleStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	person := rapid.SampledFrom([]string{"@ben", "@chie"}).Draw(t, "person")
	err := tr.AssignRole(context.Background(), akiko, key, incident.Commander, person)
	m.step(t, err, m.commands == "", func() {
		m.commands = person
		m.events = append(m.events, incident.Event{Kind: incident.KindRole, Role: incident.Commander, Actor: person})
	})
}

func reportStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	kind := rapid.SampledFrom([]incident.ReportKind{incident.ReportFirst, incident.ReportPeriodic}).Draw(t, "report")
	named := rapid.Bool().Draw(t, "names the next")
	r := tracker.ReportRequest{Kind: kind}
	if named {
		r.NextAt = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	_, err := tr.Report(context.Background(), akiko, key, r)
	m.step(t, err, named, func() {
		m.reports++
		m.events = append(m.events, incident.Event{Kind: incident.KindCommunication, Role: incident.Communication})
	})
}

func recoverStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	value := float64(rapid.IntRange(0, 4).Draw(t, "value"))
	r, err := tr.Recover(context.Background(), akiko, key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "p95", Value: &value, Baseline: &incident.Range{Low: 0, High: 2}}}})
	if err == nil && r.Recovered != (value <= 2) {
		t.Fatalf("value %v: recovered %v", value, r.Recovered)
	}
	if err == nil && !r.Recovered {
		return
	}
	m.step(t, err, m.state == incident.Contained, func() {
		m.state = incident.Recovered
		m.events = append(m.events, incident.Event{Kind: incident.KindRecovery, Role: incident.Commander})
	})
}

func generateStep(t *rapid.T, tr *tracker.Tracker, key string, m *model) {
	_, err := tr.Generate(context.Background(), akiko, key, "", postmortem.Template{})
	m.step(t, err, true, func() {
		m.revision = true
		if m.state == incident.Recovered {
			m.state = incident.InReview
		}
	})
}

// compare holds what is read back against the model.
func compare(t *rapid.T, tr *tracker.Tracker, s *store.Store, key, title string, m *model) {
	ctx := context.Background()
	got, err := tr.Show(ctx, vic, key)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != m.state || got.Severity != m.severity || got.Title != title || len(got.Reports) != m.reports || (got.Revision > 0) != m.revision {
		t.Fatalf("got %s %s %q, %d reports, revision %d; want %+v", got.State, got.Severity, got.Title, len(got.Reports), got.Revision, m)
	}
	if len(got.Events) != len(m.events) {
		t.Fatalf("%d events, want %d", len(got.Events), len(m.events))
	}
	for _, want := range m.events { // those that a use case gave back, to the letter
		i := slices.IndexFunc(got.Events, func(e incident.Event) bool { return e.ID == want.ID })
		if want.ID == "" || i < 0 {
			continue
		}
		if diff := cmp.Diff(want, got.Events[i], cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("an event changed: %s", diff)
		}
	}
	if !slices.IsSortedFunc(got.Events, func(a, b incident.Event) int { return a.At.Compare(b.At) }) {
		t.Fatal("the timeline is not in the order of time")
	}
	var entries []store.AuditEntry
	if err := s.Read(ctx, func(tx *store.Tx) (err error) { entries, err = tx.AuditLog(ctx, key); return err }); err != nil || len(entries) != m.changes {
		t.Fatalf("%d entries of the audit log, want %d; %v", len(entries), m.changes, err)
	}
	if m.revision {
		documentHasAll(t, tr, key)
	}
}

// documentHasAll: run again, generate leaves a document that has every event and
// is stable.
func documentHasAll(t *rapid.T, tr *tracker.Tracker, key string) {
	ctx := context.Background()
	first, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
	if err != nil || again.Revision != first.Revision || again.Added != 0 {
		t.Fatalf("generate is not stable: revision %d then %d, %d rows added; %v", first.Revision, again.Revision, again.Added, err)
	}
	d, _, err := tr.Document(ctx, vic, key)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tr.Show(ctx, vic, key)
	if err != nil || len(d.Events()) != len(got.Events) {
		t.Fatalf("%d events in the document, %d in the timeline; %v\n%s", len(d.Events()), len(got.Events), err, d.Source)
	}
}
