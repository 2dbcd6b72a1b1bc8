package web

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// accountView is somebody's own page.
type accountView struct {
	actor    tracker.Actor
	sessions []store.Session
	tokens   []store.Token
	accounts []store.Account // for an admin
	password bool            // it signs in with one
	secret   string          // a token that was just made; shown this once
	lang     incident.Lang   // chosen; empty: as the browser says
	zone     string          // chosen; empty: as the browser says
}

func (s *Server) accountPage(v *visit) (accountView, error) {
	ctx := v.r.Context()
	view := accountView{actor: v.actor, lang: v.actor.Lang, zone: v.actor.Zone}
	if !s.options.SignIn {
		view.lang, view.zone = langHere(v.r), zoneHere(v.r)
		return view, nil
	}
	var err error
	if view.sessions, err = s.tracker.Sessions(ctx, v.actor); err != nil {
		return view, err
	}
	if view.tokens, err = s.tracker.Tokens(ctx, v.actor); err != nil {
		return view, err
	}
	own, err := s.tracker.OwnAccount(ctx, v.actor)
	if err != nil {
		return view, err
	}
	view.password = own.Password != ""
	if v.can.admin {
		view.accounts, err = s.tracker.Accounts(ctx, v.actor)
	}
	return view, err
}

func (s *Server) showAccount(v *visit) error {
	view, err := s.accountPage(v)
	if err != nil {
		return err
	}
	return s.renderAccount(v, view)
}

func (s *Server) renderAccount(v *visit, view accountView) error {
	return v.show(frame{title: v.actor.Name, here: "/account"}, func(p *page) {
		p.f(`<div class="narrow"><div class="head"><p class="meta"><span class="pill">{}</span></p><h1>{}</h1></div>`, accessLabel(view.actor.Access, p), view.actor.Name)
		p.ownServices(view.actor)
		if !s.options.SignIn {
			p.f(`<p>{}</p>`, p.lang.Say("Nobody signs in here: the server is reached from this machine alone.", "サインインは不要です。このサーバーには、このマシンからしか接続できません。"))
			p.readingChoice(view)
			p.f(`</div>`)
			return
		}
		p.f(`<form method="post" action="/signout" class="actions"><button class="quiet">{}</button></form>`, p.lang.Say("Sign out", "サインアウト"))
		p.readingChoice(view)
		if view.password {
			p.passwordForm()
		}
		p.sessionList(view)
		p.tokenList(view)
		if p.can.admin {
			p.accountList(view)
		}
		p.f(`</div>`)
	})
}

// ownServices appends what somebody may do beyond the access for all incidents, by
// service.
func (p *page) ownServices(a tracker.Actor) {
	if len(a.Services) == 0 {
		return
	}
	p.f(`<ul class="list small" id="own-services">`)
	for _, service := range slices.Sorted(maps.Keys(a.Services)) {
		p.f(`<li>{} <span class="pill">{}</span></li>`, service, accessLabel(a.Services[service], p))
	}
	p.f(`</ul>`)
}

func accessLabel(a tracker.Access, p *page) string {
	switch a {
	case tracker.Viewer:
		return p.lang.Say("viewer", "閲覧者")
	case tracker.Responder:
		return p.lang.Say("responder", "対応者")
	case tracker.Reviewer:
		return p.lang.Say("reviewer", "レビュアー")
	case tracker.Admin:
		return p.lang.Say("admin", "管理者")
	}
	return string(a)
}

// readingChoice appends in which language and zone somebody reads.
func (p *page) readingChoice(view accountView) {
	p.f(`<section class="card" id="reading"><h2>{}</h2><form method="post" action="/preferences"><input type="hidden" name="back" value="/account"><div class="two"><div><label for="reading-lang">{}</label><select id="reading-lang" name="lang">`,
		p.lang.Say("How you read", "表示の設定"), p.lang.Say("Language", "言語"))
	asBrowser := p.lang.Say("as the browser says", "ブラウザーに合わせる")
	p.option("", asBrowser, view.lang == "")
	p.option("en", "English", view.lang == incident.English)
	p.option("ja", "日本語", view.lang == incident.Japanese)
	p.f(`</select></div><div><label for="reading-zone">{}</label><input id="reading-zone" name="zone" list="zones" maxlength="60" autocomplete="off" placeholder="{}" value="{}"><datalist id="zones">`, p.lang.Say("Time zone", "タイムゾーン"), asBrowser, view.zone)
	for _, zone := range []string{"UTC", "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Australia/Sydney", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"} {
		p.f(`<option value="{}">`, zone)
	}
	p.f(`</datalist></div></div><button class="quiet">{}</button></form></section>`, p.lang.Say("Save", "保存"))
}

func (p *page) sessionList(view accountView) {
	p.f(`<section class="card"><h2>{}</h2><ul class="list">`, p.lang.Say("Where you are signed in", "サインイン中の端末"))
	for _, s := range view.sessions {
		var d sessionData
		if json.Unmarshal([]byte(s.Data), &d) != nil {
			continue
		}
		text := func(name string) string { value, _ := d.Values[name].(string); return value }
		since, _ := time.Parse(time.RFC3339, text(sessionSince))
		p.f(`<li><span class="small">{} · {} · `, firstWords(text(sessionAgent)), text(sessionOrigin))
		p.time(since, nil, "2006-01-02 15:04")
		p.f(`</span> <form method="post" action="/account/sessions" class="actions"><input type="hidden" name="key" value="{}"><button class="plain">{}</button></form></li>`, s.Key, p.lang.Say("End it", "終了する"))
	}
	p.f(`</ul></section>`)
}

func (p *page) tokenList(view accountView) {
	p.f(`<section class="card" id="tokens"><h2>{}</h2>`, p.lang.Say("API tokens", "APIトークン"))
	if view.secret != "" {
		p.f(`<div class="flash" role="status"><p>{}</p><pre class="copy" id="secret">{}</pre></div>`, p.lang.Say("Copy it now; it is not shown again.", "今コピーしてください。再表示はできません。"), view.secret)
	}
	p.f(`<ul class="list small">`)
	for _, t := range view.tokens {
		p.f(`<li><b>{}</b> <span class="pill">{}</span> `, t.Name, accessLabel(tracker.Access(t.Access), p))
		p.time(t.CreatedAt, nil, "2006-01-02")
		p.tokenEnd(t.ExpiresAt)
		p.f(`<form method="post" action="/account/tokens" class="actions"><input type="hidden" name="drop" value="{}"><button class="plain">{}</button></form></li>`, t.ID, p.lang.Say("Take it away", "取り消す"))
	}
	p.f(`</ul><form method="post" action="/account/tokens"><div class="two"><div><label for="token-name">{}</label><input id="token-name" name="name" required maxlength="100"></div><div><label for="token-access">{}</label><select id="token-access" name="access">`,
		p.lang.Say("What for", "用途"), p.lang.Say("May do", "権限"))
	for _, a := range tracker.Accesses() {
		if view.actor.AllowsSomewhere(a) {
			p.option(string(a), accessLabel(a, p), a == tracker.Viewer)
		}
	}
	p.f(`</select></div></div><label for="token-days">{}</label><input id="token-days" name="days" type="number" min="1" max="{}" value="{}"><button class="quiet">{}</button></form></section>`,
		p.lang.Say("Days until it expires", "有効日数"), itoa(mostTokenDays), itoa(usualTokenDays), p.lang.Say("Make a token", "発行する"))
}

// tokenEnd appends until when a token can be used.
func (p *page) tokenEnd(at time.Time) {
	switch {
	case at.IsZero():
		p.f(` · {}`, p.lang.Say("never expires", "無期限"))
	case at.Before(p.now):
		p.f(` · {} `, p.lang.Say("expired", "期限切れ"))
		p.time(at, nil, "2006-01-02")
	default:
		p.f(` · {} `, p.lang.Say("expires", "期限"))
		p.time(at, nil, "2006-01-02")
	}
}

func (p *page) accountList(view accountView) {
	p.f(`<section class="card" id="people-access"><h2>{}</h2><ul class="list">`, p.lang.Say("People", "メンバー"))
	for _, a := range view.accounts {
		p.f(`<li><form method="post" action="/account/people" class="actions"><input type="hidden" name="account" value="{}"><b>{}</b><select name="access" aria-label="{}">`, a.ID, a.ID, p.lang.Say("Access of %s", "%s の権限", a.ID))
		for _, access := range tracker.Accesses() {
			p.option(string(access), accessLabel(access, p), string(access) == a.Access && !a.Disabled)
		}
		p.option("disabled", p.lang.Say("disabled", "無効"), a.Disabled)
		p.f(`</select><input name="service" maxlength="100" aria-label="{}" placeholder="{}"><button class="quiet">{}</button></form>`,
			p.lang.Say("Only for this service", "このサービスのみ"), p.lang.Say("only for a service", "サービスを限定"), p.lang.Say("Save", "保存"))
		p.serviceAccess(a)
		p.resetForm(a.ID)
		p.f(`</li>`)
	}
	p.f(`</ul><details><summary>{}</summary><form method="post" action="/account/people"><input type="hidden" name="new" value="1">`, p.lang.Say("Add somebody", "メンバーを追加"))
	p.credentials("", "new-password")
	p.f(`<label for="new-access">{}</label><select id="new-access" name="access">`, p.lang.Say("May do", "権限"))
	for _, access := range tracker.Accesses() {
		p.option(string(access), accessLabel(access, p), access == tracker.Responder)
	}
	p.f(`</select><button>{}</button></form></details></section>`, p.lang.Say("Add", "追加"))
}

// serviceAccess appends what an account may do beyond its access, by service.
func (p *page) serviceAccess(a store.Account) {
	for _, service := range slices.Sorted(maps.Keys(a.Services)) {
		p.f(`<form method="post" action="/account/people" class="actions"><input type="hidden" name="account" value="{}"><input type="hidden" name="service" value="{}"><input type="hidden" name="access" value=""><span class="small">{} <span class="pill">{}</span></span><button class="plain" aria-label="{}">{}</button></form>`,
			a.ID, service, service, accessLabel(tracker.Access(a.Services[service]), p), p.lang.Say("Take the access to %s from %s", "%s の権限を %s から取り消す", service, a.ID), p.lang.Say("Take it away", "取り消す"))
	}
}

func (s *Server) endSession(v *visit) error {
	ctx, key := v.r.Context(), v.r.PostForm.Get("key")
	if err := s.tracker.EndSession(ctx, v.actor, key); err != nil {
		return err
	}
	if key == sessionKey(s.sessions.Token(ctx)) { // its own: it must not be written again behind this answer
		if err := s.sessions.Destroy(ctx); err != nil {
			return incident.Errorf(incident.Internal, "cannot end the session: %w", err)
		}
	}
	return v.back("/account", doneRecorded)
}

func (s *Server) changeTokens(v *visit) error {
	f := v.r.PostForm
	if id := f.Get("drop"); id != "" {
		if err := s.tracker.DropToken(v.r.Context(), v.actor, id); err != nil {
			return err
		}
		return v.back("/account#tokens", doneRecorded)
	}
	days, err := tokenDays(f.Get("days"))
	if err != nil {
		return err
	}
	_, secret, err := s.tracker.NewToken(v.r.Context(), v.actor, f.Get("name"), tracker.Access(f.Get("access")), v.now.AddDate(0, 0, days))
	if err != nil {
		return err
	}
	view, err := s.accountPage(v)
	if err != nil {
		return err
	}
	view.secret = secret
	return s.renderAccount(v, view)
}

// For how many days a token can be made, and is where nobody says so; as in the API.
const (
	mostTokenDays  = 3650
	usualTokenDays = 90
)

// tokenDays reads for how many days a token is made.
func tokenDays(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return usualTokenDays, nil
	}
	days, err := strconv.Atoi(norm.NFKC.String(text))
	if err != nil || days < 1 || days > mostTokenDays {
		return 0, incident.Tell(incident.Invalid, "a token is made for 1 to %d days, not for %q", "トークンの有効日数は 1〜%d 日です（入力: %q）", mostTokenDays, text)
	}
	return days, nil
}

func (s *Server) changePeople(v *visit) error {
	ctx, f := v.r.Context(), v.r.PostForm
	id, access := f.Get("account"), tracker.Access(f.Get("access"))
	var err error
	switch {
	case f.Get("new") != "":
		err = s.tracker.AddAccount(ctx, v.actor, id, f.Get("password"), access)
	case f.Get("reset") != "":
		err = s.tracker.ResetPassword(ctx, v.actor, id, f.Get("password"))
	case f.Get("service") != "":
		err = s.tracker.ChangeAccount(ctx, v.actor, id, tracker.AccountChange{Access: access, Service: f.Get("service")})
	default:
		disabled := access == "disabled"
		if disabled {
			access = tracker.Viewer
		}
		err = s.tracker.ChangeAccount(ctx, v.actor, id, tracker.AccountChange{Access: access, Disabled: &disabled})
	}
	if err != nil {
		return err
	}
	return v.back("/account#people-access", doneRecorded)
}
