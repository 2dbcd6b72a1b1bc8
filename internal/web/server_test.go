package web

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// site is a server of a test and the use cases under it.
type site struct {
	*testing.T
	tracker *tracker.Tracker
	server  *Server
	url     string
}

// newSite serves an empty database. Without options whoever asks acts as @akiko.
func newSite(t *testing.T, change func(*Options)) *site {
	t.Helper()
	return newSiteOn(t, storetest.SQLite(t), change)
}

// newSiteOn serves the database of a DSN.
func newSiteOn(t *testing.T, dsn string, change func(*Options)) *site {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	tr := &tracker.Tracker{
		Store: s, Now: time.Now,
		Config: config.Config{People: incident.People{{ID: "@akiko", Name: "Akiko", Email: "akiko@example.com", Team: "payments"}, {ID: "@ben", Name: "Ben"}}},
		Provider: func() (tickets.Provider, error) {
			return nil, incident.Errorf(incident.Unavailable, "no ticket system in this test")
		},
	}
	o := Options{Actor: "@akiko"}
	if change != nil {
		change(&o)
	}
	listener := httptest.NewUnstartedServer(nil)
	o.PublicURL = "http://" + listener.Listener.Addr().String()
	server, err := New(context.Background(), tr, o)
	if err != nil {
		t.Fatal(err)
	}
	server.guesses.busy = make(chan struct{}, 8)
	listener.Config = HTTPServer(server.Handler())
	listener.Start()
	t.Cleanup(func() {
		server.Close()
		listener.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &site{t, tr, server, listener.URL}
}

// person is one browser.
type person struct {
	*site
	client *http.Client
	lang   string
}

func (s *site) person(lang string) *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	return &person{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, lang}
}

// answer is what a request gave.
type answer struct {
	status   int
	body     string
	location string
	header   http.Header
}

func (p *person) do(r *http.Request) answer {
	p.Helper()
	r.Header.Set("Accept-Language", p.lang)
	got, err := p.client.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		p.Fatal(err)
	}
	return answer{got.StatusCode, string(body), got.Header.Get("Location"), got.Header}
}

func (p *person) request(method, path string, body io.Reader) *http.Request {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, p.url+path, body)
	if err != nil {
		p.Fatal(err)
	}
	return r
}

func (p *person) get(path string) answer {
	p.Helper()
	return p.do(p.request(http.MethodGet, path, nil))
}

func (p *person) post(path string, form ...string) answer {
	p.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	r := p.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.do(r)
}

// must fails the test unless the answer has the status.
func (p *person) must(a answer, status int) answer {
	p.Helper()
	if a.status != status {
		p.Fatalf("status %d, want %d: %s %s", a.status, status, a.location, plainText(a.body))
	}
	return a
}

// plainText is a page without its markup, shortened.
func plainText(html string) string {
	words := plainTextAll(html)
	return words[:min(len(words), 1500)]
}

// plainTextAll is a page without its markup.
func plainTextAll(html string) string {
	var b strings.Builder
	in := false
	for _, r := range html {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
			b.WriteByte(' ')
		case !in:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// recovered makes an incident that was recovered by numbers, with a postmortem.
func (p *person) recovered(title string) (key string) {
	p.Helper()
	a := p.must(p.post("/declare", "title", title, "severity", "SEV2", "service", "checkout"), 303)
	key = strings.TrimPrefix(a.location, "/incidents/")
	p.must(p.post("/incidents/"+key+"/log", "text", "containment: the deploy is rolled back", "role", "Ops"), 303)
	p.must(p.post("/incidents/"+key+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko"), 303)
	p.must(p.post("/incidents/"+key+"/generate"), 303)
	return key
}

func TestFromDeclarationToReview(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			p := newSite(t, nil).person(lang)
			key := p.recovered("Checkout fails & <b>hurts</b>")
			base := "/incidents/" + key
			for _, path := range []string{"/", "/declare", base, base + "/review", base + "/review?source=1", base + "/edit", base + "/history", base + "/reports", base + "/reports/completion", base + "/reports/periodic", base + "/recover", "/items", "/items.csv", "/items.ics", "/trends", "/keys", "/account", base + "/timeline.svg", base + "/export.html", base + "/postmortem.md"} {
				a := p.must(p.get(path), 200)
				if strings.Contains(a.body, "<b>hurts</b>") && !strings.HasSuffix(path, ".md") {
					t.Errorf("%s: the title is not escaped", path)
				}
			}
			a := p.must(p.get(base), 200)
			if !strings.Contains(a.body, `id="gate"`) || strings.Count(a.body, `class="rule `) != 8 {
				t.Errorf("the gate is not there with its eight rules")
			}
			a = p.must(p.post(base+"/approve", "verdict", "approve", "digest", "sha256:other"), 409)
			if p.post(base+"/close").status != 422 {
				t.Errorf("an incident without action items closes")
			}
		})
	}
}

func TestTwoEditorsLoseNoWord(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	was, err := s.tracker.RevisionText(t.Context(), tracker.CommandLine("@akiko"), strings.TrimPrefix(base, "/incidents/"), 1)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.Replace(was, "## Summary\n", "## Summary\n\nFirst editor wrote this.\n", 1)
	second := strings.Replace(was, "## Summary\n", "## Summary\n\nSecond editor wrote that.\n", 1)
	p.must(p.post(base+"/edit", "base", "1", "text", first), 303)
	a := p.must(p.post(base+"/edit", "base", "1", "text", second), 409)
	for _, want := range []string{"First editor wrote this.", "Second editor wrote that.", "&lt;&lt;&lt;&lt;&lt;&lt;&lt;", `name="base" value="2"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the later editor does not see %q", want)
		}
	}
	p.must(p.post(base+"/edit", "base", "2", "text", "<<<<<<< you\nx\n=======\ny\n>>>>>>> b\n"), 409)
	third := strings.Replace(first, "## Impact\n", "## Impact\n\nNobody lost data.\n", 1)
	p.must(p.post(base+"/edit", "base", "2", "text", strings.ReplaceAll(third, "\n", "\r\n")), 303)
	got, err := s.tracker.RevisionText(t.Context(), tracker.CommandLine("@akiko"), strings.TrimPrefix(base, "/incidents/"), 3)
	if err != nil || got != third {
		t.Errorf("the text that was saved is not the text that was sent: %v", err)
	}
}

func TestCommentsSuggestionsAndLines(t *testing.T) { storetest.Each(t, commentsSuggestionsAndLines) }

func commentsSuggestionsAndLines(t *testing.T, dsn string) {
	s := newSiteOn(t, dsn, nil)
	p := s.person("en")
	key := p.recovered("Checkout fails")
	base := "/incidents/" + key
	p.must(p.get(base+"/review"), 200) // what the page keeps from here on must not be shown after a change
	was, err := s.tracker.RevisionText(t.Context(), tracker.CommandLine("@akiko"), key, 1)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(was, "## Summary")
	line := itoa(strings.Count(before, "\n") + 1)
	a := p.must(p.post(base+"/comments", "revision", "1", "line", line, "text", "Is that so? <script>alert(1)</script>", "suggestion", "## A better heading"), 303)
	thread := a.location[strings.Index(a.location, "thread-")+len("thread-"):]
	page := p.must(p.get(base+"/review"), 200).body
	if !strings.Contains(page, "Is that so?") || strings.Contains(page, "<script>alert") || !strings.Contains(page, "A better heading") {
		t.Fatal("the comment is not there, or not safe")
	}
	p.must(p.post(base+"/threads/"+thread, "do", "reply", "text", "Yes, quite."), 303)
	if page = p.must(p.get(base+"/review"), 200).body; !strings.Contains(page, "Yes, quite.") {
		t.Error("the reply is not there")
	}
	for _, step := range []struct{ do, offers string }{{"resolve", `value="open"`}, {"open", `value="resolve"`}} {
		p.must(p.post(base+"/threads/"+thread, "do", step.do), 303)
		if page = p.must(p.get(base+"/review"), 200).body; !strings.Contains(page, step.offers) {
			t.Errorf("after %q the page does not offer %s", step.do, step.offers)
		}
	}
	_, digest, _ := strings.Cut(page, `name="digest" value="`)
	digest, _, _ = strings.Cut(digest, `"`)
	p.must(p.post(base+"/approve", "digest", digest, "verdict", "changes", "text", "Name the hour."), 303)
	if page = p.must(p.get(base+"/review"), 200).body; !strings.Contains(page, "Name the hour.") {
		t.Error("the request for changes is not there")
	}
	p.must(p.post(base+"/threads/"+thread, "do", "apply"), 303)
	text, err := s.tracker.RevisionText(t.Context(), tracker.CommandLine("@akiko"), key, 2)
	if err != nil || !strings.Contains(text, "## A better heading\n") {
		t.Fatalf("the suggestion was not applied: %v", err)
	}
	p.must(p.post(base+"/threads/"+thread, "do", "apply"), 409)
	p.must(p.post(base+"/line", "base", "2", "line", line, "text", "## Summary"), 303)
	p.must(p.post(base+"/line", "base", "2", "line", line, "text", "## Late"), 409)
	p.must(p.post(base+"/comments", "revision", "1", "line", "9999", "text", "x"), 400)
	p.must(p.post(base+"/threads/NOPE", "do", "resolve"), 404)
}
