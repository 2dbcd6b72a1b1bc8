package jira

import (
	"context"
	"net/http"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks tells whether nothing at the address seems to be a Jira: no answer so far was
// anything but a page, and one that says it is not there comes for the account of the token,
// too. A server that answers otherwise to anything knows no such issue.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	if !p.transport.OnlyPages() {
		return false
	}
	p.mu.Lock()
	known := p.nobody
	p.mu.Unlock()
	if known {
		return true
	}
	var myself user
	_, err := p.call(ctx, http.MethodGet, "myself", nil, &myself)
	nobody := hasStatus(err, http.StatusNotFound) && p.transport.OnlyPages()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.nobody = nobody
	return nobody
}

func (p *Provider) notSpoken(unknown error) error {
	return tickets.NotSpoken(unknown, p.base.String(), tickets.Cannot("check JIRA_URL (the address under which people open Jira, with the path behind the host where there is one, as https://HOST/jira)",
		"JIRA_URL を確かめてください（Jira を開くときのアドレス。ホストに続くパスも含めます。例: https://HOST/jira）"))
}

func (p *Provider) noProject() error {
	return tickets.Cannot("Jira knows no project %s", "Jira にプロジェクト %s がない", p.config.Project)
}
