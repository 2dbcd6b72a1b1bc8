package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Keyed names the incident of a request.
type Keyed struct {
	Key string `path:"key" maxLength:"40" pattern:"^[A-Za-z0-9-]+$" example:"INC-2026-0042"`
}

// Matched is a change that is made only while the incident is as it was seen.
type Matched struct {
	Key     string `path:"key" maxLength:"40" pattern:"^[A-Za-z0-9-]+$" example:"INC-2026-0042"`
	IfMatch string `header:"If-Match" doc:"the ETag of what was seen; the change is refused with 412 when it is another by now"`
}

type body[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

type incidentsBody struct {
	Incidents []IncidentBody `json:"incidents"`
	Next      string         `json:"next" doc:"cursor of the next page; empty: this is the last"`
}

type declareInput struct {
	Body struct {
		Title      string    `json:"title" minLength:"1" maxLength:"200"`
		Severity   string    `json:"severity,omitempty" enum:"SEV1,SEV2,SEV3,SEV4" doc:"may be left out where customers or data_at_risk say what the harm is"`
		Customers  string    `json:"customers,omitempty" enum:"none,degraded,partial,all" doc:"how customers are affected; proposes the severity where none is given"`
		DataAtRisk bool      `json:"data_at_risk,omitempty" doc:"data may be lost, wrong or seen by others: makes the safe stop the first step"`
		Service    string    `json:"service,omitempty" maxLength:"100"`
		Lang       string    `json:"lang,omitempty" enum:"en,ja"`
		OccurredAt time.Time `json:"occurred_at,omitempty"`
		DetectedAt time.Time `json:"detected_at,omitempty"`
	}
}

type amendInput struct {
	Matched
	Body struct {
		Title      string    `json:"title,omitempty" maxLength:"200"`
		Service    *string   `json:"service,omitempty" maxLength:"100" doc:"empty: of none"`
		Severity   string    `json:"severity,omitempty" enum:"SEV1,SEV2,SEV3,SEV4" doc:"another one is an event of the timeline"`
		OccurredAt time.Time `json:"occurred_at,omitempty" doc:"when it began: not in the future, nor after the detection"`
	}
}

type reasonInput struct {
	Matched
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// incidents registers what is asked of an incident as a whole.
func (s *server) incidents(a huma.API) {
	huma.Register(a, operation("list-incidents", http.MethodGet, "/incidents", "List incidents, the newest first"), s.listIncidents)
	huma.Register(a, created(operation("declare-incident", http.MethodPost, "/incidents", "Declare an incident")), s.declareIncident)
	huma.Register(a, operation("get-incident", http.MethodGet, "/incidents/{key}", "Get one incident with everything that belongs to it"), func(ctx context.Context, in *Keyed) (*body[wholeBody], error) {
		return s.whole(ctx, in.Key)
	})
	huma.Register(a, operation("get-gate", http.MethodGet, "/incidents/{key}/gate", "Get what the gate says, with the tickets asked now"), func(ctx context.Context, in *Keyed) (*body[gateBody], error) {
		c, err := s.tracker.Close(ctx, actor(ctx), in.Key, lang(ctx), true)
		return &body[gateBody]{Body: gateOf(c, lang(ctx))}, problem(err)
	})
	huma.Register(a, operation("close-incident", http.MethodPost, "/incidents/{key}/close", "Run the gate, and close when every rule holds"), s.closeIncident)
	huma.Register(a, operation("amend-incident", http.MethodPatch, "/incidents/{key}", "Put the title, service, severity or when it began right, in the postmortem too"), func(ctx context.Context, in *amendInput) (*body[wholeBody], error) {
		return s.after(ctx, &in.Matched, func(ctx context.Context) error {
			_, err := s.tracker.Amend(ctx, actor(ctx), in.Key, tracker.Amendment{Title: in.Body.Title, Service: in.Body.Service, Severity: incident.Severity(in.Body.Severity), OccurredAt: in.Body.OccurredAt})
			return err
		})
	})
	huma.Register(a, operation("reopen-incident", http.MethodPost, "/incidents/{key}/reopen", "Take a closed incident back into review"), func(ctx context.Context, in *reasonInput) (*body[wholeBody], error) {
		return s.after(ctx, &in.Matched, func(ctx context.Context) error { return s.tracker.Reopen(ctx, actor(ctx), in.Key, in.Body.Reason) })
	})
}

func (s *server) listIncidents(ctx context.Context, in *listInput) (*body[incidentsBody], error) {
	all, err := s.listed(ctx, in)
	out := &body[incidentsBody]{Body: incidentsBody{Incidents: []IncidentBody{}}}
	for i, one := range all {
		if i == in.Limit {
			out.Body.Next = all[i-1].Key
			break
		}
		out.Body.Incidents = append(out.Body.Incidents, incidentOf(one))
	}
	return out, problem(err)
}

func (s *server) declareIncident(ctx context.Context, in *declareInput) (*body[IncidentBody], error) {
	impact := incident.Impact{Customers: incident.CustomerImpact(in.Body.Customers), DataAtRisk: in.Body.DataAtRisk}
	if in.Body.Severity == "" && !impact.Named() {
		return nil, huma.Error422UnprocessableEntity("validation failed", &huma.ErrorDetail{Message: fmt.Sprintf(validation.MsgExpectedRequiredProperty, "severity"), Location: "body"})
	}
	one, err := s.tracker.Declare(ctx, actor(ctx), tracker.Declaration{Title: in.Body.Title, Severity: incident.Severity(in.Body.Severity), Service: in.Body.Service, Impact: impact,
		Lang: incident.Lang(in.Body.Lang), OccurredAt: in.Body.OccurredAt, DetectedAt: in.Body.DetectedAt})
	if err != nil {
		return nil, problem(err)
	}
	return &body[IncidentBody]{Body: incidentOf(one)}, nil
}

func (s *server) closeIncident(ctx context.Context, in *Matched) (*body[gateBody], error) {
	ctx, err := s.match(ctx, in)
	if err != nil {
		return nil, err
	}
	c, err := s.tracker.Close(ctx, actor(ctx), in.Key, lang(ctx), false)
	if err == nil && !c.Closed {
		return nil, gateProblem(c.Unmet, lang(ctx))
	}
	s.changed(in.Key)
	return &body[gateBody]{Body: gateOf(c, lang(ctx))}, problem(err)
}

type listInput struct {
	Words   string `query:"q" maxLength:"200" doc:"only incidents whose title, timeline, reports or postmortem have every word; those whose title has them first"`
	State   string `query:"state" enum:"declared,contained,recovered,in_review,closed"`
	Service string `query:"service" maxLength:"100"`
	After   string `query:"after" maxLength:"40" doc:"the cursor that the page before gave"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// listed gives the incidents of a list or that a search found, one more than it shows
// where there are more.
func (s *server) listed(ctx context.Context, in *listInput) ([]store.Incident, error) {
	f := store.Filter{Service: in.Service, Before: in.After, Limit: in.Limit + 1}
	if in.State != "" {
		f.States = []incident.State{incident.State(in.State)}
	}
	if in.Words == "" {
		return s.tracker.List(ctx, actor(ctx), f)
	}
	hits, err := s.tracker.Search(ctx, actor(ctx), in.Words, f)
	var all []store.Incident
	for _, h := range hits {
		all = append(all, h.Incident)
	}
	return all, err
}

// whole gives an incident with its ETag.
func (s *server) whole(ctx context.Context, key string) (*body[wholeBody], error) {
	tag, err := s.tag(ctx, key) // before what it is the tag of: a change in between makes it stale, not wrong
	if err != nil {
		return nil, problem(err)
	}
	v, err := s.tracker.View(ctx, actor(ctx), key, lang(ctx))
	if err != nil {
		return nil, problem(err)
	}
	return &body[wholeBody]{ETag: tag, Body: wholeOf(v, lang(ctx))}, nil
}

// tag gives the ETag of an incident, which is another after anything about it
// changed.
func (s *server) tag(ctx context.Context, key string) (string, error) {
	mark, err := s.tracker.Version(ctx, key)
	return strconv.Quote(mark), err
}

// after makes a change and gives the incident as it is afterwards.
func (s *server) after(ctx context.Context, in *Matched, do func(context.Context) error) (*body[wholeBody], error) {
	ctx, err := s.match(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := do(ctx); err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return s.whole(ctx, in.Key)
}

// match gives the context under which an incident is changed only while it is as
// its sender saw it (RFC 9110, If-Match), and refuses at once where it is not. That there
// is no such incident is said before anything else.
func (s *server) match(ctx context.Context, in *Matched) (context.Context, error) {
	now, err := s.tracker.Versions(ctx, in.Key)
	if err != nil {
		return ctx, problem(err)
	}
	if in.IfMatch == "" || in.IfMatch == "*" {
		return ctx, nil
	}
	marks := marksOf(in.IfMatch)
	if !slices.ContainsFunc(now, func(mark string) bool { return slices.Contains(marks, mark) }) {
		return ctx, outdated(in.Key)
	}
	return tracker.Expect(ctx, in.Key, marks), nil
}

// marksOf reads an If-Match: ETags with commas between.
func marksOf(ifMatch string) []string {
	var marks []string
	for tag := range strings.SplitSeq(ifMatch, ",") {
		marks = append(marks, strings.Trim(strings.TrimSpace(tag), `"`))
	}
	return marks
}
