package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// japanesePage tells in which language a page is.
func japanesePage(body string) bool { return strings.HasPrefix(body, `<!doctype html><html lang="ja"`) }

// TestReadingIsKeptWithTheAccount: what somebody chose about reading holds on another
// device, before what its browser asks for, on pages and in the API.
func TestReadingIsKeptWithTheAccount(t *testing.T) { storetest.Each(t, readingIsKeptWithTheAccount) }

func readingIsKeptWithTheAccount(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	first := s.signedIn(admin, "@akiko", tracker.Responder)
	key := first.recovered("Checkout fails")
	first.must(first.post("/preferences", "lang", "ja", "zone", "Pacific/Auckland", "back", "/account"), 303)
	second := s.person("en")
	if a := second.must(second.get("/signin"), 200); japanesePage(a.body) {
		t.Error("somebody who has not signed in reads another's language")
	}
	second.must(second.post("/signin", "account", "@akiko", "password", goodPassword), 303)
	page := second.must(second.get("/incidents/"+key), 200).body
	if !japanesePage(page) || !strings.Contains(page, "時刻は Pacific/Auckland") {
		t.Errorf("the other device shows %s", plainText(page))
	}
	if page := second.must(second.get("/account"), 200).body; !strings.Contains(page, `<option value="ja" selected`) || !strings.Contains(page, `value="Pacific/Auckland"`) {
		t.Error("the page of the account does not show what was chosen")
	}
	// The API answers its owner in the same language.
	token := []string{"Authorization", "Bearer " + second.token("admin-cli", "viewer")}
	if a := second.must(second.call("GET", "/incidents/INC-1999-0001", "", token...), 404); !strings.Contains(a.body, "インシデント INC-1999-0001 はありません") {
		t.Errorf("the API says %s", a.body)
	}
	me := second.must(second.call("GET", "/account", "", token...), 200)
	if !strings.Contains(me.body, `"lang":"ja"`) || !strings.Contains(me.body, `"timezone":"Pacific/Auckland"`) {
		t.Errorf("the API tells %s", me.body)
	}
	second.must(second.call("PATCH", "/account", `{"timezone":"UTC"}`, token...), 403)
	seen := []string{"If-Match", me.header.Get("ETag")}
	changed := second.must(second.call("PATCH", "/account", `{"timezone":"Asia/Tokyo"}`, seen...), 200)
	if !strings.Contains(changed.body, `"lang":"ja"`) || !strings.Contains(changed.body, `"timezone":"Asia/Tokyo"`) {
		t.Errorf("after a change of the zone alone: %s", changed.body)
	}
	second.must(second.call("PATCH", "/account", `{"timezone":"UTC"}`, seen...), 412)
	second.must(second.call("PATCH", "/account", `{"timezone":"Mars/Olympus"}`), 400)
	second.must(second.call("PATCH", "/account", `{"lang":"tlh"}`), 422)
	// A zone that is none is refused with a sentence, and the choice can be taken back.
	if a := second.must(second.post("/preferences", "zone", "Asia/Tokio"), 400); !strings.Contains(a.body, "Asia/Tokio") {
		t.Errorf("the refusal says %s", plainText(a.body))
	}
	second.must(second.post("/preferences", "lang", "", "zone", "", "back", "/account"), 303)
	if page := second.must(second.get("/account"), 200).body; japanesePage(page) || strings.Contains(page, "Asia/Tokyo</p>") {
		t.Error("the choice cannot be taken back")
	}
}

// token makes an API token of the person's.
func (p *person) token(name, access string) string {
	p.Helper()
	page := p.must(p.post("/account/tokens", "name", name, "access", access, "days", "1"), 200).body
	_, rest, _ := strings.Cut(page, `id="secret">`)
	secret, _, _ := strings.Cut(rest, "<")
	return secret
}

// TestReadingOfThoseWhoSignInElsewhere: it is kept with the accounts of GitHub and
// OpenID Connect too.
func TestReadingOfThoseWhoSignInElsewhere(t *testing.T) {
	choose := func(s *site, signIn func(p *person)) {
		first, second := s.person("en"), s.person("en")
		signIn(first)
		first.must(first.post("/preferences", "lang", "ja", "zone", "Asia/Tokyo"), 303)
		signIn(second)
		if page := second.must(second.get("/"), 200).body; !japanesePage(page) || !strings.Contains(page, "時刻は Asia/Tokyo") {
			t.Errorf("the other device shows %s", plainText(page))
		}
	}
	hub, _, _ := gitHubSite(t)
	choose(hub, func(p *person) { p.must(p.get(p.authorize("/")), 303) })

	provider, err := mockoidc.Run()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Shutdown() })
	open, _ := signedSite(t, func(o *Options) {
		o.OAuth = []OAuth{{Issuer: provider.Issuer(), ClientID: provider.ClientID, ClientSecret: provider.ClientSecret}}
	})
	choose(open, func(p *person) {
		provider.QueueUser(&mockoidc.MockUser{Subject: "s-1", Email: "akiko@example.com", EmailVerified: true})
		elsewhere, err := p.client.Get(p.must(p.get("/signin/oidc"), 303).location)
		if err != nil {
			t.Fatal(err)
		}
		_ = elsewhere.Body.Close()
		back, err := url.Parse(elsewhere.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		p.must(p.get(back.RequestURI()), http.StatusSeeOther)
	})
}

// Of many who change an account that they saw at the same moment, one does.
func TestOfManyWhoSawTheSameAccountOneChangesIt(t *testing.T) {
	storetest.Each(t, ofManyWhoSawTheSameAccountOneChangesIt)
}

func ofManyWhoSawTheSameAccountOneChangesIt(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	s.signedIn(admin, "@ben", tracker.Viewer)
	bearer := "Bearer " + admin.token("ci", "admin")
	p := s.person("en")
	tag := p.must(p.call("GET", "/accounts/@ben", "", "Authorization", bearer), 200).header.Get("ETag")
	s.oneOfMany(t, http.StatusOK, func(one *person, i int) int {
		return one.call("PATCH", "/accounts/@ben", `{"access":"responder","service":"s`+itoa(i)+`"}`, "Authorization", bearer, "If-Match", tag).status
	})
	got := p.must(p.call("GET", "/accounts/@ben", "", "Authorization", bearer), 200)
	if strings.Count(got.body, `:"responder"`) != 1 {
		t.Errorf("more than one change is there: %s", got.body)
	}
}

// TestAnAccountIsComparedUnderItsLock: somebody's change that waits for another one
// compares what its sender saw with what the other one left, not with what was there
// before. Only PostgreSQL tells that a change waits.
func TestAnAccountIsComparedUnderItsLock(t *testing.T) {
	s, admin := signedSiteOn(t, storetest.PostgreSQL(t), nil)
	s.signedIn(admin, "@ben", tracker.Viewer)
	bearer := "Bearer " + admin.token("ci", "admin")
	p := s.person("en")
	tag := p.must(p.call("GET", "/accounts/@ben", "", "Authorization", bearer), 200).header.Get("ETag")
	status := make(chan int, 1)
	ctx, end := context.WithTimeout(t.Context(), time.Minute)
	defer end()
	err := s.tracker.Store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, "@ben"); err != nil {
			return err
		}
		go func() {
			status <- p.call("PATCH", "/accounts/@ben", `{"access":"responder","service":"late"}`, "Authorization", bearer, "If-Match", tag).status
		}()
		for waiting := 0; waiting == 0; {
			err := s.tracker.Store.DB().QueryRowContext(ctx, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&waiting)
			if err != nil {
				return err
			}
		}
		return tx.SetServiceAccess(ctx, "@ben", "first", "responder")
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := <-status; got != http.StatusPreconditionFailed {
		t.Errorf("the change that waited gives %d", got)
	}
	if got := p.must(p.call("GET", "/accounts/@ben", "", "Authorization", bearer), 200); !strings.Contains(got.body, `"first":"responder"`) || strings.Contains(got.body, "late") {
		t.Errorf("the account is %s", got.body)
	}
}
