package web

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// impatient serves a handler with the time-outs of the program, made short.
func impatient(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	server.Config = HTTPServer(h)
	for _, d := range []*time.Duration{&server.Config.ReadHeaderTimeout, &server.Config.ReadTimeout, &server.Config.WriteTimeout, &server.Config.IdleTimeout} {
		if *d <= 0 {
			t.Error("a time-out is not set")
		}
		*d /= 200
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// left tells what the server said until it ended the connection, which it has to do
// by itself: the test waits for nothing else.
func left(t *testing.T, address, sent string) string {
	t.Helper()
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := io.WriteString(connection, sent); err != nil {
		t.Fatal(err)
	}
	said, _ := io.ReadAll(connection) // ends when the server does
	return string(said)
}

func TestSlowClientsAreLetGo(t *testing.T) {
	s := newSite(t, nil)
	address := impatient(t, s.server.Handler())
	head := "POST /declare HTTP/1.1\r\nHost: " + address + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	for name, sent := range map[string]string{
		"a header that never ends": "GET / HTTP/1.1\r\nHost: " + address + "\r\nX-Slow: ",
		"a body that never comes":  head + "Content-Length: 100\r\n\r\ntitle=x",
		"chunks that never end":    head + "Transfer-Encoding: chunked\r\n\r\n3\r\ntit\r\n",
		"nothing after an answer":  "GET /healthz HTTP/1.1\r\nHost: " + address + "\r\n\r\n",
		"nothing at all":           "",
	} {
		t.Run(name, func(t *testing.T) {
			if said := left(t, address, sent); strings.Contains(said, "303 See Other") {
				t.Errorf("half a request was taken: %s", said)
			}
		})
	}
	if all, err := s.tracker.List(t.Context(), tracker.CommandLine("@akiko"), store.Filter{}); err != nil || len(all) != 0 {
		t.Errorf("half a request declared %d incidents: %v", len(all), err)
	}
}

// Somebody who does not read does not hold the server: what is written to such a
// one ends in time.
func TestASlowReaderIsLetGo(t *testing.T) {
	over := make(chan error, 1)
	address := impatient(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		line := strings.Repeat("x", 64<<10)
		for {
			if _, err := io.WriteString(w, line); err != nil {
				over <- err
				return
			}
		}
	}))
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := io.WriteString(connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := <-over; err == nil {
		t.Error("the server went on writing")
	}
}

func TestBodiesOfAHundredMegabytesAreRefused(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	const size = 100 << 20
	for _, path := range []string{"/declare", "/incidents/INC-2026-0001/edit", "/api/v1/incidents", "/mcp", "/preferences"} {
		// Told beforehand, it is refused before a byte of it is read.
		r := p.request(http.MethodPost, path, io.LimitReader(endless{}, size))
		r.ContentLength = size
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Expect", "100-continue")
		p.must(p.do(r), http.StatusRequestEntityTooLarge)
		// Not told, it is refused when it gets too much; the server may hang up
		// while we still send.
		r = p.request(http.MethodPost, path, io.LimitReader(endless{}, size))
		r.ContentLength = -1
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got, err := p.client.Do(r); err == nil {
			_ = got.Body.Close()
			if got.StatusCode < 400 {
				t.Errorf("%s takes 100 MB: %d", path, got.StatusCode)
			}
		}
	}
}

// endless is a form field that goes on.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

// What people write does not get into the headers of an answer.
func TestHeadersTakeNoLines(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	key := p.recovered("x\r\nSet-Cookie: evil=1")
	evil := "%0d%0aSet-Cookie:%20evil=1"
	for _, path := range []string{"/?q=" + evil, "/incidents/" + evil, "/incidents/" + key + "/export.html", "/incidents/" + key + "/postmortem.md", "/items?owner=" + evil, "/items.csv?owner=" + evil} {
		if a := p.get(path); a.header.Get("Set-Cookie") != "" && strings.Contains(a.header.Get("Set-Cookie"), "evil") {
			t.Errorf("%s sets %q", path, a.header.Get("Set-Cookie"))
		}
	}
	for _, back := range []string{"/x\r\nSet-Cookie: evil=1", "//evil.example", "\\\\evil.example", "https://evil.example"} {
		for _, post := range [][]string{{"/preferences", "lang", "en", "back", back}, {"/incidents/" + key + "/items/AI-1", "back", back}} {
			a := p.post(post[0], post[1:]...)
			if strings.Contains(a.location, "evil") || strings.Contains(strings.Join(a.header.Values("Set-Cookie"), ""), "evil") {
				t.Errorf("%q leads to %q", back, a.location)
			}
		}
	}
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := io.WriteString(connection, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(connection).ReadString('\n'); err != nil || !strings.Contains(line, "421") {
		t.Errorf("a foreign host is answered with %q: %v", line, err)
	}
}

// Whoever asks too fast is told to wait, and others are not held up.
func TestWhoAsksTooFastIsToldToWait(t *testing.T) {
	s, admin := signedSite(t, nil)
	p := s.signedIn(admin, "@ben", "viewer")
	s.server.pace.session.mu.Lock()
	clear(s.server.pace.session.by)
	s.server.pace.session.rate, s.server.pace.session.burst = 0.01, 3
	s.server.pace.session.mu.Unlock()
	for range 3 {
		p.must(p.get("/"), 200)
	}
	for _, want := range []struct{ path, lang, kind, text string }{
		{"/", "en", "text/html", "<h1>A little slower</h1>"}, {"/trends", "ja", "text/html", "少し待ってからやり直してください"},
		{"/items.csv", "en", "text/html", "Too many requests"},
		{"/api/v1/incidents", "en", "application/problem+json", `"status":429`}, {"/api/v1/incidents", "ja", "application/problem+json", "少し待ってからやり直してください"},
	} {
		p.lang = want.lang
		a := p.must(p.get(want.path), http.StatusTooManyRequests)
		if a.header.Get("Retry-After") == "" {
			t.Errorf("%s does not say how long to wait", want.path)
		}
		if !strings.HasPrefix(a.header.Get("Content-Type"), want.kind) || !strings.Contains(a.body, want.text) {
			t.Errorf("%s in %s: %s without %s: %s", want.path, want.lang, a.header.Get("Content-Type"), want.text, plainText(a.body))
		}
	}
	admin.must(admin.get("/"), 200)
	for i := range 4 {
		r := p.request(http.MethodGet, "/api/v1/incidents", nil)
		r.Header.Set("Authorization", "Bearer pmt_guess")
		if a := s.person("en").do(r); i == 3 && a.status != http.StatusTooManyRequests {
			t.Errorf("a token is guessed without end: %d", a.status)
		}
	}
}
