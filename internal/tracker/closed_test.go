package tracker_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// closedIncident is one that went through the gate with item AI-1.
func closedIncident(t *testing.T, tr *tracker.Tracker) (key string) {
	t.Helper()
	ctx := context.Background()
	key = recovered(t, tr)
	g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
	must(t, err)
	_, err = tr.Edit(ctx, akiko, key, g.Revision, withItem(t, g.Text), "action item")
	must(t, err)
	_, err = tr.Report(ctx, akiko, key, tracker.ReportRequest{Kind: incident.ReportCompletion, Set: map[string]string{"cause": "a deploy without a canary"}})
	must(t, err)
	must(t, tr.Approve(ctx, ben, key))
	c, err := tr.Close(ctx, ben, key, incident.English, false)
	must(t, err)
	if !c.Closed {
		t.Fatalf("not closed: %+v", c.Unmet)
	}
	return key
}

// TestAClosedIncidentIsToldTheSame by a view, by the gate and by closing once more, and
// generate, though a report came after the approval, changes nothing and takes no
// approval away.
func TestAClosedIncidentIsToldTheSame(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := closedIncident(t, tr)
		_, number, err := tr.Document(ctx, vic, key)
		must(t, err)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		d, after, err := tr.Document(ctx, vic, key)
		must(t, err)
		if after != number || g.Revision != number || !g.Closed {
			t.Errorf("generate made revision %d of %d, and gave out %d", after, number, g.Revision)
		}
		given, err := d.Edited(g.Text)
		must(t, err)
		if f := given.Front; string(given.WithoutApproval()) != string(d.Source) || f.ApprovedBy != ben.Name || f.ApprovedRevision != given.Revision() {
			t.Errorf("given out, approved by %q:\n%s", f.ApprovedBy, g.Text)
		}
		v, err := tr.View(ctx, vic, key, incident.English)
		must(t, err)
		if page := v.GivenOut(); string(page) != string(g.Text) {
			t.Errorf("a page gives out another text:\n%s", page)
		}
		for _, f := range v.Paper.Result.Diagnostics {
			if f.Rule == diagnostic.Gate {
				t.Errorf("what the gate closed is judged by its text alone: %s", f.Message)
			}
		}
		asked, err := tr.Close(ctx, vic, key, incident.English, true)
		must(t, err)
		again, err := tr.Close(ctx, ben, key, incident.English, false)
		must(t, err)
		for name, c := range map[string]tracker.Closing{"viewed": v.Gate, "asked": asked, "closed again": again} {
			if !c.Closed || len(c.Unmet) > 0 {
				t.Errorf("%s: closed %v, unmet %s", name, c.Closed, rules(c))
			}
		}
	})
}

// TestWhatWasApprovedStaysAfterClosing: no way of editing changes the action items
// of a closed incident; what a sync brings back of who does it until when does, and
// so does a verification. Its words do not follow the ticket.
func TestWhatWasApprovedStaysAfterClosing(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := closedIncident(t, tr)
		hub := &seenHub{ticket: githubIssue("carol"), present: true, lists: map[string]string{"@ben": "ben"}}
		hub.ticket.Title, hub.ticket.Due = "Something else", civil.Date{Year: 2026, Month: 6, Day: 1}
		tr.Provider = func() (tickets.Provider, error) { return hub, nil }
		for name, attempt := range map[string]func() error{
			"fields": func() error {
				return tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldAfter: "be more careful", incident.FieldTicket: ""}})
			},
			"field": func() error {
				return tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldAfter: "be more careful"}})
			},
			"link": func() error {
				_, _, err := tr.LinkTicket(ctx, akiko, key, "AI-1", "https://github.com/acme/checkout/issues/1")
				return err
			},
		} {
			if err := attempt(); incident.CodeOf(err) != incident.Refused || !strings.Contains(err.Error(), "pmtracker reopen "+key) ||
				!strings.Contains(incident.Sentence(err, incident.Japanese), "先に再開してください") {
				t.Errorf("%s: %v", name, err)
			}
		}
		synced, err := tr.SyncTickets(ctx, akiko, []string{key}, tracker.SyncDoc)
		must(t, err)
		if len(synced) != 1 || len(synced[0].Warnings) != 1 || len(synced[0].Differences) != 3 || synced[0].Differences[0].Settled {
			t.Errorf("the sync says %+v", synced)
		}
		must(t, tr.Verify(ctx, akiko, key, "AI-1", incident.Verification{On: civil.Date{Year: 2026, Month: 5, Day: 2}, By: "@akiko", Evidence: "rolled back in 90 s"}))
		shown, err := tr.Show(ctx, vic, key)
		must(t, err)
		it := shown.ActionItems[0]
		if it.Title != "Deploys roll back by themselves" || it.Owner != "@carol" || it.Due != hub.ticket.Due || !it.IsVerified() {
			t.Errorf("the item is %+v", it)
		}
	})
}

// TestApprovalFollowsTheTicket: what a sync brings into a closed incident takes no
// approval back, nor does reopening; what a person then changes does.
func TestApprovalFollowsTheTicket(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := closedIncident(t, tr)
		hub := &seenHub{ticket: githubIssue("carol"), present: true, lists: map[string]string{"@ben": "ben", "@carol": "carol"}}
		hub.ticket.Title, hub.ticket.Due = "Deploys roll back by themselves", civil.Date{Year: 2026, Month: 6, Day: 1}
		tr.Provider = func() (tickets.Provider, error) { return hub, nil }
		approved := func(when string, want bool) {
			t.Helper()
			c, err := tr.Close(ctx, ben, key, incident.English, true)
			must(t, err)
			v, err := tr.View(ctx, ben, key, incident.English)
			must(t, err)
			for door, unmet := range map[string][]incident.Unmet{"close": c.Unmet, "the page": v.Gate.Unmet} {
				if got := !slices.ContainsFunc(unmet, func(u incident.Unmet) bool { return u.Rule == incident.RuleReview }); got != want {
					t.Errorf("%s: %s says approved is %v: %+v", when, door, got, unmet)
				}
			}
		}
		verify := func() error {
			return tr.Verify(ctx, akiko, key, "AI-1", incident.Verification{On: civil.Date{Year: 2026, Month: 5, Day: 2}, By: "@akiko", Evidence: "rolled back in 90 s"})
		}
		synced, err := tr.SyncTickets(ctx, akiko, []string{key}, tracker.SyncDoc)
		must(t, err)
		if len(synced) != 1 || len(synced[0].Differences) != 2 || !synced[0].Differences[1].Settled {
			t.Fatalf("the sync says %+v", synced)
		}
		approved("after the sync", true)
		must(t, verify())
		approved("after a verification", true)
		must(t, tr.Reopen(ctx, ben, key, "the cause was another one"))
		approved("reopened", true)
		must(t, verify())
		approved("verified when reopened", true)
		must(t, tr.SetFields(ctx, akiko, key, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldOwner: "@ben"}}))
		approved("after an owner by hand", false)
	})
}
