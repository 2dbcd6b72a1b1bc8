package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestEmptyAndRefusedPages: where there is nothing, or nothing may be seen, a page
// says why in the reader's language and where to go on.
func TestEmptyAndRefusedPages(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			say := func(en, ja string) string { return map[string]string{"en": en, "ja": ja}[lang] }
			s := newSite(t, nil)
			p := s.person(lang)
			shows := func(p *person, a answer, status int, text, href string) {
				t.Helper()
				if a.status != status || !strings.Contains(plainTextAll(a.body), text) || href != "" && !strings.Contains(a.body, `href="`+href+`"`) || japanesePage(a.body) != (lang == "ja") {
					t.Errorf("%d, want %d with %q and a link to %s: %s", a.status, status, text, href, plainText(a.body))
				}
			}
			page := func(path string, status int, text, href string) {
				t.Helper()
				shows(p, p.get(path), status, text, href)
			}
			page("/", 200, say("There has been no incident yet.", "まだインシデントはありません。"), "/declare")
			page("/items", 200, say("No action item is open.", "未完了の恒久対応はありません。"), "")
			page("/trends", 200, say("Nothing is overdue.", "期限を過ぎたものはありません。"), "")
			live := p.must(p.post("/declare", "title", say("Checkout fails", "決済が失敗する"), "severity", "SEV2"), 303).location
			page(live+"/reports", 200, say("No report was sent yet.", "まだ連絡は送られていません。"), "")
			page(live+"/history", 200, say("There is no postmortem yet.", "ポストモーテムはまだありません。"), "")
			page(live+"/review", 200, say("Contain and recover first.", "まず安全化と復旧を。"), "")
			base := "/incidents/" + p.recovered("Search fails")
			page("/?q=zzzz", 200, say("Nothing is found for “zzzz”.", "「zzzz」に一致するインシデントはありません。"), "/")
			page("/?state=closed", 200, say("No incident is in this state.", "この状態のインシデントはありません。"), "/")
			page("/items?owner=%40nobody", 200, say("No action item is left by this filter.", "この条件に当てはまる恒久対応はありません。"), "/items")
			page("/items?state=overdue", 200, say("Nothing is overdue here.", "期限を過ぎた恒久対応はありません。"), "/items")
			page("/nothing", 404, say("There is no page /nothing", "ページ /nothing はありません"), "/")
			if body := p.get("/incidents/INC-1999-0001").body; strings.Contains(body, "pmtracker list") {
				t.Errorf("the page names a command: %s", plainText(body))
			}
			page("/incidents/INC-1999-0001", 404, say("There is no incident INC-1999-0001", "インシデント INC-1999-0001 はありません"), "/")
			page(base+"/items/AI-9", 404, "AI-9", base)
			page(base+"/history?from=99&to=1", 404, say("has no revision 99; its newest is 1", "に第99版はありません。最新は第1版です"), base)
			page(base+"/history?from=1&to=x", 404, say("has no revision x", "に第x版はありません"), base)
			page(base+"/history?from=1&to=1", 200, say("Nothing differs.", "差分はありません。"), "")
			if err := s.tracker.Store.DB().Close(); err != nil {
				t.Fatal(err)
			}
			page("/trends", 500, say("Something went wrong on our side", "サーバー側で問題が発生しました"), "/")
		})
	}
}

// TestPagesOfThoseWhoMayNot: who may not do something, or whose session has ended, is
// told so; what was written is not lost.
func TestPagesOfThoseWhoMayNot(t *testing.T) {
	s, admin := signedSite(t, nil)
	for _, c := range []struct{ lang, name, may, ended, signIn string }{
		{"en", "@eve", "@eve may not do that", "Your session has ended.", "Sign in first"},
		{"ja", "@hana", "@hana にはこの操作の権限がありません", "セッションが終了しました。", "先にサインインしてください"},
	} {
		p := s.signedIn(admin, c.name, tracker.Viewer)
		p.lang = c.lang
		if a := p.must(p.post("/declare", "title", "Checkout fails"), 403); !strings.Contains(a.body, c.may) || !strings.Contains(a.body, "Checkout fails") {
			t.Errorf("%s: refused with %s", c.lang, plainText(a.body))
		}
		sessions, err := s.tracker.Sessions(t.Context(), tracker.Actor{Name: c.name, Access: tracker.Viewer})
		if err != nil || len(sessions) != 1 {
			t.Fatalf("%d sessions: %v", len(sessions), err)
		}
		if err := s.tracker.EndSession(t.Context(), tracker.Actor{Name: c.name, Access: tracker.Viewer}, sessions[0].Key); err != nil {
			t.Fatal(err)
		}
		if a := p.must(p.post("/declare", "title", "Written for an hour"), 403); !strings.Contains(a.body, c.signIn) || !strings.Contains(a.body, "Written for an hour") || !strings.Contains(a.body, `href="/signin?back=%2Fdeclare"`) {
			t.Errorf("%s: after the session: %s", c.lang, plainText(a.body))
		}
		a := p.must(p.get("/items?state=overdue"), http.StatusSeeOther)
		if page := p.must(p.get(a.location), 200).body; !strings.Contains(page, c.ended) || !strings.Contains(page, `value="/items?state=overdue"`) {
			t.Errorf("%s: signing in again: %s", c.lang, plainText(page))
		}
		if page := s.person(c.lang).must(s.person(c.lang).get("/signin"), 200).body; strings.Contains(page, c.ended) {
			t.Errorf("%s: somebody who never signed in is told that a session ended", c.lang)
		}
	}
}
