package web

import (
	"html"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTheLaterVerdictCounts: what a reviewer says last counts, whatever was edited in
// between, until that reviewer approves or withdraws.
func TestTheLaterVerdictCounts(t *testing.T) { storetest.Each(t, theLaterVerdictCounts) }

func theLaterVerdictCounts(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	ben, vera := s.signedIn(admin, "@ben", tracker.Reviewer), s.signedIn(admin, "@vera", tracker.Reviewer)
	base := "/incidents/" + admin.recovered("Checkout fails")
	digest := func() string {
		return between(ben.must(ben.get(base+"/review"), 200).body, `name="digest" value="`, `"`)
	}
	const asks = "@ben asks for changes (asked on revision 1)"
	said := func(path string) string {
		return html.UnescapeString(plainTextAll(ben.must(ben.get(path), 200).body))
	}
	see := func(what, text string, seen bool, paths ...string) {
		t.Helper()
		for _, path := range paths {
			if strings.Contains(said(path), text) != seen {
				t.Errorf("%s: %q on %s is %t", what, text, path, !seen)
			}
		}
	}
	first := digest()
	ben.must(ben.post(base+"/approve", "digest", first, "verdict", "approve"), 303)
	see("approved", "@ben approved this revision.", true, base+"/review")
	ben.must(ben.post(base+"/approve", "digest", first, "verdict", "changes", "text", "Say who was paged."), 303)
	see("asked", "@ben approved this revision.", false, base+"/review")
	see("asked", "nobody has approved this revision", true, base, base+"/review")
	see("asked", "approved by @ben", false, base+"/history")
	see("asked", "@ben asked for changes", true, base+"/history")
	see("asked", asks, true, base, base+"/review", base+"/history")

	text := admin.must(admin.get(base+"/postmortem.md"), 200).body
	admin.must(admin.post(base+"/edit", "base", "1", "text", text+"\nThe engineer on call was paged.\n"), 303)
	see("edited", asks, true, base, base+"/review", base+"/history")
	see("edited", "Say who was paged.", true, base+"/review")
	if a := vera.post(base+"/approve", "digest", first, "verdict", "changes", "text", "An old text."); a.status != 409 {
		t.Errorf("a request about an old revision gives %d", a.status)
	}
	if a := vera.post(base+"/approve", "verdict", "withdraw"); a.status != 422 {
		t.Errorf("somebody withdraws what another asked for: %d", a.status)
	}
	see("of another", asks, true, base+"/review")
	if page := vera.get(base + "/review").body; strings.Contains(page, `value="withdraw"`) {
		t.Error("a request of another can be withdrawn")
	}
	ben.must(ben.post(base+"/approve", "verdict", "withdraw"), 303)
	see("withdrawn", "asks for changes", false, base, base+"/review")
	ben.must(ben.post(base+"/approve", "digest", digest(), "verdict", "changes", "text", "And when."), 303)
	see("asked again", "(asked on revision 2)", true, base)
	ben.must(ben.post(base+"/approve", "digest", digest(), "verdict", "approve"), 303)
	see("approved", "asks for changes", false, base, base+"/review")
	see("approved", "@ben approved this revision.", true, base+"/review")
}

// TestTheAuthorIsOfferedNoApproval: who may not approve reads why in place of the button,
// and another reviewer has the button, in whichever order they look.
func TestTheAuthorIsOfferedNoApproval(t *testing.T) {
	s, admin := signedSite(t, nil)
	ben := s.signedIn(admin, "@ben", tracker.Reviewer)
	base := "/incidents/" + admin.recovered("Checkout fails")
	for lang, told := range map[string]string{"en": "somebody else has to approve it", "ja": "作成者以外の人が承認してください"} {
		ben.lang, admin.lang = lang, lang
		for range 2 {
			if page := admin.must(admin.get(base+"/review"), 200).body; strings.Contains(page, `value="approve"`) || !strings.Contains(page, told) || !strings.Contains(page, `value="changes"`) {
				t.Errorf("%s: the author reads %s", lang, plainText(page))
			}
			if page := ben.must(ben.get(base+"/review"), 200).body; !strings.Contains(page, `value="approve"`) || strings.Contains(page, told) {
				t.Errorf("%s: a reviewer reads %s", lang, plainText(page))
			}
		}
	}
}
