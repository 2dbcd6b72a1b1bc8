package webhook_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
	"github.com/pmtracker/pmtracker/internal/tracker"
	"github.com/pmtracker/pmtracker/internal/webhook"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const (
	folder = "../../testdata/contract/"
	secret = "It's a Secret to Everybody"
)

// rig is a server with an incident whose items link tickets of both providers.
type rig struct {
	t       *testing.T
	tracker *tracker.Tracker
	hub     *fakehub.GitHub
	work    *fakejira.Jira
	hubURL  string
	reads   int
	now     time.Time
	github  http.Handler
	jira    http.Handler
}

func newRig(t *testing.T, s *store.Store, links ...string) *rig {
	return newRigAt(t, s, &fakehub.GitHub{Repository: "Codertocat/Hello-World", Login: "bot"}, &fakejira.Jira{Project: "TES", FirstIssue: 41}, links...)
}

func newRigAt(t *testing.T, s *store.Store, atHub *fakehub.GitHub, atWork *fakejira.Jira, links ...string) *rig {
	r := &rig{t: t, now: time.Now(), hub: atHub, work: atWork}
	r.hub.Add(fakehub.Issue{Title: "Spelling error"})
	r.work.Add(fakejira.Issue{Summary: "One"}, r.now.Add(-time.Hour))
	count := func(standin.Exchange) { r.reads++ }
	hub := httptest.NewServer(&standin.Server{Vendor: r.hub, Check: count})
	t.Cleanup(hub.Close)
	work := httptest.NewServer(&standin.Server{Vendor: r.work, Check: count})
	t.Cleanup(work.Close)
	r.tracker = &tracker.Tracker{Store: s, Now: func() time.Time { return r.now }}
	r.hubURL = hub.URL
	onHub := &tracker.Tracker{Store: s, Now: r.tracker.Now}
	onHub.Provider = func() (tickets.Provider, error) {
		return github.New(github.Config{BaseURL: hub.URL, Token: "t", Repository: atHub.Repository})
	}
	onJira := &tracker.Tracker{Store: s, Now: r.tracker.Now}
	onJira.Provider = func() (tickets.Provider, error) {
		return jira.New(jira.Config{URL: work.URL, User: "bot@example.com", Token: "t", Project: atWork.Project})
	}
	r.github = webhook.GitHub(webhook.Config{Tracker: onHub, Secrets: []string{"older", secret}})
	r.jira = webhook.Jira(webhook.Config{Tracker: onJira, Secrets: []string{secret}})
	doc := "---\nincident: INC-2026-0050\ntitle: T\nseverity: SEV2\nstatus: in-review\noccurred_at: 2019-01-01T09:00:00Z\ndetected_at: 2019-01-01T09:04:00Z\nauthor: akiko@example.com\n---\n"
	for i, link := range links {
		doc += "### AI-" + strconv.Itoa(i+1) + ": One\n- Ticket: " + link + "\n\n"
	}
	path := filepath.Join(t.TempDir(), "p.md")
	if err := os.WriteFile(path, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.tracker.Import(context.Background(), tracker.CommandLine("akiko@example.com"), []string{path}); err != nil {
		t.Fatal(err)
	}
	return r
}

func sign(key string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// gitHub delivers a payload as GitHub does.
func (r *rig) gitHub(event, delivery string, body []byte, signature string) int {
	req := httptest.NewRequest(http.MethodPost, "/webhooks/github", bytes.NewReader(body))
	req.Header.Set("X-GitHub-Event", event)
	req.Header.Set("X-GitHub-Delivery", delivery)
	req.Header.Set("X-Hub-Signature-256", signature)
	w := httptest.NewRecorder()
	r.github.ServeHTTP(w, req)
	return w.Code
}

func (r *rig) atJira(delivery string, body []byte, signature string) int {
	req := httptest.NewRequest(http.MethodPost, "/webhooks/jira", bytes.NewReader(body))
	if delivery != "" {
		req.Header.Set("X-Atlassian-Webhook-Identifier", delivery)
	}
	req.Header.Set("X-Hub-Signature", signature)
	w := httptest.NewRecorder()
	r.jira.ServeHTTP(w, req)
	return w.Code
}

func (r *rig) state(item string) store.ItemState {
	r.t.Helper()
	var state store.ItemState
	err := r.tracker.Store.Read(context.Background(), func(tx *store.Tx) error {
		items, err := tx.ActionItems(context.Background(), "INC-2026-0050")
		for _, it := range items {
			if it.ID == item {
				state = it.State
			}
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return state
}

func (r *rig) want(got, want int, what string) {
	r.t.Helper()
	if got != want {
		r.t.Errorf("%s: answered %d, want %d", what, got, want)
	}
}

func payload(t *testing.T, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(folder + name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

const hubTicket = "https://github.com/Codertocat/Hello-World/issues/1"

// TestGitHubPayloads delivers everything that GitHub sends: what concerns a
// linked ticket makes it be read once, whatever the payload claims.
func TestGitHubPayloads(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRig(t, s, hubTicket)
		files, err := filepath.Glob(folder + "github/webhooks/*.json")
		if err != nil || len(files) < 13 {
			t.Fatalf("%d payloads, %v", len(files), err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			event, _, _ := strings.Cut(name, ".")
			body := payload(t, "github/webhooks/"+name)
			code := r.gitHub(event, "first-"+name, body, sign(secret, body))
			want := http.StatusAccepted
			if name == "issues.assigned.json" { // the first of them; the others happened before it was read
				want = http.StatusOK
			}
			r.want(code, want, name)
		}
		if r.reads != 1 {
			t.Errorf("the ticket was read %d times, want 1", r.reads)
		}
	})
}

// TestReadAgain closes, reopens and deletes a ticket behind a payload that says
// something else: what the provider says now is what counts. A delivery that
// comes again is known.
func TestReadAgain(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRig(t, s, hubTicket, "Codertocat/Hello-World#1", "#1", "codertocat/HELLO-world#1", hubTicket+"/", hubTicket+"#issuecomment-9",
			"Codertocat/Hello-World#11", "other/Hello-World#1", hubTicket+"1")
		body := func() []byte { return changed(t, "github/webhooks/issues.opened.json", r.now) }
		r.hub.Issues[0].State = "closed"
		b := body()
		r.want(r.gitHub("issues", "d1", b, sign(secret, b)), http.StatusOK, "closed")
		for _, item := range []string{"AI-1", "AI-2", "AI-3", "AI-4", "AI-5", "AI-6"} { // in every spelling
			if got := r.state(item); got != store.ItemDone {
				t.Errorf("%s is %s after its ticket was closed, want done", item, got)
			}
		}
		for _, item := range []string{"AI-7", "AI-8", "AI-9"} { // of other tickets
			if got := r.state(item); got != store.ItemOpen {
				t.Errorf("%s is %s after another ticket was closed", item, got)
			}
		}
		r.hub.Issues[0].State = "open"
		r.want(r.gitHub("issues", "d1", b, sign(secret, b)), http.StatusAccepted, "the same delivery again")
		if got := r.state("AI-1"); got != store.ItemDone {
			t.Errorf("a repeated delivery changed the item to %s", got)
		}
		r.now = r.now.Add(time.Hour)
		b = body()
		r.want(r.gitHub("issues", "d2", b, sign(secret, b)), http.StatusOK, "reopened")
		if got := r.state("AI-1"); got != store.ItemOpen {
			t.Errorf("the item is %s after its ticket was reopened, want open", got)
		}
		late := changed(t, "github/webhooks/issues.closed.json", r.now.Add(-30*time.Minute))
		late = bytes.ReplaceAll(late, []byte("daeuniverse/ci-bot-experiment"), []byte("Codertocat/Hello-World"))
		late = bytes.ReplaceAll(late, []byte(`"number":32`), []byte(`"number":1`))
		reads := r.reads
		r.want(r.gitHub("issues", "d0", late, sign(secret, late)), http.StatusAccepted, "an older event that comes late")
		if r.reads != reads || r.state("AI-1") != store.ItemOpen {
			t.Error("an older event was believed")
		}
		r.hub.Deleted = map[int]bool{1: true}
		r.now = r.now.Add(time.Hour)
		b = body()
		r.want(r.gitHub("issues", "d3", b, sign(secret, b)), http.StatusOK, "deleted")
		fact := r.seen(hubTicket)
		if fact.Exists || !strings.Contains(incident.Sentence(fact.Why, incident.English), "deleted") {
			t.Errorf("a deleted ticket is seen as %+v", fact)
		}
	})
}

// TestReadAgainInAnySpelling: a spelling that is nobody else's is looked for too.
func TestReadAgainInAnySpelling(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRig(t, s, hubTicket+"#issuecomment-9")
		r.hub.Issues[0].State = "closed"
		b := changed(t, "github/webhooks/issues.opened.json", r.now)
		r.want(r.gitHub("issues", "d1", b, sign(secret, b)), http.StatusOK, "closed")
		if got := r.state("AI-1"); got != store.ItemDone {
			t.Errorf("the item is %s after its ticket was closed, want done", got)
		}
	})
}

func (r *rig) seen(ticket string) (fact incident.TicketFact) {
	r.t.Helper()
	err := r.tracker.Store.Read(context.Background(), func(tx *store.Tx) (err error) {
		seen, err := tx.SeenTicket(context.Background(), ticket)
		fact = seen.TicketFact
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return fact
}

// changed is a payload whose issue changed at a time.
func changed(t *testing.T, name string, at time.Time) []byte {
	t.Helper()
	var in map[string]any
	if err := json.Unmarshal(payload(t, name), &in); err != nil {
		t.Fatal(err)
	}
	in["issue"].(map[string]any)["updated_at"] = at.UTC().Format(time.RFC3339)
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestJiraPayloads(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRig(t, s, "TES-41", "TES-4", "IDT-19")
		r.work.Issues[0].Status = "done"
		want := map[string]int{"issue-created.json": http.StatusOK, "server-issue-updated-closed.json": http.StatusOK, "issue-deleted.json": http.StatusOK}
		files, err := filepath.Glob(folder + "jira/webhooks/*.json")
		if err != nil || len(files) < 14 {
			t.Fatalf("%d payloads, %v", len(files), err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			body := payload(t, "jira/webhooks/"+name)
			status := want[name]
			if status == 0 {
				status = http.StatusAccepted
			}
			r.want(r.atJira("", body, sign(secret, body)), status, name)
			r.want(r.atJira("", body, sign(secret, body)), http.StatusAccepted, name+" again")
		}
		if got := r.state("AI-1"); got != store.ItemDone {
			t.Errorf("AI-1 is %s, want done", got)
		}
		if fact := r.seen("IDT-19"); fact.Exists {
			t.Errorf("a deleted issue is seen as %+v", fact)
		}
	})
}

// TestSignatures checks the vectors that both vendors publish, and everything
// that is not signed by us.
func TestSignatures(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	r := newRig(t, s, hubTicket)
	r.hub.Issues[0].State = "closed"
	var published struct {
		Vectors []struct{ Tool, Secret, Body, Header, Value string }
	}
	if err := json.Unmarshal(payload(t, "signatures.json"), &published); err != nil || len(published.Vectors) != 2 {
		t.Fatalf("%d vectors, %v", len(published.Vectors), err)
	}
	for _, v := range published.Vectors {
		// The signed texts are no JSON: a right signature gets as far as that.
		code := r.gitHub("issues", "v", []byte(v.Body), v.Value)
		if v.Tool == "jira" {
			code = r.atJira("v", []byte(v.Body), v.Value)
		}
		r.want(code, http.StatusBadRequest, v.Tool+"'s published signature")
	}
	body := payload(t, "github/webhooks/issues.closed.json")
	for name, signature := range map[string]string{
		"none": "", "wrong secret": sign("another", body), "of another body": sign(secret, append([]byte(" "), body...)), "empty secret": sign("", body),
		"SHA-1": "sha1=" + strings.Repeat("0", 40), "cut short": sign(secret, body)[:40], "no hex": "sha256=zz", "empty": "sha256=",
	} {
		r.want(r.gitHub("issues", "f", body, signature), http.StatusUnauthorized, "signature: "+name)
		r.want(r.atJira("f", body, signature), http.StatusUnauthorized, "signature: "+name)
	}
	unset := webhook.GitHub(webhook.Config{Tracker: r.tracker, Secrets: []string{""}})
	w := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	req.Header.Set("X-Hub-Signature-256", sign("", body))
	unset.ServeHTTP(w, req)
	r.want(w.Code, http.StatusUnauthorized, "no secret configured")
	if r.reads != 0 || r.state("AI-1") != store.ItemOpen {
		t.Errorf("%d requests were sent for forged reports, the item is %s", r.reads, r.state("AI-1"))
	}
	r.want(r.gitHub("issues", "f", opened(t), sign("older", opened(t))), http.StatusOK, "the old secret during a change") // and the delivery "f" is not used up
	if r.state("AI-1") != store.ItemDone {
		t.Errorf("the item is %s after a report that is signed", r.state("AI-1"))
	}
}

func TestRefusedBodies(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	r := newRig(t, s, hubTicket)
	r.hub.Issues[0].State = "closed"
	large := bytes.Repeat([]byte(" "), 30<<20)
	r.want(r.gitHub("issues", "large", large, sign(secret, large)), http.StatusRequestEntityTooLarge, "30 MB")
	r.want(r.atJira("large", large, sign(secret, large)), http.StatusRequestEntityTooLarge, "30 MB")
	w := httptest.NewRecorder()
	r.github.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	r.want(w.Code, http.StatusMethodNotAllowed, "GET")
	form := []byte("payload=%7B%7D")
	r.want(r.gitHub("issues", "form", form, sign(secret, form)), http.StatusBadRequest, "a form")
	// Another repository: nobody links it.
	other := bytes.ReplaceAll(changed(t, "github/webhooks/issues.closed.json", r.now), []byte(`"number":32`), []byte(`"number":1`))
	r.want(r.gitHub("issues", "other", other, sign(secret, other)), http.StatusAccepted, "another repository")
	if r.reads != 0 || r.state("AI-1") != store.ItemOpen {
		t.Errorf("%d requests were sent, the item is %s", r.reads, r.state("AI-1"))
	}
	for _, delivery := range []string{"large", "form", "other"} { // none of them is used up
		r.now = r.now.Add(time.Hour)
		body := changed(t, "github/webhooks/issues.opened.json", r.now)
		r.want(r.gitHub("issues", delivery, body, sign(secret, body)), http.StatusOK, delivery+" with a good report")
	}
}

// opened is a payload about hubTicket.
func opened(t *testing.T) []byte { return payload(t, "github/webhooks/issues.opened.json") }

// TestProviderAway answers 503, so that Jira reports again, and takes the same
// delivery then.
func TestProviderAway(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	r := newRig(t, s, "TES-41")
	away := &tracker.Tracker{Store: s, Now: r.tracker.Now}
	away.Provider = func() (tickets.Provider, error) {
		return nil, incident.Errorf(incident.Unavailable, "away")
	}
	body := payload(t, "jira/webhooks/issue-created.json")
	here := r.jira
	r.jira = webhook.Jira(webhook.Config{Tracker: away, Secrets: []string{secret}})
	r.want(r.atJira("d", body, sign(secret, body)), http.StatusServiceUnavailable, "away")
	r.jira = here
	r.want(r.atJira("d", body, sign(secret, body)), http.StatusOK, "back again")
}

// TestTooLarge: who sends more than is read gets an answer that can be read.
func TestTooLarge(t *testing.T) {
	server := httptest.NewServer(webhook.GitHub(webhook.Config{Secrets: []string{secret}}))
	defer server.Close()
	resp, err := http.Post(server.URL, "application/json", strings.NewReader(strings.Repeat("x", 30<<20)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(said), "larger than 25 MB") {
		t.Errorf("%d %s %v", resp.StatusCode, said, err)
	}
}
