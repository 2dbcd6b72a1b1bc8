package web

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// passwordForm appends how somebody changes the own password. The name, hidden, is for
// the browser that keeps both.
func (p *page) passwordForm() {
	p.f(`<section class="card" id="password-change"><h2>{}</h2><form method="post" action="/account/password"><input name="account" value="{}" autocomplete="username" hidden><label for="password_present">{}</label><input id="password_present" name="password_present" type="password" required maxlength="1000" autocomplete="current-password"><label for="next">{}</label><input id="next" name="password" type="password" required maxlength="1000" autocomplete="new-password"><span class="hint">{}</span><button class="quiet">{}</button></form></section>`,
		p.lang.Say("Change my password", "パスワードの変更"), p.name, p.lang.Say("Present password", "現在のパスワード"), p.lang.Say("New password", "新しいパスワード"),
		p.lang.Say("At least 12 characters; a few words are good. Your other sessions are ended.", "12文字以上。いくつかの単語を並べるのがおすすめです。ほかの端末のセッションは終了します。"), p.lang.Say("Change it", "変更する"))
}

// resetForm appends how an admin gives somebody another password.
func (p *page) resetForm(account string) {
	label := p.lang.Say("New password of %s", "%s の新しいパスワード", account)
	p.f(`<details><summary>{}</summary><form method="post" action="/account/people" class="actions"><input type="hidden" name="reset" value="1"><input name="account" value="{}" autocomplete="username" hidden><input name="password" type="password" required maxlength="1000" autocomplete="new-password" aria-label="{}"><button class="quiet">{}</button></form></details>`,
		p.lang.Say("Another password", "パスワードを再設定"), account, label, p.lang.Say("Set it", "設定する"))
}

// changePassword is guessed at by who found a browser open, so that it is bounded as
// signing in is.
func (s *Server) changePassword(v *visit) error {
	right, ok := s.guesses.allow(time.Now(), v.r, v.actor.Name)
	if !ok {
		return incident.Tell(incident.Refused, "too many tries; wait a little, then try again", "試行回数が多すぎます。少し待ってからやり直してください")
	}
	ctx, f := v.r.Context(), v.r.PostForm
	if err := s.tracker.ChangePassword(ctx, v.actor, f.Get("password_present"), f.Get("password"), sessionKey(s.sessions.Token(ctx))); err != nil {
		return err
	}
	right()
	return v.back("/account", doneRecorded)
}
