package web

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// breaking loses the database when the first rows have been written.
type breaking struct {
	http.ResponseWriter
	rows string
	lose func()
}

func (b breaking) Write(p []byte) (int, error) {
	n, err := b.ResponseWriter.Write(p)
	if strings.Contains(string(p), b.rows) {
		b.lose()
	}
	return n, err
}

func (b breaking) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// TestTheListIsOfWhatWasAskedFor: what the filter does not know is refused, by the page and
// by the files of it, which Excel reads as UTF-8.
func TestTheListIsOfWhatWasAskedFor(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	p.recovered("Checkout fails")
	for _, path := range []string{"/items", "/items.csv", "/items.ics"} {
		for query, status := range map[string]int{"?state=bogus": 400, "?age=abc": 400, "?age=31": 400, "?state=all&age=90": 200, "?state=open": 200} {
			p.must(p.get(path+query), status)
		}
	}
	if csv := p.must(p.get("/items.csv"), 200).body; !strings.HasPrefix(csv, "\ufeffincident,") {
		t.Errorf("the file begins with %q", csv[:10])
	}
}

// TestAnExportThatBreaksOffIsSeen: when the database is lost in the middle of a list,
// who loads it sees a transfer that broke off, never a short file that looks whole.
func TestAnExportThatBreaksOffIsSeen(t *testing.T) {
	for path, rows := range map[string]string{"/items.csv": "AI-5,", "/items.ics": "BEGIN:VEVENT"} {
		t.Run(path, func(t *testing.T) {
			s := newSite(t, nil)
			p := s.person("en")
			base := "/incidents/" + p.recovered("Checkout fails")
			var paper strings.Builder
			paper.WriteString(p.must(p.get(base+"/postmortem.md"), 200).body)
			for n := range 2*itemsPerLook + 10 {
				paper.WriteString("\n### AI-" + itoa(n+1) + ": Item\n- Owner: @ben\n- Due: 2099-01-31\n")
			}
			p.must(p.post(base+"/edit", "base", "1", "text", paper.String()), 303)
			whole := p.must(p.get(path), 200).body

			var once sync.Once
			broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				s.server.Handler().ServeHTTP(breaking{w, rows, func() {
					once.Do(func() {
						if err := s.tracker.Store.DB().Close(); err != nil {
							t.Error(err)
						}
					})
				}}, r)
			}))
			t.Cleanup(broken.Close)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, broken.URL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			part, err := io.ReadAll(got.Body)
			_ = got.Body.Close()
			if got.StatusCode != http.StatusOK || !strings.Contains(string(part), rows) || len(part) >= len(whole) {
				t.Fatalf("status %d, %d octets of %d: it did not break in the middle", got.StatusCode, len(part), len(whole))
			}
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("a part of the list looks like all of it: %v", err)
			}
		})
	}
}

var outside = regexp.MustCompile(`(?i)<(?:link|script|iframe|object|embed|base|video|audio|source|form)\b|\b(?:src|srcset|poster|background|action)\s*=\s*["']?[^"'> ]*|\burl\([^)]*\)|@import|<use\b|xlink:href`)

// TestTheExportIsOneFile: the postmortem as HTML loads nothing from elsewhere, also
// where its author put a picture in, and its links name whole addresses or places in
// it.
func TestTheExportIsOneFile(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		base := "/incidents/" + p.recovered("Checkout fails")
		was := p.must(p.get(base+"/postmortem.md"), 200).body
		p.must(p.post(base+"/edit", "base", "1", "text", was+"\nSee ![the graph](https://pictures.example/graph.png) and [the runbook](https://runbooks.example/checkout).\n"), 303)
		a := p.must(p.get(base+"/export.html"), 200)
		for _, want := range []string{"<style>", `<svg`, "https://runbooks.example/checkout", "Checkout fails"} {
			if !strings.Contains(a.body, want) {
				t.Errorf("%s: the file has no %s", lang, want)
			}
		}
		for _, found := range outside.FindAllString(a.body, -1) {
			if !strings.HasPrefix(found, `src="data:`) {
				t.Errorf("%s: the file asks for %s", lang, found)
			}
		}
		for _, link := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(a.body, -1) {
			if !strings.HasPrefix(link[1], "#") && !strings.HasPrefix(link[1], "https://") {
				t.Errorf("%s: a link leads to %s, which is not in the file", lang, link[1])
			}
		}
		if csp := a.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || !strings.Contains(a.header.Get("Content-Disposition"), ".html") {
			t.Errorf("%s: it is sent as %v", lang, a.header)
		}
	}
}
