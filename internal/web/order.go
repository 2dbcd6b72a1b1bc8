package web

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// orderPatience is how long a person waits for tickets before the page says how
// far they are.
const orderPatience = 3 * time.Second

// openTickets orders the tickets that are missing and goes back to where they were
// missed, once they are there. Where it takes longer, or something is to be told,
// the page of the order does.
func (s *Server) openTickets(v *visit) error {
	o, err := s.tracker.OrderTickets(v.r.Context(), v.actor, v.key)
	if err == nil {
		o, err = s.tracker.AwaitOrder(v.r.Context(), v.actor, o, orderPatience)
	}
	s.live.changed(v.key)
	if err != nil {
		return err
	}
	told := false
	for _, it := range o.Items {
		told = told || len(it.Warnings)+len(it.Closed) > 0
	}
	if o.State == store.OrderDone && !told {
		return v.back(v.r.PostForm.Get("back"), doneTickets)
	}
	return v.back(v.incidentPath("/tickets"), "")
}

// showOrder shows how far the last order to open tickets has come.
func (s *Server) showOrder(v *visit) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	o, found, err := s.tracker.TicketOrder(v.r.Context(), v.actor, v.key)
	if err != nil {
		return err
	}
	if !found {
		return incident.Errorf(incident.NotFound, "%s", v.lang.Say("nobody has asked for the tickets of %s yet", "%s のチケットはまだ起票されていません", v.key))
	}
	return v.show(frame{title: v.lang.Say("Tickets of %s", "%s のチケット", v.key), nav: "incidents", wide: true}, func(p *page) {
		p.f(`<div data-live="/incidents/{}/events" data-zone="{}" id="tickets" data-parts>`, v.key, p.zoneOr(room.in.Zone).String())
		p.head(room, "review")
		p.withGate(room, func() { p.order(o) })
		p.f(`</div>`)
	})
}

func (p *page) order(o store.TicketOrder) {
	p.f(`<section class="card" id="order" aria-live="polite"><h2>{}</h2><p><b>{}</b></p>`, p.lang.Say("Tickets", "チケット"), p.howFar(o))
	if !o.State.Over() && o.Total > 0 {
		p.f(`<progress value="{}" max="{}" aria-label="{}"></progress>`, itoa(o.Done), itoa(o.Total), p.lang.Say("tickets that are there", "起票済みのチケット"))
	}
	missing := o.State.Over() && unlinked(o) > 0
	if o.Error != "" && !toldByItems(o) && (missing || !o.State.Over()) {
		p.f(`<div class="flash refused"><p>{}</p></div>`, o.Error)
	}
	p.f(`<ul class="list">`)
	for _, it := range o.Items {
		p.orderedItem(o, it)
	}
	p.f(`</ul>`)
	if !o.State.Over() {
		p.f(`<noscript><p><a href="/incidents/{}/tickets">{}</a></p></noscript>`, o.Incident, p.lang.Say("Look again", "もう一度見る"))
	}
	if p.can.respond && (missing || !o.State.Over() && o.Error != "") {
		again := p.lang.Say("Open the tickets that are missing", "足りないチケットを起票する")
		if o.Error != "" {
			again = p.lang.Say("Try again now", "今すぐ再試行する")
		}
		p.f(`<form method="post" action="/incidents/{}/tickets"><input type="hidden" name="back" value="/incidents/{}/review"><button>{}</button></form>`, o.Incident, o.Incident, again)
	}
	p.f(`</section>`)
}

// unlinked counts the items that link no ticket now.
func unlinked(o store.TicketOrder) (n int) {
	for _, it := range o.Items {
		if _, linked := incident.ParseTicketRef(it.Ticket); !linked {
			n++
		}
	}
	return n
}

// toldByItems tells whether the error of an order stands with one of its items.
func toldByItems(o store.TicketOrder) bool {
	for _, it := range o.Items {
		if it.Error != "" {
			return true
		}
	}
	return false
}

// howFar says in one sentence how far an order has come.
func (p *page) howFar(o store.TicketOrder) string {
	missing := unlinked(o)
	switch {
	case o.State.Over() && missing == 0:
		return doneTickets.text(p.lang)
	case o.State == store.OrderDone:
		return p.lang.Say("%d of %d action items have their ticket.", "恒久対応 %[2]d 件中 %[1]d 件にチケットがあります。", len(o.Items)-missing, len(o.Items))
	case o.State == store.OrderFailed:
		return p.lang.Say("Given up: %d of %d tickets are there. Correct what is said below, then try again.", "中止しました。%[2]d 件中 %[1]d 件を起票済みです。下の内容を直してから再試行してください。", len(o.Items)-missing, len(o.Items))
	case o.State == store.OrderQueued && o.Error != "":
		return p.lang.Say("%d of %d; it did not work for now and is tried again in %d s.", "%[2]d 件中 %[1]d 件。今は失敗したため、%[3]d 秒後に再試行します。", o.Done, o.Total, seconds(o.NextAt.Sub(p.now)))
	case o.WaitingFor != "" && o.WaitingTill.After(p.now):
		return p.lang.Say("%d of %d, waiting %d s for %s's limit.", "%[2]d 件中 %[1]d 件。%[4]s の制限のため %[3]d 秒待っています。", o.Done, o.Total, seconds(o.WaitingTill.Sub(p.now)), o.WaitingFor)
	}
	return p.lang.Say("Under way: %d of %d. You can leave this page; it goes on.", "起票中: %[2]d 件中 %[1]d 件。このページを離れても続きます。", o.Done, o.Total)
}

// seconds rounds up, and never below one.
func seconds(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }

func (p *page) orderedItem(o store.TicketOrder, it store.OrderedItem) {
	p.f(`<li><a href="/incidents/{}/items/{}">{}</a> `, o.Incident, it.Item, it.Item)
	switch href := safeLink(it.Ticket); {
	case it.Error != "":
		p.f(`<span class="fix">{}</span>`, it.Error)
	case href != "":
		p.f(`<a href="{}" rel="nofollow noreferrer">{}</a>`, href, shortLink(href))
	case it.Ticket != "":
		p.f(`{}`, it.Ticket)
	case o.State.Over():
		p.f(`<span class="muted">{}</span>`, p.lang.Say("no ticket", "チケットなし"))
	default:
		p.f(`<span class="muted">{}</span>`, p.lang.Say("not yet", "まだ"))
	}
	if it.Found {
		p.f(` <span class="pill">{}</span>`, p.lang.Say("existed already", "既存"))
	}
	for _, closed := range it.Closed {
		p.f(` <span class="muted">{}</span>`, p.lang.Say("%s was closed as its duplicate.", "%s は重複として閉じました。", closed))
	}
	for _, w := range it.Warnings {
		p.f(` <span class="fix">{}</span>`, w)
	}
	p.f(`</li>`)
}
