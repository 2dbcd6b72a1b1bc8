package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestDecisionOnThePage: the rule of the cheapest rollback asks for a reason, and
// nothing of what was written is lost.
func TestDecisionOnThePage(t *testing.T) {
	for lang, want := range map[string][4]string{
		"en": {"The uncertainty is high", "cheapest rollback", "Why not the option", "Reason: no artefact"},
		"ja": {"不確実性が高く", "切り戻しが最も容易", "選ばない理由", "理由: no artefact"},
	} {
		p := newSite(t, nil).person(lang)
		base := p.must(p.post("/declare", "title", "Checkout answers 500", "severity", "SEV2"), 303).location
		form := []string{"question", "How to stop it", "option", "roll back", "option", "patch forward", "option", "", "uncertainty", "medium", "uncertainty", "high", "uncertainty", "medium",
			"rollback", "low", "rollback", "high", "rollback", "low", "chosen", "1"}
		refused := p.must(p.post(base+"/decide", form...), 422)
		for _, text := range append(want[:3], `value="patch forward"`, `name="reason"`, `value="1" checked`) {
			if !strings.Contains(refused.body, text) {
				t.Errorf("%s: the refused form lacks %q", lang, text)
			}
		}
		p.must(p.post(base+"/decide", append(form, "reason", "no artefact")...), 303)
		for _, text := range []string{want[3], want[1], "How to stop it", "patch forward"} {
			if !strings.Contains(plainTextAll(p.get(base).body), text) {
				t.Errorf("%s: the room lacks %q", lang, text)
			}
		}
		p.must(p.post(base+"/decide", "question", "x", "option", "", "chosen", "0"), 422)
	}
}

// TestHandOverOnThePage: the note stands in the timeline, and a rule that refuses
// is said.
func TestHandOverOnThePage(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := p.must(p.post("/declare", "title", "Checkout answers 500", "severity", "SEV2"), 303).location
	p.must(p.post(base+"/roles", "role", "IC", "person", "@akiko"), 303)
	p.must(p.post(base+"/roles", "role", "Ops", "person", "@ben"), 303)
	if a := p.must(p.post(base+"/roles", "role", "IC", "person", "@ben", "note", "x", "handover", "1"), 422); !strings.Contains(a.body, "commander-decides") {
		t.Error(plainTextAll(a.body))
	}
	p.must(p.post(base+"/roles", "role", "IC", "person", "@chie", "note", "the rollback runs until 10:15", "handover", "1"), 303)
	room := plainTextAll(p.get(base).body)
	for _, text := range []string{"IC is handed over: the rollback runs until 10:15", "@chie"} {
		if !strings.Contains(room, text) {
			t.Errorf("the room lacks %q", text)
		}
	}
}

// TestSendReportOnThePage: a report is sent to its audience, and the page says
// what became of each message: retrying, sent, failed.
func TestSendReportOnThePage(t *testing.T) {
	var status atomic.Int64
	status.Store(http.StatusServiceUnavailable)
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(int(status.Load()))
		_, _ = w.Write([]byte("ok"))
	}))
	t.Cleanup(slack.Close)
	s := newSite(t, nil)
	s.tracker.Config.Reports = config.Reports{Internal: []string{"slack:#incidents"}}
	s.tracker.Sender = func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil }
	p := s.person("en")
	base := p.must(p.post("/declare", "title", "Checkout answers 500", "severity", "SEV2"), 303).location
	deliver := func() {
		if _, err := s.tracker.Deliver(context.Background(), tracker.Actor{Name: "pmtracker", Access: tracker.Responder}, ""); err != nil {
			t.Fatal(err)
		}
	}
	says := func(want string) {
		t.Helper()
		if text := plainTextAll(p.get(base + "/reports").body); !strings.Contains(text, want) {
			t.Errorf("the page lacks %q: %s", want, text)
		}
	}
	form := plainTextAll(p.get(base + "/reports/first").body)
	if !strings.Contains(form, "Send the report") || !strings.Contains(form, "Goes to slack:#incidents") || !strings.Contains(form, "The same for: customers") {
		t.Error(form)
	}
	if strings.Contains(plainTextAll(p.get(base+"/reports/first?audience=customers").body), "Send the report") {
		t.Error("a report can be sent to an audience that has no address")
	}
	p.must(p.post(base+"/reports/first", "next_in", "30", "send", "1"), 303)
	says("being sent slack:#incidents")
	deliver()
	says("retrying, tried once")
	status.Store(http.StatusOK)
	p.must(p.post(base+"/deliveries"), 303)
	deliver()
	says("sent slack:#incidents")
	status.Store(http.StatusNotFound)
	p.must(p.post(base+"/reports/periodic", "next_in", "30", "send", "1"), 303)
	deliver()
	says("failed slack:#incidents")
	p.must(p.post(base+"/reports/periodic", "next_in", "30"), 303)
	says("Recorded, not sent from here.")
}

// TestNextReportsOnThePage: each audience is told when it hears more, and the way to write
// leads to the report that is due first.
func TestNextReportsOnThePage(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := p.must(p.post("/declare", "title", "Checkout answers 500", "severity", "SEV2"), 303).location
	p.must(p.post(base+"/reports/first", "next_in", "30", "audience", "customers"), 303)
	p.must(p.post(base+"/reports/first", "next_in", "240"), 303)
	page := p.get(base).body
	for _, want := range []string{"Next report to customers in", "Next report in"} {
		if !strings.Contains(plainTextAll(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !strings.Contains(page, `href="`+base+`/reports/periodic?audience=customers" data-key="r"`) {
		t.Error("the way does not lead to the report that is due first")
	}
}
