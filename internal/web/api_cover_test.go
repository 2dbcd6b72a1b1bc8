package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// whatPagesShow names, for each page, the operations by which a program reads the same;
// or, with a dash before it, why it has no use for it.
var whatPagesShow = map[string]string{
	"/": "list-incidents", "/declare": "- a form", "/incidents/{key}": "get-incident get-checklist", "/incidents/{key}/events": "get-incident",
	"/incidents/{key}/correct/{event}": "- a form", "/incidents/{key}/decide": "- a form",
	"/incidents/{key}/reports": "get-incident list-deliveries", "/incidents/{key}/reports/{kind}": "preview-report", "/incidents/{key}/recover": "get-incident",
	"/incidents/{key}/review": "get-postmortem get-gate list-comments", "/incidents/{key}/edit": "get-postmortem",
	"/incidents/{key}/comments": "list-comments", "/incidents/{key}/history": "list-revisions get-revision", "/incidents/{key}/items/{item}": "get-incident", "/incidents/{key}/tickets": "get-tickets",
	"/incidents/{key}/timeline.svg": "- a picture of what get-incident tells", "/incidents/{key}/postmortem.md": "get-postmortem", "/incidents/{key}/export.html": "get-incident get-postmortem",
	"/items": "list-items", "/items.csv": "list-items", "/items.ics": "list-items",
	"/signin": "- a form", "/signin/{provider}": "- a program has a token", "/signin/{provider}/done": "- a program has a token", "/setup": "- a form",
	"/account": "get-account list-tokens list-sessions list-accounts", "/api": "- the description itself", "/keys": "- a program has no keyboard", "/trends": "get-trends",
}

// whatPagesDo names, for each route by which a page changes something, the
// operations of the API that do the same; or, with a dash before it, why a program
// has no use for it.
var whatPagesDo = map[string]string{
	"/preferences":    "change-me-account",
	"/signin":         "- a program has a token",
	"/signout":        "- a program has a token",
	"/setup":          "- the first account is made by whoever reads the server's terminal",
	"/declare":        "declare-incident",
	"/account/people": "add-account change-account reset-password-account", "/account/password": "- a program has a token, and guesses at no password",
	"/account/tokens": "add-token drop-token", "/account/sessions": "end-session",
	"/incidents/{key}/log": "log-event", "/incidents/{key}/correct/{event}": "log-event", "/incidents/{key}/roles": "change-role", "/incidents/{key}/amend": "amend-incident", "/incidents/{key}/checklist": "tick-step",
	"/incidents/{key}/decide": "record-decision", "/incidents/{key}/deliveries": "retry-deliveries",
	"/incidents/{key}/reports/{kind}": "send-report", "/incidents/{key}/reports/{kind}/preview": "preview-report",
	"/incidents/{key}/recover": "declare-recovery", "/incidents/{key}/generate": "generate-postmortem",
	"/incidents/{key}/approve": "review-postmortem", "/incidents/{key}/edit": "edit-postmortem", "/incidents/{key}/preview": "check-draft",
	"/incidents/{key}/line": "edit-line", "/incidents/{key}/comments": "add-comment", "/incidents/{key}/threads/{thread}": "change-thread add-comment",
	"/incidents/{key}/items/{item}": "edit-item", "/incidents/{key}/items/{item}/judge": "check-draft", "/incidents/{key}/items/{item}/verify": "verify-item",
	"/incidents/{key}/tickets": "open-tickets", "/incidents/{key}/close": "close-incident", "/incidents/{key}/reopen": "reopen-incident",
}

// operationsOf gives the operations of the API by their names.
func operationsOf(d *huma.OpenAPI) map[string]*huma.Operation {
	all := map[string]*huma.Operation{}
	for _, path := range d.Paths {
		for _, o := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
			if o != nil {
				all[o.OperationID] = o
			}
		}
	}
	return all
}

// Whatever a page shows or does, the API does: a new route of a page needs its operation.
func TestTheAPIDoesWhatThePagesDo(t *testing.T) {
	s := newSite(t, nil)
	operations := operationsOf(s.server.description)
	for method, all := range map[string]map[string]string{http.MethodGet: whatPagesShow, http.MethodPost: whatPagesDo} {
		var paths []string
		for _, r := range s.server.routes() {
			if r.method == method {
				paths = append(paths, r.path)
			}
		}
		for _, path := range paths {
			done, known := all[path]
			if !known {
				t.Errorf("%s %s: no operation of the API is named that does the same", method, path)
			}
			if strings.HasPrefix(done, "-") {
				continue
			}
			for name := range strings.FieldsSeq(done) {
				if operations[name] == nil {
					t.Errorf("%s %s: the API has no operation %s", method, path, name)
				}
			}
		}
		for path := range all {
			if !slices.Contains(paths, path) {
				t.Errorf("there is no page any more at %s %s", method, path)
			}
		}
	}
}

// A program searches, reads earlier revisions and trends as people do; what it asks for
// by a name that there is not is refused, not passed over.
func TestAPIReadsWhatThePagesShow(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	key, other := p.recovered("Checkout fails"), p.recovered("Zanzibar stands")
	if a := p.must(p.call("GET", "/incidents?q=zanzibar", ""), 200); strings.Contains(a.body, key) || !strings.Contains(a.body, other) {
		t.Errorf("the search gives %s", a.body)
	}
	if a := p.must(p.call("GET", "/incidents?q=zanzibar&state=closed", ""), 200); strings.Contains(a.body, other) {
		t.Errorf("the search passes the state over: %s", a.body)
	}
	if a := p.must(p.call("GET", "/incidents?q=zanzibar&after="+other, ""), 200); !strings.Contains(a.body, `"incidents":[]`) {
		t.Errorf("behind the last hit there is %s", a.body)
	}
	if a := p.must(p.call("GET", "/incidents?query=lost", ""), 422); !strings.Contains(a.body, "unknown query parameter") {
		t.Errorf("an unknown parameter: %s", a.body)
	}
	base := "/incidents/" + key + "/postmortem"
	paper := p.must(p.call("GET", base, ""), 200)
	p.must(p.call("PUT", base+"/lines/3", `{"text":"title: Checkout stood still"}`, "If-Match", paper.header.Get("ETag")), 200)
	if a := p.must(p.call("GET", base+"/revisions", ""), 200); strings.Count(a.body, `"digest"`) != 2 {
		t.Errorf("the revisions are %s", a.body)
	}
	if a := p.must(p.call("GET", base+"/revisions/1", ""), 200); strings.Contains(a.body, "stood still") || !strings.Contains(a.body, "Checkout fails") {
		t.Errorf("the first revision is %s", a.body)
	}
	p.must(p.call("GET", base+"/revisions/9", ""), 404)
	if a := p.must(p.call("GET", "/trends", ""), 200); strings.Count(a.body, `"declared_at"`) != 2 {
		t.Errorf("the trends are %s", a.body)
	}
	a := p.must(p.call("POST", "/incidents/"+key+"/close", ""), 422)
	if !strings.Contains(a.body, `"location":"G6"`) {
		t.Errorf("the refusal locates %s", a.body)
	}
	for _, status := range []string{"401", "403", "412", "429", "503"} {
		if operationsOf(s.server.description)["open-tickets"].Responses[status] == nil {
			t.Errorf("that tickets are refused by %s is not described", status)
		}
	}
}

// Every write takes If-Match, besides those that only make something of the
// sender's own, take it away, or change nothing.
func TestEveryWriteTakesIfMatch(t *testing.T) {
	without := []string{"declare-incident", "add-token", "drop-token", "end-session", "add-account", "check-draft"}
	for name, o := range operationsOf(newSite(t, nil).server.description) {
		if o.Method == http.MethodGet || slices.Contains(without, name) {
			continue
		}
		if !slices.ContainsFunc(o.Parameters, func(p *huma.Param) bool { return p.Name == "If-Match" && p.In == "header" }) {
			t.Errorf("%s %s takes no If-Match", o.Method, o.Path)
		}
	}
}

// What is no operation is a problem like any other, and names what there is; every
// creation says how it is sent again.
func TestAPIWithoutOperation(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("ja")
	for _, c := range []struct {
		method, path string
		status       int
		allow, says  string
	}{
		{"GET", "/nope", 404, "", "/api/v1/nope には何もありません"},
		{"DELETE", "/incidents", 405, "GET, POST", "DELETE は使えません"},
		{"PATCH", "/account/tokens/x", 405, "DELETE", "PATCH は使えません"},
	} {
		a := p.must(p.call(c.method, c.path, ""), c.status)
		if a.header.Get("Content-Type") != "application/problem+json" || a.header.Get("Allow") != c.allow || !strings.Contains(a.body, c.says) {
			t.Errorf("%s %s: %v %s", c.method, c.path, a.header, a.body)
		}
	}
	for name, o := range operationsOf(s.server.description) {
		kept := slices.ContainsFunc(o.Parameters, func(p *huma.Param) bool { return p.Name == "Idempotency-Key" })
		if kept != (o.Method == http.MethodPost && name != "add-token") {
			t.Errorf("%s takes an Idempotency-Key: %v", name, kept)
		}
	}
	if operationsOf(s.server.description)["open-tickets"].Responses["202"] == nil {
		t.Error("that tickets are under way is not described")
	}
}

// A program reviews as people do: a comment with a suggestion, applied, resolved and
// opened again; one line; a change is refused once the incident is another.
func TestAPIReviews(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	key := p.recovered("Checkout fails")
	base := "/incidents/" + key
	tag := p.must(p.call("GET", base+"/comments", ""), 200).header.Get("ETag")
	said := p.must(p.call("POST", base+"/comments", `{"revision":1,"line":2,"text":"Name it","suggestion":"title: Checkout"}`, "If-Match", tag), 201)
	_, rest, _ := strings.Cut(said.body, `"thread":"`)
	thread, _, _ := strings.Cut(rest, `"`)
	p.must(p.call("POST", base+"/comments", `{"revision":1,"line":2,"text":"late"}`, "If-Match", tag), 412)
	resolved := p.must(p.call("POST", base+"/threads/"+thread, `{"do":"resolve"}`), 200)
	p.must(p.call("POST", base+"/threads/"+thread, `{"do":"reopen"}`, "If-Match", tag), 412)
	p.must(p.call("POST", base+"/threads/"+thread, `{"do":"reopen"}`, "If-Match", resolved.header.Get("ETag")), 200)
	if a := p.must(p.call("GET", base+"/comments", ""), 200); !strings.Contains(a.body, `"state":"open"`) {
		t.Errorf("the thread is not open again: %s", a.body)
	}
	p.must(p.call("POST", base+"/reviews", `{"digest":"sha256:x","verdict":"changes","text":"more"}`, "If-Match", tag), 412)
	paper := p.must(p.call("GET", base+"/postmortem", ""), 200)
	p.must(p.call("PUT", base+"/postmortem/lines/3", `{"text":"title: Checkout stood still"}`), 428)
	p.must(p.call("PUT", base+"/postmortem/lines/3", `{"text":"title: Checkout stood still"}`, "If-Match", paper.header.Get("ETag")), 200)
	p.must(p.call("PUT", base+"/postmortem/lines/3", `{"text":"title: lost"}`, "If-Match", paper.header.Get("ETag")), 412)
	p.must(p.call("POST", base+"/postmortem", "", "If-Match", paper.header.Get("ETag")), 412)
	paper = p.must(p.call("GET", base+"/postmortem", ""), 200)
	p.must(p.call("POST", base+"/postmortem", "", "If-Match", paper.header.Get("ETag")), 200)
	if a := p.must(p.call("GET", base+"/postmortem", ""), 200); !strings.Contains(a.body, "title: Checkout stood still") || strings.Contains(a.body, "title: lost") {
		t.Errorf("the line is not what was written first: %s", a.body)
	}
	p.must(p.call("POST", base+"/postmortem/check", `{"text":"---\nincident: X\n---\n\nAkiko should have been careful.\n"}`), 200)
}

// Of many who change an incident that they saw at the same moment, one does.
func TestOfManyWhoSawTheSameOneChangesIt(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	key := p.recovered("Checkout fails")
	tag := p.must(p.call("GET", "/incidents/"+key, ""), 200).header.Get("ETag")
	s.oneOfMany(t, http.StatusCreated, func(one *person, _ int) int {
		return one.call("POST", "/incidents/"+key+"/events", `{"kind":"note","text":"mine"}`, "If-Match", tag).status
	})
}

// oneOfMany lets many change at the same moment what they saw. One gets the status
// of a change that is made, and everybody else is refused with 412.
func (s *site) oneOfMany(t *testing.T, done int, change func(one *person, i int) int) {
	t.Helper()
	const many = 8
	statuses := make(chan int, many)
	start := make(chan struct{})
	for i := range many {
		one := s.person("en")
		go func() {
			<-start
			statuses <- change(one, i)
		}()
	}
	close(start)
	made := 0
	for range many {
		switch status := <-statuses; status {
		case done:
			made++
		case http.StatusPreconditionFailed:
		default:
			t.Errorf("status %d", status)
		}
	}
	if made != 1 {
		t.Errorf("%d of %d changed what they saw", made, many)
	}
}

func TestAPIOfAccounts(t *testing.T) {
	s, admin := signedSite(t, nil)
	page := admin.must(admin.post("/account/tokens", "name", "ci", "access", "admin", "days", "1"), 200).body
	_, rest, _ := strings.Cut(page, `id="secret">`)
	secret, _, _ := strings.Cut(rest, "<")
	p, bearer := s.person("en"), []string{"Authorization", "Bearer " + secret}
	as := func(more ...string) []string { return append(slices.Clone(bearer), more...) }
	p.must(p.call("POST", "/accounts", `{"account":"@ben","password":"`+goodPassword+`","access":"viewer"}`, as("Idempotency-Key", "a1")...), 201)
	p.must(p.call("POST", "/accounts", `{"account":"@ben","password":"`+goodPassword+`","access":"viewer"}`, as("Idempotency-Key", "a1")...), 201)
	tag := p.must(p.call("GET", "/accounts/@ben", "", bearer...), 200).header.Get("ETag")
	a := p.must(p.call("PATCH", "/accounts/@ben", `{"access":"reviewer","service":"checkout"}`, as("If-Match", tag)...), 200)
	if !strings.Contains(a.body, `"checkout":"reviewer"`) {
		t.Errorf("the access for a service is not there: %s", a.body)
	}
	p.must(p.call("PATCH", "/accounts/@ben", `{"access":"admin"}`, as("If-Match", tag)...), 412)
	p.must(p.call("PATCH", "/accounts/@ben", `{"access":"responder"}`, bearer...), 200)
	made := admin.must(admin.call("POST", "/account/tokens", `{"name":"short","access":"viewer","days":1}`), 201)
	_, rest, _ = strings.Cut(made.body, `"token":"`)
	weak, _, _ := strings.Cut(rest, `"`)
	viewer := []string{"Authorization", "Bearer " + weak}
	p.must(p.call("GET", "/account", "", viewer...), 200)
	p.must(p.call("GET", "/accounts", "", viewer...), 403)
	p.must(p.call("POST", "/accounts", `{"account":"@eve","password":"`+goodPassword+`","access":"admin"}`, viewer...), 403)
	p.must(p.call("POST", "/account/tokens", `{"name":"more","access":"admin"}`, viewer...), 403)
	if all := p.must(p.call("GET", "/accounts", "", bearer...), 200).body; strings.Contains(all, "@eve") {
		t.Errorf("a viewer was refused, and made an account all the same: %s", all)
	}
	list := p.must(p.call("GET", "/account/tokens", "", bearer...), 200)
	if strings.Contains(list.body, weak) || strings.Count(list.body, `"id"`) != 2 {
		t.Errorf("the tokens are %s", list.body)
	}
	sessions := p.must(p.call("GET", "/account/sessions", "", bearer...), 200)
	_, rest, _ = strings.Cut(sessions.body, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	admin.must(admin.call("DELETE", "/account/sessions/"+id, ""), 204)
	admin.must(admin.get("/account"), 303)
}

// TestATokenChangesNothingOfItsOwner: it neither outlives its last day nor locks its owner
// out, whatever it may do elsewhere; it can take itself away.
func TestATokenChangesNothingOfItsOwner(t *testing.T) {
	s, admin := signedSite(t, nil)
	id := func(list string) string {
		_, rest, _ := strings.Cut(list, `"id":"`)
		found, _, _ := strings.Cut(rest, `"`)
		return found
	}
	admin.token("deploys", "admin")
	deploys := id(admin.must(admin.call("GET", "/account/tokens", ""), 200).body)
	for _, access := range []string{"viewer", "admin"} {
		bearer := []string{"Authorization", "Bearer " + admin.token("lost "+access, access)}
		p := s.person("en")
		session := id(p.must(p.call("GET", "/account/sessions", "", bearer...), 200).body)
		for _, c := range [][3]string{
			{"POST", "/account/tokens", `{"name":"more","access":"viewer","days":3650}`},
			{"DELETE", "/account/tokens/" + deploys, ""},
			{"DELETE", "/account/sessions/" + session, ""},
			{"PATCH", "/account", `{"lang":"ja"}`},
			{"PUT", "/accounts/@root/password", `{"password":"mine from now on"}`},
		} {
			p.must(p.call(c[0], c[1], c[2], bearer...), 403)
		}
		for path, form := range map[string]string{
			"/account/tokens": "name=more&access=viewer&days=3650", "/account/sessions": "key=" + session, "/preferences": "lang=ja",
			"/account/password": "password_present=" + url.QueryEscape(goodPassword) + "&password=mine+from+now+on",
		} {
			r := p.request(http.MethodPost, path, strings.NewReader(form))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", bearer[1])
			p.must(p.do(r), 403)
		}
		var own string
		for _, one := range strings.Split(p.must(p.call("GET", "/account/tokens", "", bearer...), 200).body, `{"id":"`) {
			if strings.Contains(one, "lost "+access) {
				own, _, _ = strings.Cut(one, `"`)
			}
		}
		p.must(p.call("DELETE", "/account/tokens/"+own, "", bearer...), 204)
		p.must(p.call("GET", "/account", "", bearer...), 401)
	}
	admin.must(admin.get("/account"), 200)
}
