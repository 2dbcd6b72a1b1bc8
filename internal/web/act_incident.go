package web

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// pageSize is how many incidents a page of the list has.
const pageSize = 50

func (s *Server) listIncidents(v *visit) error {
	q := v.r.URL.Query()
	filter := store.Filter{Service: q.Get("service"), Before: q.Get("after"), Limit: pageSize + 1}
	state := q.Get("state")
	switch {
	case state == "open":
		filter.States = []incident.State{incident.Declared, incident.Contained, incident.Recovered, incident.InReview}
	case incident.State(state).Valid():
		filter.States = []incident.State{incident.State(state)}
	default:
		state = ""
	}
	view := listView{state: state, service: filter.Service, words: strings.TrimSpace(q.Get("q"))}
	all, err := s.found(v, view.words, filter)
	if err != nil {
		return err
	}
	if len(all) > pageSize {
		all = all[:pageSize]
		view.next = all[pageSize-1].Key
	}
	var keys []string
	for i := range all {
		keys = append(keys, all[i].Key)
	}
	outlines, err := s.tracker.Outlines(v.r.Context(), v.actor, keys)
	if err != nil {
		return err
	}
	for i := range all {
		in := &all[i]
		in.Events = outlines[in.Key].Milestones
		view.rows = append(view.rows, listRow{key: in.Key, title: in.Title, service: in.Service, severity: in.Severity, state: in.State, declaredAt: in.DeclaredAt, zone: in.Zone, openItems: outlines[in.Key].OpenItems,
			phases: chart.Phases(in.Incident, v.now)})
	}
	return v.show(frame{title: v.lang.Say("Incidents", "インシデント"), nav: "incidents"}, func(p *page) { p.incidents(view) })
}

// found gives the incidents of the list: those that have the words, or those of
// the filter, one more than a page has where there are more.
func (s *Server) found(v *visit, words string, filter store.Filter) ([]store.Incident, error) {
	if words == "" {
		return s.tracker.List(v.r.Context(), v.actor, filter)
	}
	hits, err := s.tracker.Search(v.r.Context(), v.actor, words, filter)
	var all []store.Incident
	for _, h := range hits {
		all = append(all, h.Incident)
	}
	return all, err
}

func (s *Server) showDeclare(v *visit) error {
	if err := v.actor.MayDeclare(); err != nil {
		return err
	}
	return v.show(frame{title: v.lang.Say("Declare an incident", "インシデントを宣言")}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><p class="muted">{}</p>`, p.lang.Say("Declare an incident", "インシデントを宣言"),
			p.lang.Say("One line is enough. Severity and service can be put right later.", "一行で十分です。重大度やサービスはあとから直せます。"))
		p.f(`<form method="post" action="/declare" class="card"><label for="title">{}</label><input id="title" name="title" required maxlength="200" autofocus autocomplete="off"><div class="two"><div>`, p.lang.Say("What is wrong?", "何が起きていますか"))
		p.severityChoice("")
		p.f(`</div><div>`)
		p.serviceField("service")
		p.f(`</div></div>`)
		p.impactChoice()
		p.f(`<button>{}</button></form></div>`, p.lang.Say("Declare", "宣言する"))
	})
}

func (s *Server) declare(v *visit) error {
	f := v.r.PostForm
	impact := incident.Impact{Customers: incident.CustomerImpact(f.Get("customers")), DataAtRisk: f.Get("data_at_risk") != ""}
	in, err := s.tracker.Declare(v.r.Context(), v.actor, tracker.Declaration{Title: f.Get("title"), Service: f.Get("service"), Impact: impact,
		Severity: cmp.Or(incident.Severity(f.Get("severity")), impact.Severity())})
	if err != nil {
		return err
	}
	return v.back("/incidents/"+in.Key, doneDeclared)
}

// room reads what the pages of one incident share.
func (s *Server) room(v *visit) (roomView, tracker.Viewed, error) {
	seen, err := s.tracker.View(v.r.Context(), v.actor, v.key, v.lang)
	if err != nil {
		return roomView{}, seen, err
	}
	view := roomView{
		in: seen.Incident.Incident, state: seen.State, declaredAt: seen.DeclaredAt, today: s.today(v), revision: seen.Incident.Revision,
		roster: seen.Roster, alerts: seen.Alerts, people: s.tracker.Config.People, fragments: &s.fragments,
		gate: gateView{key: v.key, state: seen.State, unmet: seen.Gate.Unmet, off: seen.Gate.Off, unasked: seen.Gate.Unasked, hasPaper: seen.Paper != nil, requests: seen.Discussion.Requests},
	}
	v.can.respond, v.can.review = v.actor.AllowsFor(tracker.Responder, seen.Service), v.actor.AllowsFor(tracker.Reviewer, seen.Service)
	view.decisions = decisionsByTime(seen.Events, seen.Decisions)
	view.steps, view.owed = seen.Checklist, seen.Owed
	view.otherSteps = len(view.steps) > 0 && s.tracker.ChecklistTrouble() != nil
	for _, c := range seen.Curves {
		series := chart.Series{Name: c.Name, Unit: c.Unit, Baseline: c.Normal}
		for _, point := range c.Points {
			series.Points = append(series.Points, chart.Point(point))
		}
		view.series = append(view.series, series)
	}
	return view, seen, nil
}

func (s *Server) showRoom(v *visit) error {
	view, seen, err := s.room(v)
	if err != nil {
		return err
	}
	if seen.Paper != nil {
		if view.rendered, err = s.papers.of(v.key, seen.Paper); err != nil {
			return err
		}
	}
	if view.live() {
		if view.similar, err = s.similar.of(v, s.tracker); err != nil {
			return err
		}
	}
	return v.show(frame{title: v.key + " " + view.in.Title, nav: "incidents", wide: true}, func(p *page) { p.room(view) })
}

func (s *Server) log(v *visit) error {
	seen, err := s.tracker.Show(v.r.Context(), v.actor, v.key)
	if err != nil {
		return err
	}
	f := v.r.PostForm
	e := parseEntry(f.Get("text"), v.now, seen.Began(), v.zoneWritten(seen.Zone))
	if kind := incident.EventKind(f.Get("kind")); kind != "" {
		e.kind = kind
	}
	entry := tracker.Entry{At: e.at, Kind: e.kind, Role: incident.Role(f.Get("role")), Text: e.text}
	for word := range strings.FieldsSeq(e.text) {
		if safeLink(word) != "" {
			entry.Links = append(entry.Links, word)
		}
	}
	_, err = s.tracker.Log(v.r.Context(), v.actor, v.key, entry)
	if incident.RemedyOf(err) == incident.RemedyDecision {
		return s.askWhoDid(v, e.text, err)
	}
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath(""), doneLogged)
}

// askWhoDid gives the commander, whose line reads as hands-on work, the line back: as an
// order it is a decision, and else it has the role of who did it.
func (s *Server) askWhoDid(v *visit, text string, refusal error) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	said, _, _, _ := v.remedy(refusal)
	code, f := incident.CodeOf(refusal), v.r.PostForm
	was := writtenEntry{text: f.Get("text"), kind: incident.EventKind(f.Get("kind")), role: incident.Role(f.Get("role"))}
	title := failTitle(code, v.lang)
	return v.showStatus(api.StatusOf(code), frame{title: title, here: v.incidentPath(""), nav: "incidents"}, func(p *page) {
		p.head(room, "room")
		p.f(`<div class="narrow"><h2>{}</h2><div class="flash refused" role="alert"><p>{}</p></div>`, title, said)
		p.entryForm(room, was)
		p.f(`<div class="actions"><a class="button" href="{}">{}</a><a href="{}">{}</a></div></div>`,
			v.incidentPath("/decide?"+url.Values{"question": {text}}.Encode()), p.lang.Say("Decide between options", "選択肢から判断する"), v.incidentPath(""), p.lang.Say("Back to the incident", "インシデントに戻る"))
	})
}

func (s *Server) generate(v *visit) error {
	lang := incident.Lang(v.r.PostForm.Get("lang"))
	g, err := s.tracker.Generate(v.r.Context(), v.actor, v.key, lang, postmortem.Template{})
	if err != nil {
		return err
	}
	if g.Closed {
		return v.back(v.incidentPath("/review"), "")
	}
	s.live.changed(v.key)
	if len(g.Left) == 0 {
		return v.back(v.incidentPath("/review"), doneGenerated)
	}
	return v.show(frame{title: v.titled("Postmortem", "ポストモーテム"), here: v.incidentPath(""), nav: "incidents"}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><p>{}</p><p>{}</p><ul>`, v.key, doneGenerated.text(p.lang),
			p.lang.Say("Where people had changed it, it says something else than the record, and stayed as it was:", "手で直されていた次の箇所は、記録と異なりますがそのまま残しました。"))
		for _, left := range g.Left {
			p.f(`<li>{}</li>`, incident.Sentence(left, p.lang))
		}
		p.f(`</ul><p><a href="{}">{}</a></p></div>`, v.incidentPath("/review"), p.lang.Say("To the postmortem", "ポストモーテムへ"))
	})
}

func (s *Server) closeIncident(v *visit) error {
	c, err := s.tracker.Close(v.r.Context(), v.actor, v.key, v.lang, false)
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	if c.Closed {
		return v.back(v.incidentPath(""), doneClosed)
	}
	view, _, err := s.room(v)
	if err != nil {
		return err
	}
	view.gate.unmet, view.gate.off = c.Unmet, c.Off
	return v.showStatus(api.StatusOf(incident.Refused), frame{title: v.titled("Not closed yet", "未クローズ"), here: v.incidentPath(""), nav: "incidents"}, func(p *page) {
		p.head(view, "room")
		p.f(`<div class="flash refused" role="alert"><p>{}</p></div><div class="narrow">`, p.lang.Say("Asked again just now, the gate says no: %[2]s.", "いま確認したところ、まだクローズできません。あと%[1]d件です。", len(c.Unmet), missing(len(c.Unmet))))
		p.gate(view.gate)
		p.f(`</div>`)
	})
}

func (s *Server) reopen(v *visit) error {
	if err := s.tracker.Reopen(v.r.Context(), v.actor, v.key, v.r.PostForm.Get("reason")); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath(""), doneReopened)
}

func (s *Server) verifyItem(v *visit) error {
	item := v.pathItem()
	verification := incident.Verification{On: civil.DateOf(v.now.In(v.zoneOr(s.tracker.Config.Zone))), By: v.actor.Name, Evidence: v.r.PostForm.Get("evidence")}
	if err := s.tracker.Verify(v.r.Context(), v.actor, v.key, item, verification); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("/items/"+item), doneVerified)
}
