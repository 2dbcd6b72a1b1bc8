package web

import (
	"net/url"
	"time"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// listRow is one incident of the list.
type listRow struct {
	key, title, service string
	severity            incident.Severity
	state               incident.State
	declaredAt          time.Time
	zone                *time.Location
	phases              []chart.Phase
	openItems           int
}

// listView is the list of incidents and what it was filtered by.
type listView struct {
	rows    []listRow
	state   string
	service string
	words   string
	next    string // key after which the next page begins; empty: this is the last
}

// incidents appends the list.
func (p *page) incidents(v listView) {
	p.f(`<div class="head"><h1>{}</h1></div>`, p.lang.Say("Incidents", "インシデント"))
	if p.can.declare {
		p.declareLine()
	}
	p.f(`<form class="filters" method="get" action="/" role="search"><div><label class="vh" for="q">{}</label><input id="q" name="q" type="search" maxlength="200" value="{}" placeholder="{}" data-key="/"></div></form>`,
		p.lang.Say("Search", "検索"), v.words, p.lang.Say("Search titles, timelines, postmortems", "タイトル・時系列・本文を検索"))
	p.f(`<nav class="chips" aria-label="{}">`, p.lang.Say("State", "状態"))
	p.chip(v, "", p.lang.Say("All", "すべて"))
	p.chip(v, "open", p.lang.Say("Not closed", "未クローズ"))
	for _, s := range incident.States() {
		p.chip(v, string(s), capital(s.Label(p.lang), p.lang))
	}
	p.f(`</nav>`)
	if len(v.rows) == 0 {
		p.noIncident(v)
		return
	}
	p.f(`<ul class="list incidents">`)
	for i := range v.rows {
		p.incidentRow(&v.rows[i])
	}
	p.f(`</ul>`)
	if v.next != "" {
		more := p.lang.Say("Older ones", "以前のインシデント")
		if v.words != "" {
			more = p.lang.Say("More that match", "一致するインシデントの続き")
		}
		p.f(`<p class="actions"><a href="{}">{}</a></p>`, v.href(v.state, v.next), more)
	}
}

// href is the list with the same words and service, in a state, from behind an incident.
func (v listView) href(state, after string) string {
	q := url.Values{}
	for name, value := range map[string]string{"q": v.words, "service": v.service, "state": state, "after": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

// noIncident says why the list is empty, and where to go on.
func (p *page) noIncident(v listView) {
	p.f(`<div class="empty"><p>`)
	switch {
	case v.words != "" && v.state != "":
		p.say("No incident in this state is found for “%s”.", "この状態のインシデントに「%s」に一致するものはありません。", v.words)
	case v.words != "":
		p.say("Nothing is found for “%s”. Try fewer or other words.", "「%s」に一致するインシデントはありません。語を減らすか、別の語で試してください。", v.words)
	case v.state != "" || v.service != "":
		p.say("No incident is in this state.", "この状態のインシデントはありません。")
	default:
		p.say("There has been no incident yet.", "まだインシデントはありません。")
		p.f(`</p><p>{}</p></div>`, p.lang.Say("Declare one when something is wrong: it is cheap, and it can always turn out to be nothing.", "おかしいと思ったら宣言してください。空振りでも構いません。"))
		return
	}
	p.f(`</p><p><a href="/">{}</a></p></div>`, p.lang.Say("Show all incidents", "すべてのインシデントを表示"))
}

func (p *page) chip(v listView, state, label string) {
	p.f(`<a href="{}"`, v.href(state, ""))
	if state == v.state {
		p.f(` aria-current="page"`)
	}
	p.f(`>{}</a>`, label)
}

func openItems(n int, l incident.Lang) string {
	if n == 1 {
		return l.Say("1 open item", "未完了 1件")
	}
	return l.Say("%d open items", "未完了 %d件", n)
}

func (p *page) incidentRow(r *listRow) {
	p.f(`<li data-row><span class="pill sev-{}">{}</span><div><a class="title" href="/incidents/{}">{}</a><p class="sub">{}`,
		string(r.severity), string(r.severity), r.key, r.title, r.key)
	if r.service != "" {
		p.f(` · {}`, r.service)
	}
	p.f(` · `)
	p.time(r.declaredAt, r.zone, "2006-01-02 15:04")
	p.f(`</p></div><div class="right"><span class="pill st-{}">{}</span>`, string(r.state), r.state.Label(p.lang))
	if r.openItems > 0 {
		p.f(` <span>{}</span>`, openItems(r.openItems, p.lang))
	}
	if spark := chart.Spark(r.phases, p.lang); spark != nil {
		p.f(`<br><span class="spark">`)
		p.html(spark)
		p.f(`</span>`)
	}
	p.f(`</div></li>`)
}

// declareLine declares in one field and one key.
func (p *page) declareLine() {
	p.f(`<form class="card entry" method="post" action="/declare"><label class="vh" for="declare-title">{}</label><input id="declare-title" name="title" required maxlength="200" placeholder="{}" data-key="n" autocomplete="off"><button>{}</button><div class="more">`,
		p.lang.Say("What is wrong?", "何が起きていますか"), p.lang.Say("What is wrong? One line and Enter declares it", "何が起きていますか。一行書いて Enter で宣言"), p.lang.Say("Declare", "宣言する"))
	p.severityChoice("SEV3")
	if len(p.can.services) > 0 {
		p.serviceField("declare-service")
	}
	p.f(`</div></form>`)
}

// serviceField takes the service that is affected: of those for which one may declare.
func (p *page) serviceField(id string) {
	p.f(`<label class="vh" for="{}">{}</label>`, id, p.lang.Say("Service", "サービス"))
	if len(p.can.services) == 0 {
		p.f(`<input id="{}" name="service" maxlength="100" placeholder="{}">`, id, p.lang.Say("service, if you know it", "サービス（分かれば）"))
		return
	}
	p.f(`<select id="{}" name="service">`, id)
	for _, service := range p.can.services {
		p.f(`<option value="{}">{}</option>`, service, service)
	}
	p.f(`</select>`)
}

// With none chosen, the harm proposes one.
func (p *page) severityChoice(chosen incident.Severity) {
	p.f(`<label for="severity" class="vh">{}</label><select id="severity" name="severity">`, p.lang.Say("Provisional severity", "暫定の重大度"))
	if chosen == "" {
		p.f(`<option value="">{}</option>`, p.lang.Say("severity: by the impact", "重大度: 影響から判断"))
	}
	for _, s := range incident.Severities() {
		p.f(`<option value="{}"`, string(s))
		if s == chosen {
			p.f(` selected`)
		}
		p.f(`>{}</option>`, string(s)+" · "+severityMeaning(s, p.lang))
	}
	p.f(`</select>`)
}

// impactChoice appends the fields that ask how great the harm is.
func (p *page) impactChoice() {
	p.f(`<label for="customers">{}</label><select id="customers" name="customers"><option value="">{}</option>`,
		p.lang.Say("How are customers affected?", "顧客への影響"), p.lang.Say("not known yet", "まだ不明"))
	for _, c := range incident.CustomerImpacts() {
		p.f(`<option value="{}">{}</option>`, string(c), impactMeaning(c, p.lang))
	}
	p.f(`</select><p><label><input type="checkbox" name="data_at_risk" value="1"> {}</label></p>`,
		p.lang.Say("Data is at risk: it may be lost, wrong or seen by others", "データに影響のおそれがある（消失・破損・漏えい）"))
}

func impactMeaning(c incident.CustomerImpact, l incident.Lang) string {
	switch c {
	case incident.ImpactNone:
		return l.Say("nobody outside notices", "影響なし")
	case incident.ImpactDegraded:
		return l.Say("slow or with errors, but usable", "遅い・エラーが出るが利用できる")
	case incident.ImpactPartial:
		return l.Say("some customers, or one function, without service", "一部の顧客または機能が利用できない")
	}
	return l.Say("down for everybody", "全面停止")
}

func severityMeaning(s incident.Severity, l incident.Lang) string {
	switch s {
	case "SEV1":
		return l.Say("everybody is affected", "全面的な影響")
	case "SEV2":
		return l.Say("many are affected", "大きな影響")
	case "SEV3":
		return l.Say("some are affected", "一部に影響")
	}
	return l.Say("hardly anybody notices", "軽微")
}
