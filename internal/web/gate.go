package web

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// gateView is what the gate says of one incident, as a page shows it.
type gateView struct {
	key      string
	state    incident.State
	unmet    []incident.Unmet
	off      []incident.GateRule
	unasked  []string          // action items about whose ticket nobody has asked the provider
	hasPaper bool              // whether there is a postmortem
	requests incident.Verdicts // of reviewers, for changes of it
}

// met counts the rules that hold or are turned off.
func (g gateView) met() int {
	n := 0
	for _, rule := range incident.GateRules() {
		if !slices.ContainsFunc(g.unmet, func(u incident.Unmet) bool { return u.Rule == rule }) && len(g.unaskedFor(rule)) == 0 {
			n++
		}
	}
	return n
}

// unaskedFor gives the action items of which a rule cannot be said to hold, since nobody
// has asked the provider about their ticket.
func (g gateView) unaskedFor(rule incident.GateRule) []string {
	if rule != incident.RuleTicket {
		return nil
	}
	return g.unasked
}

// share says how many of the rules hold.
func (g gateView) share(l incident.Lang) string {
	return l.Say("%d of %d", "%d / %d", g.met(), len(incident.GateRules()))
}

func (p *page) gateTitle() string { return p.lang.Say("Ready to close?", "クローズの条件") }

// gate appends the panel that is always there: eight rules, met, not met or not asked yet, and for
// each unmet one the way to the place that fixes it.
func (p *page) gate(g gateView) {
	p.f(`<section class="card gate" id="gate" aria-labelledby="gate-title">`)
	p.gateHead(g)
	p.gateRules(g)
	p.f(`</section>`)
}

// foldedGate appends the panel as one line to be opened, where the page has something
// more urgent or wider to show.
func (p *page) foldedGate(g gateView) {
	p.f(`<section class="card gate" id="gate" aria-labelledby="gate-title"><details id="gate-details"><summary>`)
	p.gateHead(g)
	p.f(`</summary>`)
	p.gateRules(g)
	p.f(`</details></section>`)
}

func (p *page) gateHead(g gateView) {
	p.f(`<h2 id="gate-title">{} <span class="count">{}</span></h2><progress value="{}" max="{}" aria-label="{}"></progress>`,
		p.gateTitle(), g.share(p.lang), itoa(g.met()), itoa(len(incident.GateRules())), p.lang.Say("rules that hold", "満たした条件"))
}

func (p *page) gateRules(g gateView) {
	p.f(`<ol>`)
	for _, rule := range incident.GateRules() {
		p.gateRule(g, rule)
	}
	p.f(`</ol>`)
	for _, r := range g.requests {
		p.f(`<p class="warn small"><a href="/incidents/{}/review#approve">{}</a></p>`, g.key, p.askedFor(r))
	}
	p.closeButton(g)
}

// The three signs of a rule, drawn so that they differ without colour.
const (
	signMet   markup = `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="currentColor" fill-opacity=".16"/><path d="m5.8 10.4 2.8 2.8 5.6-6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`
	signUnmet markup = `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/></svg>`
	signOff   markup = `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="M5 10h10" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`
)

func (p *page) gateRule(g gateView, rule incident.GateRule) {
	var unmet []incident.Unmet
	for _, u := range g.unmet {
		if u.Rule == rule {
			unmet = append(unmet, u)
		}
	}
	switch {
	case slices.Contains(g.off, rule):
		p.f(`<li class="rule off">`)
		p.f(signOff)
		p.f(`<div><span class="vh">{}</span>{} <span class="pill">{}</span></div></li>`,
			p.lang.Say("Turned off: ", "無効: "), capital(rule.Title(p.lang), p.lang), p.lang.Say("turned off by the team", "チームの設定で無効"))
	case len(unmet)+len(g.unaskedFor(rule)) == 0:
		p.f(`<li class="rule met">`)
		p.f(signMet)
		p.f(`<div><span class="vh">{}</span>{}</div></li>`, p.lang.Say("Met: ", "達成: "), capital(rule.Title(p.lang), p.lang))
	default:
		p.openRule(g, rule, unmet)
	}
}

// openRule appends a rule that is not met, or of which that is not known yet.
func (p *page) openRule(g gateView, rule incident.GateRule, unmet []incident.Unmet) {
	said := p.lang.Say("Not met: ", "未達成: ")
	if len(unmet) == 0 {
		said = p.lang.Say("Not asked yet: ", "未確認: ")
	}
	p.f(`<li class="rule unmet">`)
	p.f(signUnmet)
	p.f(`<div><span class="vh">{}</span><b>{}</b><ul class="list">`, said, capital(rule.Title(p.lang), p.lang))
	for _, group := range byItem(unmet) {
		p.unmetItem(g, group)
	}
	for _, item := range g.unaskedFor(rule) {
		p.f(`<li>{}: <a href="/incidents/{}/items/{}#ticket">{}</a></li>`, item, g.key, item, p.ticketUnasked())
	}
	p.f(`</ul></div></li>`)
}

// ticketUnasked says that nothing is known of a ticket yet.
func (p *page) ticketUnasked() string {
	return p.lang.Say("Nobody has asked the provider about the ticket yet; closing asks.", "チケットをまだプロバイダーに確認していません。クローズ時に確認します。")
}

// byItem puts the unmet reasons of one rule together by the item that they are
// about, in their order.
func byItem(unmet []incident.Unmet) [][]incident.Unmet {
	var groups [][]incident.Unmet
	for _, u := range unmet {
		if n := len(groups); n > 0 && u.Item != "" && groups[n-1][0].Item == u.Item {
			groups[n-1] = append(groups[n-1], u)
			continue
		}
		groups = append(groups, []incident.Unmet{u})
	}
	return groups
}

// unmetItem appends what one item lacks, each reason as the way to the field that
// puts it right; in which words, where it is one thing.
func (p *page) unmetItem(g gateView, group []incident.Unmet) {
	p.f(`<li>`)
	if item := group[0].Item; item != "" {
		p.f(`{}: `, item)
	}
	for i, u := range group {
		if i > 0 {
			p.say("; ", "、")
		}
		p.f(`<a href="{}">{}</a>`, g.place(u), u.Message)
	}
	if len(group) == 1 {
		p.f(` <span class="fix">{}</span>`, g.words(group[0], p.lang))
	}
	p.f(`</li>`)
}

// waits tells whether a reason can only be put right once there is a postmortem.
func (g gateView) waits(u incident.Unmet) bool {
	return !g.hasPaper && u.Remedy != incident.RemedyReport && u.Remedy != incident.RemedyDelivery && u.Remedy != incident.RemedyRecovery
}

// recovers tells whether the recovery is still to be declared.
func (g gateView) recovers() bool {
	return g.state == incident.Declared || g.state == incident.Contained
}

// place is the button or form that puts right what a rule misses.
func (g gateView) place(u incident.Unmet) string {
	base := "/incidents/" + g.key
	if g.waits(u) {
		if g.recovers() {
			return base + "/recover"
		}
		return base + "#generate"
	}
	switch u.Remedy {
	case incident.RemedyItem, incident.RemedyRelink:
		return base + itemPlace(u)
	case incident.RemedyOpenTicket:
		return base + "/items/" + u.Item + "#ticket"
	case incident.RemedyWording:
		return base + "/review#" + notePlace(u.Line)
	case incident.RemedyApproval:
		return base + "/review#approve"
	case incident.RemedyReport:
		return base + "/reports/completion"
	case incident.RemedyDelivery:
		return base + "/reports#sent-reports"
	case incident.RemedyRecovery:
		return base + "/recover"
	}
	return base + "/edit#source"
}

// itemPlace is the field of the form of an action item, or the text where there is
// no such item.
func itemPlace(u incident.Unmet) string {
	switch {
	case u.Item == "":
		return "/edit#source"
	case u.Field == "":
		return "/items/" + u.Item + "#item"
	}
	return "/items/" + u.Item + "#f-" + string(u.Field)
}

// notePlace names the first note about a line on the review page.
func notePlace(line int) string { return "note-line-" + itoa(line) }

// words say how what a rule misses is put right on the pages. What is put right by
// writing into the postmortem is said as the gate says it.
func (g gateView) words(u incident.Unmet, l incident.Lang) string {
	if g.waits(u) {
		if g.recovers() {
			return l.Say("Contain and recover first; the postmortem comes then.", "まず安全化と復旧を。ポストモーテムはそのあとです。")
		}
		return l.Say("Write the postmortem with the button below the timeline.", "時系列の下のボタンで、ポストモーテムを作成してください。")
	}
	switch u.Remedy {
	case incident.RemedyOpenTicket:
		return l.Say("Open it with the button on the page of the action item.", "恒久対応のページのボタンで起票してください。")
	case incident.RemedyRelink:
		return l.Say("On the page of the action item, write a ticket that exists, or empty the field and open one.",
			"恒久対応のページで、実在するチケットに直すか、欄を空にして起票してください。")
	case incident.RemedyApproval:
		return l.Say("Somebody other than the author approves it with the button on the review page.", "作成者以外の人が、レビューのページのボタンで承認してください。")
	case incident.RemedyReport:
		return l.Say("Write and send it in the form of the completion report.", "完了報のフォームで作成し、送ってください。")
	case incident.RemedyDelivery:
		return l.Say("The page of the reports says why, and sends it again; what was told by other means is recorded with the button “Record as sent” of the completion report.",
			"理由の確認と再送は連絡のページでできます。別の手段で伝えた場合は、完了報のフォームの「送信済みとして記録」で記録してください。")
	case incident.RemedyRecovery:
		return l.Say("Declare it in the form of the recovery, once the KPIs are back in their ranges.", "KPIが正常範囲に戻ってから、復旧宣言のフォームで宣言してください。")
	}
	return u.Fix
}

// askedFor says who asks for changes, and of which revision it was said.
func (p *page) askedFor(r incident.Verdict) string {
	if r.Number == 0 {
		return p.lang.Say("%s asks for changes", "%s が修正を求めています", r.By)
	}
	return p.lang.Say("%s asks for changes (asked on revision %d)", "%s が修正を求めています（第%d版に対して）", r.By, r.Number)
}

// missing counts in English what is still to be done.
func missing(n int) string {
	if n == 1 {
		return "one thing is missing"
	}
	return itoa(n) + " things are missing"
}

// closeButton is honest about why it is not ready.
func (p *page) closeButton(g gateView) {
	switch {
	case g.state == incident.Closed:
		p.f(`<p class="ok"><b>{}</b></p>`, p.lang.Say("This incident is closed.", "このインシデントはクローズ済みです。"))
		if p.can.respond {
			p.f(`<details id="reopen"><summary>{}</summary><form method="post" action="/incidents/{}/reopen"><label for="reopen-reason">{}</label><input id="reopen-reason" name="reason" required maxlength="500"><button class="quiet">{}</button></form></details>`,
				p.lang.Say("Reopen", "再開する"), g.key, p.lang.Say("Why is it reopened?", "再開する理由"), p.lang.Say("Reopen", "再開する"))
		}
	case len(g.unmet) > 0:
		p.f(`<div class="close-form"><button disabled aria-describedby="why-not">{}</button><p id="why-not">`, p.lang.Say("Close the incident", "クローズする"))
		p.say("Not yet: %[2]s. The list above says which, and each line leads to the place where it is done.",
			"まだクローズできません。あと%[1]d件です。上の一覧の各行から、直す場所へ移動できます。", len(g.unmet), missing(len(g.unmet)))
		p.f(`</p></div>`)
	case p.can.review:
		p.f(`<form class="close-form" method="post" action="/incidents/{}/close"><button>{}</button><p>{}</p></form>`, g.key,
			p.lang.Say("Close the incident", "クローズする"), p.closable(g))
	case len(g.unasked) > 0:
		p.f(`<p class="muted">{}</p>`, p.lang.Say("Every other rule holds. A reviewer can close it, which asks about the tickets.", "ほかの条件はすべて満たしています。レビュアーがクローズするときにチケットを確認します。"))
	default:
		p.f(`<p class="muted">{}</p>`, p.lang.Say("Every rule holds; a reviewer can close it.", "すべての条件を満たしています。レビュアーがクローズできます。"))
	}
}

// closable says what still happens before an incident closes of which nothing is
// known to be missing.
func (p *page) closable(g gateView) string {
	if len(g.unasked) > 0 {
		return p.lang.Say("Every other rule holds. Whether the tickets exist and agree is asked before it closes.", "ほかの条件はすべて満たしています。チケットはクローズの直前に確認します。")
	}
	return p.lang.Say("Every rule holds. The tickets are asked once more before it closes.", "すべての条件を満たしています。クローズの直前にチケットをもう一度確認します。")
}

// capital begins a sentence in a language; a name stays as it is written, a KPI's
// (error_rate) or a file's, and so does any in Japanese.
func capital(text string, l incident.Lang) string {
	word, _, _ := strings.Cut(text, " ")
	if named := strings.ContainsAny(strings.TrimRight(word, ".,;:"), "_./0123456789"); l == incident.Japanese || named {
		return text
	}
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		return strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}
