package web

import (
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

var hiddenInputs = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// TestWhatWasWrittenOutlivesTheSession: a form that is sent after the session ended is
// shown with all that was written, and sent again after signing in.
func TestWhatWasWrittenOutlivesTheSession(t *testing.T) {
	s, admin := signedSite(t, nil)
	p := s.signedIn(admin, "@akiko", tracker.Responder)
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	for _, c := range []struct {
		path, from string
		form       []string
		shown      []string
	}{
		{base + "/reports/first", base + "/reports/first", []string{"set.scope", "card payments\nin Europe", "set.symptom", "<502> at checkout", "next_in", "60", "lang", "en"}, []string{"card payments", "in Europe", "<502> at checkout", "Scope", "Symptom"}},
		{base + "/log", base, []string{"text", "10 min ago rolled back", "kind", "containment", "role", "Ops"}, []string{"10 min ago rolled back", "containment", "Ops"}},
	} {
		p.client.Jar, _ = cookiejar.New(nil)
		r := p.request(http.MethodPost, c.path, strings.NewReader(formOf(c.form)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Referer", s.url+c.from)
		refused := p.must(p.do(r), 403)
		for _, text := range c.shown {
			if said := html.UnescapeString(plainTextAll(refused.body)); !strings.Contains(said, text) {
				t.Errorf("%s: the page lacks %q: %s", c.path, text, said)
			}
		}
		back := url.Values{"back": {c.from}}.Encode()
		if !strings.Contains(refused.body, `href="/signin?`+back+`"`) {
			t.Errorf("%s: the sign-in does not lead back to %s", c.path, c.from)
		}
		p.must(p.post("/signin", "account", "@akiko", "password", goodPassword), 303)
		_, again, _ := strings.Cut(refused.body, `id="again"`)
		again, _, _ = strings.Cut(again, `</form>`)
		var form []string
		for _, m := range hiddenInputs.FindAllStringSubmatch(again, -1) {
			form = append(form, html.UnescapeString(m[1]), html.UnescapeString(m[2]))
		}
		p.must(p.post(c.path, form...), 303)
	}
	if sent := html.UnescapeString(plainTextAll(p.get(base + "/reports").body)); !strings.Contains(sent, "<502> at checkout") {
		t.Errorf("the report was not sent again: %s", sent)
	}
	if room := p.get(base).body; !strings.Contains(room, `class="k-containment"`) || !strings.Contains(room, "rolled back") {
		t.Error("the line of the timeline was not sent again with its kind")
	}
	// A password stands in no page.
	p.client.Jar, _ = cookiejar.New(nil)
	if a := p.must(p.post("/account/people", "new", "1", "account", "@chie", "password", goodPassword), 403); strings.Contains(a.body, goodPassword) {
		t.Error("the password is shown")
	}
}

// TestAPartOfAPageFailsInOneSentence: what is typed is shown as it is typed. When the
// session ends meanwhile, the place of the preview says so and holds no form and no
// second page; the text that is still in the editor is saved after signing in.
func TestAPartOfAPageFailsInOneSentence(t *testing.T) {
	for lang, said := range map[string]string{"en": "Your session has ended", "ja": "セッションが終了しました"} {
		_, admin := signedSite(t, nil)
		admin.lang = lang
		base := "/incidents/" + admin.recovered("Checkout fails")
		text := admin.must(admin.get(base+"/postmortem.md"), 200).body + "\nTyped while the session ended.\n"
		jar := admin.client.Jar
		admin.client.Jar, _ = cookiejar.New(nil)
		for path, form := range map[string][]string{base + "/preview": {"base", "1", "text", text}, base + "/items/AI-1/judge": {"before", "nobody knows"}, base + "/reports/first/preview": {"set.scope", "all"}} {
			part := admin.must(admin.post(path, form...), 403).body
			if !strings.Contains(part, said) || !strings.Contains(part, `href="/signin?`) {
				t.Errorf("%s does not say that the session ended: %s", path, part)
			}
			for _, bad := range []string{"<form", "<main", "<header", "<html", "Typed while", "nobody knows"} {
				if strings.Contains(part, bad) {
					t.Errorf("%s answers with %s in the page that asked: %s", path, bad, part)
				}
			}
		}
		admin.client.Jar = jar
		admin.must(admin.post(base+"/edit", "base", "1", "text", text), 303)
		if part := admin.must(admin.post(base+"/items/AI-9/judge", "before", "x"), 404).body; strings.Contains(part, "<form") || strings.Contains(part, "<main") {
			t.Errorf("a part that is not there is answered with a page: %s", part)
		}
	}
}

// TestNoPasswordIsShown: whatever form with a password is refused, the answer shows none
// of its passwords, and the name of each such field says that it holds one.
func TestNoPasswordIsShown(t *testing.T) {
	s, admin := signedSite(t, nil)
	s.signedIn(admin, "@ben", tracker.Viewer)
	const typed = "typed by somebody"
	fields := regexp.MustCompile(`<input[^>]*>`)
	attribute := func(input, name string) string {
		_, value, _ := strings.Cut(input, " "+name+`="`)
		value, _, _ = strings.Cut(value, `"`)
		return value
	}
	seen := 0
	for _, page := range []string{admin.get("/account").body, s.person("en").get("/signin").body} {
		for _, form := range strings.Split(page, "<form")[1:] {
			form, _, _ = strings.Cut(form, "</form>")
			if !strings.Contains(form, `type="password"`) {
				continue
			}
			seen++
			var sent []string
			for _, input := range fields.FindAllString(form, -1) {
				value := attribute(input, "value")
				if attribute(input, "type") == "password" {
					value = typed
				}
				sent = append(sent, attribute(input, "name"), value)
			}
			_, path, _ := strings.Cut(form, ` action="`)
			path, _, _ = strings.Cut(path, `"`)
			for _, who := range []*person{admin, s.person("en")} {
				if a := who.post(path, sent...); a.status < 400 && path != "/account/people" || strings.Contains(a.body, typed) {
					t.Errorf("%s with %q gives %d, and perhaps the password: %s", path, sent, a.status, plainText(a.body))
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d forms with a password were found", seen)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, input := range fields.FindAllString(string(text), -1) {
			if field := attribute(input, "name"); attribute(input, "type") == "password" && !isSecret(field) {
				t.Errorf("%s: the name of the password field %q does not say so", name, field)
			}
		}
	}
}

func formOf(pairs []string) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values.Encode()
}
