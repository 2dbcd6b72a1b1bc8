package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

var writingForm = regexp.MustCompile(`<form[^>]* method="post" action="([^"]*)"`)

// forms gives where the forms of a page write.
func forms(body string) []string {
	var all []string
	for _, m := range writingForm.FindAllStringSubmatch(body, -1) {
		if m[1] != "/preferences" {
			all = append(all, m[1])
		}
	}
	for _, m := range regexp.MustCompile(`<form id="(?:source|report)"[^>]* action="([^"]*)"|<form class="card" id="(?:item|decide)"[^>]* action="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// TestFormsAreShownToWhoMaySendThem: who only looks is shown no form that would be
// refused on sending; who has access for the service of an incident is shown them.
func TestFormsAreShownToWhoMaySendThem(t *testing.T) {
	s, admin := signedSite(t, nil)
	root := admin.recovered("Checkout fails")
	base := "/incidents/" + root
	was := admin.must(admin.get(base+"/postmortem.md"), 200).body
	admin.must(admin.post(base+"/edit", "base", "1", "text", paperWithItems(was, "improve monitoring")+"\nThe engineer was careless.\n"), 303)
	live := admin.must(admin.post("/declare", "title", "Search fails", "severity", "SEV2", "service", "checkout"), 303).location
	readable := []string{"/", "/items", "/trends", "/keys", "/api", base, base + "/review?source=1", base + "/history", base + "/items/AI-1", base + "/reports", base + "/reports/completion", base + "/recover",
		live, live + "/reports", live + "/reports/first", live + "/recover"}
	onlyForms := []string{"/declare", base + "/edit", live + "/decide"}

	viewer := s.signedIn(admin, "@view", tracker.Viewer)
	for _, lang := range []string{"en", "ja"} {
		viewer.lang = lang
		for _, path := range readable {
			if found := forms(viewer.must(viewer.get(path), 200).body); len(found) > 0 {
				t.Errorf("%s: %s shows a viewer forms for %v", lang, path, found)
			}
		}
		for _, path := range onlyForms {
			a := viewer.must(viewer.get(path), 403)
			if found := forms(a.body); len(found) > 0 || !strings.Contains(a.body, "responder") || japanesePage(a.body) != (lang == "ja") {
				t.Errorf("%s: %s: forms %v, %s", lang, path, found, plainText(a.body))
			}
		}
	}
	viewer.lang = "en"
	if page := viewer.get(base + "/items/AI-1").body; !strings.Contains(page, "improve monitoring") || !strings.Contains(page, `id="f-after"`) {
		t.Error("a viewer does not see what the action item says")
	}
	admin.must(admin.post("/account/people", "account", "@view", "access", "responder", "service", "checkout"), 303)
	for _, path := range append(onlyForms, base, base+"/items/AI-1", live, live+"/reports/first", live+"/recover") {
		if found := forms(viewer.must(viewer.get(path), 200).body); len(found) == 0 {
			t.Errorf("%s shows no form to a responder of the service", path)
		}
	}
	other := s.signedIn(admin, "@other", tracker.Viewer)
	admin.must(admin.post("/account/people", "account", "@other", "access", "responder", "service", "search"), 303)
	other.must(other.get("/declare"), 200)
	other.must(other.get(base+"/edit"), 403)
}
