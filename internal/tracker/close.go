package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Closing is what the gate said of an incident.
type Closing struct {
	Incident string              `json:"incident"`
	Closed   bool                `json:"closed"`
	Unmet    []incident.Unmet    `json:"unmet"`
	Off      []incident.GateRule `json:"off"`
}

// Close runs the gate on a postmortem file and closes it when every rule holds.
// provider is asked for only where an item has a ticket to be confirmed.
func Close(ctx context.Context, path string, provider func() (tickets.Provider, error), dryRun bool) (Closing, error) {
	d, err := LoadFile(path)
	if err != nil {
		return Closing{}, err
	}
	facts, err := ticketFacts(ctx, d, provider)
	if err != nil {
		return Closing{}, err
	}
	options := postmortem.CheckOptions{Tickets: facts}
	unmet := incident.Gate(d.Snapshot(postmortem.Check(d, options).Findings, options))
	c := Closing{Incident: d.Front.Incident, Unmet: append([]incident.Unmet{}, unmet...), Off: []incident.GateRule{}}
	if len(unmet) > 0 || dryRun {
		return c, nil
	}
	text, err := d.SetFront("status", string(postmortem.StatusClosed))
	if err != nil {
		return c, err
	}
	if err := saveFile(d, text); err != nil {
		return c, err
	}
	c.Closed = true
	return c, nil
}

// ticketFacts is never nil: a gate that closes has asked.
func ticketFacts(ctx context.Context, d *postmortem.Document, provider func() (tickets.Provider, error)) (map[string]incident.TicketFact, error) {
	for _, item := range d.Items {
		if _, ok := incident.ParseTicketRef(item.Ticket); !ok {
			continue
		}
		p, err := provider()
		if err != nil {
			return nil, err
		}
		return tickets.Facts(ctx, p, d.ActionItems(), d.Lang)
	}
	return map[string]incident.TicketFact{}, nil
}
