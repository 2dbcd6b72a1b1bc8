package web

import (
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/report"
)

// reportView is a report that is being written.
type reportView struct {
	roomView
	kind      incident.ReportKind
	audience  incident.Audience
	docLang   incident.Lang
	nextIn    int // minutes until the next report
	set       map[string]string
	message   report.Message
	other     report.Message // for the other audience
	problem   string         // why there is no message
	way       [2]string      // where that is put right, and its name; empty: in the form
	addresses []string       // where it is sent; none: nowhere from here
}

// reportList appends the reports that were sent and the three that can be
// written.
func (p *page) reportList(v roomView) {
	p.f(`<div data-live="/incidents/{}/events" data-zone="{}" id="reports" data-parts>`, v.in.Key, p.zoneOr(v.in.Zone).String())
	defer p.f(`</div>`)
	p.head(v, "reports")
	p.withGate(v, func() { p.reports(v) })
}

func (p *page) reports(v roomView) {
	p.countdown(v)
	if p.can.respond && v.state != incident.Closed {
		p.f(`<div class="actions" id="write-report">`)
		for _, k := range incident.ReportKinds() {
			p.f(`<a class="button" href="/incidents/{}/reports/{}">{}</a>`, v.in.Key, string(k), p.lang.Say("Write the %s", "%sを書く", k.Label(p.lang)))
		}
		p.f(`</div>`)
	}
	p.f(`<div id="sent-reports">`)
	defer p.f(`</div>`)
	if len(v.in.Reports) == 0 {
		p.f(`<p class="empty">{}</p>`, p.lang.Say("No report was sent yet.", "まだ連絡は送られていません。"))
		return
	}
	for i := len(v.in.Reports) - 1; i >= 0; i-- {
		r := v.in.Reports[i]
		p.f(`<section class="card"><h2>{} <span class="muted small">`, capital(r.Kind.Label(p.lang), p.lang))
		p.time(r.SentAt, v.in.Zone, "2006-01-02 15:04")
		if r.Audience != "" {
			p.f(` · {}`, incident.Audience(r.Audience).Label(p.lang))
		}
		p.f(`</span></h2>`)
		if !r.NextAt.IsZero() {
			p.f(`<p class="muted small">{} `, p.lang.Say("next report promised for", "次回連絡の予定"))
			p.time(r.NextAt, v.in.Zone, "15:04")
			p.f(`</p>`)
		}
		p.deliveriesOf(v, r.ID)
		p.f(`<pre class="copy">{}</pre></section>`, r.Text)
	}
}

// reportForm appends the fields of a report and beside them how it will read.
func (p *page) reportForm(v reportView) {
	p.head(v.roomView, "reports")
	p.withGate(v.roomView, func() { p.reportFields(v) })
}

func (p *page) reportFields(v reportView) {
	base := "/incidents/" + v.in.Key + "/reports/" + string(v.kind)
	if !p.can.respond {
		p.f(`<h2>{}</h2><section class="card" id="report-preview">`, capital(v.kind.Label(p.lang), p.lang))
		p.reportPreview(v)
		p.f(`</section>`)
		return
	}
	p.f(`<h2>{}</h2><div class="halves"><form id="report" class="card" method="post" action="{}" hx-post="{}/preview" hx-trigger="input delay:350ms, change" hx-target="#report-preview" hx-swap="innerHTML">`, capital(v.kind.Label(p.lang), p.lang), base, base)
	p.f(`<div class="two"><div><label for="audience">{}</label><select id="audience" name="audience">`, p.lang.Say("For", "宛先"))
	for _, a := range incident.Audiences() {
		p.option(string(a), a.Label(p.lang), a == v.audience)
	}
	p.f(`</select></div><div><label for="doc-lang">{}</label><select id="doc-lang" name="lang">`, p.lang.Say("Language", "言語"))
	p.option("en", "English", v.docLang == incident.English)
	p.option("ja", "日本語", v.docLang == incident.Japanese)
	p.f(`</select></div></div>`)
	if v.kind != incident.ReportCompletion {
		p.f(`<label for="next-in">{}</label><select id="next-in" name="next_in">`, p.lang.Say("Next report in", "次回の連絡まで"))
		for _, minutes := range []int{15, 30, 60, 120, 240} {
			p.option(itoa(minutes), p.lang.Say("%d minutes", "%d分", minutes), minutes == v.nextIn)
		}
		p.f(`</select><span class="hint">{}</span>`, p.lang.Say("A report always names the next, also when nothing is known yet.", "分かっていることがなくても、次の連絡の時刻を必ず伝えます。"))
	}
	for _, field := range report.Fields(v.kind) {
		p.f(`<label for="r-{}">{}</label><textarea id="r-{}" name="set.{}" rows="2" maxlength="2000" placeholder="{}">{}</textarea>`,
			field, reportField(field, p.lang), field, field, p.lang.Say("from the timeline, unless you write something", "空欄なら時系列から補います"), v.set[field])
	}
	p.f(`<div class="actions">`)
	record := ""
	if len(v.addresses) > 0 {
		p.f(`<button name="send" value="1">{}</button>`, p.lang.Say("Send the report", "連絡を送信する"))
		record = "quiet"
	}
	p.f(`<button class="{}">{}</button><button class="quiet" formaction="{}" formmethod="get">{}</button></div></form><section class="card" id="report-preview" aria-live="polite">`,
		record, p.lang.Say("Record as sent", "送信済みとして記録"), base, p.lang.Say("Preview", "プレビュー"))
	p.reportPreview(v)
	p.f(`</section></div>`)
}

func (p *page) option(value, label string, chosen bool) {
	p.f(`<option value="{}"`, value)
	if chosen {
		p.f(` selected`)
	}
	p.f(`>{}</option>`, label)
}

// reportPreview appends how a report reads, ready to copy.
func (p *page) reportPreview(v reportView) {
	if v.problem != "" {
		p.f(`<div class="flash refused" role="status"><p>{}</p></div>`, capital(v.problem, p.lang))
		if v.way[0] != "" {
			p.f(`<p><a href="{}">{}</a></p>`, v.way[0], v.way[1])
		}
		return
	}
	p.f(`<h2>{}</h2>`, p.lang.Say("How it reads", "プレビュー"))
	if len(v.addresses) > 0 {
		p.f(`<p class="small">{} {}</p>`, p.lang.Say("Goes to", "送信先:"), strings.Join(v.addresses, ", "))
	} else {
		p.f(`<p class="small muted">{}</p>`, p.lang.Say("The configuration names nobody to send it to; copy it from here.", "設定に送信先がありません。コピーして使ってください。"))
	}
	p.f(`<p><b>{}</b></p><pre class="copy" id="report-text">{}</pre><p><button class="quiet" type="button" data-copy="report-text" data-done="{}">{}</button></p>`,
		v.message.Subject, v.message.Text, p.lang.Say("Copied", "コピーしました"), p.lang.Say("Copy", "コピー"))
	p.f(`<details><summary>{}</summary><p><b>{}</b></p><pre class="copy">{}</pre></details>`,
		p.lang.Say("The same for: %s", "同じ内容の%s", otherAudience(v.audience).Label(p.lang)), v.other.Subject, v.other.Text)
}

// otherAudience is the one for which a report is not being written.
func otherAudience(a incident.Audience) incident.Audience {
	if a == incident.AudienceCustomers {
		return incident.AudienceInternal
	}
	return incident.AudienceCustomers
}

func reportField(field string, l incident.Lang) string {
	switch field {
	case "occurred":
		return l.Say("Time of occurrence", "発生時刻")
	case "scope":
		return l.Say("Scope", "影響範囲")
	case "symptom":
		return l.Say("Symptom", "事象")
	case "state":
		return l.Say("State", "対応状況")
	case "change":
		return l.Say("What changed since the last report", "前回からの変化")
	case "impact":
		return l.Say("Further impact", "追加の影響")
	case "recovered":
		return l.Say("Time of recovery", "復旧時刻")
	case "cause":
		return l.Say("Cause", "原因")
	case "provisional":
		return l.Say("Provisional measures", "暫定対応")
	case "permanent":
		return l.Say("Permanent measures", "恒久対応")
	case "prevention":
		return l.Say("Recurrence prevention", "再発防止")
	case "tickets":
		return l.Say("Tickets", "チケット番号")
	}
	return field
}

// nextReportAt is when the next report is promised.
func nextReportAt(now time.Time, minutes int) time.Time {
	return now.Add(time.Duration(minutes) * time.Minute).Truncate(time.Minute)
}
