package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestAnIncidentIsPutRightOnItsPage: what somebody changed in the form, and nothing else,
// which may be another by now; a viewer and a closed incident have no form.
func TestAnIncidentIsPutRightOnItsPage(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), http.StatusSeeOther).location
		room := p.must(p.get(base), http.StatusOK).body
		form := []string{"was_title", "Checkout fails", "was_severity", "SEV2", "was_service", ""}
		if !strings.Contains(room, `action="`+base+`/amend"`) || !strings.Contains(room, `name="was_title" value="Checkout fails"`) {
			t.Fatal("the room has no form")
		}
		p.must(p.post(base+"/amend", append(form, "title", "Checkout fails", "severity", "SEV1", "service", "")...), http.StatusSeeOther)
		p.must(p.post(base+"/amend", append(form, "title", "Search <is> slow", "severity", "SEV2", "service", "search")...), http.StatusSeeOther)
		room = p.must(p.get(base), http.StatusOK).body
		for _, want := range []string{"<h1>Search &lt;is&gt; slow</h1>", "<span>search</span>", `sev-SEV1">SEV1`} {
			if !strings.Contains(room, want) {
				t.Errorf("%s: the room lacks %s", lang, want)
			}
		}
		p.must(p.post(base+"/amend", append(form, "title", strings.Repeat("x", 201), "severity", "SEV2", "service", "")...), http.StatusBadRequest)
		tag := p.must(p.call("GET", base, ""), 200).header.Get("ETag")
		a := p.must(p.call("PATCH", base, `{"service":"","severity":"SEV3"}`, "If-Match", tag), 200)
		if !strings.Contains(a.body, `"service":""`) || !strings.Contains(a.body, `"severity":"SEV3"`) {
			t.Errorf("the API says %s", a.body)
		}
		p.must(p.call("PATCH", base, `{"title":"x"}`, "If-Match", tag), 412)
		for _, title := range []string{"Search is down", "Search is back"} { // nothing else changes
			if a := p.must(p.call("PATCH", base, `{"title":"`+title+`"}`), 200); !strings.Contains(a.body, title) {
				t.Errorf("the API says %s", a.body)
			}
		}

		began := append(form, "was_occurred_at", "", "zone", "Asia/Tokyo", "title", "Checkout fails", "severity", "SEV2", "service", "", "occurred_at")
		for _, wrong := range []string{"soon", "2999-01-01 10:00", "20 min ago or so"} {
			p.must(p.post(base+"/amend", append(began, wrong)...), http.StatusBadRequest)
		}
		p.must(p.post(base+"/amend", append(began, "2026-02-28 09:40")...), http.StatusSeeOther)
		if a := p.must(p.call("GET", base, ""), 200); !strings.Contains(a.body, `"occurred_at":"2026-02-28T00:40:00Z"`) {
			t.Errorf("%s: it began at no time that was written: %s", lang, a.body)
		}
		if room := p.must(p.get(base), 200).body; !strings.Contains(room, `name="was_occurred_at" value="2026-02-28 `) {
			t.Errorf("%s: the form does not say when it began", lang)
		}
		p.must(p.post(base+"/amend", append(began, "")...), http.StatusSeeOther) // an empty line takes nothing away
		a = p.must(p.call("PATCH", base, `{"occurred_at":"2026-02-28T00:30:00Z"}`), 200)
		if !strings.Contains(a.body, `"occurred_at":"2026-02-28T00:30:00Z"`) {
			t.Errorf("%s: the API says %s", lang, a.body)
		}
		p.must(p.call("PATCH", base, `{"occurred_at":"2999-02-28T00:30:00Z"}`), 400)
	}
}
