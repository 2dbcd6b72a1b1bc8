package tracker_test

import (
	"context"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestAnIncidentIsPutRight: title, service and severity, from outside and by an edit of
// the front matter, and both say the same afterwards. What an edit left as it was does
// not take back what happened since.
func TestAnIncidentIsPutRight(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		says := func(when, title, service, severity string) *postmortem.Document {
			t.Helper()
			in, err := tr.Show(ctx, vic, key)
			must(t, err)
			if in.Title != title || in.Service != service || string(in.Severity) != severity {
				t.Errorf("%s: the incident is %q %q %s", when, in.Title, in.Service, in.Severity)
			}
			if in.Revision == 0 {
				return nil
			}
			d, _, err := tr.Document(ctx, vic, key)
			must(t, err)
			return d
		}
		search, none := "search", ""
		_, err := tr.Amend(ctx, akiko, key, tracker.Amendment{Title: " Search  is slow ", Service: &search})
		must(t, err)
		says("amended", "Search is slow", "search", "SEV2")

		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		_, err = tr.Amend(ctx, akiko, key, tracker.Amendment{Title: "Search: slow", Severity: "SEV3"})
		must(t, err)
		d := says("amended with a postmortem", "Search: slow", "search", "SEV3")
		if d.Front.Title != "Search: slow" || d.Front.Severity != "SEV3" || !strings.Contains(string(d.Source), "\n# "+key+": Search: slow\n") {
			t.Errorf("the postmortem says\n%.400s", d.Source)
		}

		text := strings.Replace(string(d.Source), "severity: SEV3", "severity: SEV4", 1)
		text = strings.Replace(text, "service: search", "service: billing", 1)
		n, err := tr.Edit(ctx, akiko, key, g.Revision+1, text, "")
		must(t, err)
		says("edited", "Search: slow", "billing", "SEV4")
		_, err = tr.Log(ctx, akiko, key, tracker.Entry{Kind: incident.KindSeverity, Text: "SEV1: every region"})
		must(t, err)
		_, err = tr.Edit(ctx, akiko, key, n, text+"\nOne more.\n", "")
		must(t, err)
		says("edited elsewhere", "Search: slow", "billing", "SEV1")

		_, err = tr.Amend(ctx, akiko, key, tracker.Amendment{Service: &none})
		must(t, err)
		if d = says("of no service", "Search: slow", "", "SEV1"); d.Front.Service != "" {
			t.Errorf("the postmortem says %q", d.Front.Service)
		}
		for _, m := range []tracker.Amendment{{}, {Severity: "SEV9"}, {Title: strings.Repeat("x", 201)}} {
			if _, err := tr.Amend(ctx, akiko, key, m); incident.CodeOf(err) != incident.Invalid {
				t.Errorf("%+v: %v", m, err)
			}
		}
		if _, err := tr.Amend(ctx, vic, key, tracker.Amendment{Title: "x"}); incident.CodeOf(err) != incident.Forbidden {
			t.Errorf("a viewer: %v", err)
		}
		closed := closedIncident(t, tr)
		if _, err := tr.Amend(ctx, akiko, closed, tracker.Amendment{Title: "x"}); incident.CodeOf(err) != incident.Refused {
			t.Errorf("a closed incident: %v", err)
		}
	})
}

// TestNobodyTakesAnIncidentOfAnotherService: who may work on one service can move an
// incident neither there nor away from it, also by the front matter.
func TestNobodyTakesAnIncidentOfAnotherService(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		one, other := "checkout", "billing"
		_, err := tr.Amend(ctx, akiko, key, tracker.Amendment{Service: &one})
		must(t, err)
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		moved := strings.Replace(string(g.Text), "service: checkout", "service: billing", 1)
		for service, target := range map[string]*string{"billing": &other, "checkout": &other} {
			dan := tracker.Actor{Name: "@dan", Access: tracker.Viewer, Services: map[string]tracker.Access{service: tracker.Responder}}
			if _, err := tr.Amend(ctx, dan, key, tracker.Amendment{Service: target}); incident.CodeOf(err) != incident.Forbidden {
				t.Errorf("of %s: %v", service, err)
			}
			if _, err := tr.Edit(ctx, dan, key, g.Revision, moved, ""); incident.CodeOf(err) != incident.Forbidden {
				t.Errorf("of %s, by the front matter: %v", service, err)
			}
		}
	})
}

// TestNobodyGetsMoreAccessByMoving: a responder for all who is reviewer for one service
// brings no incident there, with or without a service before; who has the role for both
// does, and so does everybody where nobody has an account.
func TestNobodyGetsMoreAccessByMoving(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		key := recovered(t, tr)
		own, other, third := "checkout", "billing", "search"
		dora := tracker.Actor{Name: "@dora", Access: tracker.Responder, Services: map[string]tracker.Access{own: tracker.Reviewer, third: tracker.Viewer}}
		if _, err := tr.Amend(ctx, dora, key, tracker.Amendment{Service: &own}); incident.CodeOf(err) != incident.Forbidden {
			t.Errorf("from no service: %v", err)
		}
		_, err := tr.Amend(ctx, dora, key, tracker.Amendment{Service: &other})
		must(t, err)
		g, err := tr.Generate(ctx, dora, key, "", postmortem.Template{})
		must(t, err)
		_, err = tr.Amend(ctx, dora, key, tracker.Amendment{Service: &own})
		const en = `@dora has the role reviewer for the service "checkout", and responder for "billing", and may not move an incident from "billing" to it; ask an admin, or who has the role reviewer for both`
		const ja = "@dora はサービス「checkout」では reviewer、「billing」では responder です。インシデントを「billing」から「checkout」へは移せません。admin か、両方で reviewer 権限を持つ人に依頼してください"
		if incident.Sentence(err, incident.English) != en || incident.Sentence(err, incident.Japanese) != ja {
			t.Errorf("%s\n%s", incident.Sentence(err, incident.English), incident.Sentence(err, incident.Japanese))
		}
		moved := strings.Replace(string(g.Text), "service: billing", "service: checkout", 1)
		if _, err := tr.Edit(ctx, dora, key, g.Revision, moved, ""); incident.CodeOf(err) != incident.Forbidden {
			t.Errorf("by the front matter: %v", err)
		}
		_, err = tr.Amend(ctx, dora, key, tracker.Amendment{Service: &third})
		must(t, err)
		_, err = tr.Amend(ctx, ben, key, tracker.Amendment{Service: &own})
		must(t, err)
		_, err = tr.Amend(ctx, dora, key, tracker.Amendment{Service: &other})
		must(t, err)
		operator, err := tr.AtCommandLine(ctx, "@dora") // there are no accounts
		must(t, err)
		_, err = tr.Amend(ctx, operator, key, tracker.Amendment{Service: &own})
		must(t, err)
	})
}
