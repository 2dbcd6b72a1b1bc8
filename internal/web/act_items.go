package web

import (
	"net/http"
	"strconv"
	"sync"
	"time"

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
	view, err := s.itemView(v)
	if err != nil {
		return err
	}
	return v.show(frame{title: view.item.ID + " " + view.item.Title, nav: "incidents", wide: true}, func(p *page) { p.item(view) })
}

// itemView reads the action item of the path.
func (s *Server) itemView(v *visit) (itemView, error) {
	room, seen, err := s.paperRoom(v)
	if err != nil {
		return itemView{}, err
	}
	it, err := seen.Paper.Document.Item(v.pathItem())
	if err != nil {
		return itemView{}, err
	}
	view := itemView{roomView: room, item: it.ActionItem, problems: problemsOf(seen.Paper.Document, seen.Paper.Told, it.ID, v.lang), evidence: it.Verified, seenAt: seen.SeenAt[it.ID]}
	if fact, ok := seen.Tickets[it.ID]; ok {
		view.ticket = &fact
	}
	return view, nil
}

// problemsOf gives what the checker says of one action item to who reads in a language.
func problemsOf(d *postmortem.Document, result postmortem.Result, item string, l incident.Lang) []problem {
	var problems []problem
	for _, f := range result.Diagnostics {
		if f.Item != item || f.Rule == diagnostic.Gate {
			continue
		}
		field, _, _ := fieldOf(d, f)
		problems = append(problems, problem{field: field, message: f.Message, fix: suggestion(f, l)})
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

// saveItem writes the fields that somebody changed in a form, all in one revision, and no
// other byte of the document.
func (s *Server) saveItem(v *visit) error {
	changed := map[incident.Field]string{}
	for _, field := range formFields() {
		if v.r.PostForm.Has(string(field)) {
			changed[field] = postmortem.FieldText(v.r.PostForm.Get(string(field)))
		}
	}
	base, _ := strconv.Atoi(v.r.PostForm.Get("base"))
	err := s.tracker.SetFields(v.r.Context(), v.actor, v.key, v.pathItem(), tracker.ItemChange{Values: changed, Base: base})
	if incident.CodeOf(err) == incident.Conflict {
		return s.showItemConflict(v, base, changed, err)
	}
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	back := v.r.PostForm.Get("back")
	if back == "" {
		back = v.incidentPath("/items/" + v.pathItem())
	}
	return v.back(back, doneSaved)
}

// showItemConflict shows the form again to who saves a field that somebody else
// changed meanwhile: with what was typed, and else as the item is now. Saved again, it
// is meant.
func (s *Server) showItemConflict(v *visit, base int, typed map[incident.Field]string, conflict error) error {
	was, err := s.tracker.ItemAt(v.r.Context(), v.actor, v.key, v.pathItem(), base)
	if err != nil {
		return err
	}
	view, err := s.itemView(v)
	if err != nil {
		return err
	}
	view.conflict, view.typed = capital(incident.Sentence(conflict, v.lang), v.lang), map[incident.Field]string{}
	for field, value := range typed {
		if value != was.Get(field) {
			view.typed[field] = value
		}
	}
	return v.showStatus(http.StatusConflict, frame{title: view.item.ID + " " + view.item.Title, here: v.incidentPath("/items/" + v.pathItem()), nav: "incidents", wide: true}, func(p *page) { p.item(view) })
}

// judgeItem says what the checker would say of an item as it stands in the form.
func (s *Server) judgeItem(v *visit) error {
	seen, err := s.tracker.View(v.r.Context(), v.actor, v.key, v.lang)
	if err != nil {
		return err
	}
	if seen.Paper == nil {
		return incident.Tell(incident.NotFound, "%s has no postmortem", "%s にポストモーテムはありません", v.key)
	}
	d := seen.Paper.Document
	result := seen.Paper.Told
	for _, field := range formFields() {
		value := postmortem.FieldText(v.r.PostForm.Get(string(field)))
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
		if d, result, err = s.tracker.Draft(v.key, string(text), v.lang); err != nil {
			return err
		}
	}
	it, err := d.Item(v.pathItem())
	if err != nil {
		return err
	}
	return v.fragment(func(p *page) { p.judged(it.ActionItem, problemsOf(d, result, it.ID, v.lang)) })
}

// itemPage reads a page of the action items of all incidents.
func (s *Server) itemPage(v *visit, q tracker.ItemQuery) ([]listedItem, error) {
	rows, err := s.tracker.ListItems(v.r.Context(), v.actor, q)
	items := make([]listedItem, len(rows))
	for i, r := range rows {
		items[i] = listedItem{r, s.tracker.TeamOf(r.Owner)}
	}
	return items, err
}

func (s *Server) listItems(v *visit) error {
	view := itemsView{filter: itemFilterOf(v.r.URL.Query()), today: s.today(v)}
	if err := view.filter.check(); err != nil {
		return err
	}
	q := view.filter.query(view.today)
	q.After, q.Limit = v.r.URL.Query().Get("after"), itemsPerPage+1
	var err error
	if view.items, err = s.itemPage(v, q); err != nil {
		return err
	}
	if len(view.items) > itemsPerPage {
		view.items = view.items[:itemsPerPage]
		view.next = view.items[itemsPerPage-1].Cursor()
	}
	if view.choices, err = s.choices.of(v, s.tracker); err != nil {
		return err
	}
	return v.show(frame{title: v.lang.Say("Action items", "恒久対応"), nav: "items"}, func(p *page) { p.items(view) })
}

// itemChoices keeps for a minute what a list of action items can be cut down by,
// where there is so much of it that reading it takes time.
type itemChoices struct {
	sync.Mutex
	until time.Time
	kept  tracker.ItemChoices
}

// manyOwners is from how many owners on the choices are kept.
const manyOwners = 200

func (c *itemChoices) of(v *visit, t *tracker.Tracker) (tracker.ItemChoices, error) {
	c.Lock()
	defer c.Unlock()
	if v.now.Before(c.until) {
		return c.kept, nil
	}
	choices, err := t.ItemChoices(v.r.Context(), v.actor)
	if err == nil && len(choices.Owners) >= manyOwners {
		c.kept, c.until = choices, v.now.Add(time.Minute)
	}
	return choices, err
}

func (s *Server) showTrends(v *visit) error {
	found, err := s.tracker.Trends(v.r.Context(), v.actor, s.today(v), trendMonths)
	if err != nil {
		return err
	}
	view := trendsView{zone: s.tracker.Config.Zone, rows: found.Courses}
	for _, c := range found.Overdue {
		view.overdue = append(view.overdue, chart.Bar{Label: orDash(c.Owner), Value: float64(c.Items), Text: itoa(c.Items)})
	}
	return v.show(frame{title: v.lang.Say("Trends", "傾向"), nav: "trends"}, func(p *page) { p.trends(view) })
}
