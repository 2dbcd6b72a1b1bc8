package web

import (
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// amendPanel puts right what the incident was declared with.
func (p *page) amendPanel(v roomView) {
	if !p.can.respond || v.state == incident.Closed {
		return
	}
	p.f(`<section class="card" id="amend"><details id="amend-details"><summary>{}</summary><form method="post" action="/incidents/{}/amend"><label for="amend-title">{}</label><input id="amend-title" name="title" required maxlength="200" autocomplete="off" value="{}">`,
		p.lang.Say("Put title, severity or service right", "題名・重大度・サービスを訂正"), v.in.Key, p.lang.Say("Title", "題名"), v.in.Title)
	p.severityChoice(v.in.Severity)
	for _, was := range [][2]string{{"title", v.in.Title}, {"severity", string(v.in.Severity)}, {"service", v.in.Service}} {
		p.f(`<input type="hidden" name="was_{}" value="{}">`, was[0], was[1])
	}
	p.f(`<label for="amend-service">{}</label><input id="amend-service" name="service" maxlength="100" autocomplete="off" value="{}"><button class="quiet">{}</button></form></details></section>`,
		p.lang.Say("Service", "サービス"), v.in.Service, p.lang.Say("Save", "保存"))
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
	if m == (tracker.Amendment{}) {
		return v.back(v.incidentPath(""), "")
	}
	if _, err := s.tracker.Amend(v.r.Context(), v.actor, v.key, m); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath(""), doneRecorded)
}
