package web

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestAnEditTakesTheApprovalBack: after an edit the approval of the earlier revision
// counts no longer, and who saved is told.
func TestAnEditTakesTheApprovalBack(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		s, admin := signedSite(t, nil)
		writer := s.signedIn(admin, "@resp", tracker.Responder)
		base := "/incidents/" + writer.recovered("Checkout fails")
		reviewer := s.signedIn(admin, "@rev", tracker.Reviewer)
		writer.lang, reviewer.lang = lang, lang
		approval := base + "/review#approve" // where the gate leads while the approval is missing
		asksApproval := func() bool {
			t.Helper()
			return strings.Contains(gatePanel.FindString(reviewer.must(reviewer.get(base), 200).body), approval)
		}
		if !asksApproval() {
			t.Fatal("the gate asks for no approval")
		}
		reviewer.must(reviewer.post(base+"/approve", "verdict", "approve"), 303)
		if asksApproval() {
			t.Fatal("the approval does not count")
		}
		was := writer.must(writer.get(base+"/postmortem.md"), 200).body
		a := writer.must(writer.post(base+"/edit", "base", "1", "text", was+"\nOne more sentence.\n"), 303)
		if page := writer.must(writer.get(a.location), 200).body; !strings.Contains(page, doneRevoked.text(incident.Lang(lang))) {
			t.Errorf("%s: who saved is not told: %s", lang, plainText(page))
		}
		if !asksApproval() {
			t.Errorf("%s: the approval of the earlier revision still counts", lang)
		}
		a = writer.must(writer.post(base+"/edit", "base", "2", "text", was+"\nAnother sentence.\n"), 303)
		if page := writer.must(writer.get(a.location), 200).body; strings.Contains(page, doneRevoked.text(incident.Lang(lang))) || !strings.Contains(page, doneSaved.text(incident.Lang(lang))) {
			t.Errorf("%s: an approval is said to be taken back where there was none", lang)
		}
	}
}

// TestABeginningThatIsNotFollowedIsTold: a postmortem whose own times are in order is saved
// where the timeline has an earlier detection, and the page and the API say what stays.
func TestABeginningThatIsNotFollowedIsTold(t *testing.T) {
	for lang, want := range map[string]string{"en": "the incident keeps its own beginning", "ja": "インシデントの発生時刻は変更していません"} {
		p := newSite(t, nil).person(lang)
		base := "/incidents/" + p.recovered("Checkout fails")
		was := p.must(p.get(base+"/postmortem.md"), 200).body
		detected := regexp.MustCompile(`(?m)^detected_at: (.*)$`).FindStringSubmatch(was)
		at, err := time.Parse(time.RFC3339, detected[1])
		if err != nil {
			t.Fatal(err)
		}
		later := func(seconds int) string { return at.Add(time.Duration(seconds) * time.Second).Format(time.RFC3339) }
		text := regexp.MustCompile(`(?m)^occurred_at:.*\ndetected_at:.*$`).ReplaceAllString(was, "occurred_at: "+later(1)+"\ndetected_at: "+later(2))
		a := p.must(p.post(base+"/edit", "base", "1", "text", text), 303)
		if page := p.must(p.get(a.location), 200).body; !strings.Contains(page, doneLate.text(incident.Lang(lang))) {
			t.Errorf("%s: who saved is not told: %s", lang, plainText(page))
		}
		body, _ := json.Marshal(map[string]string{"text": text + "\nOne more sentence.\n"})
		tag := p.must(p.call("GET", base+"/postmortem", ""), 200).header.Get("ETag")
		if a := p.must(p.call("PUT", base+"/postmortem", string(body), "If-Match", tag), 200); !strings.Contains(a.body, `"left":["occurred_at`) || !strings.Contains(a.body, want) {
			t.Errorf("%s: the API says %s", lang, a.body)
		}
	}
}

// TestTheCloseButtonIsHonest: it can be pressed only where closing would be allowed,
// and says otherwise how much is missing or who may.
func TestTheCloseButtonIsHonest(t *testing.T) {
	unmet := []incident.Unmet{{Rule: incident.GateRules()[0], Message: "a"}, {Rule: incident.GateRules()[1], Message: "b"}}
	for _, lang := range []incident.Lang{incident.English, incident.Japanese} {
		for _, c := range []struct {
			name     string
			gate     gateView
			can      access
			pressed  bool // a form that closes is there
			disabled bool
			says     string
		}{
			{"missing", gateView{key: "INC-1", state: incident.InReview, unmet: unmet}, access{respond: true, review: true}, false, true, lang.Say("2 things are missing", "あと2件です")},
			{"one thing", gateView{key: "INC-1", state: incident.InReview, unmet: unmet[:1]}, access{respond: true, review: true}, false, true, lang.Say("Not yet: one thing is missing.", "あと1件です")},
			{"ready", gateView{key: "INC-1", state: incident.InReview}, access{respond: true, review: true}, true, false, lang.Say("Every rule holds", "すべての条件を満たしています")},
			{"not asked", gateView{key: "INC-1", state: incident.InReview, unasked: []string{"AI-1"}}, access{respond: true, review: true}, true, false, lang.Say("Every other rule holds", "ほかの条件はすべて満たしています")},
			{"not asked, no reviewer", gateView{key: "INC-1", state: incident.InReview, unasked: []string{"AI-1"}}, access{respond: true}, false, false, lang.Say("Not asked yet: </span><b>Every action item is linked", "未確認: </span><b>どの恒久対応も実在するチケット")},
			{"no reviewer", gateView{key: "INC-1", state: incident.InReview}, access{respond: true}, false, false, lang.Say("a reviewer can close it", "レビュアーがクローズできます")},
			{"closed", gateView{key: "INC-1", state: incident.Closed}, access{respond: true, review: true}, false, false, lang.Say("This incident is closed", "クローズ済みです")},
		} {
			p := &page{reader: reader{lang: lang, can: c.can}}
			p.gate(c.gate)
			body := string(p.b)
			if strings.Contains(body, `action="/incidents/INC-1/close"`) != c.pressed || strings.Contains(body, "<button disabled") != c.disabled || !strings.Contains(body, c.says) {
				t.Errorf("%s, %s: %s", lang, c.name, body)
			}
		}
	}
}

// TestASentenceBeginsWithACapital, but no name does that is written otherwise.
func TestASentenceBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{
		"the text is empty": "The text is empty", "error_rate is outside its range": "error_rate is outside its range", "a.md: not there": "a.md: not there",
		"p95 is unknown": "p95 is unknown", "refused: no": "Refused: no", "done.": "Done.", "": "",
	} {
		if got := capital(text, incident.English); got != want {
			t.Errorf("%q begins as %q, want %q", text, got, want)
		}
	}
	if got := capital("latency の正常範囲", incident.Japanese); got != "latency の正常範囲" {
		t.Errorf("a Japanese sentence begins as %q", got)
	}
}
