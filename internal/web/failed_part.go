package web

import (
	"net/http"
	"path"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// forPart tells whether the answer goes into a page that is shown already: what is
// typed there is looked at while it is typed.
func (v *visit) forPart() bool {
	last := path.Base(v.r.URL.Path)
	return v.r.Method == http.MethodPost && (last == "preview" || last == "judge")
}

// failPart says within a page why a part of it cannot be shown. What was typed stands
// in the page still, so nothing is repeated and nothing is to be sent again.
func (v *visit) failPart(code incident.Code, text string) {
	v.f(`<div class="flash refused" role="status"><p>`)
	if code == incident.Forbidden && v.unknown() {
		v.say("Your session has ended; what you wrote stays here: ", "セッションが終了しました。入力した内容はこのページに残っています。")
		v.f(`<a href="{}" target="_blank">{}</a>`, signInPath(v.formPath()), v.lang.Say("sign in in another tab", "別のタブでサインイン"))
		v.say(", then go on writing and save.", "してから、続けて保存してください。")
	} else {
		v.f(`{}`, capital(text, v.lang))
	}
	v.f(`</p></div>`)
	v.send(api.StatusOf(code), "text/html; charset=utf-8", v.b)
}
