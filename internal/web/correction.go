package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// correctionView is a correction that is being written.
type correctionView struct {
	roomView
	event   incident.Event // that it puts right
	text    string
	problem string // why it was not recorded
}

// correctionForm takes what is right instead of a line of the timeline.
func (p *page) correctionForm(v correctionView) {
	p.head(v.roomView, "room")
	p.withGate(v.roomView, func() { p.correctionFields(v) })
}

func (p *page) correctionFields(v correctionView) {
	p.f(`<div class="narrow"><h2>{}</h2><p class="muted">{}</p>`, p.lang.Say("Correct a line of the timeline", "時系列の行を訂正"),
		p.lang.Say("The line stays as it is; the correction stands beside it and points at it.", "元の行はそのまま残り、訂正が新しい行として記録されます。"))
	if v.problem != "" {
		p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, v.problem)
	}
	p.f(`<blockquote class="corrects">`)
	p.time(v.event.At, v.in.Zone, "2006-01-02 15:04")
	p.f(` <span class="kind">{}</span> `, v.event.Kind.Label(p.lang))
	p.inline(v.event.Text)
	p.f(`</blockquote><form class="card" method="post" action="/incidents/{}/correct/{}"><label for="correction">{}</label><p class="muted">{}</p><textarea id="correction" name="text" rows="3" required maxlength="2000" autofocus>{}</textarea>`,
		v.in.Key, v.event.ID, p.lang.Say("What is right", "正しい内容"),
		p.lang.Say("Where the time was wrong, begin with the right one: “14:05 the traffic was cut then”. Durations go by it.", "時刻が違っていた場合は、正しい時刻から書き始めてください（例:「14:05 このとき遮断した」）。所要時間はその時刻で計算されます。"), v.text)
	p.zoneField(v.in.Zone)
	p.f(`<div class="actions"><button>{}</button><a href="/incidents/{}#e-{}">{}</a></div></form></div>`,
		p.lang.Say("Record the correction", "訂正を記録"), v.in.Key, v.event.ID, p.lang.Say("Back", "戻る"))
}

// correctionPage reads the line that is put right.
func (s *Server) correctionPage(v *visit) (correctionView, error) {
	room, _, err := s.room(v)
	if err == nil {
		err = v.onlyResponders()
	}
	view := correctionView{roomView: room, text: v.r.PostForm.Get("text")}
	if err != nil {
		return view, err
	}
	id := mux.Vars(v.r)["event"]
	i := slices.IndexFunc(room.in.Events, func(e incident.Event) bool { return e.ID == id })
	if i < 0 {
		return view, incident.Tell(incident.NotFound, "the timeline of %s has no line %q; go back to it and choose one", "%s の時系列に行 %q はありません。時系列に戻って選び直してください", v.key, id)
	}
	view.event = room.in.Events[i]
	return view, nil
}

func (s *Server) showCorrection(v *visit) error {
	view, err := s.correctionPage(v)
	if err != nil {
		return err
	}
	return s.renderCorrection(v, http.StatusOK, view)
}

func (s *Server) renderCorrection(v *visit, status int, view correctionView) error {
	return v.showStatus(status, frame{title: v.titled("Correction", "訂正"), here: v.incidentPath("/correct/" + view.event.ID), nav: "incidents", wide: true},
		func(p *page) { p.correctionForm(view) })
}

// correct records what is right instead of a line; one that is refused comes back as
// it was written.
func (s *Server) correct(v *visit) error {
	view, err := s.correctionPage(v)
	if err != nil {
		return err
	}
	_, err = s.tracker.Log(v.r.Context(), v.actor, v.key, correctionOf(view, v))
	code := incident.CodeOf(err)
	switch {
	case err == nil:
		s.live.changed(v.key)
		return v.back(v.incidentPath("#timeline"), doneLogged)
	case code == incident.Invalid:
		view.problem = capital(incident.Sentence(err, v.lang), v.lang)
		return s.renderCorrection(v, api.StatusOf(code), view)
	}
	return err
}

// correctionOf reads what was written as right: a time at its beginning is that of the
// line.
func correctionOf(view correctionView, v *visit) tracker.Entry {
	entry := tracker.Entry{Kind: incident.KindCorrection, Text: view.text, Corrects: view.event.ID}
	if at, rest, ok := incident.LeadingTime(strings.TrimSpace(view.text), v.now, view.event.At, v.zoneWritten(view.in.Zone)); ok && rest != "" {
		entry.CorrectedAt, entry.Text = at, rest
	}
	return entry
}
