package web

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// wire is the way to a database, which can be cut.
type wire struct {
	net.Listener
	mu    sync.Mutex
	ended []net.Conn
}

// wired gives the DSN of a new PostgreSQL database at the other end of a wire.
func wired(t *testing.T) (string, *wire) {
	t.Helper()
	u, err := url.Parse(storetest.PostgreSQL(t))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l}
	t.Cleanup(w.cut)
	go w.carry(u.Query().Get("host") + "/.s.PGSQL.5432")
	return "postgres://pm@" + l.Addr().String() + u.Path + "?sslmode=disable", w
}

func (w *wire) carry(socket string) {
	for {
		here, err := w.Accept()
		if err != nil {
			return
		}
		there, err := net.Dial("unix", socket)
		if err != nil {
			_ = here.Close()
			continue
		}
		w.mu.Lock()
		w.ended = append(w.ended, here, there)
		w.mu.Unlock()
		go func() { _, _ = io.Copy(here, there) }()
		go func() { _, _ = io.Copy(there, here) }()
	}
}

// cut lets the database answer nobody any more.
func (w *wire) cut() {
	_ = w.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.ended {
		_ = c.Close()
	}
}

// TestADatabaseThatIsDownTellsNobodyWhereItIs: every door says the same, in its reader's
// language, from the first request on, and that it may be tried again.
func TestADatabaseThatIsDownTellsNobodyWhereItIs(t *testing.T) {
	dsn, w := wired(t)
	s, admin := signedSiteOn(t, dsn, nil)
	bearer := "Bearer " + admin.token("ci", "admin")
	en, ja := s.person("en"), s.person("ja")
	ja.must(ja.call("GET", "/trends", "", "Authorization", bearer), 200)
	w.cut()
	if a := ja.must(ja.post("/signin", "account", "@root", "password", goodPassword), 503); !strings.Contains(a.body, "データベースが応答していません") {
		t.Errorf("who signs in is told %s", plainText(a.body))
	}
	for range 3 {
		for _, p := range []*person{en, ja, admin} {
			for _, a := range []answer{
				p.get("/signin"), p.get("/"), p.call("GET", "/trends", "", "Authorization", bearer), p.call("GET", "/trends", ""),
				p.call("POST", "/incidents", `{"title":"x","severity":"SEV1"}`, "Authorization", bearer, "Idempotency-Key", "k"),
			} {
				for _, where := range []string{"pm", "database=", "127.0.0.1", "begin a transaction", "conn closed"} {
					if strings.Contains(strings.ReplaceAll(plainTextAll(a.body), "pmtracker", ""), where) {
						t.Fatalf("what the database says is told: %s", plainText(a.body))
					}
				}
				if a.status == http.StatusSeeOther || a.status == http.StatusUnauthorized || a.status == http.StatusOK && strings.Contains(a.body, "/signin") {
					continue // nothing is asked of the database before somebody has signed in
				}
				want := "atabase does not answer right now"
				if p == ja {
					want = "データベースが応答していません"
				}
				if a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, want) {
					t.Fatalf("%d %s", a.status, plainText(a.body))
				}
			}
		}
	}
}
