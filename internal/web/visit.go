package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// visit is one request of a person and the page that answers it.
type visit struct {
	*page
	s     *Server
	w     http.ResponseWriter
	r     *http.Request
	actor tracker.Actor
	key   string // of the incident in the path
}

// pages are used again: a page of 200 events is 60 kB to grow into.
var pages = sync.Pool{New: func() any { return &page{b: make([]byte, 0, 64<<10)} }}

// visit runs a handler for the person who asks and turns its error into a page.
func (s *Server) visit(do func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p := pages.Get().(*page)
		defer func() {
			if cap(p.b) <= 1<<20 {
				pages.Put(p)
			}
		}()
		p.b, p.reader = p.b[:0], readerOf(r, s.tracker.Now())
		v := &visit{page: p, s: s, w: w, r: r, key: mux.Vars(r)["key"]}
		actor, err := s.ActorOf(r)
		if err != nil && !openPath(r.URL.Path) {
			s.askToSignIn(v, err)
			return
		}
		v.actor = actor
		p.name, p.can = actor.Name, accessOf(actor)
		p.chose(actor)
		p.shown(r.Header.Get(zoneHeader))
		if r.Method == http.MethodPost {
			if err := r.ParseForm(); err != nil {
				var large *http.MaxBytesError
				if errors.As(err, &large) {
					s.tooLarge(w, r)
					return
				}
				v.fail(incident.Tell(incident.Invalid, "the form cannot be read: %w", "フォームを読み取れません: %w", err))
				return
			}
		}
		if err := do(v); err != nil {
			v.fail(err)
		}
	}
}

// ActorOf says who asks: by session, or by the token of a program. Where nobody
// has to sign in it is who started the server. The error is Forbidden where
// somebody has to sign in first.
func (s *Server) ActorOf(r *http.Request) (tracker.Actor, error) {
	if !s.options.SignIn {
		return tracker.Actor{Name: s.options.Actor, Access: tracker.Admin, Origin: originOf(r)}, nil
	}
	if token, ok := bearerToken(r); ok {
		return s.tracker.TokenActor(r.Context(), token, originOf(r))
	}
	if id := s.sessions.GetString(r.Context(), sessionAccount); id != "" {
		return s.tracker.Account(r.Context(), id, originOf(r))
	}
	return tracker.Actor{}, incident.Tell(incident.Forbidden, "sign in first", "先にサインインしてください")
}

// bearerToken gives the token of a request; the name of the scheme may be in capitals or not
// (RFC 9110, 11.1).
func bearerToken(r *http.Request) (token string, ok bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), ok && strings.EqualFold(scheme, "Bearer")
}

// askToSignIn leads somebody who has not signed in to where that is done, and
// back afterwards.
func (s *Server) askToSignIn(v *visit, err error) {
	if v.r.Method != http.MethodGet || incident.CodeOf(err) != incident.Forbidden {
		_ = v.r.ParseForm() // so that what was written is shown
		v.fail(err)
		return
	}
	q := url.Values{"back": {v.r.URL.RequestURI()}}
	if _, err := v.r.Cookie(sessionCookie); err == nil {
		q.Set("ended", "1")
	}
	http.Redirect(v.w, v.r, "/signin?"+q.Encode(), http.StatusSeeOther)
}

func accessOf(a tracker.Actor) access {
	can := access{respond: a.Allows(tracker.Responder), review: a.Allows(tracker.Reviewer), admin: a.Allows(tracker.Admin), declare: a.AllowsSomewhere(tracker.Responder)}
	if !can.respond {
		can.services = a.ServicesWith(tracker.Responder)
	}
	return can
}

// onlyResponders refuses a page that is a form to who could not send it.
func (v *visit) onlyResponders() error {
	if v.can.respond {
		return nil
	}
	return v.actor.May(tracker.Responder)
}

// show sends a page.
func (v *visit) show(fr frame, content func(p *page)) error {
	return v.showStatus(http.StatusOK, fr, content)
}

func (v *visit) showStatus(status int, fr frame, content func(p *page)) error {
	if fr.here == "" {
		fr.here = v.r.URL.RequestURI()
	}
	fr.sent = v.r.Method == http.MethodPost
	v.open(fr)
	v.flash()
	content(v.page)
	v.page.close(fr)
	v.send(status, "text/html; charset=utf-8", v.b)
	return nil
}

// fragment sends a part of a page, for a page that is shown already.
func (v *visit) fragment(content func(p *page)) error {
	content(v.page)
	v.send(http.StatusOK, "text/html; charset=utf-8", v.b)
	return nil
}

// send writes an answer. Nothing that a person sees is kept by a cache on the
// way.
func (v *visit) send(status int, kind string, body []byte) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Vary", "Accept-Encoding, Accept-Language, Cookie")
	if len(body) > 1400 && takesGzip(v.r) {
		h.Set("Content-Encoding", "gzip")
		v.w.WriteHeader(status)
		z := gzips.Get().(*gzip.Writer)
		z.Reset(v.w)
		_, _ = z.Write(body)
		_ = z.Close()
		gzips.Put(z)
		return
	}
	h.Set("Content-Length", itoa(len(body)))
	v.w.WriteHeader(status)
	_, _ = v.w.Write(body)
}

var gzips = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(&bytes.Buffer{}, gzip.BestSpeed)
	return z
}}

// back goes on to a page after something was done, and says there what.
func (v *visit) back(path string, done message) error {
	if done != "" {
		http.SetCookie(v.w, &http.Cookie{Name: cookieDone, Value: string(done), Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.s.secure})
	}
	http.Redirect(v.w, v.r, localPath(path), http.StatusSeeOther)
	return nil
}

// incidentPath is the page of the incident of the request.
func (v *visit) incidentPath(rest string) string { return "/incidents/" + v.key + rest }

const cookieDone = "pm_done"

// message names a sentence that a page says once, after something was done. The
// cookie carries the name alone, so nobody can put words there.
type message string

const (
	doneDeclared  message = "declared"
	doneLogged    message = "logged"
	doneSaved     message = "saved"
	doneApproved  message = "approved"
	doneRevoked   message = "revoked" // saved, and an approval was taken back
	doneLate      message = "late"    // saved, and the incident does not follow its beginning
	doneAsked     message = "asked"
	doneWithdrawn message = "withdrawn"
	doneCommented message = "commented"
	doneClosed    message = "closed"
	doneReopened  message = "reopened"
	doneGenerated message = "generated"
	doneTickets   message = "tickets"
	doneRecorded  message = "recorded"
	doneRecovered message = "recovered"
	doneVerified  message = "verified"
	doneSending   message = "sending"
	doneRetried   message = "retried"
)

func (m message) text(l incident.Lang) string {
	switch m {
	case doneDeclared:
		return l.Say("Declared. First contain the impact; finding the cause comes later.", "宣言しました。まず安全化を。原因究明はそのあとです。")
	case doneLogged:
		return l.Say("Written down.", "記録しました。")
	case doneSaved:
		return l.Say("Saved as a new revision.", "新しい版として保存しました。")
	case doneApproved:
		return l.Say("You approved this revision.", "この版を承認しました。")
	case doneRevoked:
		return l.Say("Saved as a new revision. The approval of the earlier one no longer counts.", "新しい版として保存しました。以前の版への承認は無効になりました。")
	case doneLate:
		return l.Say("Saved as a new revision. It begins after the detection in the timeline, so the incident keeps its own beginning; where the detection was later, correct it in the timeline, and then put the beginning of the incident right.",
			"新しい版として保存しました。発生時刻が時系列の検知より後のため、インシデントの発生時刻は変更していません。検知時刻のほうが誤っている場合は、時系列で検知を訂正してから、インシデントの発生時刻を直してください。")
	case doneAsked:
		return l.Say("You asked for changes.", "修正を求めました。")
	case doneWithdrawn:
		return l.Say("You no longer ask for changes.", "修正の依頼を取り下げました。")
	case doneCommented:
		return l.Say("Your comment is there.", "コメントしました。")
	case doneClosed:
		return l.Say("Closed. What was learned stays.", "クローズしました。学びは残ります。")
	case doneReopened:
		return l.Say("Reopened; the reason stands in the timeline.", "再開しました。理由は時系列に残ります。")
	case doneGenerated:
		return l.Say("The postmortem is up to date with the timeline.", "ポストモーテムに時系列を反映しました。")
	case doneTickets:
		return l.Say("Every action item has its ticket.", "すべての恒久対応にチケットがあります。")
	case doneRecorded:
		return l.Say("Recorded.", "記録しました。")
	case doneSending:
		return l.Say("Recorded. It is being sent; what became of it is shown here.", "記録しました。送信中です。結果はここに表示されます。")
	case doneRetried:
		return l.Say("It is tried again now.", "再送します。")
	case doneRecovered:
		return l.Say("Recovery is declared. Thank you; now rest, the postmortem can wait until morning.", "復旧を宣言しました。お疲れさまでした。ポストモーテムは朝からで大丈夫です。")
	case doneVerified:
		return l.Say("Verified: behaviour did change.", "確認済みにしました。行動が変わりました。")
	}
	return ""
}

// flash appends what was just done, once.
func (v *visit) flash() {
	c, err := v.r.Cookie(cookieDone)
	if err != nil {
		return
	}
	http.SetCookie(v.w, &http.Cookie{Name: cookieDone, Path: "/", MaxAge: -1})
	if text := message(c.Value).text(v.lang); text != "" {
		v.f(`<div class="flash" role="status"><p>{}</p></div>`, text)
	}
}

// fail sends what went wrong as a page, with what the person wrote, so that
// nothing is lost.
func (v *visit) fail(err error) {
	if v.r.Context().Err() != nil {
		return // nobody is there to be answered
	}
	err = tracker.Outward(v.r.Context(), err, "method", v.r.Method, "path", v.r.URL.Path)
	code := incident.CodeOf(err)
	text := incident.Sentence(err, v.lang)
	back, backName := v.goOn(code)
	to, name := back, backName
	if sentence, path, label, ok := v.remedy(err); ok {
		text, to, name = sentence, path, label
	}
	if incident.RemedyOf(err) == incident.RemedyProvider {
		code = incident.Unavailable // nothing that was sent is wrong
	}
	v.b = v.b[:0]
	if v.forPart() {
		v.failPart(code, text)
		return
	}
	title := failTitle(code, v.lang)
	_ = v.showStatus(api.StatusOf(code), frame{title: title, here: "/"}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><div class="flash refused" role="alert"><p>{}</p></div>`, title, capital(text, p.lang))
		posted := v.r.Method == http.MethodPost
		again := posted && code == incident.Forbidden && v.unknown() && !holdsSecret(v.r.PostForm) // that would have to stand in the page
		if again {
			v.sendAgain()
		}
		if posted {
			p.written(v.r)
		}
		if !again {
			p.f(`<p class="actions"><a href="{}">{}</a>`, to, name)
			if back != to && !strings.HasPrefix(to, back+"#") {
				p.f(` <a href="{}">{}</a>`, back, backName)
			}
			p.f(`</p>`)
		}
		p.f(`</div>`)
	})
}

// unknown tells whether somebody has yet to sign in.
func (v *visit) unknown() bool { return v.s.options.SignIn && v.actor.Name == "" }

// goOn is where somebody goes who did not get what was asked for.
func (v *visit) goOn(code incident.Code) (to, name string) {
	switch {
	case v.unknown():
		return signInPath(v.formPath()), v.lang.Say("Sign in", "サインイン")
	case v.key != "" && (code != incident.NotFound || strings.Contains(strings.TrimPrefix(v.r.URL.Path, v.incidentPath("")), "/")):
		return v.incidentPath(""), v.lang.Say("Back to the incident", "インシデントに戻る")
	}
	return "/", v.lang.Say("To the list of incidents", "インシデント一覧へ")
}

func failTitle(code incident.Code, l incident.Lang) string {
	switch code {
	case incident.Invalid:
		return l.Say("That cannot be read", "入力を読み取れません")
	case incident.Refused:
		return l.Say("Not like this", "この操作はできません")
	case incident.NotFound:
		return l.Say("Not found", "見つかりません")
	case incident.Conflict:
		return l.Say("Somebody was faster", "ほかの人が先に変更しました")
	case incident.Forbidden:
		return l.Say("Not allowed", "権限がありません")
	case incident.Unavailable:
		return l.Say("Not reachable right now", "いまは利用できません")
	}
	return l.Say("Something went wrong", "問題が発生しました")
}
