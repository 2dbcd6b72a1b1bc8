package tickets_test

import (
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TestSetDueWhereItIsRead: the line from which a due date is read is the one that
// changes, in whatever width it is written.
func TestSetDueWhereItIsRead(t *testing.T) {
	for body, want := range map[string]string{
		"概要\n\n期限：2026-12-20\n\n次の行\n": "概要\n\n期限：2027-01-05\n\n次の行\n",
		"- **期限**：２０２６／１２／２０（日）\n":     "- **期限**：2027-01-05（日）\n",
		"Due: 2026-12-20\n": "Due: 2027-01-05\n",
		"text\n\n期限：2026-12-20\n\n<!-- pmtracker:A/AI-1 due=2026-12-15 -->\n": "text\n\n期限：2027-01-05\n\n<!-- pmtracker:A/AI-1 due=2027-01-05 -->\n",
	} {
		if got := tickets.SetDue(body, civil.Date{Year: 2027, Month: 1, Day: 5}, incident.Japanese); got != want {
			t.Errorf("%q becomes %q, want %q", body, got, want)
		}
	}
}
