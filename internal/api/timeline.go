package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// reportInput is a report as its sender asks for it.
type reportInput struct {
	Matched
	Body struct {
		Kind     string            `json:"kind" enum:"first,periodic,completion"`
		Audience string            `json:"audience,omitempty" enum:"internal,customers"`
		Lang     string            `json:"lang,omitempty" enum:"en,ja"`
		NextAt   time.Time         `json:"next_at,omitempty" doc:"time of the next report; a first or periodic one needs it"`
		Set      map[string]string `json:"set,omitempty" doc:"what a person writes, by the names of the report's fields"`
		Send     bool              `json:"send,omitempty" doc:"queue it to the addresses of its audience"`
	}
}

func (in *reportInput) request() tracker.ReportRequest {
	b := in.Body
	return tracker.ReportRequest{Kind: incident.ReportKind(b.Kind), Audience: incident.Audience(b.Audience), Lang: incident.Lang(b.Lang), NextAt: b.NextAt, Set: b.Set, Send: b.Send}
}

type logInput struct {
	Matched
	Body struct {
		Kind     string    `json:"kind" enum:"detection,severity,containment,hypothesis,decision,action,communication,kpi,note,correction"`
		At       time.Time `json:"at,omitempty" doc:"when it happened; left out: now"`
		Role     string    `json:"role,omitempty" enum:"IC,Ops,Comm,Rec"`
		Text     string    `json:"text" minLength:"1" maxLength:"4000"`
		Links    []string  `json:"links,omitempty" maxItems:"50"`
		Corrects string    `json:"corrects,omitempty" maxLength:"40"`

		CorrectedAt time.Time `json:"corrected_at,omitempty" doc:"of a correction: the right time of the event that it corrects; left out: it corrects words alone"`
	}
}

type roleInput struct {
	Matched
	Body struct {
		Role   string `json:"role" enum:"IC,Ops,Comm,Rec"`
		Person string `json:"person" minLength:"1" maxLength:"100"`
		Do     string `json:"do" enum:"assign,release,handover"`
		Note   string `json:"note,omitempty" maxLength:"500"`
	}
}

type tickInput struct {
	Matched
	Step string `path:"step" maxLength:"60"`
}

type sentBody struct {
	Subject string   `json:"subject"`
	Text    string   `json:"text"`
	Tickets []string `json:"tickets"`
}

type recoverInput struct {
	Matched
	Body struct {
		At     time.Time  `json:"at,omitempty"`
		Reason string     `json:"reason,omitempty" maxLength:"500" doc:"why nothing was contained first"`
		KPIs   []kpiInput `json:"kpis,omitempty" maxItems:"50"`
	}
}

// timeline registers what people do while an incident is going on.
func (s *server) timeline(a huma.API) {
	huma.Register(a, created(operation("log-event", http.MethodPost, "/incidents/{key}/events", "Append one event to the timeline")), s.logEvent)
	huma.Register(a, operation("change-role", http.MethodPost, "/incidents/{key}/roles", "Assign, release or hand over a role"), s.changeRole)
	huma.Register(a, operation("tick-step", http.MethodPost, "/incidents/{key}/checklist/{step}", "Mark a step of the first-response checklist as done"), func(ctx context.Context, in *tickInput) (*body[wholeBody], error) {
		return s.after(ctx, &in.Matched, func(ctx context.Context) error { return s.tracker.Tick(ctx, actor(ctx), in.Key, in.Step) })
	})
	huma.Register(a, created(operation("send-report", http.MethodPost, "/incidents/{key}/reports", "Record a report as sent, and give its text")), s.sendReport)
	huma.Register(a, operation("preview-report", http.MethodPost, "/incidents/{key}/reports/preview", "Get how a report would read; nothing is recorded"), func(ctx context.Context, in *reportInput) (*body[sentBody], error) {
		ctx, err := s.match(ctx, &in.Matched)
		if err != nil {
			return nil, err
		}
		m, err := s.tracker.PreviewReport(ctx, actor(ctx), in.Key, in.request())
		return &body[sentBody]{Body: sentBody{m.Subject, m.Text, append([]string{}, m.Tickets...)}}, problem(err)
	})
	huma.Register(a, operation("declare-recovery", http.MethodPost, "/incidents/{key}/recovery", "Declare recovery by numbers"), s.declareRecovery)
	s.decisions(a)
}

func (s *server) logEvent(ctx context.Context, in *logInput) (*body[eventBody], error) {
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	b := in.Body
	e, err := s.tracker.Log(ctx, actor(ctx), in.Key, tracker.Entry{Kind: incident.EventKind(b.Kind), At: b.At, Role: incident.Role(b.Role), Text: b.Text, Links: b.Links, Corrects: b.Corrects, CorrectedAt: b.CorrectedAt})
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return &body[eventBody]{Body: eventOf(e)}, nil
}

func (s *server) changeRole(ctx context.Context, in *roleInput) (*body[wholeBody], error) {
	return s.after(ctx, &in.Matched, func(ctx context.Context) error {
		role, who := incident.Role(in.Body.Role), actor(ctx)
		switch in.Body.Do {
		case "release":
			return s.tracker.ReleaseRole(ctx, who, in.Key, role, in.Body.Person)
		case "handover":
			return s.tracker.HandOverRole(ctx, who, in.Key, role, in.Body.Person, in.Body.Note)
		}
		return s.tracker.AssignRole(ctx, who, in.Key, role, in.Body.Person)
	})
}

func (s *server) sendReport(ctx context.Context, in *reportInput) (*body[sentBody], error) {
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	m, err := s.tracker.Report(ctx, actor(ctx), in.Key, in.request())
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return &body[sentBody]{Body: sentBody{m.Subject, m.Text, append([]string{}, m.Tickets...)}}, nil
}

func (s *server) declareRecovery(ctx context.Context, in *recoverInput) (*body[wholeBody], error) {
	return s.after(ctx, &in.Matched, func(ctx context.Context) error {
		request := tracker.RecoveryRequest{At: in.Body.At, Reason: in.Body.Reason, Lang: lang(ctx)}
		for _, k := range in.Body.KPIs {
			request.KPIs = append(request.KPIs, incident.KPI{Name: k.Name, Unit: k.Unit, Value: k.Value, Baseline: incident.RangeOf(k.Low, k.High), ReadBy: k.ReadBy})
		}
		result, err := s.tracker.Recover(ctx, actor(ctx), in.Key, request)
		if err == nil && !result.Recovered && len(result.Unmet) > 0 {
			return recoveryProblem(result.Unmet, lang(ctx))
		}
		return err
	})
}

type optionBody struct {
	Text        string `json:"text" minLength:"1" maxLength:"1000"`
	Uncertainty string `json:"uncertainty" enum:"low,medium,high" doc:"how unsure it is that it helps"`
	Rollback    string `json:"rollback" enum:"low,medium,high" doc:"what it costs to take it back"`
}

type decisionInput struct {
	Matched
	Body struct {
		Question string       `json:"question" minLength:"1" maxLength:"1000"`
		Options  []optionBody `json:"options" minItems:"1" maxItems:"20"`
		Chosen   int          `json:"chosen" minimum:"0" doc:"which of the options, from 0"`
		Reason   string       `json:"reason,omitempty" maxLength:"1000" doc:"needed when the uncertainty is high and another option is cheaper to roll back"`
	}
}

// decisions registers choices between options, and messages that are tried again.
func (s *server) decisions(a huma.API) {
	huma.Register(a, created(operation("record-decision", http.MethodPost, "/incidents/{key}/decisions", "Record a decision with its options")), s.recordDecision)
	huma.Register(a, operation("retry-deliveries", http.MethodPost, "/incidents/{key}/deliveries", "Send again what did not reach its addresses"), func(ctx context.Context, in *Matched) (*body[wholeBody], error) {
		return s.after(ctx, in, func(ctx context.Context) error { return s.tracker.Retry(ctx, actor(ctx), in.Key) })
	})
}

func (s *server) recordDecision(ctx context.Context, in *decisionInput) (*body[eventBody], error) {
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	d := incident.Decision{Question: in.Body.Question, Chosen: in.Body.Chosen, Reason: in.Body.Reason}
	for _, o := range in.Body.Options {
		d.Options = append(d.Options, incident.Option{Text: o.Text, Uncertainty: incident.Level(o.Uncertainty), Rollback: incident.Level(o.Rollback)})
	}
	e, err := s.tracker.Decide(ctx, actor(ctx), in.Key, d)
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return &body[eventBody]{Body: eventOf(e)}, nil
}
