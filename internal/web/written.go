package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// bookkeeping are fields of forms that nobody writes: they say to what the rest belongs.
var bookkeeping = []string{"back", "base", "chosen", "diff", "digest", "do", "drop", "handover", "key", "line", "more", "new",
	"next_in", "release", "revision", "send", "step", "token", "update", "verdict", "was_service", "was_severity", "was_title", fieldZone}

// isSecret tells whether a field holds a password, which is shown to nobody. The name of
// each such field begins so.
func isSecret(field string) bool { return strings.HasPrefix(field, "password") }

// holdsSecret tells whether a form has such a field.
func holdsSecret(form url.Values) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(form)), isSecret)
}

// written shows all that somebody wrote into a form that was refused, to be copied.
func (p *page) written(r *http.Request) {
	first := true
	for _, name := range fieldNames(r.PostForm) {
		for _, value := range r.PostForm[name] {
			if strings.TrimSpace(value) == "" || isSecret(name) || slices.Contains(bookkeeping, name) {
				continue
			}
			if first {
				p.f(`<h2>{}</h2>`, p.lang.Say("What you wrote", "入力した内容"))
				first = false
			}
			p.f(`<p class="small muted">{}</p><pre class="copy">{}</pre>`, fieldLabel(name, p.lang), value)
		}
	}
}

// fieldNames gives the fields of a form: those with the text first.
func fieldNames(form url.Values) []string {
	names := []string{}
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	main := func(name string) int { return slices.Index([]string{"question", "text", "title"}, name) }
	slices.SortStableFunc(names, func(a, b string) int { return main(b) - main(a) })
	return names
}

// fieldLabel names a field of a form to who wrote into it.
func fieldLabel(name string, l incident.Lang) string {
	if of, ok := strings.CutPrefix(name, "set."); ok {
		return reportField(of, l)
	}
	if f := incident.Field(name); slices.Contains(incident.Fields(), f) && name != "kind" {
		return f.Label(l)
	}
	switch name {
	case "title":
		return l.Say("What is wrong", "起きていること")
	case "text":
		return l.Say("Text", "本文")
	case "kind":
		return l.Say("Kind", "種別")
	case "role":
		return l.Say("Role", "役割")
	case "person":
		return l.Say("Person", "担当者")
	case "note":
		return l.Say("Note", "メモ")
	case "reason":
		return l.Say("Reason", "理由")
	case "evidence":
		return l.Say("Evidence", "証拠")
	case "suggestion":
		return l.Say("Suggested wording", "書き換えの提案")
	case "audience":
		return l.Say("For", "宛先")
	case "lang":
		return l.Say("Language", "言語")
	case "severity":
		return l.Say("Severity", "重大度")
	case "service":
		return l.Say("Service", "サービス")
	}
	return name
}

// sendAgain lets somebody whose session had ended send what was written once more:
// it stands in the page, so that it outlives the sign-in, wherever that is done.
func (v *visit) sendAgain() {
	form := v.r.PostForm
	v.f(`<p>{}</p><form method="post" action="{}" class="actions" id="again">`,
		v.lang.Say("Nothing of it was recorded. Sign in, which opens a page of its own, then come back here and send it again.",
			"まだ記録されていません。別のページでサインインしてから、このページに戻って送り直してください。"), localPath(v.r.URL.RequestURI()))
	for _, name := range fieldNames(form) {
		for _, value := range form[name] {
			v.f(`<input type="hidden" name="{}" value="{}">`, name, value)
		}
	}
	v.f(`<a class="button" href="{}" target="_blank">{}</a><button>{}</button></form>`,
		signInPath(v.formPath()), v.lang.Say("Sign in", "サインイン"), v.lang.Say("Send it again", "もう一度送る"))
}

// signInPath is the way to the sign-in, and back.
func signInPath(back string) string { return "/signin?" + url.Values{"back": {back}}.Encode() }

// formPath is the page on which the form stood that was sent, as the browser says.
func (v *visit) formPath() string {
	from, err := url.Parse(v.r.Referer())
	switch {
	case err == nil && from.Host == v.r.Host && from.Path != v.r.URL.Path:
		return localPath(from.RequestURI())
	case v.s.isPage(v.r):
		return localPath(v.r.URL.Path)
	case v.key != "":
		return v.incidentPath("")
	}
	return "/"
}

// isPage tells whether there is a page under the path to which a form was sent.
func (s *Server) isPage(r *http.Request) bool {
	at := mux.CurrentRoute(r)
	if at == nil {
		return false
	}
	path, err := at.GetPathTemplate()
	return err == nil && slices.ContainsFunc(s.routes(), func(x route) bool { return x.method == http.MethodGet && x.path == path })
}
