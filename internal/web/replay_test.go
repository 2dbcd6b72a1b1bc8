package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestReplay replays an incident in a real browser from the declaration to the
// completion report, in both languages, against a clock
// that the walk sets. Two nodes give reminders at every move of the clock, each
// anew, as after a restart: what is reminded of comes at its minute, and once.
func TestReplay(t *testing.T) {
	folder := filepath.Join("..", "..", "test", "browser")
	need(t, filepath.Join(folder, "node_modules", "playwright-core"), "npm ci in test/browser")
	need(t, chromiumPath(), "the package chromium")
	for _, walk := range []struct {
		name, lang    string
		width, height int
	}{{"en", "en", 1360, 900}, {"ja-phone", "ja", 390, 844}} {
		t.Run(walk.name, func(t *testing.T) {
			s := newSite(t, nil)
			room := newReplayed(t, s)
			options := map[string]any{"url": s.url, "clock": room.url, "lang": walk.lang, "width": walk.width, "height": walk.height, "script": true}
			runWalk(t, folder, "replay.mjs", walk.name, options)
		})
	}
}

// replayed is an incident whose clock the walk sets, and whose messages it gets.
type replayed struct {
	t    *testing.T
	site *site
	url  string

	mu       sync.Mutex
	clock    time.Time
	messages []string
}

func newReplayed(t *testing.T, s *site) *replayed {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	r := &replayed{t: t, site: s, clock: time.Date(2026, 3, 1, 9, 0, 0, 0, zone)}
	slack := httptest.NewServer(http.HandlerFunc(r.take))
	t.Cleanup(slack.Close)
	control := httptest.NewServer(http.HandlerFunc(r.move))
	t.Cleanup(control.Close)
	r.url = control.URL
	low, high := 0.0, 2.0
	s.tracker.Now = r.now
	s.tracker.Config.Zone = zone
	s.tracker.Config.Reports = config.Reports{Internal: []string{"slack:#incidents"}}
	s.tracker.Config.KPIs = []config.KPI{{Name: "error_rate", Unit: "%", Low: &low, High: &high}}
	s.tracker.Sender = func() (*notify.Sender, error) { return &notify.Sender{SlackWebhook: slack.URL}, nil }
	return r
}

func (r *replayed) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.clock
}

// take is Slack: it keeps what it is sent.
func (r *replayed) take(w http.ResponseWriter, req *http.Request) {
	var m struct{ Text string }
	_ = json.NewDecoder(req.Body).Decode(&m)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = append(r.messages, m.Text)
	_, _ = w.Write([]byte("ok"))
}

// move sets the clock, lets two nodes remind and deliver, and answers with what
// reached people.
func (r *replayed) move(w http.ResponseWriter, req *http.Request) {
	at, err := time.Parse(time.RFC3339, req.URL.Query().Get("at"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	r.clock, r.messages = at, []string{}
	r.mu.Unlock()
	var nodes sync.WaitGroup
	for range 2 {
		nodes.Go(func() {
			first := r.site.tracker
			node := &tracker.Tracker{Store: first.Store, Config: first.Config, Now: first.Now, Sender: first.Sender}
			who := tracker.Actor{Name: "pmtracker", Access: tracker.Responder, Origin: "serve"}
			if _, err := node.Remind(context.Background(), who); err != nil {
				r.t.Error(err)
			}
			if _, err := node.Deliver(context.Background(), who, ""); err != nil {
				r.t.Error(err)
			}
		})
	}
	nodes.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	_ = json.NewEncoder(w).Encode(r.messages)
}
