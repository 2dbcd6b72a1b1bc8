package action_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestASecondDocumentWithAKeyGetsNoTicketOfTheFirst merges two incidents under
// one key: the one that has it is served, and so is every other document.
func TestASecondDocumentWithAKeyGetsNoTicketOfTheFirst(t *testing.T) {
	const first, second, other = "docs/postmortems/b.md", "docs/postmortems/a.md", "docs/postmortems/z.md"
	for name, linked := range map[string]bool{"the first has a ticket": true, "neither has one": false} {
		owner, late := second, first // by the order of their paths
		files := map[string]string{
			first: unlinked(t), second: strings.ReplaceAll(unlinked(t), "Owner: @akiko", "Owner: @ken"),
			other: strings.ReplaceAll(unlinked(t), "INC-2026-0042", "INC-2026-0050"),
		}
		if linked {
			owner, late = first, second
			files[first] = strings.Replace(closedDocument(t, "en", 812), "status: closed", "status: in-review", 1)
		}
		r, origin := pushed(t, files)
		if linked {
			r.ticket("INC-2026-0042")
		}
		got := r.run("merge", "index=false")
		if incident.CodeOf(got.err) != incident.Refused || got.count("::error file="+late+",line=1") != 1 || !strings.Contains(got.log, "INC-2026-0042 is also the incident of "+owner) {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
		if strings.Contains(r.atOrigin(origin, late), "- Ticket:") || len(r.hub.Issues) != 2 {
			t.Errorf("%s: %d issues, and %s says\n%s", name, len(r.hub.Issues), late, r.atOrigin(origin, late))
		}
		for _, path := range []string{owner, other} {
			if !strings.Contains(r.atOrigin(origin, path), "- Ticket: https://") {
				t.Errorf("%s: %s has no ticket", name, path)
			}
		}
	}
}
