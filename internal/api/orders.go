package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// orderPatience is how long an answer waits for tickets that are under way.
const orderPatience = 5 * time.Second

// orderBody is an order to open tickets and how far it has come.
type orderBody struct {
	Incident     string            `json:"incident"`
	State        string            `json:"state" enum:"queued,running,done,failed" doc:"queued: it will be carried out, or tried again at next_at; failed: it was given up, somebody has to correct something"`
	Done         int               `json:"done"`
	Total        int               `json:"total"`
	WaitingFor   string            `json:"waiting_for" doc:"whose limit it waits for; empty: none"`
	WaitingUntil *time.Time        `json:"waiting_until"`
	AskedBy      string            `json:"asked_by"`
	AskedAt      time.Time         `json:"asked_at"`
	NextAt       *time.Time        `json:"next_at" doc:"when it is tried again"`
	Error        string            `json:"error" doc:"of the last attempt"`
	Opened       []orderedItemBody `json:"opened" doc:"the items to which this order gave a ticket"`
	Items        []orderedItemBody `json:"items" doc:"the items of the postmortem as they are now"`
}

type orderedItemBody struct {
	Item     string   `json:"item"`
	Ticket   string   `json:"ticket" doc:"what the postmortem links now; empty: nothing yet"`
	Found    bool     `json:"found" doc:"it existed already"`
	Error    string   `json:"error"`
	Closed   []string `json:"closed" doc:"tickets that were closed as duplicates of it"`
	Warnings []string `json:"warnings"`
}

func orderOf(o store.TicketOrder) orderBody {
	b := orderBody{Incident: o.Incident, State: string(o.State), Done: o.Done, Total: o.Total, WaitingFor: o.WaitingFor, WaitingUntil: orNull(o.WaitingTill),
		AskedBy: o.By, AskedAt: o.AskedAt, Error: o.Error, Opened: []orderedItemBody{}, Items: []orderedItemBody{}}
	if o.State == store.OrderQueued && o.Error != "" {
		b.NextAt = orNull(o.NextAt)
	}
	for _, it := range o.Items {
		item := orderedItemBody{it.Item, it.Ticket, it.Found, it.Error, append([]string{}, it.Closed...), append([]string{}, it.Warnings...)}
		b.Items = append(b.Items, item)
		if it.Opened {
			b.Opened = append(b.Opened, item)
		}
	}
	return b
}

// orders registers what opens tickets.
func (s *server) orders(a huma.API) {
	type orderAnswer struct {
		Status   int
		Location string `header:"Location"`
		Body     orderBody
	}
	order := operation("open-tickets", http.MethodPost, "/incidents/{key}/tickets", "Open the tickets that are missing; sending it again opens no second one")
	order.Description = "The order is stored and carried out by a job, on any node. 200: it is done. 202: it is under way, or waits to be tried again; ask again at Location. " +
		"An order that was given up is a problem whose detail says what the ticket system said."
	order.Errors = []int{http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}
	order.Responses = map[string]*huma.Response{strconv.Itoa(http.StatusAccepted): {
		Description: http.StatusText(http.StatusAccepted),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[orderBody](), true, "")}},
	}}
	huma.Register(a, order, func(ctx context.Context, in *Matched) (*orderAnswer, error) {
		ctx, err := s.match(ctx, in)
		if err != nil {
			return nil, err
		}
		o, err := s.tracker.OrderTickets(ctx, actor(ctx), in.Key)
		if err == nil {
			o, err = s.tracker.AwaitOrder(ctx, actor(ctx), o, orderPatience)
		}
		s.changed(in.Key)
		if err != nil {
			return nil, problem(err)
		}
		out := &orderAnswer{Status: http.StatusOK, Body: orderOf(o)}
		switch o.State {
		case store.OrderDone:
		case store.OrderFailed:
			return nil, orderProblem(o)
		default:
			out.Status, out.Location = http.StatusAccepted, Prefix+"/incidents/"+in.Key+"/tickets"
		}
		return out, nil
	})

	type keyInput struct {
		Key string `path:"key" maxLength:"40" example:"INC-2026-0042"`
	}
	huma.Register(a, operation("get-tickets", http.MethodGet, "/incidents/{key}/tickets", "How far the last order to open tickets has come, and the ticket that each item has now"), func(ctx context.Context, in *keyInput) (*body[orderBody], error) {
		o, found, err := s.tracker.TicketOrder(ctx, actor(ctx), in.Key)
		if err == nil && !found {
			err = incident.Tell(incident.NotFound, "nobody has asked for the tickets of %s yet", "%s のチケットの起票はまだ依頼されていません", in.Key)
		}
		if err != nil {
			return nil, problem(err)
		}
		return &body[orderBody]{Body: orderOf(o)}, nil
	})
}

// orderProblem says why an order was given up, with what the ticket system said
// of each item.
func orderProblem(o store.TicketOrder) error {
	code := o.Code
	if code == incident.Internal {
		return problem(incident.Errorf(code, "%s", o.Error))
	}
	var details []*huma.ErrorDetail
	for _, it := range o.Items {
		if it.Error != "" {
			details = append(details, &huma.ErrorDetail{Message: it.Error, Location: it.Item})
		}
	}
	return refusal(StatusOf(code), incident.Errorf(code, "%s", o.Error), details...)
}
