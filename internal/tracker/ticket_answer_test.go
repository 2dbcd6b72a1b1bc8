package tracker_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// answeringHub has an error for whoever reads its ticket; nil: the ticket.
type answeringHub struct {
	seenHub
	answer error
}

func (h *answeringHub) Get(ctx context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	if h.answer != nil {
		return tickets.Ticket{}, h.answer
	}
	return h.seenHub.Get(ctx, ref)
}

// TestThePageSaysOfATicketWhatTheCommandDid: what is stored of an answer is all of it,
// so that the page says the same, and what to do about it, as closing does.
func TestThePageSaysOfATicketWhatTheCommandDid(t *testing.T) {
	unseen := githubIssue("ben")
	unseen.Due, unseen.Unseen = unseen.Due.AddDays(1), incident.Tell(incident.Refused, "no project", "プロジェクトなし")
	for name, c := range map[string]struct {
		ticket tickets.Ticket
		answer error
		also   func(*answeringHub) // once the document links the ticket
	}{
		"no right":         {githubIssue("ben"), incident.Tell(incident.Refused, "it refuses", "拒否しました"), nil},
		"not there":        {githubIssue("ben"), incident.Tell(incident.NotFound, "no such issue", "ありません"), nil},
		"moved":            {githubIssue("ben"), tickets.MovedTo("https://github.com/acme/other/issues/7", "it is elsewhere", "移動しています"), nil},
		"nothing speaks":   {githubIssue("ben"), tickets.NotSpoken(tickets.Cannot("no issue", "課題がない"), "http://example.com", tickets.Cannot("check it", "確かめてください")), nil},
		"another system":   {githubIssue("ben"), nil, func(h *answeringHub) { h.ticket = jiraIssue("ben") }},
		"nobody's account": {githubIssue("somebody-else"), nil, nil},
		"without the date": {unseen, nil, func(h *answeringHub) { h.lists = map[string]string{"@ben": "ben"} }},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) {
				hub := &answeringHub{seenHub{ticket: c.ticket}, c.answer}
				tr := withSeen(t, s, &hub.seenHub, "@ben")
				tr.Provider = func() (tickets.Provider, error) { return hub, nil }
				if c.also != nil {
					c.also(hub)
				}
				_, err := tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncShow)
				must(t, err)
				for _, l := range []incident.Lang{incident.English, incident.Japanese} {
					v, err := tr.View(t.Context(), vic, seenKey, l)
					must(t, err)
					closing, err := tr.Close(t.Context(), akiko, seenKey, l, true)
					must(t, err)
					if page, command := ticketUnmet(v.Gate), ticketUnmet(closing); len(command) != 1 || !slices.Equal(page, command) {
						t.Errorf("the page says\n%+v, the command\n%+v", page, command)
					}
				}
			})
		})
	}
}

// ticketUnmet gives what G4 says.
func ticketUnmet(c tracker.Closing) []incident.Unmet {
	return slices.DeleteFunc(slices.Clone(c.Unmet), func(u incident.Unmet) bool { return u.Rule != incident.RuleTicket })
}

// TestOneTicketOfTwoIncidentsIsDoneInBoth: what was seen of a ticket counts wherever it is
// linked, by whichever incident it was asked about.
func TestOneTicketOfTwoIncidentsIsDoneInBoth(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		hub := &seenHub{ticket: githubIssue("ben"), present: true, lists: map[string]string{"@ben": "ben"}}
		tr := withSeen(t, s, hub, "@ben")
		d, _, err := tr.Document(t.Context(), vic, seenKey)
		must(t, err)
		path := filepath.Join(t.TempDir(), "other.md")
		must(t, os.WriteFile(path, bytes.ReplaceAll(d.Source, []byte(seenKey), []byte("INC-2026-0062")), 0o600))
		_, err = tr.Import(t.Context(), tracker.CommandLine(akiko.Name), []string{path})
		must(t, err)
		hub.ticket.Done = true
		_, err = tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncShow)
		must(t, err)
		for _, key := range []string{seenKey, "INC-2026-0062"} {
			v, err := tr.View(t.Context(), vic, key, incident.English)
			must(t, err)
			if v.Items[0].State != store.ItemDone || !v.Tickets["AI-1"].Done {
				t.Errorf("%s: the item is %s, its ticket %+v", key, v.Items[0].State, v.Tickets["AI-1"])
			}
		}
	})
}

// TestWhatADocumentTookOverDiffersNoLonger: what a sync settled in the document holds on
// the page as well: the owner by the name that the document has now, and a ticket that
// moved under its new address, of which nobody has asked yet.
func TestWhatADocumentTookOverDiffersNoLonger(t *testing.T) {
	const moved = "https://github.com/acme/other/issues/7"
	for name, c := range map[string]struct {
		ticket  tickets.Ticket
		answer  error
		unasked []string
	}{
		"owner":  {jiraIssue("712020:carla-0001"), nil, nil},
		"ticket": {githubIssue("ben"), tickets.MovedTo(moved, "it is elsewhere", "移動しています"), []string{"AI-1"}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) {
				c.ticket.OwnerNames = []string{"carla@example.com"}
				hub := &answeringHub{seenHub{ticket: c.ticket, lists: map[string]string{"@ben": "712020:ben"}}, c.answer}
				tr := withSeen(t, s, &hub.seenHub, "@ben")
				tr.Provider = func() (tickets.Provider, error) { return hub, nil }
				synced, err := tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncDoc)
				must(t, err)
				for _, d := range synced[0].Differences {
					if d.Field == name && !d.Settled {
						t.Fatalf("%+v", d)
					}
				}
				v, err := tr.View(t.Context(), vic, seenKey, incident.English)
				must(t, err)
				if unmet := ticketUnmet(v.Gate); len(unmet) > 0 || !slices.Equal(v.Gate.Unasked, c.unasked) {
					t.Errorf("right after it was settled: %+v, not asked %v", unmet, v.Gate.Unasked)
				}
			})
		})
	}
}

// TestATicketThatNobodyMayReadStaysDone: that this account may not read a ticket any longer
// opens no item again, as an outage does not; that it is gone does.
func TestATicketThatNobodyMayReadStaysDone(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		hub := &answeringHub{seenHub{ticket: githubIssue("ben"), lists: map[string]string{"@ben": "ben"}}, nil}
		hub.ticket.Done = true
		tr := withSeen(t, s, &hub.seenHub, "@ben")
		tr.Provider = func() (tickets.Provider, error) { return hub, nil }
		for _, c := range []struct {
			answer error
			want   store.ItemState
		}{
			{incident.Tell(incident.Refused, "it refuses", "拒否しました"), store.ItemOpen}, // nobody has seen it yet
			{nil, store.ItemDone},
			{incident.Tell(incident.Refused, "it refuses", "拒否しました"), store.ItemDone},
			{incident.Tell(incident.NotFound, "no such issue", "ありません"), store.ItemOpen},
			{incident.Tell(incident.Refused, "it refuses", "拒否しました"), store.ItemOpen},
		} {
			hub.answer = c.answer
			_, err := tr.SyncTickets(t.Context(), akiko, []string{seenKey}, tracker.SyncShow)
			must(t, err)
			v, err := tr.View(t.Context(), vic, seenKey, incident.English)
			must(t, err)
			if v.Items[0].State != c.want || len(ticketUnmet(v.Gate)) > 0 != (c.answer != nil) {
				t.Errorf("after %v the item is %s and G4 says %+v", c.answer, v.Items[0].State, ticketUnmet(v.Gate))
			}
		}
	})
}
