package web

import (
	"bytes"
	"slices"
	"strings"

	"github.com/golang-sql/civil"
	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// pathItem is the id of the action item in the path.
func (v *visit) pathItem() string { return mux.Vars(v.r)["item"] }

func (s *Server) showItem(v *visit) error {
	room, seen, err := s.paperRoom(v)
	if err != nil {
		return err
	}
	it, err := seen.Paper.Document.Item(v.pathItem())
	if err != nil {
		return err
	}
	view := itemView{roomView: room, item: it.ActionItem, problems: problemsOf(seen.Paper.Document, seen.Paper.Result, it.ID), evidence: it.Verified, seenAt: seen.SeenAt}
	if fact, ok := seen.Tickets[it.ID]; ok {
		view.ticket = &fact
	}
	return v.show(frame{title: it.ID + " " + it.Title, nav: "incidents"}, func(p *page) { p.item(view) })
}

// problemsOf gives what the checker says of one action item.
func problemsOf(d *postmortem.Document, result postmortem.Result, item string) []problem {
	var problems []problem
	for _, f := range result.Diagnostics {
		if f.Item != item || f.Rule == diagnostic.Gate {
			continue
		}
		field, _, _ := fieldOf(d, f)
		problems = append(problems, problem{field: field, message: f.Message, fix: f.Suggestion})
	}
	return problems
}

// formFields are the fields of an action item that its form changes.
func formFields() []incident.Field {
	return []incident.Field{
		incident.FieldKind, incident.FieldOwner, incident.FieldDue, incident.FieldTicket,
		incident.FieldWhen, incident.FieldBefore, incident.FieldAfter, incident.FieldVerifiedBy,
	}
}

// saveItem writes the fields that a form changed, all in one revision, and no
// other byte of the document.
func (s *Server) saveItem(v *visit) error {
	changed := map[incident.Field]string{}
	for _, field := range formFields() {
		if v.r.PostForm.Has(string(field)) {
			changed[field] = oneLine(v.r.PostForm.Get(string(field)))
		}
	}
	if err := s.tracker.SetFields(v.r.Context(), v.actor, v.key, v.pathItem(), changed); err != nil {
		return err
	}
	s.live.changed(v.key)
	back := v.r.PostForm.Get("back")
	if back == "" {
		back = v.incidentPath("/items/" + v.pathItem())
	}
	return v.back(back, doneSaved)
}

// openTickets opens the tickets that are missing and goes back to where they were
// missed. What the provider took with a warning is told.
func (s *Server) openTickets(v *visit) error {
	var warnings []string
	err := s.tracker.CreateTickets(v.r.Context(), v.actor, v.key, tracker.TicketRun{Opened: func(t tracker.OpenedTicket) {
		for _, w := range t.Warnings {
			warnings = append(warnings, t.Item+": "+w)
		}
	}})
	s.live.changed(v.key)
	if err != nil {
		return err
	}
	back := localPath(v.r.PostForm.Get("back"))
	if len(warnings) == 0 {
		return v.back(back, doneTickets)
	}
	return v.show(frame{title: v.key, here: v.incidentPath("")}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1>`, p.lang.Say("The tickets are there", "チケットを起票しました"))
		for _, w := range warnings {
			p.f(`<div class="flash refused"><p>{}</p></div>`, w)
		}
		p.f(`<p><a href="{}">{}</a></p></div>`, back, p.lang.Say("Go on", "戻る"))
	})
}

// oneLine puts a text that was typed over several lines on one.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

// judgeItem says what the checker would say of an item as it stands in the form.
func (s *Server) judgeItem(v *visit) error {
	seen, err := s.tracker.View(v.r.Context(), v.actor, v.key, v.lang)
	if err != nil {
		return err
	}
	if seen.Paper == nil {
		return incident.Errorf(incident.NotFound, "%s has no postmortem", v.key)
	}
	d := seen.Paper.Document
	result := seen.Paper.Result
	for _, field := range formFields() {
		value := strings.TrimSpace(oneLine(v.r.PostForm.Get(string(field))))
		it, err := d.Item(v.pathItem())
		if err != nil {
			return err
		}
		if !v.r.PostForm.Has(string(field)) || it.Get(field) == value {
			continue
		}
		text, err := d.SetField(it.ID, field, value)
		if err != nil {
			return err
		}
		if d, result, err = s.tracker.Draft(v.key, string(text)); err != nil {
			return err
		}
	}
	it, err := d.Item(v.pathItem())
	if err != nil {
		return err
	}
	return v.fragment(func(p *page) { p.judged(it.ActionItem, problemsOf(d, result, it.ID)) })
}

// listedItems reads the items of all incidents and chooses those of the filter.
func (s *Server) listedItems(v *visit) (itemsView, error) {
	view := itemsView{filter: itemFilterOf(v.r.URL.Query()), people: s.tracker.Config.People, today: civil.DateOf(v.now.In(v.zoneOr(s.tracker.Config.Zone)))}
	rows, err := s.tracker.AllItems(v.r.Context(), v.actor)
	if err != nil {
		return view, err
	}
	for _, r := range rows {
		it := listedItem{ActionItem: r.ActionItem, incidentKey: r.Incident, incidentTitle: r.IncidentTitle, service: r.Service, state: string(r.State)}
		if person, ok := view.people.Find(it.Owner); ok {
			it.team = person.Team
		}
		view.all = append(view.all, it)
	}
	for i := range view.all {
		if view.filter.takes(&view.all[i], view.people, view.today) {
			view.items = append(view.items, view.all[i])
		}
	}
	return view, nil
}

func (s *Server) listItems(v *visit) error {
	view, err := s.listedItems(v)
	if err != nil {
		return err
	}
	return v.show(frame{title: v.lang.Say("Action items", "恒久対応"), nav: "items"}, func(p *page) { p.items(view) })
}

func (s *Server) itemsCSV(v *visit) error {
	view, err := s.listedItems(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := writeItemsCSV(&b, view.items); err != nil {
		return err
	}
	v.w.Header().Set("Content-Disposition", `attachment; filename="action-items.csv"`)
	v.send(200, "text/csv; charset=utf-8", b.Bytes())
	return nil
}

func (s *Server) itemsCalendar(v *visit) error {
	view, err := s.listedItems(v)
	if err != nil {
		return err
	}
	site := s.site
	if site == "" {
		site = "http://" + v.r.Host
	}
	v.send(200, "text/calendar; charset=utf-8", []byte(itemCalendar(view.items, site, v.now)))
	return nil
}

func (s *Server) showTrends(v *visit) error {
	rows, err := s.tracker.Courses(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	items, err := s.listedItems(v)
	if err != nil {
		return err
	}
	view := trendsView{zone: s.tracker.Config.Zone}
	for _, r := range rows {
		view.rows = append(view.rows, trendRow{declaredAt: r.DeclaredAt, service: r.Service, severity: r.Severity, recover: r.Recover})
	}
	view.overdue = overdueByOwner(items)
	return v.show(frame{title: v.lang.Say("Trends", "傾向"), nav: "trends"}, func(p *page) { p.trends(view) })
}

// overdueByOwner counts the overdue items of each owner, the most first.
func overdueByOwner(v itemsView) []chart.Bar {
	counts := map[string]int{}
	for i := range v.all {
		if v.all[i].overdue(v.today) {
			counts[orDash(v.all[i].Owner)]++
		}
	}
	var bars []chart.Bar
	for owner, n := range counts {
		bars = append(bars, chart.Bar{Label: owner, Value: float64(n), Text: itoa(n)})
	}
	slices.SortFunc(bars, func(a, b chart.Bar) int {
		if a.Value != b.Value {
			return int(b.Value - a.Value)
		}
		return strings.Compare(a.Label, b.Label)
	})
	return bars[:min(len(bars), trendMonths)]
}
