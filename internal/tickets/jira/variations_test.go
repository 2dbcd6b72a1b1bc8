package jira_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// TestDroppedInSilence: what Jira takes out of a create without a word is told.
func TestDroppedInSilence(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Display: "akiko"}}}
	fault := standin.Fault{Kind: standin.DropFields}
	server := httptest.NewServer(&standin.Server{Vendor: work, Choose: func(r *http.Request) standin.Fault {
		if r.Method == http.MethodPost {
			return fault
		}
		return standin.Fault{}
	}})
	defer server.Close()
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		fault.Kind = standin.DropFields
		d := tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Owner: "akiko", Labels: []string{"postmortem"}}
		_, warnings, err := p.Create(tickets.WithLang(t.Context(), l), d)
		if err != nil || len(warnings) != 2 || !strings.Contains(warnings[0], "postmortem, pm-INC-1-AI-1") || !strings.Contains(warnings[1], l.Say("dropped the assignee", "担当を落としました")) {
			t.Errorf("%q %v", warnings, err)
		}
		fault.Kind = standin.None
		d.Marker = "INC-1/AI-2"
		if _, warnings, err := p.Create(t.Context(), d); err != nil || len(warnings) != 0 {
			t.Errorf("a whole issue: %q %v", warnings, err)
		}
	}
}

// TestOwnerInFullWidth: a login means the same in full width, and a name is asked for as
// it is written.
func TestOwnerInFullWidth(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "5b10ac8d82e05b22cc7d4ef5", Display: "akiko"}, {AccountID: "712020:ca9d4a5b-0000", Display: "佐藤　明子"}}}
	server := httptest.NewServer(&standin.Server{Vendor: work})
	defer server.Close()
	p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	for owner, want := range map[string]string{"＠akiko": "5b10ac8d82e05b22cc7d4ef5", "@ａｋｉｋｏ": "5b10ac8d82e05b22cc7d4ef5", "佐藤　明子": "712020:ca9d4a5b-0000"} {
		if got, err := p.Account(t.Context(), owner, p.Home()); err != nil || got != want {
			t.Errorf("%s is %q, %v", owner, got, err)
		}
	}
}

// TestOwnerInTheProjectOfTheTicket: people are asked for where the ticket is, once in
// each project, and one account in one project says nothing of another.
func TestOwnerInTheProjectOfTheTicket(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "712020:akiko-0001", Display: "akiko"}},
		Elsewhere: map[string][]fakejira.User{"OPS": {{AccountID: "712020:akiko-0002", Display: "akiko"}}, "LEG": {}}}
	stand := &standin.Server{Vendor: work}
	server := httptest.NewServer(stand)
	defer server.Close()
	p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for key, want := range map[string]string{"PAY": "712020:akiko-0001", "PAY-3": "712020:akiko-0001", "OPS-12": "712020:akiko-0002", "LEG-1": ""} {
			got, err := p.Account(t.Context(), "@akiko", incident.TicketRef{Provider: incident.Jira, Key: key})
			if got != want || (want == "") != (incident.CodeOf(err) == incident.Refused && err != nil) {
				t.Errorf("of %s: %q, %v", key, got, err)
			}
		}
	}
	asked := 0
	for _, x := range stand.Log() {
		if strings.Contains(x.URL, "/user/assignable/search") {
			asked++
		}
	}
	if asked != 3 {
		t.Errorf("asked %d times, want once a project", asked)
	}
}

// TestOwnerWhoCanBeAssignedNoMore still owns the issue that names them, by the e-mail
// address that it gives; Ready refuses to assign them anew.
func TestOwnerWhoCanBeAssignedNoMore(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{{AccountID: "712020:carla-0001", Display: "Carla Diaz", Email: "carla@example.com", EmailShown: true}}}
	left := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if left && strings.Contains(r.URL.Path, "/user/assignable/search") {
			fmt.Fprint(w, "[]")
			return
		}
		(&standin.Server{Vendor: work}).ServeHTTP(w, r)
	}))
	defer server.Close()
	provider := func() *jira.Provider {
		p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	d := tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Owner: "carla@example.com"}
	opened, _, err := provider().Create(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	left = true
	p := provider()
	ticket, err := p.Get(t.Context(), opened.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if fact, err := tickets.FactOf(t.Context(), p, incident.ActionItem{ID: "AI-1", Owner: "Carla@example.com"}, ticket); err != nil || !fact.OwnedBy("Carla@example.com") {
		t.Errorf("the ticket is of %v, %+v, %v", ticket.Owners, fact, err)
	}
	if err := p.Ready(t.Context(), d); incident.CodeOf(err) != incident.Refused {
		t.Errorf("a new ticket of theirs: %v", err)
	}
}

// otherJira answers searches as other servers do.
func otherJira(inner http.Handler, cap int, change func(issue map[string]any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/search") {
			inner.ServeHTTP(w, r)
			return
		}
		q := r.URL.Query()
		if n, _ := strconv.Atoi(q.Get("maxResults")); n > cap {
			q.Set("maxResults", strconv.Itoa(cap))
			r.URL.RawQuery = q.Encode()
		}
		got := httptest.NewRecorder()
		inner.ServeHTTP(got, r)
		var page map[string]any
		if err := json.Unmarshal(got.Body.Bytes(), &page); err == nil {
			issues, _ := page["issues"].([]any)
			for _, is := range issues {
				if one, ok := is.(map[string]any); ok {
					change(one)
				}
			}
		}
		w.WriteHeader(got.Code)
		_ = json.NewEncoder(w).Encode(page)
	})
}

// TestOtherServers finds tickets on servers that give fewer issues a page than
// asked for, no properties, no category of a status, or do not say what they are.
func TestOtherServers(t *testing.T) {
	for name, c := range map[string]struct {
		center, silent bool
		change         func(map[string]any)
	}{
		"Cloud, pages of 7":          {false, false, func(map[string]any) {}},
		"Data Center, pages of 7":    {true, false, func(map[string]any) {}},
		"Data Center, no properties": {true, false, func(is map[string]any) { delete(is, "properties") }},
		"says nothing of itself":     {true, true, func(is map[string]any) { delete(is, "properties") }},
		"a status without category": {true, false, func(is map[string]any) {
			fields, _ := is["fields"].(map[string]any)
			fields["status"] = map[string]any{"name": "Closed"}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			work := &fakejira.Jira{Project: "PAY", DataCenter: c.center, OnlyCreate: c.silent}
			var wanted []string
			for i := range 30 {
				marker := fmt.Sprintf("INC-2026-0042/AI-%d", i+1)
				wanted = append(wanted, marker)
				work.Add(fakejira.Issue{Summary: "T", Labels: []string{"pm-" + strings.Replace(marker, "/", "-", 1)}}, time.Now().Add(-time.Hour))
			}
			server := httptest.NewServer(otherJira(&standin.Server{Vendor: work}, 7, c.change))
			defer server.Close()
			user := "bot@example.com"
			if c.center {
				user = ""
			}
			p, err := jira.New(jira.Config{URL: server.URL, User: user, Token: "t", Project: "PAY"})
			if err != nil {
				t.Fatal(err)
			}
			found, err := p.FindMarked(t.Context(), wanted)
			if err != nil || len(found) != len(wanted) {
				t.Errorf("found %d of %d: %v", len(found), len(wanted), err)
			}
			if done := len(found[wanted[0]]) == 1 && found[wanted[0]][0].Done; done != strings.Contains(name, "without category") {
				t.Errorf("done: %v", done)
			}
		})
	}
}

// TestHiddenKeys: behind keys that are deleted, or hidden by a security level, a
// ticket is found that the search does not show yet; and where there are none, few
// keys are read.
func TestHiddenKeys(t *testing.T) {
	for name, c := range map[string]struct {
		hidden   []int // of the ten issues; the eleventh is the ticket
		mostRead int
	}{
		"one at the end":            {[]int{10}, 6},
		"many, as there are before": {[]int{2, 3, 4, 5, 8, 9, 10}, 20},
		"none, and few are read":    {nil, 3},
	} {
		t.Run(name, func(t *testing.T) {
			work := &fakejira.Jira{Project: "PAY", Gone: map[string]bool{}}
			for range 10 {
				work.Add(fakejira.Issue{Summary: "older"}, time.Now().Add(-time.Hour))
			}
			for _, n := range c.hidden {
				work.Gone[fmt.Sprintf("PAY-%d", n)] = true
			}
			work.Lag = time.Hour // what is opened now shows in no search
			work.Add(fakejira.Issue{Summary: "T", Labels: []string{"pm-INC-1-AI-1"}}, time.Now())
			server := &standin.Server{Vendor: work}
			site := httptest.NewServer(server)
			defer site.Close()
			p, err := jira.New(jira.Config{URL: site.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
			if err != nil {
				t.Fatal(err)
			}
			found, err := p.FindMarked(t.Context(), []string{"INC-1/AI-1"})
			if err != nil || len(found["INC-1/AI-1"]) != 1 {
				t.Errorf("found %v, %v", found, err)
			}
			read := 0
			for _, x := range server.Log() {
				if strings.Contains(x.URL, "/issue/PAY-") {
					read++
				}
			}
			if read > c.mostRead {
				t.Errorf("%d keys were read", read)
			}
		})
	}
}

// TestSeveralOfOneName: an owner who could be two people is refused with both.
func TestSeveralOfOneName(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY", Users: []fakejira.User{
		{AccountID: "5b10ac8d82e05b22cc7d4ef5", Display: "Akiko Sato"}, {AccountID: "5b10ac8d82e05b22cc7d4ef6", Display: "Akiko Mori"}}}
	server := httptest.NewServer(&standin.Server{Vendor: work})
	defer server.Close()
	p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
	if err != nil {
		t.Fatal(err)
	}
	err = p.Ready(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Owner: "@akiko"})
	for _, want := range []string{"several as @akiko", "Akiko Sato (5b10ac8d82e05b22cc7d4ef5), Akiko Mori (5b10ac8d82e05b22cc7d4ef6)", "people:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %q", err, want)
		}
	}
	if text := incident.Sentence(err, incident.Japanese); incident.CodeOf(err) != incident.Refused || !strings.Contains(text, "複数います") {
		t.Errorf("%s", text)
	}
}

// TestNoList: a search whose answer holds no data, or other data, is no word that there
// are no issues; a list that is null, as many programs write an empty one, is.
func TestNoList(t *testing.T) {
	for _, body := range []string{"", "[]", `{"issues":null,"isLast":true}`} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, body) }))
		defer server.Close()
		p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.FindMarked(t.Context(), []string{"INC-1/AI-1"})
		if strings.HasPrefix(body, "{") {
			if err != nil {
				t.Errorf("a search that answers %s: %v", body, err)
			}
		} else if incident.CodeOf(err) != incident.Unavailable || !strings.Contains(err.Error(), "JIRA_URL") || strings.Contains(err.Error(), "json") {
			t.Errorf("a search that answers %s: %v", body, err)
		}
	}
}

// TestCreateRefusedForWhatWasSent: a field that was sent is not missing, whatever the
// screen says that it needs: what Jira says of it is told.
func TestCreateRefusedForWhatWasSent(t *testing.T) {
	work := &fakejira.Jira{Project: "PAY"}
	said := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/issue") {
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(map[string]any{"errorMessages": []string{}, "errors": said})
			return
		}
		(&standin.Server{Vendor: work}).ServeHTTP(w, r)
	}))
	defer server.Close()
	for field, c := range map[string]struct{ word, fix, fixJa string }{
		"summary":     {"You must specify a summary of the issue.", "", ""},
		"description": {"The entered text is too long.", "", ""},
		"labels":      {"The label exceeds 255 characters.", "", ""},
		"project":     {"You do not have permission to create issues in this project.", "the permission CREATE_ISSUES in project PAY", "権限 CREATE_ISSUES"},
	} {
		work.Required, said = field, map[string]string{field: c.word}
		p, err := jira.New(jira.Config{URL: server.URL, User: "bot@example.com", Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T", Labels: []string{"postmortem"}})
		en, ja := incident.Sentence(err, incident.English), incident.Sentence(err, incident.Japanese)
		if !strings.Contains(en, field+": "+c.word) || !strings.Contains(en, c.fix) || strings.Contains(en, "tickets.fields") || !strings.Contains(ja, c.word) || !strings.Contains(ja, c.fixJa) {
			t.Errorf("%s: %s\n%s", field, en, ja)
		}
	}
}

// TestCaptcha: after too many failed sign-ins Jira wants to see a person, and calls it
// a missing right or a wrong password.
func TestCaptcha(t *testing.T) {
	for _, status := range []int{http.StatusForbidden, http.StatusUnauthorized} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp")
			w.WriteHeader(status)
		}))
		defer server.Close()
		p, err := jira.New(jira.Config{URL: server.URL, Token: "t", Project: "PAY"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Get(t.Context(), incident.TicketRef{Provider: incident.Jira, Key: "PAY-1"})
		en, ja := incident.Sentence(err, incident.English), incident.Sentence(err, incident.Japanese)
		if incident.CodeOf(err) != incident.Refused || !strings.Contains(en, "sign in once as this account in the browser, at https://jira.example.com/login.jsp, and answer the CAPTCHA") ||
			!strings.Contains(ja, "https://jira.example.com/login.jsp にサインイン") || strings.Contains(en, "right") {
			t.Errorf("%d: %s\n%s (%s)", status, en, ja, incident.CodeOf(err))
		}
	}
}
