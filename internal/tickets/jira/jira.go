// Package jira opens and reads tickets in Jira, Cloud and Data Center.
package jira

import (
	"context"
	"net/http"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Config says which project, and as whom.
type Config struct {
	URL       string // "https://acme.atlassian.net", "https://jira.example.com/jira"
	User      string // e-mail address (Cloud, with an API token); empty: Token is a personal access token (Data Center)
	Token     string
	Project   string // key: "PAY"
	IssueType string // empty: Task
	People    incident.People
	Transport http.RoundTripper // nil: http.DefaultTransport
	Timeout   time.Duration     // of one request; 0: 30 seconds
	Clock     tickets.Clock     // nil: the machine's
	MaxWait   time.Duration     // for one request at the provider's limits; 0: 15 minutes
	OnWait    func(wait time.Duration, why string)
}

// Provider is one project's issues.
type Provider struct{ config Config }

var _ tickets.Provider = (*Provider)(nil)

// New checks the configuration; it sends nothing.
func New(c Config) (*Provider, error) { return &Provider{config: c}, nil }

// Name is "jira".
func (p *Provider) Name() incident.ProviderName { return incident.Jira }

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
