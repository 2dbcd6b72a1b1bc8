package tracker_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

const seenKey = "INC-2026-0061"

// seenHub is a ticket system with one ticket, of AI-1 of seenKey.
type seenHub struct {
	tickets.Provider
	people  incident.People
	ticket  tickets.Ticket
	present bool              // its listing is of the present
	lists   map[string]string // accounts that it knows beside the mapping
	asked   func()            // happens between its answer to a listing and who asked
}

func (h *seenHub) Name() incident.ProviderName                            { return h.ticket.Ref.Provider }
func (*seenHub) Dates(context.Context, map[string][]tickets.Ticket) error { return nil }
func (h *seenHub) ListsPresent() bool                                     { return h.present }
func (h *seenHub) Home() incident.TicketRef {
	return incident.TicketRef{Owner: "acme", Repo: "checkout"}
}
func (h *seenHub) Address(ref incident.TicketRef) string {
	return "https://jira.example.com/browse/" + ref.Key
}

func (h *seenHub) Account(_ context.Context, owner string, _ incident.TicketRef) (string, error) {
	if account, mapped := h.people.Account(h.Name(), owner); mapped {
		return account, nil
	}
	if account, ok := h.lists[owner]; ok {
		return account, nil
	}
	return "", incident.Errorf(incident.Refused, "nobody is called %s", owner)
}

func (h *seenHub) Get(context.Context, incident.TicketRef) (tickets.Ticket, error) {
	return h.ticket, nil
}

func (h *seenHub) FindMarked(_ context.Context, markers []string) (map[string][]tickets.Ticket, error) {
	found := map[string][]tickets.Ticket{}
	listed := h.ticket
	listed.Done = listed.Done && h.present
	for _, m := range markers {
		found[m] = []tickets.Ticket{listed}
	}
	if h.asked != nil {
		h.asked()
	}
	return found, nil
}

func githubIssue(owner string) tickets.Ticket {
	ref, _ := incident.ParseTicketRef("https://github.com/acme/checkout/issues/1")
	return tickets.Ticket{Ref: ref, URL: "https://github.com/acme/checkout/issues/1", Title: "Deploys roll back by themselves",
		Owners: []string{owner}, Due: civil.Date{Year: 2026, Month: 4, Day: 1}}
}

func jiraIssue(account string) tickets.Ticket {
	t := githubIssue(account)
	t.Ref, _ = incident.ParseTicketRef("PAY-1")
	t.URL = "https://jira.example.com/browse/PAY-1"
	return t
}

// withSeen imports a postmortem that links the ticket of a hub.
func withSeen(t *testing.T, s *store.Store, h *seenHub, owner string) *tracker.Tracker {
	t.Helper()
	tr := newTracker(s)
	tr.Config.People = h.people
	tr.Provider = func() (tickets.Provider, error) { return h, nil }
	text := "---\nincident: " + seenKey + "\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2026-03-01T09:00:00Z\ndetected_at: 2026-03-01T09:04:00Z\nauthor: a\n---\n## Action items\n\n" +
		strings.NewReplacer("@ben", owner, "https://github.com/acme/checkout/issues/1", h.ticket.URL).Replace(item)
	path := filepath.Join(t.TempDir(), "p.md")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := tr.Import(context.Background(), tracker.CommandLine(akiko.Name), []string{path})
	must(t, err)
	return tr
}

// ticketRule gives what G4 says of the page's incident.
func ticketRule(t *testing.T, tr *tracker.Tracker) string {
	t.Helper()
	v, err := tr.View(context.Background(), vic, seenKey, incident.English)
	must(t, err)
	var said []string
	for _, u := range v.Gate.Unmet {
		if u.Rule == incident.RuleTicket {
			said = append(said, u.Message)
		}
	}
	return strings.Join(said, "; ")
}

// TestThePageKnowsWhoseTicketItIs: what was seen of a ticket belongs to the item's
// owner by the team's mapping, and where that says nothing, by what the provider
// said of the owner.
func TestThePageKnowsWhoseTicketItIs(t *testing.T) {
	people := incident.People{{ID: "@ben", Name: "Ben", GitHub: "ben-gh-4711", Jira: "5b10ac8d82e05b22cc7d4ef5"}}
	for name, c := range map[string]struct {
		hub   seenHub
		owner string
	}{
		"GitHub, mapped": {seenHub{people: people, ticket: githubIssue("ben-gh-4711"), present: true}, "@ben"},
		"Jira, mapped":   {seenHub{people: people, ticket: jiraIssue("5b10ac8d82e05b22cc7d4ef5")}, "@ben"},
		"Jira, asked":    {seenHub{ticket: jiraIssue("712020:ca9d"), lists: map[string]string{"ben@example.com": "712020:ca9d"}}, "ben@example.com"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachStore(t, func(t *testing.T, s *store.Store) {
				ctx := context.Background()
				tr := withSeen(t, s, &c.hub, c.owner)
				reported := func(delivery string) {
					_, err := tr.TicketReported(ctx, akiko, tracker.TicketReport{Provider: c.hub.Name(), Delivery: delivery, Ref: c.hub.ticket.Ref})
					must(t, err)
				}
				if reported("1"); c.hub.people != nil && ticketRule(t, tr) != "" {
					t.Errorf("before any sync: %s", ticketRule(t, tr))
				}
				_, err := tr.SyncTickets(ctx, akiko, []string{seenKey}, tracker.SyncShow)
				must(t, err)
				if said := ticketRule(t, tr); said != "" {
					t.Errorf("after a sync: %s", said)
				}
				if reported("2"); ticketRule(t, tr) != "" {
					t.Errorf("after a webhook: %s", ticketRule(t, tr))
				}
				must(t, tr.SetFields(ctx, akiko, seenKey, "AI-1", tracker.ItemChange{Values: map[incident.Field]string{incident.FieldOwner: "@somebody-else"}}))
				if said := ticketRule(t, tr); !strings.Contains(said, "assigned to") {
					t.Errorf("another owner passes: %q", said)
				}
			})
		})
	}
}

// TestALateListingOverwritesNothing: what a webhook stored while the answer to a
// sync was on its way is newer than that answer.
func TestALateListingOverwritesNothing(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		hub := &seenHub{ticket: githubIssue("ben"), present: true, lists: map[string]string{"@ben": "ben"}}
		tr := withSeen(t, s, hub, "@ben")
		hub.asked = func() {
			hub.ticket.Done = true
			n, err := tr.TicketReported(ctx, akiko, tracker.TicketReport{Provider: incident.GitHub, Delivery: "1", Ref: hub.ticket.Ref})
			if err != nil || n != 1 {
				t.Errorf("the webhook concerns %d: %v", n, err)
			}
		}
		_, err := tr.SyncTickets(ctx, akiko, []string{seenKey}, tracker.SyncShow)
		must(t, err)
		v, err := tr.View(ctx, vic, seenKey, incident.English)
		must(t, err)
		if !v.Tickets["AI-1"].Done || v.Items[0].State != store.ItemDone {
			t.Errorf("the ticket is open again: %+v, the item is %s", v.Tickets["AI-1"], v.Items[0].State)
		}
	})
}

// TestALaggingListingIsNotBelieved: the digest asks about each ticket where the
// listing may be of yesterday, and knows the owner as the gate does.
func TestALaggingListingIsNotBelieved(t *testing.T) {
	ctx := context.Background()
	hub := &seenHub{ticket: githubIssue("ben")}
	tr := withSeen(t, storetest.Open(t, storetest.SQLite(t)), hub, "@nobody-there")
	d, _, err := tr.Document(ctx, vic, seenKey)
	must(t, err)
	docs := make([]*postmortem.Document, 31)
	for i := range docs {
		copied := *d
		docs[i] = &copied
	}
	hub.ticket.Done = true
	for _, hub.present = range []bool{false, true} {
		states, err := tracker.AskTickets(ctx, hub, docs)
		must(t, err)
		if fact := states[docs[0]]["AI-1"]; !fact.Done || fact.WantOwner != "@nobody-there" {
			t.Errorf("with a listing of the present (%t): %+v", hub.present, fact)
		}
	}
}
