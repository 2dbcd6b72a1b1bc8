package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/report"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func (s *Server) changeRole(v *visit) error {
	ctx, f := v.r.Context(), v.r.PostForm
	role, person := incident.Role(f.Get("role")), strings.TrimSpace(f.Get("person"))
	var err error
	switch {
	case f.Get("release") != "":
		err = s.tracker.ReleaseRole(ctx, v.actor, v.key, role, person)
	case f.Get("handover") != "":
		err = s.tracker.HandOverRole(ctx, v.actor, v.key, role, person, strings.TrimSpace(f.Get("note")))
	default:
		err = s.tracker.AssignRole(ctx, v.actor, v.key, role, person)
	}
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("#roles"), doneRecorded)
}

func (s *Server) tick(v *visit) error {
	if err := s.tracker.Tick(v.r.Context(), v.actor, v.key, v.r.PostForm.Get("step")); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("#checklist"), doneRecorded)
}

func (s *Server) showReports(v *visit) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	if err := s.withDeliveries(v, &room); err != nil {
		return err
	}
	return v.show(frame{title: v.titled("Reports", "連絡"), nav: "incidents", wide: true}, func(p *page) { p.reportList(room) })
}

// reportOf reads what somebody wrote into the form of a report.
func (s *Server) reportOf(v *visit, form url.Values) (reportView, tracker.ReportRequest, error) {
	room, _, err := s.room(v)
	view := reportView{roomView: room, kind: incident.ReportKind(mux.Vars(v.r)["kind"]), audience: incident.Audience(form.Get("audience")), docLang: incident.Lang(form.Get("lang")), set: map[string]string{}}
	if err != nil {
		return view, tracker.ReportRequest{}, err
	}
	if !view.kind.Valid() {
		return view, tracker.ReportRequest{}, incident.Tell(incident.NotFound, "there is no report %q", "連絡 %q はありません", view.kind)
	}
	if view.audience == "" {
		view.audience = incident.AudienceInternal
	}
	if view.docLang == "" {
		view.docLang = room.in.Lang
	}
	view.addresses = s.addressesOf(view.audience)
	if view.nextIn, err = strconv.Atoi(form.Get("next_in")); err != nil || view.nextIn <= 0 || view.nextIn > 24*60 {
		view.nextIn = 30
	}
	request := tracker.ReportRequest{Kind: view.kind, Audience: view.audience, Lang: view.docLang, Set: map[string]string{}}
	if view.kind != incident.ReportCompletion {
		request.NextAt = nextReportAt(v.now, view.nextIn)
	}
	for _, field := range report.Fields(view.kind) {
		if text := strings.TrimSpace(form.Get("set." + field)); text != "" {
			view.set[field], request.Set[field] = text, text
		}
	}
	return view, request, nil
}

// refused adds why the report cannot be written, and the way to put that right.
func (view reportView) refused(v *visit, err error) reportView {
	view.problem = incident.Sentence(err, v.lang)
	if sentence, path, name, ok := v.remedy(err); ok {
		view.problem, view.way = sentence, [2]string{path, name}
	}
	return view
}

// previewed adds how the report would read.
func (s *Server) previewed(v *visit, view reportView, request tracker.ReportRequest) (reportView, error) {
	m, err := s.tracker.PreviewReport(v.r.Context(), v.actor, v.key, request)
	switch incident.CodeOf(err) {
	case incident.Refused, incident.Invalid:
		if err != nil {
			return view.refused(v, err), nil
		}
	}
	view.message = m
	if err != nil {
		return view, err
	}
	request.Audience = otherAudience(view.audience)
	view.other, err = s.tracker.PreviewReport(v.r.Context(), v.actor, v.key, request)
	return view, err
}

func (s *Server) showReport(v *visit) error {
	view, request, err := s.reportOf(v, v.r.URL.Query())
	if err != nil {
		return err
	}
	if view, err = s.previewed(v, view, request); err != nil {
		return err
	}
	return v.show(frame{title: v.key + " " + capital(view.kind.Label(v.lang), v.lang), here: v.incidentPath("/reports/" + string(view.kind)), nav: "incidents", wide: true}, func(p *page) { p.reportForm(view) })
}

func (s *Server) previewReport(v *visit) error {
	view, request, err := s.reportOf(v, v.r.PostForm)
	if err != nil {
		return err
	}
	if view, err = s.previewed(v, view, request); err != nil {
		return err
	}
	return v.fragment(func(p *page) { p.reportPreview(view) })
}

func (s *Server) sendReport(v *visit) error {
	view, request, err := s.reportOf(v, v.r.PostForm)
	if err != nil {
		return err
	}
	request.Send = v.r.PostForm.Get("send") != ""
	if _, err = s.tracker.Report(v.r.Context(), v.actor, v.key, request); err == nil {
		s.live.changed(v.key)
		done := doneRecorded
		if request.Send {
			done = doneSending
		}
		return v.back(v.incidentPath("/reports"), done)
	}
	if code := incident.CodeOf(err); code != incident.Refused && code != incident.Invalid {
		return err
	}
	view = view.refused(v, err)
	return v.showStatus(http.StatusUnprocessableEntity, frame{title: v.key + " " + capital(view.kind.Label(v.lang), v.lang), here: v.incidentPath("/reports"), nav: "incidents", wide: true}, func(p *page) { p.reportForm(view) })
}
