package web

import (
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// roomView is one incident as its room shows it.
type roomView struct {
	in         incident.Incident
	state      incident.State
	declaredAt time.Time
	today      civil.Date // on which action items are overdue, for who looks
	revision   int        // of the postmortem; 0: there is none
	roster     incident.Roster
	steps      []incident.StepState
	otherSteps bool            // the team's own list cannot be read: these are of the one that comes with pmtracker
	owed       []incident.Owed // the reports for which people wait, the next first
	gate       gateView
	series     []chart.Series
	rendered   *rendered // the postmortem; nil: there is none
	people     incident.People
	similar    []similarRow
	fragments  *fragments
	decisions  []incident.DatedDecision
	deliveries []store.Delivery // read for the page of the reports alone
	alerts     incident.AlertCount
}

// live tells whether people are still working on it.
func (v roomView) live() bool {
	return v.state == incident.Declared || v.state == incident.Contained
}

// head appends the title of an incident and the ways to its pages.
func (p *page) head(v roomView, tab string) {
	in := &v.in
	p.f(`<div class="head" id="head"><p class="meta"><span>{}</span><span class="pill sev-{}">{}</span><span class="pill st-{}" id="state">{}</span>`,
		in.Key, string(in.Severity), string(in.Severity), string(v.state), v.state.Label(p.lang))
	if in.Service != "" {
		p.f(`<span>{}</span>`, in.Service)
	}
	if v.live() {
		p.f(`<span>{} <b class="num" data-since="{}">{}</b></span><span class="live" title="{}">{}</span>`,
			p.lang.Say("since", "経過"), v.declaredAt.UTC().Format(time.RFC3339), chart.Duration(p.now.Sub(v.declaredAt), p.lang),
			p.lang.Say("Shows what others write as they write it", "他の人の記録が自動で表示されます"), p.lang.Say("live", "自動更新"))
	}
	p.f(`<a class="ready" href="#gate">{} {}</a></p><h1>{}</h1></div><nav class="tabs" id="tabs" aria-label="{}">`, p.gateTitle(), v.gate.share(p.lang), in.Title, p.lang.Say("Incident", "インシデント"))
	base := "/incidents/" + in.Key
	for _, t := range [][4]string{
		{"room", "", "Timeline", "時系列"}, {"review", "/review", "Postmortem", "ポストモーテム"}, {"reports", "/reports", "Reports", "連絡"},
		{"recover", "/recover", "Recovery", "復旧"}, {"history", "/history", "Changes", "変更履歴"},
	} {
		p.f(`<a href="{}"`, base+t[1])
		if t[0] == tab {
			p.f(` aria-current="page"`)
		}
		p.f(`>{}</a>`, p.lang.Say(t[2], t[3]))
	}
	p.f(`</nav>`)
}

// room appends the page of an incident: what to do next while it is going on,
// what happened, and the gate.
func (p *page) room(v roomView) {
	p.f(`<div data-live="/incidents/{}/events" data-zone="{}" id="room" data-parts>`, v.in.Key, p.zoneOr(v.in.Zone).String())
	p.head(v, "room")
	p.beside(func() { p.roomCourse(v) }, func() {
		if !v.live() {
			p.gate(v.gate)
			p.rolesPanel(v)
			p.amendPanel(v)
			return
		}
		p.foldedGate(v.gate)
		p.rolesPanel(v)
		p.checklist(v)
		p.similarPanel(v)
		p.amendPanel(v)
	})
	p.f(`</div>`)
}

// roomCourse appends what is written down, and the form that takes more.
func (p *page) roomCourse(v roomView) {
	p.countdown(v)
	if p.can.respond && v.state != incident.Closed {
		p.entryForm(v, writtenEntry{})
	}
	p.f(`<section class="card" id="timeline"><h2>{}</h2>`, p.lang.Say("Timeline", "時系列"))
	if v.live() || v.state == incident.Recovered {
		p.course(v)
	} else {
		p.keep(v.fragments, p.fragmentName("course", v), courseMark(v), func() { p.course(v) })
	}
	p.f(`</section>`)
	p.decisionsPart(v)
	p.paperPart(v)
}

// course appends what happened: the picture, the figures, the events.
func (p *page) course(v roomView) {
	if picture := chart.Timeline(inLang(v.in, p.lang, p.zoneOr(v.in.Zone)), v.series, p.now); picture != nil {
		p.f(`<figure tabindex="0">`)
		p.html(picture)
		p.f(`</figure>`)
	}
	p.figures(v)
	if said := v.alerts.InWords(p.lang); said != "" {
		p.f(`<p class="small muted" id="alerts">{}</p>`, said)
	}
	if len(v.in.Events) == 0 {
		p.f(`<p class="muted">{}</p>`, p.lang.Say("Nothing has been written down yet.", "まだ記録がありません。"))
	} else if v.live() {
		p.timeline(v, newestFirst(v.in.Events))
	} else {
		p.timeline(v, v.in.Events)
	}
}

// inLang gives the incident as a reader of a language and zone sees it.
func inLang(in incident.Incident, l incident.Lang, zone *time.Location) incident.Incident {
	in.Lang, in.Zone = l, zone
	return in
}

func newestFirst(events []incident.Event) []incident.Event {
	reversed := make([]incident.Event, len(events))
	for i, e := range events {
		reversed[len(events)-1-i] = e
	}
	return reversed
}

// figures appends the durations by which the incident is judged.
func (p *page) figures(v roomView) {
	m := v.in.Metrics()
	p.f(`<dl class="figures">`)
	for _, x := range []struct {
		name, en, ja string
		d            *time.Duration
	}{
		{"MTTD", "to detect", "検知まで", m.Detect}, {"MTTA", "to declare", "宣言まで", m.Declare},
		{"MTTC", "to contain", "安全化まで", m.Contain}, {"MTTR", "to recover", "復旧まで", m.Recover},
	} {
		p.f(`<div><dt><abbr title="{}">{}</abbr> {}</dt>`, metricMeaning(x.name, p.lang), x.name, p.lang.Say(x.en, x.ja))
		if x.d == nil {
			p.f(`<dd class="unknown">{}</dd></div>`, p.lang.Say("not known", "不明"))
		} else {
			p.f(`<dd>{}</dd></div>`, chart.Duration(*x.d, p.lang))
		}
	}
	p.f(`</dl>`)
}

func metricMeaning(name string, l incident.Lang) string {
	switch name {
	case "MTTD":
		return l.Say("from occurrence to detection", "発生から検知まで")
	case "MTTA":
		return l.Say("from detection to declaration", "検知から宣言まで")
	case "MTTC":
		return l.Say("from detection to the first containment", "検知から最初の安全化まで")
	}
	return l.Say("from detection to recovery", "検知から復旧まで")
}

// countdown appends when the next reports are owed, and the way to write the first of them.
func (p *page) countdown(v roomView) {
	if len(v.owed) == 0 {
		return
	}
	next, class, form := v.owed[0], "card countdown", "/incidents/"+v.in.Key+"/reports/"
	if p.now.After(next.DueAt) {
		class += " late"
	}
	switch {
	case next.Named == "":
		form += string(incident.ReportFirst)
	case next.To == incident.AudienceCustomers:
		form += string(incident.ReportPeriodic) + "?audience=" + string(next.To)
	default:
		form += string(incident.ReportPeriodic)
	}
	p.f(`<section class="{}" id="countdown" aria-label="{}"><div>`, class, p.lang.Say("Next report", "次の連絡"))
	for _, o := range v.owed {
		p.timeLeft(o, v.in.Zone)
	}
	p.f(`</div>`)
	if p.can.respond {
		p.f(`<a class="button" href="{}" data-key="r">{}</a>`, form, p.lang.Say("Write the report", "連絡を書く"))
	}
	p.f(`</section>`)
}

// timeLeft appends how long it is until a report is due, or how late it is.
func (p *page) timeLeft(o incident.Owed, zone *time.Location) {
	late, left := p.lang.Say("The next report is late by", "次の連絡が遅れています:"), p.lang.Say("Next report in", "次の連絡まで")
	if o.To == incident.AudienceCustomers {
		late, left = p.lang.Say("The next report to customers is late by", "お客様向けの次の連絡が遅れています:"), p.lang.Say("Next report to customers in", "お客様向けの次の連絡まで")
	}
	until := o.DueAt.UTC().Format(time.RFC3339)
	if p.now.After(o.DueAt) {
		p.f(`<p>{} <b class="num" data-until="{}">{}</b></p>`, late, until, chart.Duration(p.now.Sub(o.DueAt), p.lang))
		return
	}
	p.f(`<p>{} <b class="num" data-until="{}">{}</b> <span class="muted">`, left, until, chart.Duration(o.DueAt.Sub(p.now), p.lang))
	p.time(o.DueAt, zone, "15:04")
	p.f(`</span></p>`)
}

// writtenEntry is a line of the timeline that somebody wrote and that was refused.
type writtenEntry struct {
	text string
	kind incident.EventKind // as chosen; empty: as written
	role incident.Role
}

// entryForm takes one line of the timeline; was is what stands in it.
func (p *page) entryForm(v roomView, was writtenEntry) {
	p.f(`<form class="card entry" id="entry" method="post" action="/incidents/{}/log"><label class="vh" for="entry-text">{}</label><input id="entry-text" name="text" required maxlength="2000" autocomplete="off" data-key="l" placeholder="{}" value="{}"><button>{}</button><div class="more">`,
		v.in.Key, p.lang.Say("What happened", "何が起きたか"), p.lang.Say("What happened? e.g. 10 min ago decision: roll back", "何が起きましたか。例: 5分前 判断: 切り戻す"), was.text, p.lang.Say("Write down", "記録"))
	p.f(`<label class="vh" for="entry-kind">{}</label><select id="entry-kind" name="kind"><option value="">{}</option>`, p.lang.Say("Kind", "種別"), p.lang.Say("kind: as written", "種別: 本文から判断"))
	for _, k := range incident.EventKinds() {
		if k == incident.KindRecovery || k == incident.KindDeclaration || k == incident.KindSeverity || k == incident.KindRole || k == incident.KindCorrection {
			continue // they have their own forms
		}
		p.option(string(k), k.Label(p.lang), k == was.kind)
	}
	p.f(`</select><label class="vh" for="entry-role">{}</label><select id="entry-role" name="role"><option value="">{}</option>`, p.lang.Say("Role", "役割"), p.lang.Say("role: nobody's", "役割: なし"))
	for _, r := range incident.Roles() {
		p.option(string(r), string(r)+" · "+r.Duty(p.lang), r == was.role)
	}
	p.f(`</select></div>`)
	p.zoneField(v.in.Zone)
	p.f(`</form>`)
}

// rolesPanel appends who does what.
func (p *page) rolesPanel(v roomView) {
	p.f(`<section class="card" id="roles"><h2>{}</h2><ul class="roles">`, p.lang.Say("Roles", "役割"))
	for _, role := range incident.Roles() {
		p.f(`<li><span><b>{}</b> <span class="muted">{}</span></span>`, string(role), role.Duty(p.lang))
		holders := v.roster.Holders(role)
		p.f(`<span>`)
		for _, h := range holders {
			p.f(`{} `, h)
		}
		if len(holders) == 0 && p.can.respond && v.state != incident.Closed {
			p.f(`</span><form method="post" action="/incidents/{}/roles"><input type="hidden" name="role" value="{}"><input name="person" required list="people" maxlength="100" aria-label="{}" placeholder="@…"><button class="quiet">{}</button></form></li>`,
				v.in.Key, string(role), p.lang.Say("Who takes the role %s", "%s を担当する人", role), p.lang.Say("Assign", "割当"))
			continue
		}
		p.f(`</span>`)
		if len(holders) > 0 && p.can.respond && v.live() {
			p.changeHolder(v, role, holders[0])
		}
		p.f(`</li>`)
	}
	p.f(`</ul>`)
	p.peopleList(v.people)
	p.f(`</section>`)
}

// changeHolder hands a role over, or takes it from who holds it.
func (p *page) changeHolder(v roomView, role incident.Role, holder string) {
	p.f(`<details class="handover" id="change-{}"><summary>{}</summary><form method="post" action="/incidents/{}/roles"><input type="hidden" name="role" value="{}"><input name="person" required list="people" maxlength="100" aria-label="{}" placeholder="@…"><input class="note-field" name="note" maxlength="500" aria-label="{}" placeholder="{}"><button class="quiet" name="handover" value="1">{}</button></form>`,
		string(role), p.lang.Say("Hand over", "引き継ぐ"), v.in.Key, string(role), p.lang.Say("Who takes over the role %s", "%s を引き継ぐ人", role),
		p.lang.Say("What is handed over", "引き継ぎ事項"), p.lang.Say("what is under way", "進行中のこと"), p.lang.Say("Hand over", "引き継ぐ"))
	p.f(`<form method="post" action="/incidents/{}/roles"><input type="hidden" name="role" value="{}"><input type="hidden" name="person" value="{}"><button class="quiet" name="release" value="1" aria-label="{}">{}</button></form></details>`,
		v.in.Key, string(role), holder, p.lang.Say("Release %s from %s", "%s を %s から外す", holder, role), p.lang.Say("Release", "外す"))
}

// peopleList offers the people of the team to the fields that name one.
func (p *page) peopleList(people incident.People) {
	p.f(`<datalist id="people">`)
	for _, person := range people {
		p.f(`<option value="{}">{}</option>`, person.ID, person.Name)
	}
	p.f(`</datalist>`)
}

// checklist appends the first thirty minutes.
func (p *page) checklist(v roomView) {
	if len(v.steps) == 0 {
		return
	}
	p.f(`<section class="card" id="checklist"><h2>{}</h2>`, p.lang.Say("First 30 minutes", "初動30分"))
	if v.otherSteps {
		p.f(`<p class="small">{}</p>`, p.lang.Say("The team's own checklist cannot be read, so this is the one that comes with pmtracker. The server's log says why.", "チームのチェックリストを読み取れないため、標準のチェックリストを表示しています。理由はサーバーのログにあります。"))
	}
	p.f(`<ul class="checklist">`)
	for _, s := range v.steps {
		if !s.DoneAt.IsZero() {
			p.f(`<li class="done"><span class="tick" aria-hidden="true">✓</span><span><span class="vh">{}</span>{} <span class="small">`, p.lang.Say("Done: ", "完了: "), s.Text)
			p.time(s.DoneAt, v.in.Zone, "15:04")
			p.f(` {}</span></span></li>`, s.DoneBy)
			continue
		}
		p.f(`<li>`)
		if p.can.respond {
			p.f(`<form method="post" action="/incidents/{}/checklist"><input type="hidden" name="step" value="{}"><button class="quiet" aria-label="{}"> </button></form>`, v.in.Key, s.ID, p.lang.Say("Mark as done: %s", "完了にする: %s", s.Text))
		}
		class := "small muted"
		if s.Overdue {
			class = "small overdue"
		}
		p.f(`<span>{} <span class="{}">{}`, s.Text, class, s.Mark()+" ")
		p.time(s.DueAt, v.in.Zone, "15:04")
		if s.Overdue {
			p.f(` {}`, p.lang.Say("overdue", "期限超過"))
		}
		p.f(`</span></span></li>`)
	}
	p.f(`</ul></section>`)
}

// paperPart appends the postmortem, or the way to one.
func (p *page) paperPart(v roomView) {
	if v.rendered != nil {
		p.f(`<section id="postmortem" aria-label="{}"><p class="actions"><a class="button" href="/incidents/{}/review" data-key="p">{}</a></p><div class="paper" lang="{}">`,
			p.lang.Say("Postmortem", "ポストモーテム"), v.in.Key, p.lang.Say("Review the postmortem", "ポストモーテムをレビューする"), string(v.rendered.document.Lang))
		for _, part := range v.rendered.parts {
			p.html(part.html)
		}
		p.f(`</div></section>`)
		return
	}
	if v.live() {
		return
	}
	p.f(`<section class="card" id="generate"><h2>{}</h2><p>{}</p>`, p.lang.Say("Postmortem", "ポストモーテム"),
		p.lang.Say("There is none yet. It is written from the timeline: facts and times come by themselves, what people learned is left to write.",
			"まだありません。時系列から作成します。事実と時刻は自動で入り、学びは人が書きます。"))
	if p.can.respond {
		p.f(`<form method="post" action="/incidents/{}/generate" class="actions"><select name="lang" aria-label="{}"><option value="en"`, v.in.Key, p.lang.Say("Language of the document", "文書の言語"))
		if v.in.Lang == incident.English {
			p.f(` selected`)
		}
		p.f(`>English</option><option value="ja"`)
		if v.in.Lang == incident.Japanese {
			p.f(` selected`)
		}
		p.f(`>日本語</option></select><button>{}</button></form>`, p.lang.Say("Write the postmortem", "ポストモーテムを作成"))
	}
	p.f(`</section>`)
}

// similarRow is an earlier incident like this one, with what should have
// prevented it.
type similarRow struct {
	key, title string
	items      []store.IndexedItem
}

// similarPanel appends earlier incidents like this one, and what became of the
// action items that should have prevented it.
func (p *page) similarPanel(v roomView) {
	if len(v.similar) == 0 {
		return
	}
	p.f(`<section class="card" id="similar"><h2>{}</h2><ul class="list small">`, p.lang.Say("Earlier incidents like this", "似た過去のインシデント"))
	for _, r := range v.similar {
		p.f(`<li><a href="/incidents/{}">{}</a> <span class="muted">{}</span>`, r.key, r.title, r.key)
		for _, it := range r.items {
			p.f(`<br><a href="/incidents/{}/items/{}">{}</a> {} <span class="pill">{}</span>`, r.key, it.ID, it.ID, it.Title, it.Standing(v.today, p.lang))
		}
		p.f(`</li>`)
	}
	p.f(`</ul></section>`)
}
