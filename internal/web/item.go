package web

import (
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// itemView is one action item in its form.
type itemView struct {
	roomView
	item     incident.ActionItem
	problems []problem
	ticket   *incident.TicketFact // what was last seen of its ticket; nil: nothing
	seenAt   time.Time
	evidence string // that its check was seen to hold; empty: not yet
	// What somebody typed who could not save it, and why; empty: nobody could not.
	typed    map[incident.Field]string
	conflict string
}

// text is what the form says of a field.
func (v itemView) text(f incident.Field) string {
	if typed, ok := v.typed[f]; ok {
		return typed
	}
	return v.item.Get(f)
}

// problem is what the checker says of one field.
type problem struct {
	field        incident.Field // "": of the item
	message, fix string
}

// item appends an action item: its form for who may write it, the tickets and the
// verification.
func (p *page) item(v itemView) {
	p.head(v.roomView, "review")
	if v.conflict != "" {
		p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, v.conflict)
	}
	p.withGate(v.roomView, func() {
		if p.can.respond && v.state != incident.Closed {
			p.itemForm(v)
		} else {
			p.itemText(v)
		}
		p.ticketPart(v)
		p.verifyPart(v)
	})
}

// itemText appends the fields of an action item for who only reads them.
func (p *page) itemText(v itemView) {
	p.f(`<section class="card" id="item"><h2>{}: {}</h2><dl class="keys">`, v.item.ID, v.item.Title)
	for _, field := range incident.Fields() {
		text := v.item.Get(field)
		if field == incident.FieldKind && text != "" {
			text = v.item.Kind.Label(p.lang)
		}
		p.f(`<dt>{}</dt><dd id="f-{}">{}</dd>`, field.Label(p.lang), string(field), orDash(text))
	}
	p.f(`</dl>`)
	p.judged(v.item, v.problems)
	p.f(`</section>`)
}

// itemForm appends the form of an action item: trigger, before, after and check side
// by side, judged as one types.
func (p *page) itemForm(v itemView) {
	base := "/incidents/" + v.in.Key
	p.f(`<form class="card" id="item" method="post" action="{}/items/{}" hx-post="{}/items/{}/judge" hx-trigger="input delay:350ms" hx-target="#judged" hx-swap="innerHTML" hx-include="#item">`,
		base, v.item.ID, base, v.item.ID)
	p.f(`<h2>{}: {}</h2><input type="hidden" name="base" value="{}">`, v.item.ID, v.item.Title, itoa(v.revision))
	p.f(`<div class="two"><div>`)
	p.longField(v, incident.FieldWhen)
	p.longField(v, incident.FieldBefore)
	p.f(`</div><div>`)
	p.longField(v, incident.FieldAfter)
	p.longField(v, incident.FieldVerifiedBy)
	p.f(`</div></div><div id="judged" aria-live="polite">`)
	p.judged(v.item, v.problems)
	p.f(`</div><div class="two"><div>`)
	p.kindField(v)
	p.f(`<label for="f-owner">{}</label><input id="f-owner" name="owner" value="{}" list="people" maxlength="100" placeholder="@…">`, incident.FieldOwner.Label(p.lang), v.text(incident.FieldOwner))
	p.f(`</div><div>`)
	p.dueField(v)
	p.f(`<label for="f-ticket">{}</label><input id="f-ticket" name="ticket" value="{}" maxlength="300" inputmode="url"><span class="hint">{}</span>`,
		incident.FieldTicket.Label(p.lang), v.text(incident.FieldTicket), p.lang.Say("Leave it empty and open the ticket from here.", "空欄のままにして、下のボタンから起票できます。"))
	p.f(`</div></div><div class="actions"><button>{}</button><a href="{}/review">{}</a></div></form>`, p.lang.Say("Save", "保存"), base, p.lang.Say("Back to the review", "レビューに戻る"))
	p.peopleList(v.people)
}

func (p *page) longField(v itemView, f incident.Field) {
	p.f(`<label for="f-{}">{}</label><textarea id="f-{}" name="{}" rows="3" maxlength="1000" aria-describedby="h-{}">{}</textarea><span class="hint" id="h-{}">{}</span>`,
		string(f), f.Label(p.lang), string(f), string(f), string(f), v.text(f), string(f), f.Ask(p.lang))
}

func (p *page) kindField(v itemView) {
	p.f(`<label for="f-kind">{}</label><select id="f-kind" name="kind"><option value=""></option>`, incident.FieldKind.Label(p.lang))
	if written := incident.ActionKind(v.text(incident.FieldKind)); written != "" && !written.Valid() { // it stays unless somebody chooses another
		p.f(`<option value="{}" selected>{}</option>`, string(written), string(written))
	}
	for _, k := range incident.ActionKinds() {
		p.f(`<option value="{}"`, string(k))
		if string(k) == v.text(incident.FieldKind) {
			p.f(` selected`)
		}
		p.f(`>{}</option>`, k.Label(p.lang))
	}
	p.f(`</select>`)
}

// dueField offers the days that a severity calls for.
func (p *page) dueField(v itemView) {
	p.f(`<label for="f-due">{}</label><input id="f-due" name="due" type="date" value="{}"><span class="hint">`, incident.FieldDue.Label(p.lang), v.text(incident.FieldDue))
	day := dueBySeverity(v.in.Severity, civil.DateOf(p.now.In(p.zoneOr(v.in.Zone))))
	p.say("For %s: by %s at the latest.", "%s の目安: 遅くとも %s まで。", v.in.Severity, day.String())
	p.f(`</span>`)
}

// dueBySeverity is the day by which the permanent fix of an incident of a
// severity should be done: the worse, the sooner.
func dueBySeverity(s incident.Severity, today civil.Date) civil.Date {
	switch s {
	case "SEV1":
		return today.AddDays(14)
	case "SEV2":
		return today.AddDays(30)
	case "SEV3":
		return today.AddDays(60)
	}
	return today.AddDays(90)
}

// judged appends what the checker says of an item as it stands in the form.
func (p *page) judged(item incident.ActionItem, problems []problem) {
	p.f(`<div class="judged">`)
	if len(problems) == 0 {
		p.f(`<span class="ok">✓ {}</span>`, p.lang.Say("A change of behaviour that an outsider could see.", "外から見て分かる行動の変化になっています。"))
	}
	for _, x := range problems {
		p.f(`<span class="bad"><b>{}</b> {} <span class="muted">{}</span></span>`, x.field.Label(p.lang), x.message, x.fix)
	}
	p.f(`</div>`)
}

// ticketPart opens the ticket, or shows what was last seen of it.
func (p *page) ticketPart(v itemView) {
	p.f(`<section class="card" id="ticket"><h2>{}</h2>`, p.lang.Say("Ticket", "チケット"))
	if v.item.Ticket == "" {
		p.f(`<p>{}</p>`, p.lang.Say("There is no ticket yet. It is opened once, with the change of behaviour, owner and due date, and its link is written into the postmortem.",
			"まだありません。行動の変化・担当・期限を入れて一度だけ起票し、リンクを文書に書き込みます。"))
		if p.can.respond && v.state != incident.Closed {
			p.f(`<form method="post" action="/incidents/{}/tickets"><input type="hidden" name="back" value="/incidents/{}/items/{}"><button>{}</button></form>`, v.in.Key, v.in.Key, v.item.ID, p.lang.Say("Open the tickets that are missing", "足りないチケットを起票する"))
		}
		p.f(`</section>`)
		return
	}
	if href := safeLink(v.item.Ticket); href != "" {
		p.f(`<p><a href="{}" rel="nofollow noreferrer">{}</a></p>`, href, shortLink(href))
	} else {
		p.f(`<p>{}</p>`, v.item.Ticket)
	}
	if v.ticket == nil {
		p.f(`<p class="muted">{}</p>`, p.ticketUnasked())
	} else {
		p.ticketSeen(*v.ticket, v.seenAt, v.in.Zone)
	}
	p.f(`</section>`)
}

// ticketSeen appends how a ticket stood when its provider was asked last, and why it is
// not confirmed.
func (p *page) ticketSeen(fact incident.TicketFact, at time.Time, zone *time.Location) {
	state := p.lang.Say("open", "未完了")
	switch {
	case fact.Exists && fact.Done:
		state = p.lang.Say("done", "完了")
	case fact.Exists && fact.Dropped:
		state = p.lang.Say("closed as not planned or as a duplicate", "対応しないまま、または重複としてクローズ")
	case fact.Exists:
	case fact.URL != "":
		state = p.lang.Say("moved", "移動済み")
	case incident.CodeOf(fact.Why) == incident.Refused:
		state = p.lang.Say("no right to read it", "読む権限がありません")
	default:
		state = p.lang.Say("not found", "見つかりません")
	}
	p.f(`<p>{} <span class="pill">{}</span> <span class="muted small">`, fact.Title, state)
	p.say("seen ", "確認 ")
	p.time(at, zone, "01-02 15:04")
	p.f(`</span></p>`)
	if !fact.Exists && fact.Why != nil {
		p.f(`<p class="muted small">{}</p>`, incident.Sentence(fact.Why, p.lang))
	}
}

// verifyPart records that the check was seen to hold.
func (p *page) verifyPart(v itemView) {
	if v.state != incident.Closed && v.evidence == "" {
		return
	}
	p.f(`<section class="card"><h2>{}</h2>`, p.lang.Say("Verified", "確認"))
	if v.evidence != "" {
		p.f(`<p class="ok">✓ `)
		p.inline(v.evidence)
		p.f(`</p></section>`)
		return
	}
	if p.can.respond {
		p.f(`<form method="post" action="/incidents/{}/items/{}/verify"><label for="evidence">{}</label><input id="evidence" name="evidence" required maxlength="500"><button class="quiet">{}</button></form>`,
			v.in.Key, v.item.ID, p.lang.Say("What shows that behaviour did change?", "行動が変わったことを示す証拠"), p.lang.Say("Record", "記録する"))
	}
	p.f(`</section>`)
}
