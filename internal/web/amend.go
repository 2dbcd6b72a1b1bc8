package web

import (
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// amendPanel puts right what the incident was declared with.
func (p *page) amendPanel(v roomView) {
	if !p.can.respond || v.state == incident.Closed {
		return
	}
	p.f(`<section class="card" id="amend"><details id="amend-details"><summary>{}</summary><form method="post" action="/incidents/{}/amend"><label for="amend-title">{}</label><input id="amend-title" name="title" required maxlength="200" autocomplete="off" value="{}">`,
		p.lang.Say("Put title, severity, service or beginning right", "題名・重大度・サービス・発生時刻を訂正"), v.in.Key, p.lang.Say("Title", "題名"), v.in.Title)
	p.severityChoice(v.in.Severity)
	for _, was := range [][2]string{{"title", v.in.Title}, {"severity", string(v.in.Severity)}, {"service", v.in.Service}, {"occurred_at", p.beginning(v.in)}} {
		p.f(`<input type="hidden" name="was_{}" value="{}">`, was[0], was[1])
	}
	p.f(`<label for="amend-service">{}</label><input id="amend-service" name="service" maxlength="100" autocomplete="off" value="{}">`, p.lang.Say("Service", "サービス"), v.in.Service)
	p.f(`<label for="amend-occurred">{}</label><input id="amend-occurred" name="occurred_at" maxlength="40" autocomplete="off" placeholder="{}" value="{}">`,
		p.lang.Say("Began at", "発生時刻"), p.lang.Say("14:05, or 20 min ago", "例: 14:05、20分前"), p.beginning(v.in))
	p.zoneField(v.in.Zone)
	p.f(`<button class="quiet">{}</button></form></details></section>`, p.lang.Say("Save", "保存"))
}

// beginning writes when an incident began as the form has it; empty: nobody said so.
func (p *page) beginning(in incident.Incident) string {
	if in.OccurredAt.IsZero() {
		return ""
	}
	at := in.OccurredAt.In(p.zoneOr(in.Zone))
	if at.Second() == 0 {
		return at.Format("2006-01-02 15:04")
	}
	return at.Format("2006-01-02 15:04:05")
}

// amend takes what somebody changed in the form: the rest may have been put right
// elsewhere since it was shown.
func (s *Server) amend(v *visit) error {
	f := v.r.PostForm
	changed := func(name string) bool { return f.Get(name) != f.Get("was_"+name) }
	var m tracker.Amendment
	if changed("title") {
		m.Title = f.Get("title")
	}
	if changed("severity") {
		m.Severity = incident.Severity(f.Get("severity"))
	}
	if service := f.Get("service"); changed("service") {
		m.Service = &service
	}
	if text := strings.TrimSpace(f.Get("occurred_at")); text != "" && changed("occurred_at") {
		at, rest, ok := incident.LeadingTime(text, v.now, time.Time{}, v.zoneWritten(nil))
		if !ok || rest != "" {
			return incident.Tell(incident.Invalid, "%q is not a time; write 2026-03-01 09:00, a time of day such as 09:00, or “20 min ago”", "%qは時刻ではありません。2026-03-01 09:00、09:00、「20分前」のように書いてください", text)
		}
		m.OccurredAt = at
	}
	if m == (tracker.Amendment{}) {
		return v.back(v.incidentPath(""), "")
	}
	if _, err := s.tracker.Amend(v.r.Context(), v.actor, v.key, m); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath(""), doneRecorded)
}
