package tracker_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestATicketThatNobodyAskedAboutIsNotConfirmed: of each ticket the pages of an incident
// go by what was last said of it, or say that nobody has asked.
func TestATicketThatNobodyAskedAboutIsNotConfirmed(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		hub := &seenHub{ticket: githubIssue("somebody-else"), present: true, lists: map[string]string{"@ben": "ben"}}
		tr := withSeen(t, s, hub, "@ben")
		unasked := func() []string {
			v, err := tr.View(ctx, vic, seenKey, incident.English)
			must(t, err)
			return v.Gate.Unasked
		}
		if ticketRule(t, tr) != "" || !slices.Equal(unasked(), []string{"AI-1"}) {
			t.Errorf("before anybody asked: %q, not asked %v", ticketRule(t, tr), unasked())
		}
		c, err := tr.Close(ctx, akiko, seenKey, incident.English, true)
		must(t, err)
		if len(c.Unasked) > 0 {
			t.Errorf("the gate has asked, and says it has not: %v", c.Unasked)
		}
		const wrong = "is assigned to somebody-else"
		if !strings.Contains(ticketRule(t, tr), wrong) || len(unasked()) > 0 {
			t.Errorf("what the gate was told is forgotten: %q, not asked %v", ticketRule(t, tr), unasked())
		}
		d, r, err := tr.Document(ctx, vic, seenKey)
		must(t, err)
		second := strings.NewReplacer("AI-1", "AI-2", "issues/1", "issues/2").Replace(string(d.Source[strings.Index(string(d.Source), "### AI-1"):]))
		_, err = tr.SaveFile(ctx, akiko, seenKey, append(d.Source, "\n"+second...), r, "")
		must(t, err)
		if !strings.Contains(ticketRule(t, tr), wrong) || !slices.Equal(unasked(), []string{"AI-2"}) {
			t.Errorf("with a second ticket that nobody asked about: %q, not asked %v", ticketRule(t, tr), unasked())
		}
	})
}
