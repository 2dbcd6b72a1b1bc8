package web

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// payloads are texts that would run something where they got in as they are.
func payloads() []string {
	return []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg/onload=alert(1)>`, `javascript:alert(1)`,
		`[x](javascript:alert(1))`, `![x](https://evil.example/pixel.png)`, `<a href="javascript:alert(1)">x</a>`, `</textarea><script>alert(1)</script>`,
		`</title><script>alert(1)</script>`, "`<script>`", `<i id="pm-slot-1-2"></i><iframe src=//evil.example>`, `{{.}} {} <%= 1 %>`, `<style>*{display:none}</style>`,
		`<form action="https://evil.example"><input name=x>`, `<meta http-equiv=refresh content=0;url=//evil.example>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `<details open ontoggle=alert(1)>`, `" autofocus onfocus="alert(1)`,
	}
}

// bad tells what of a page should not be there.
func bad(body string) string {
	lower := strings.ToLower(body)
	for _, sign := range []string{"<script>", "<img", "onerror=alert", "onload=alert(1)>", "<iframe", "<style>", "href=\"javascript", "evil.example\"><input", "<meta http-equiv=refresh", "<details open ontoggle", "\" autofocus onfocus=\""} {
		if i := strings.Index(lower, sign); i >= 0 && !escapedAt(lower, i) {
			return body[max(0, i-60):min(len(body), i+80)]
		}
	}
	return ""
}

// escapedAt tells whether what looks like an attribute stands in escaped text.
func escapedAt(body string, i int) bool {
	before := body[max(0, i-40):i]
	return body[i] != '<' && strings.LastIndex(before, "&lt;") > strings.LastIndex(before, "<")
}

func TestScriptThroughEveryField(t *testing.T) {
	p := newSite(t, nil).person("en")
	for _, x := range payloads() {
		key := p.recovered("Checkout " + x)
		base := "/incidents/" + key
		p.post(base+"/roles", "role", "IC", "person", x)
		p.post(base+"/reports/first", "next_in", "30", "set.symptom", x, "set.scope", x)
		p.post(base+"/comments", "revision", "1", "line", "20", "text", x, "suggestion", x)
		text := "---\nincident: " + key + "\ntitle: x\nauthor: \"@akiko\"\n---\n# x\n\n" + x + "\n\n| a | b |\n| --- | --- |\n| " + strings.ReplaceAll(x, "|", "") + " | y |\n\n## Action items\n\n### AI-1: " + x + "\n- Owner: " + x + "\n- Ticket: " + x + "\n- After: " + x + "\n"
		if a := p.post(base+"/edit", "base", "1", "text", text, "note", x); a.status != 303 {
			t.Fatalf("the text was not saved: %d %s", a.status, plainText(a.body))
		}
		p.post(base+"/items/AI-1", "owner", x, "after", x)
		p.post(base+"/approve", "verdict", "changes", "text", x)
		for _, path := range []string{"/", base, base + "/review?source=1", base + "/edit", base + "/history", base + "/items/AI-1", base + "/reports", base + "/export.html", "/items", "/trends", base + "/nothing" + "?q=" + "%3Cscript%3Ealert(1)%3C/script%3E"} {
			body := p.get(path).body
			if path == base+"/export.html" {
				body = strings.Replace(body, "<style>", "", 1) // its own
			}
			if found := bad(body); found != "" {
				t.Errorf("%q shows up on %s: …%s…", x, path, found)
			}
		}
		if found := bad(p.post(base+"/preview", "text", text).body); found != "" {
			t.Errorf("%q shows up in the preview: %s", x, found)
		}
		if found := bad(p.post("/declare", "title", "", "text", x).body); found != "" {
			t.Errorf("%q shows up on the page of a refusal: %s", x, found)
		}
	}
}

func TestOtherOriginsChangeNothing(t *testing.T) {
	p := newSite(t, nil).person("en")
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r := p.request(http.MethodPost, "/declare", strings.NewReader("title=x"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(name, value)
		p.must(p.do(r), 403)
	}
	if strings.Contains(p.get("/").body, "INC-") {
		t.Error("an incident was declared from elsewhere")
	}
}

func TestForeignHostNamesAreRefused(t *testing.T) {
	p := newSite(t, nil).person("en")
	for _, host := range []string{"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "2130706433", ""} {
		r := p.request(http.MethodGet, "/", nil)
		r.Host = host
		if host == "" {
			r.Host = "evil"
		}
		p.must(p.do(r), http.StatusMisdirectedRequest)
	}
	r := p.request(http.MethodGet, "/", nil)
	r.Host = "localhost:1234"
	p.must(p.do(r), 200)
}

func TestRedirectsStayHere(t *testing.T) {
	s, _ := signedSite(t, nil)
	for _, back := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/\t/evil.example", "javascript:alert(1)", "\r\nSet-Cookie: x=y", "/ok\r\nX: y"} {
		p := s.person("en")
		a := p.post("/preferences", "lang", "ja", "back", back)
		if a.status != 303 || a.location != "/" {
			t.Errorf("preferences lead from %q to %q (%d)", back, a.location, a.status)
		}
		if a.header.Get("X") != "" || strings.Contains(strings.Join(a.header.Values("Set-Cookie"), ";"), "x=y") {
			t.Errorf("%q got a header through", back)
		}
	}
	p := s.person("en")
	if a := p.post("/signin", "account", "@root", "password", goodPassword, "back", "//evil.example"); a.location != "/" {
		t.Errorf("signing in leads to %q", a.location)
	}
}

func TestHugeBodiesAreRefused(t *testing.T) {
	p := newSite(t, nil).person("en")
	r := p.request(http.MethodPost, "/declare", bytes.NewReader(make([]byte, 100<<20)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got, err := p.client.Do(r); err == nil {
		_ = got.Body.Close()
		if got.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("100 MB give %d", got.StatusCode)
		}
	}
	// Without a length that is told beforehand.
	body, pipe := io.Pipe()
	go func() {
		_, err := io.CopyN(pipe, zeros{}, 100<<20)
		_ = pipe.CloseWithError(err)
	}()
	r = p.request(http.MethodPost, "/declare", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got, err := p.client.Do(r); err == nil {
		_ = got.Body.Close()
		if got.StatusCode < 400 {
			t.Errorf("100 MB in pieces give %d", got.StatusCode)
		}
	}
	_ = body.Close()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	p := newSite(t, nil).person("en")
	for _, path := range []string{"/", "/nothing", "/static/x/app.css", "/healthz", "/items.csv"} {
		h := p.get(path).header
		if h.Get("Content-Security-Policy") == "" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is not guarded: %v", path, h)
		}
	}
	if strings.Contains(contentPolicy, "unsafe") {
		t.Error("the policy allows what it should not")
	}
}
