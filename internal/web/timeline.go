package web

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// timeline appends the events, in the order given.
// Who wrote it down is shown while people work on the incident; later documents
// tell of roles.
func (p *page) timeline(v roomView, events []incident.Event) {
	in, live := v.in, v.live()
	detected, _ := in.First(incident.KindDetection)
	corrected := map[string]bool{}
	for i := range in.Events {
		if c := in.Events[i].Corrects; c != "" {
			corrected[c] = true
		}
	}
	zone := p.zoneOr(in.Zone)
	day := ""
	p.f(`<ol class="timeline">`)
	for i := range events {
		if d := events[i].At.In(zone).Format("2006-01-02"); d != day {
			day = d
			p.f(`<li class="day-row"><span class="day">{} ({})</span></li>`, day, chart.ZoneName(events[i].At, zone))
		}
		p.event(in, &events[i], detected.At, corrected[events[i].ID], live)
		if p.can.respond && v.state != incident.Closed && events[i].ID != "" && events[i].Kind != incident.KindCorrection {
			p.f(` <a class="correct" href="/incidents/{}/correct/{}">{}<span class="vh">: {}</span></a>`, in.Key, events[i].ID, p.lang.Say("correct this", "訂正する"), firstWords(events[i].Text))
		}
		p.f(`</div></li>`)
	}
	p.f(`</ol>`)
}

// event opens a line of the timeline; what else stands in it may follow.
func (p *page) event(in incident.Incident, e *incident.Event, detected time.Time, corrected, live bool) {
	class := "k-" + string(e.Kind)
	if corrected {
		class += " corrected"
	}
	p.f(`<li class="{}"`, class)
	if e.ID != "" {
		p.f(` id="e-{}"`, e.ID)
	}
	p.f(`><span class="at">`)
	p.time(e.At, in.Zone, "15:04")
	if since := incident.SinceDetection(e.At, detected, p.lang); since != "" {
		p.f(`<span class="since">{}</span>`, since)
	}
	p.f(`</span><span class="dot" aria-hidden="true"></span><div class="what"><span class="kind">{}</span>`, e.Kind.Label(p.lang))
	if e.Role != "" {
		p.f(`<span class="pill">{}</span> `, string(e.Role))
	}
	if note := in.CorrectionNote(*e, p.zoneOr(in.Zone), p.lang); note != "" {
		p.f(`<span class="muted">{}:</span> `, note)
	}
	p.inline(e.Text)
	if !e.WrittenAt.IsZero() {
		p.f(` <span class="muted">{}</span>`, p.lang.Say("(written as %s, corrected)", "（%s と記録、訂正済み）", e.WrittenAt.In(p.zoneOr(in.Zone)).Format("2006-01-02 15:04")))
	}
	for _, l := range e.Links {
		if href := safeLink(l); href != "" {
			p.f(` <a href="{}" rel="nofollow noreferrer">{}</a>`, href, shortLink(href))
		} else {
			p.f(` <span>{}</span>`, l)
		}
	}
	if e.RecordedBy != "" && live {
		p.f(` <span class="by">{}`, e.RecordedBy)
		if late := e.RecordedAt.Sub(e.At); late > 2*time.Minute {
			p.say(", written down at %s", "（記録 %s）", e.RecordedAt.In(p.zoneOr(in.Zone)).Format("15:04"))
		}
		p.f(`</span>`)
	}
}

// shortLink is an address without what every address has.
func shortLink(href string) string {
	for _, prefix := range []string{"https://", "http://"} {
		if len(href) > len(prefix) && href[:len(prefix)] == prefix {
			href = href[len(prefix):]
		}
	}
	if runes := []rune(href); len(runes) > 48 {
		return string(runes[:47]) + "…"
	}
	return href
}
