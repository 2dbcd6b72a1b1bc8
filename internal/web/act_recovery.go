package web

import (
	"net/http"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// recoverPage reads what the declaration of recovery needs.
func (s *Server) recoverPage(v *visit) (recoverView, error) {
	room, _, err := s.room(v)
	view := recoverView{roomView: room, needWhy: room.state == incident.Declared, readBy: v.actor.Name}
	var known []incident.KPI
	for _, k := range s.tracker.Config.KPIs {
		known = append(known, incident.KPI{Name: k.Name, Unit: k.Unit, Baseline: incident.RangeOf(k.Low, k.High)})
	}
	view.ask(known)
	return view, err
}

func (s *Server) showRecover(v *visit) error {
	view, err := s.recoverPage(v)
	if err != nil {
		return err
	}
	return s.renderRecover(v, http.StatusOK, view)
}

func (s *Server) renderRecover(v *visit, status int, view recoverView) error {
	view.widen()
	return v.showStatus(status, frame{title: v.titled("Recovery", "復旧"), here: v.incidentPath("/recover"), nav: "incidents", wide: true}, func(p *page) { p.recovery(view) })
}

// recover declares recovery. What cannot be read or is refused comes back as it was
// written.
func (s *Server) recover(v *visit) error {
	result, err := s.declareRecovery(v)
	if err == nil && result.Recovered {
		s.live.changed(v.key)
		return v.back(v.incidentPath(""), doneRecovered)
	}
	code := incident.CodeOf(err)
	if err != nil && code != incident.Refused && code != incident.Invalid {
		return err
	}
	view, failed := s.recoverPage(v)
	if failed != nil {
		return failed
	}
	view.keep(v.r.PostForm)
	view.refused = result.Unmet
	status := http.StatusUnprocessableEntity
	switch {
	case v.r.PostForm.Get("more") != "":
		view.widen()
		status = http.StatusOK
	case err != nil:
		view.problem, status = capital(incident.Sentence(err, v.lang), v.lang), api.StatusOf(code)
	}
	return s.renderRecover(v, status, view)
}

// declareRecovery declares by what stands in the form; where more rows are asked for,
// nothing yet.
func (s *Server) declareRecovery(v *visit) (tracker.Recovery, error) {
	if v.r.PostForm.Get("more") != "" {
		return tracker.Recovery{}, nil
	}
	kpis, err := kpisOf(v.r.PostForm)
	if err != nil {
		return tracker.Recovery{}, err
	}
	return s.tracker.Recover(v.r.Context(), v.actor, v.key, tracker.RecoveryRequest{KPIs: kpis, Reason: v.r.PostForm.Get("reason"), Lang: v.lang})
}
