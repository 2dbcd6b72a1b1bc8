package tracker_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// oneTicket is a GitHub on which acme/checkout#1 exists and belongs to ben.
type oneTicket struct{ tickets.Provider }

func (oneTicket) Name() incident.ProviderName { return incident.GitHub }

func (oneTicket) Account(_ context.Context, owner string, _ incident.TicketRef) (string, error) {
	return strings.TrimPrefix(owner, "@"), nil
}

func (oneTicket) Get(_ context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	if ref.Number != 1 {
		return tickets.Ticket{}, incident.Errorf(incident.NotFound, "there is no such issue")
	}
	return tickets.Ticket{Ref: ref, URL: "https://github.com/acme/checkout/issues/1", Owners: []string{"ben"}, Due: civil.Date{Year: 2026, Month: 4, Day: 1}}, nil
}

// newTracker is a tracker on a database, whose clock goes one second further
// whenever it is read.
func newTracker(s *store.Store) *tracker.Tracker {
	now := time.Date(2026, 3, 1, 9, 10, 0, 0, time.UTC)
	return &tracker.Tracker{
		Store:    s,
		Provider: func() (tickets.Provider, error) { return oneTicket{}, nil },
		Now:      func() time.Time { now = now.Add(time.Second); return now },
	}
}

var (
	akiko = tracker.Actor{Name: "akiko@example.com", Access: tracker.Responder, Origin: "test"}
	ben   = tracker.Actor{Name: "ben@example.com", Access: tracker.Reviewer, Origin: "test"}
	vic   = tracker.Actor{Name: "vic@example.com", Access: tracker.Viewer, Origin: "test"}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantCode fails unless the error has a code.
func wantCode(t *testing.T, err error, want incident.Code) {
	t.Helper()
	if err == nil || incident.CodeOf(err) != want {
		t.Fatalf("got %v, want an error of code %s", err, want)
	}
}

// recovered declares an incident and brings it to recovery.
func recovered(t *testing.T, tr *tracker.Tracker) string {
	t.Helper()
	ctx := context.Background()
	in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: "Card payments fail", Severity: "SEV2", OccurredAt: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)})
	must(t, err)
	_, err = tr.Log(ctx, akiko, in.Key, tracker.Entry{Kind: incident.KindContainment, Text: "The deploy is rolled back"})
	must(t, err)
	value := 0.4
	r, err := tr.Recover(ctx, akiko, in.Key, tracker.RecoveryRequest{KPIs: []incident.KPI{{Name: "error rate", Unit: "%", Value: &value, ReadBy: "@akiko"}}})
	must(t, err)
	if !r.Recovered {
		t.Fatalf("not recovered: %+v", r.Unmet)
	}
	return in.Key
}

const item = `### AI-1: Deploys roll back by themselves

- Kind: prevent
- Owner: @ben
- Due: 2026-04-01
- Ticket: https://github.com/acme/checkout/issues/1
- When: a deploy raises the error rate above 2% for 5 minutes
- Before: the engineer on call decides by hand
- After: the deploy pipeline rolls back within 2 minutes and pages on-call
- Verified by: the game day on 2026-05-01 sees the rollback
`

// withItem writes the item into the section of the action items.
func withItem(t *testing.T, text []byte) string {
	t.Helper()
	head, tail, ok := strings.Cut(string(text), "## Action items\n")
	if !ok {
		t.Fatalf("no section of action items:\n%s", text)
	}
	_, rest, _ := strings.Cut(tail, "## Learning")
	return head + "## Action items\n\n" + item + "\n## Learning" + rest
}

func rules(c tracker.Closing) string {
	var names []string
	for _, u := range c.Unmet {
		names = append(names, string(u.Rule))
	}
	return strings.Join(names, " ")
}

func TestFromDeclarationToClosedAndBack(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		c, err := tr.Close(ctx, ben, key, incident.English, false)
		must(t, err)
		if rules(c) != "G1 G6 G7" || c.Closed || c.Unmet[0].Message != "there is no postmortem yet" {
			t.Fatalf("without a postmortem the gate names %q: %+v", rules(c), c.Unmet)
		}

		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		revision, err := tr.Edit(ctx, akiko, key, g.Revision, withItem(t, g.Text), "action item")
		must(t, err)
		_, err = tr.Edit(ctx, akiko, key, g.Revision, withItem(t, g.Text), "from an old page")
		wantCode(t, err, incident.Conflict)

		c, err = tr.Close(ctx, ben, key, incident.English, false)
		must(t, err)
		if rules(c) != "G6 G7" || c.Closed {
			t.Fatalf("the gate names %q: %+v", rules(c), c.Unmet)
		}
		_, err = tr.Report(ctx, akiko, key, tracker.ReportRequest{Kind: incident.ReportCompletion, Set: map[string]string{"cause": "a deploy without a canary"}})
		must(t, err)
		wantCode(t, tr.Approve(ctx, akiko, key), incident.Forbidden)
		wantCode(t, tr.Approve(ctx, tracker.CommandLine(akiko.Name), key), incident.Refused)
		must(t, tr.Approve(ctx, ben, key))
		must(t, tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldVerifiedBy: "the game day on 2026-05-02 sees the rollback"}}))
		if c, err = tr.Close(ctx, ben, key, incident.English, false); err != nil || rules(c) != "G6" {
			t.Fatalf("an edit did not take the approval back: %q, %v", rules(c), err)
		}
		must(t, tr.Approve(ctx, ben, key))
		wantCode(t, func() error { _, err := tr.Close(ctx, vic, key, incident.English, false); return err }(), incident.Forbidden)
		if c, err = tr.Close(ctx, ben, key, incident.English, false); err != nil || !c.Closed {
			t.Fatalf("not closed: %q, %v", rules(c), err)
		}
		closedStaysAsItIs(t, tr, key, revision)
		reopens(t, tr, key)
		auditTellsAll(t, s, key)
	})
}

func closedStaysAsItIs(t *testing.T, tr *tracker.Tracker, key string, revision int) {
	t.Helper()
	ctx := context.Background()
	shown, err := tr.Show(ctx, vic, key)
	must(t, err)
	if shown.State != incident.Closed || shown.Revision != revision+2 || len(shown.ActionItems) != 1 || !shown.Concrete["AI-1"] {
		t.Fatalf("shown wrong: %+v", shown)
	}
	d, n, err := tr.Document(ctx, vic, key)
	must(t, err)
	if d.Front.Status != postmortem.StatusClosed {
		t.Fatalf("the document says %s", d.Front.Status)
	}
	_, err = tr.Edit(ctx, akiko, key, n, string(d.Source), "x")
	wantCode(t, err, incident.Refused)
	_, err = tr.Log(ctx, akiko, key, tracker.Entry{Kind: incident.KindNote, Text: "x"})
	wantCode(t, err, incident.Refused)
	must(t, tr.Verify(ctx, akiko, key, "AI-1", incident.Verification{On: civil.Date{Year: 2026, Month: 5, Day: 2}, By: "@akiko", Evidence: "rolled back in 90 s"}))
	shown, err = tr.Show(ctx, vic, key)
	must(t, err)
	if !shown.ActionItems[0].IsVerified() {
		t.Fatal("a closed incident's item cannot be verified")
	}
}

func reopens(t *testing.T, tr *tracker.Tracker, key string) {
	t.Helper()
	ctx := context.Background()
	wantCode(t, tr.Reopen(ctx, ben, key, " "), incident.Invalid)
	must(t, tr.Reopen(ctx, ben, key, "it happened again"))
	shown, err := tr.Show(ctx, vic, key)
	must(t, err)
	last := shown.Events[len(shown.Events)-1]
	if shown.State != incident.InReview || last.Text != "Reopened: it happened again" {
		t.Fatalf("state %s, last event %q", shown.State, last.Text)
	}
	if c, err := tr.Close(ctx, ben, key, incident.English, true); err != nil || len(c.Unmet) > 0 {
		t.Fatalf("the same text does not pass again: %+v, %v", c.Unmet, err)
	}
}

func auditTellsAll(t *testing.T, s *store.Store, key string) {
	t.Helper()
	var log []string
	must(t, s.Read(context.Background(), func(tx *store.Tx) error {
		entries, err := tx.AuditLog(context.Background(), key)
		for _, e := range entries {
			log = append(log, e.Action)
			if e.Actor == "" || e.Origin != "test" || e.At.IsZero() {
				t.Errorf("incomplete: %+v", e)
			}
		}
		return err
	}))
	want := "incident.declare event.append incident.recover postmortem.generate postmortem.edit report.send postmortem.approve item.edit postmortem.approve incident.close item.verify incident.reopen"
	if strings.Join(log, " ") != want {
		t.Errorf("audit log:\n%s\nwant:\n%s", strings.Join(log, " "), want)
	}
}

func TestStatusIsNotClosedByHand(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		forged := strings.Replace(string(g.Text), "status: in-review", "status: closed", 1)
		if forged == string(g.Text) {
			t.Fatalf("the document is not in review:\n%s", g.Text)
		}
		_, err = tr.Edit(ctx, akiko, key, g.Revision, forged, "x")
		wantCode(t, err, incident.Refused)
		_, err = tr.Edit(ctx, akiko, key, g.Revision, strings.Replace(string(g.Text), key, "INC-1999-0001", 1), "x")
		wantCode(t, err, incident.Refused)
	})
}

func TestViewersChangeNothing(t *testing.T) {
	ctx := context.Background()
	s := storetest.Open(t, storetest.SQLite(t))
	tr := newTracker(s)
	key := recovered(t, tr)
	for name, attempt := range map[string]func() error{
		"declare": func() error {
			_, err := tr.Declare(ctx, vic, tracker.Declaration{Title: "x", Severity: "SEV1"})
			return err
		},
		"log": func() error {
			_, err := tr.Log(ctx, vic, key, tracker.Entry{Kind: incident.KindNote, Text: "x"})
			return err
		},
		"role": func() error { return tr.AssignRole(ctx, vic, key, incident.Commander, "@vic") },
		"report": func() error {
			_, err := tr.Report(ctx, vic, key, tracker.ReportRequest{Kind: incident.ReportFirst, NextAt: time.Now().Add(time.Hour)})
			return err
		},
		"generate": func() error { _, err := tr.Generate(ctx, vic, key, "", postmortem.Template{}); return err },
		"import":   func() error { _, err := tr.Import(ctx, akiko, nil); return err },
	} {
		if err := attempt(); incident.CodeOf(err) != incident.Forbidden {
			t.Errorf("%s: %v, want Forbidden", name, err)
		}
	}
}
