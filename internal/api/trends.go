package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
)

type courseBody struct {
	DeclaredAt     time.Time         `json:"declared_at"`
	Service        string            `json:"service"`
	Severity       incident.Severity `json:"severity"`
	RecoverSeconds *int64            `json:"recover_seconds" doc:"from the detection to the recovery; null: not known"`
}

type overdueBody struct {
	Owner string `json:"owner" doc:"empty: nobody is named"`
	Items int    `json:"items"`
}

// mostOwners is of how many owners the overdue items are counted.
const mostOwners = 100

// trends registers what the page of trends is drawn from.
func (s *server) trends(a huma.API) {
	type trendsBody struct {
		Incidents []courseBody  `json:"incidents" doc:"of the last 13 months"`
		Overdue   []overdueBody `json:"overdue" doc:"open action items whose day has passed, by owner, the most first"`
	}
	huma.Register(a, operation("get-trends", http.MethodGet, "/trends", "Get how long recent incidents took, and whose action items are overdue"), func(ctx context.Context, _ *struct{}) (*body[trendsBody], error) {
		found, err := s.tracker.Trends(ctx, actor(ctx), s.tracker.Today(), mostOwners)
		if err != nil {
			return nil, problem(err)
		}
		out := &body[trendsBody]{Body: trendsBody{[]courseBody{}, []overdueBody{}}}
		for _, c := range found.Courses {
			one := courseBody{DeclaredAt: c.DeclaredAt, Service: c.Service, Severity: c.Severity}
			if c.Recover != nil {
				seconds := int64(c.Recover.Seconds())
				one.RecoverSeconds = &seconds
			}
			out.Body.Incidents = append(out.Body.Incidents, one)
		}
		for _, o := range found.Overdue {
			out.Body.Overdue = append(out.Body.Overdue, overdueBody{o.Owner, o.Items})
		}
		return out, nil
	})
}
