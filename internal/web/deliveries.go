package web

import (
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// addressesOf gives where the reports of an audience are sent.
func (s *Server) addressesOf(a incident.Audience) []string {
	if a == incident.AudienceCustomers {
		return s.tracker.Config.Reports.Customers
	}
	return s.tracker.Config.Reports.Internal
}

// deliveriesOf appends what became of the messages about a report.
func (p *page) deliveriesOf(v roomView, about string) {
	any, waits := false, false
	for i := range v.deliveries {
		d := &v.deliveries[i]
		if d.About != about {
			continue
		}
		if !any {
			p.f(`<ul class="deliveries" aria-label="{}">`, p.lang.Say("Delivery", "配信状況"))
			any = true
		}
		p.delivery(v, d)
		waits = waits || d.State != store.DeliverySent
	}
	if !any {
		p.f(`<p class="muted small">{}</p>`, p.lang.Say("Recorded, not sent from here.", "記録のみ（ここからは送信していません）。"))
		return
	}
	p.f(`</ul>`)
	if waits && p.can.respond {
		p.f(`<form method="post" action="/incidents/{}/deliveries"><button class="quiet">{}</button></form>`, v.in.Key, p.lang.Say("Try again now", "いますぐ再送する"))
	}
}

func (p *page) delivery(v roomView, d *store.Delivery) {
	switch {
	case d.State == store.DeliverySent:
		p.f(`<li><span class="ok">{}</span> {} `, p.lang.Say("sent", "送信済み"), d.Address)
		p.time(d.SentAt, v.in.Zone, "15:04")
		p.f(`</li>`)
	case d.State == store.DeliveryFailed:
		p.f(`<li><span class="bad">{}</span> {} <span class="small">{}</span></li>`, p.lang.Say("failed", "失敗"), d.Address, d.Error)
	case d.Attempts == 0:
		p.f(`<li><span class="warn">{}</span> {}</li>`, p.lang.Say("being sent", "送信待ち"), d.Address)
	default:
		tried := p.lang.Say("retrying, tried %d times, next at", "再送中（%d回試行）、次回", d.Attempts)
		if d.Attempts == 1 {
			tried = p.lang.Say("retrying, tried once, next at", "再送中（1回試行）、次回")
		}
		p.f(`<li><span class="warn">{}</span> {} `, tried, d.Address)
		p.time(d.NextAt, v.in.Zone, "15:04")
		p.f(` <span class="small">{}</span></li>`, d.Error)
	}
}

// retryDeliveries takes what was given up, or waits for its next attempt, back
// into the queue, and tries it now.
func (s *Server) retryDeliveries(v *visit) error {
	if err := s.tracker.Retry(v.r.Context(), v.actor, v.key); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("/reports"), doneRetried)
}

// withDeliveries adds what became of the messages about an incident.
func (s *Server) withDeliveries(v *visit, view *roomView) error {
	room, err := s.tracker.Room(v.r.Context(), v.actor, v.key)
	view.deliveries = room.Deliveries
	return err
}
