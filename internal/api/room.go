package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

type stepBody struct {
	ID      string     `json:"id" doc:"names the step to tick-step" example:"first-report"`
	Text    string     `json:"text"`
	DueAt   time.Time  `json:"due_at"`
	DoneAt  *time.Time `json:"done_at"`
	DoneBy  string     `json:"done_by" doc:"empty: not done, or shown by the timeline itself"`
	Overdue bool       `json:"overdue"`
}

type deliveryBody struct {
	Address  string     `json:"address" example:"slack:#sre"`
	Subject  string     `json:"subject"`
	State    string     `json:"state" enum:"pending,sent,failed" doc:"failed: it was given up, somebody has to correct something; retry-deliveries takes it back into the queue"`
	Attempts int        `json:"attempts"`
	QueuedAt time.Time  `json:"queued_at"`
	SentAt   *time.Time `json:"sent_at"`
	NextAt   *time.Time `json:"next_at" doc:"when it is tried, where it is pending"`
	Error    string     `json:"error" doc:"of the last attempt"`
}

type checklistBody struct {
	Incident string     `json:"incident"`
	Steps    []stepBody `json:"steps"`
}

type deliveriesBody struct {
	Incident   string         `json:"incident"`
	Deliveries []deliveryBody `json:"deliveries"`
}

// room registers what the pages of an incident show beside what was written down.
func (s *server) room(a huma.API) {
	huma.Register(a, operation("get-checklist", http.MethodGet, "/incidents/{key}/checklist", "Get the steps of the first-response checklist, and which are done"), func(ctx context.Context, in *Keyed) (*body[checklistBody], error) {
		tag, r, err := s.lookAt(ctx, in.Key)
		if err != nil {
			return nil, problem(err)
		}
		out := &body[checklistBody]{ETag: tag, Body: checklistBody{in.Key, []stepBody{}}}
		for _, one := range r.Checklist {
			out.Body.Steps = append(out.Body.Steps, stepBody{one.ID, one.Text, one.DueAt, orNull(one.DoneAt), one.DoneBy, one.Overdue})
		}
		return out, nil
	})
	huma.Register(a, operation("list-deliveries", http.MethodGet, "/incidents/{key}/deliveries", "List what became of each message about an incident, the oldest first"), func(ctx context.Context, in *Keyed) (*body[deliveriesBody], error) {
		tag, r, err := s.lookAt(ctx, in.Key)
		if err != nil {
			return nil, problem(err)
		}
		out := &body[deliveriesBody]{ETag: tag, Body: deliveriesBody{in.Key, []deliveryBody{}}}
		for _, d := range r.Deliveries {
			one := deliveryBody{d.Address, d.Subject, string(d.State), d.Attempts, d.CreatedAt, orNull(d.SentAt), nil, d.Error}
			if d.State == "pending" {
				one.NextAt = orNull(d.NextAt)
			}
			out.Body.Deliveries = append(out.Body.Deliveries, one)
		}
		return out, nil
	})
}

// lookAt gives the room of an incident with its ETag.
func (s *server) lookAt(ctx context.Context, key string) (tag string, r tracker.Room, err error) {
	if tag, err = s.tag(ctx, key); err != nil { // before what it is the tag of, as whole does
		return tag, r, err
	}
	r, err = s.tracker.Room(ctx, actor(ctx), key)
	return tag, r, err
}
