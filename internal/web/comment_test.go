package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestTheFormOfAComment stands at its own address, quotes the line of the revision that
// was read, and is refused to who may not comment.
func TestTheFormOfAComment(t *testing.T) {
	s, admin := signedSite(t, nil)
	p, viewer := s.signedIn(admin, "@ben", tracker.Responder), s.signedIn(admin, "@vera", tracker.Viewer)
	base := "/incidents/" + p.recovered("Checkout fails")
	text := p.must(p.get(base+"/postmortem.md"), http.StatusOK).body
	p.must(p.post(base+"/edit", "base", "1", "text", strings.Replace(text, "## Summary", "## Summary\n\nA new line.", 1)), http.StatusSeeOther)
	line := itoa(strings.Count(text[:strings.Index(text, "## Impact")], "\n") + 1)
	form := base + "/comments?revision=1&line=" + line
	if review := p.must(p.get(base+"/review"), http.StatusOK).body; strings.Contains(review, "<textarea name=\"suggestion\"") || !strings.Contains(review, base+"/comments?revision=2&amp;line=") {
		t.Error("the review has a form for each line, or no way to one")
	}
	if body := p.must(p.get(form), http.StatusOK).body; !strings.Contains(body, ">## Impact</blockquote>") || !strings.Contains(body, ">## Impact</textarea>") {
		t.Errorf("the form does not quote its line: %s", plainText(body))
	}
	p.must(p.post(base+"/comments", "revision", "1", "line", line, "text", "Whom?", "suggestion", "## Impact"), http.StatusSeeOther)
	if body := p.must(p.get(base+"/review"), http.StatusOK).body; strings.Contains(body, `class="suggestion"`) {
		t.Error("a wording that was not changed is taken for a suggestion")
	}
	p.must(p.get(base+"/comments?revision=9&line=1"), http.StatusNotFound)
	p.must(p.get(base+"/comments?revision=x&line=-3"), http.StatusNotFound)
	viewer.must(viewer.get(form), http.StatusForbidden)
}
