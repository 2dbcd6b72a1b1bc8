package action_test

import (
	"strings"
	"testing"

	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// withoutItems is a closed postmortem that says why it needs no action item.
func withoutItems(t *testing.T) string {
	text := closedDocument(t, "en", 3)
	before, rest, _ := strings.Cut(text, "### AI-1")
	_, after, _ := strings.Cut(rest, "## Learning")
	text = before + "None needed, see the front matter.\n\n## Learning" + after
	return strings.Replace(text, `author: "@akiko"`, "author: \"@akiko\"\nno_action_items: the vendor has replaced the disk, and the service moves away from it in December", 1)
}

// TestAReasonForNoActionItemIsApprovedByAReview: in a pull request nobody runs approve,
// whose word would not count, and the merge writes the approval down.
func TestAReasonForNoActionItemIsApprovedByAReview(t *testing.T) {
	for _, off := range []string{"G7, G8", "G6, G7, G8"} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": "gate: {off: [" + off + "]}\n"})
		head := r.pullRequest("changes", func() { r.write(map[string]string{openDocument: withoutItems(t)}) })
		got := r.run("pull-request")
		if plain := strings.ReplaceAll(got.summary, "\u2060", ""); got.err == nil || strings.Contains(got.log+plain, "pmtracker approve") ||
			!strings.Contains(plain, "the reason why no action item is needed is not approved → ask somebody other than @akiko to approve this pull request as it is now") {
			t.Errorf("off: %s: %v\n%s", off, got.err, got.summary)
		}
		r.hub.Pulls[0].Reviews = approves("ben", head)
		if got := r.run("pull-request"); got.err != nil {
			t.Errorf("approved, off: %s: %v\n%s", off, got.err, got.summary)
		}

		r, origin := pushed(t, map[string]string{".pmtracker.yaml": "gate: {off: [" + off + "]}\n", openDocument: withoutItems(t)})
		head = r.git("rev-parse", "HEAD")
		r.hub.AddPull(fakehub.Pull{HeadSHA: head, HeadRef: "x", Merged: head, Reviews: approves("ben", head), Files: map[string]string{openDocument: r.git("rev-parse", "HEAD:"+openDocument)}})
		if got := r.run("merge", "index=false"); got.err != nil || !strings.Contains(r.atOrigin(origin, openDocument), `approved_by: "@ben"`) {
			t.Errorf("merged, off: %s: %v\n%s", off, got.err, got.summary)
		}
	}
}
