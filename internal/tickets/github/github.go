// Package github opens and reads tickets in GitHub Issues, on github.com and on
// GitHub Enterprise Server.
package github

import (
	"context"
	"net/http"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// DueMode says where a due date goes. GitHub issues have none of their own; it
// is in the body always.
type DueMode string

// The due modes.
const (
	DueInBody      DueMode = "body"
	DueInMilestone DueMode = "milestone" // a milestone with that due date, one a day, shared
)

// Config says which repository, and as whom.
type Config struct {
	BaseURL    string // the API's address; empty: https://api.github.com
	Token      string
	Repository string // "owner/name"
	DueMode    DueMode
	People     incident.People
	Transport  http.RoundTripper // nil: http.DefaultTransport
	Timeout    time.Duration     // of one request; 0: 30 seconds
	Clock      tickets.Clock     // nil: the machine's
	MaxWait    time.Duration     // for one request at the provider's limits; 0: 15 minutes
	OnWait     func(wait time.Duration, why string)
}

// Provider is one repository's issues.
type Provider struct{ config Config }

var _ tickets.Provider = (*Provider)(nil)

// New checks the configuration; it sends nothing.
func New(c Config) (*Provider, error) { return &Provider{config: c}, nil }

// Name is "github".
func (p *Provider) Name() incident.ProviderName { return incident.GitHub }

func (p *Provider) Ready(ctx context.Context, d tickets.Draft) error { panic("todo") }
func (p *Provider) FindMarked(ctx context.Context, markers []string) (map[string][]tickets.Ticket, error) {
	panic("todo")
}
func (p *Provider) Create(ctx context.Context, d tickets.Draft) (tickets.Ticket, []string, error) {
	panic("todo")
}
func (p *Provider) Get(ctx context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	panic("todo")
}
func (p *Provider) Account(ctx context.Context, owner string) (string, error) { panic("todo") }
func (p *Provider) Preview(ctx context.Context, d tickets.Draft) (tickets.Request, error) {
	panic("todo")
}
