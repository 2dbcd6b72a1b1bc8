package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// optionRows is how many options the form of a decision has room for.
const optionRows = 4

// decisionView is a decision that is being taken.
type decisionView struct {
	roomView
	decision incident.Decision // as far as it is written
	problem  string            // why it was not recorded
	needWhy  bool              // another option than the cheapest to roll back is chosen
}

// decisionsPart appends the decisions that were taken, with their options.
func (p *page) decisionsPart(v roomView) {
	if len(v.decisions) == 0 && !(v.live() && p.can.respond) {
		return
	}
	p.f(`<section class="card" id="decisions"><h2>{}</h2>`, p.lang.Say("Decisions", "判断"))
	for i := range v.decisions {
		p.decision(v, v.decisions[i])
	}
	if v.live() && p.can.respond {
		p.f(`<a class="button" href="/incidents/{}/decide">{}</a>`, v.in.Key, p.lang.Say("Decide between options", "選択肢から判断する"))
	}
	p.f(`</section>`)
}

func (p *page) decision(v roomView, d incident.DatedDecision) {
	p.f(`<article class="decision"><h3>{}</h3><p class="muted small">`, d.Question)
	p.time(d.At, v.in.Zone, "15:04")
	p.f(`</p><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>`,
		p.lang.Say("Option", "選択肢"), p.lang.Say("Uncertainty", "不確実性"), p.lang.Say("Cost of rolling back", "切り戻しコスト"))
	marked := d.Marked()
	for i, o := range d.Options {
		if i == d.Chosen {
			p.f(`<tr class="chosen"><td><b>{}</b> <span class="pill">{}</span>`, o.Text, p.lang.Say("chosen", "採用"))
		} else {
			p.f(`<tr><td>{}`, o.Text)
		}
		if marked[i] {
			p.f(` <span class="pill cheapest">{}</span>`, p.lang.Say("cheapest rollback", "切り戻しが最も容易"))
		}
		p.f(`</td><td>{}</td><td>{}</td></tr>`, o.Uncertainty.Label(p.lang), o.Rollback.Label(p.lang))
	}
	p.f(`</tbody></table></div>`)
	if d.Reason != "" {
		p.f(`<p class="small">{} {}</p>`, p.lang.Say("Reason:", "理由:"), d.Reason)
	}
	p.f(`</article>`)
}

// decisionForm takes a decision between options. It works without JavaScript:
// which option is cheapest to roll back is said after it was sent once.
func (p *page) decisionForm(v decisionView) {
	p.head(v.roomView, "room")
	p.withGate(v.roomView, func() { p.decisionFields(v) })
}

func (p *page) decisionFields(v decisionView) {
	p.f(`<div class="narrow"><h2>{}</h2><p class="muted">{}</p>`, p.lang.Say("Decide between options", "選択肢から判断する"),
		p.lang.Say("While nobody is sure, the option that is cheapest to roll back wins. Another choice needs a reason.", "不確実性が高いときは、切り戻しが最も容易な案を選びます。別の案を選ぶときは理由を書きます。"))
	if v.problem != "" {
		p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, v.problem)
	}
	p.f(`<form class="card" id="decide" method="post" action="/incidents/{}/decide"><label for="question">{}</label><input id="question" name="question" required maxlength="500" value="{}" autocomplete="off">`,
		v.in.Key, p.lang.Say("What is decided?", "何を決めますか"), v.decision.Question)
	marked := v.decision.Marked()
	for i := range optionRows {
		o := incident.Option{Uncertainty: incident.Medium, Rollback: incident.Low}
		if i < len(v.decision.Options) {
			o = v.decision.Options[i]
		}
		p.optionFields(i, o, i < len(marked) && marked[i], i == v.decision.Chosen)
	}
	if v.needWhy || v.decision.Reason != "" {
		p.f(`<label for="reason">{}</label><textarea id="reason" name="reason" rows="2" required maxlength="2000">{}</textarea>`,
			p.lang.Say("Why not the option that is cheapest to roll back?", "切り戻しが最も容易な案を選ばない理由"), v.decision.Reason)
	}
	p.f(`<div class="actions"><button>{}</button><a href="/incidents/{}">{}</a></div></form></div>`, p.lang.Say("Record the decision", "判断を記録"), v.in.Key, p.lang.Say("Back", "戻る"))
}

func (p *page) optionFields(i int, o incident.Option, marked, chosen bool) {
	n := itoa(i + 1)
	p.f(`<fieldset class="option"><legend>{}`, p.lang.Say("Option %d", "選択肢%d", i+1))
	if marked {
		p.f(` <span class="pill cheapest">{}</span>`, p.lang.Say("cheapest rollback", "切り戻しが最も容易"))
	}
	p.f(`</legend><label class="vh" for="option-{}">{}</label><input id="option-{}" name="option" maxlength="300" value="{}" autocomplete="off"`, n, p.lang.Say("What would be done", "内容"), n, o.Text)
	if i == 0 {
		p.f(` required`)
	}
	p.f(`><div class="two">`)
	for _, f := range []struct {
		name, label string
		level       incident.Level
	}{{"uncertainty", p.lang.Say("Uncertainty", "不確実性"), o.Uncertainty}, {"rollback", p.lang.Say("Cost of rolling back", "切り戻しコスト"), o.Rollback}} {
		p.f(`<div><label for="{}">{}</label><select id="{}" name="{}">`, f.name+"-"+n, f.label, f.name+"-"+n, f.name)
		for _, level := range []incident.Level{incident.Low, incident.Medium, incident.High} {
			p.option(string(level), level.Label(p.lang), level == f.level)
		}
		p.f(`</select></div>`)
	}
	p.f(`</div><label><input type="radio" name="chosen" value="{}"`, itoa(i))
	if chosen {
		p.f(` checked`)
	}
	p.f(`> {}</label></fieldset>`, p.lang.Say("this one", "この案にする"))
}

// showDecide shows the form of a decision; question is what is decided, where another page
// knows it.
func (s *Server) showDecide(v *visit) error {
	room, _, err := s.room(v)
	if err == nil {
		err = v.onlyResponders()
	}
	if err != nil {
		return err
	}
	asked := incident.Decision{Question: v.r.URL.Query().Get("question")}
	return v.show(frame{title: v.titled("Decision", "判断"), nav: "incidents", wide: true}, func(p *page) { p.decisionForm(decisionView{roomView: room, decision: asked}) })
}

// decide records a decision. One that a rule refuses comes back as it was written,
// with the option that the rule marks and room for the reason.
func (s *Server) decide(v *visit) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	d := decisionOf(v.r.PostForm)
	_, err = s.tracker.Decide(v.r.Context(), v.actor, v.key, d)
	if err == nil {
		s.live.changed(v.key)
		return v.back(v.incidentPath("#decisions"), doneRecorded)
	}
	code := incident.CodeOf(err)
	if code != incident.Refused && code != incident.Invalid {
		return err
	}
	view := decisionView{roomView: room, decision: d, problem: capital(incident.Sentence(err, v.lang), v.lang)}
	if code == incident.Refused && room.state != incident.Closed {
		view.needWhy = true
		view.problem = v.lang.Say("The uncertainty is high, and another option is cheaper to roll back. Choose it, or say why not.", "不確実性が高く、より容易に切り戻せる案があります。そちらを選ぶか、理由を書いてください。")
	}
	return v.showStatus(http.StatusUnprocessableEntity, frame{title: v.titled("Decision", "判断"), here: v.incidentPath("/decide"), nav: "incidents", wide: true}, func(p *page) { p.decisionForm(view) })
}

// decisionOf reads the form; rows without a text are left out.
func decisionOf(form map[string][]string) incident.Decision {
	field := func(name string, i int) string {
		if i < len(form[name]) {
			return strings.TrimSpace(form[name][i])
		}
		return ""
	}
	d := incident.Decision{Question: field("question", 0), Reason: field("reason", 0), Chosen: -1}
	chosen, err := strconv.Atoi(field("chosen", 0))
	for i := range form["option"] {
		text := field("option", i)
		if text == "" {
			continue
		}
		if err == nil && i == chosen {
			d.Chosen = len(d.Options)
		}
		d.Options = append(d.Options, incident.Option{Text: text, Uncertainty: incident.Level(field("uncertainty", i)), Rollback: incident.Level(field("rollback", i))})
	}
	return d
}

// decisionsByTime gives the decisions of an incident with when each was taken.
func decisionsByTime(events []incident.Event, decisions map[string]incident.Decision) []incident.DatedDecision {
	var all []incident.DatedDecision
	for _, e := range events {
		if d, ok := decisions[e.ID]; ok {
			all = append(all, incident.DatedDecision{At: e.At, Decision: d})
		}
	}
	slices.SortStableFunc(all, func(a, b incident.DatedDecision) int { return a.At.Compare(b.At) })
	return all
}
