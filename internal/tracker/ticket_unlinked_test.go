package tracker_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestUnlinkedTicket: an item that is taken out of the document, or a document that
// is moved away, while its ticket is opened leaves nobody without a word of the
// ticket, and where its number is another item's by then, that one does not get it.
func TestUnlinkedTicket(t *testing.T) {
	const one = "---\nincident: INC-2026-0042\n---\n### AI-1: One\n"
	const moved = "---\nincident: INC-2026-0042\n---\n### AI-1: Two\n\n- Owner: @ben\n\n### AI-2: One\n"
	for name, meanwhile := range map[string]func(path string) error{
		"items moved": func(path string) error { return os.WriteFile(path, []byte(moved), 0o600) },
		"item gone": func(path string) error {
			return os.WriteFile(path, []byte(strings.Replace(one, "AI-1", "AI-2", 1)), 0o600)
		},
		"document gone": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p.md")
			must(t, os.WriteFile(path, []byte(one), 0o600))
			server := httptest.NewServer(&standin.Server{Vendor: &fakehub.GitHub{Repository: "acme/checkout", Login: "bot"}, Choose: func(r *http.Request) standin.Fault {
				if r.Method == http.MethodPost {
					must(t, meanwhile(path))
				}
				return standin.Fault{}
			}})
			defer server.Close()
			tr := &tracker.Tracker{Now: time.Now, Provider: func() (tickets.Provider, error) {
				return github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
			}}
			err := tr.CreateTickets(t.Context(), tracker.CommandLine("@akiko"), path, tracker.TicketRun{})
			advice := map[incident.Lang]string{incident.English: "close the ticket if its item is gone", incident.Japanese: "チケットを閉じてください"}
			if name == "items moved" {
				advice = map[incident.Lang]string{incident.English: `AI-1 is another item now ("Two"); "One", which it was, is AI-2; link it where it belongs with pmtracker tickets link`, incident.Japanese: "元の「One」は AI-2 です"}
				if text, err := os.ReadFile(path); err != nil || string(text) != moved {
					t.Errorf("the ticket went to another item: %v\n%s", err, text)
				}
			}
			for l, does := range advice {
				if said := incident.Sentence(err, l); !strings.Contains(said, "https://github.com/acme/checkout/issues/1") || !strings.Contains(said, does) {
					t.Errorf("%s", said)
				}
			}
		})
	}
}
