package jira

import (
	"context"
	"net/http"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks tells whether nothing at the address is a Jira: no answer so far was one's,
// and a page that says it is not there comes for the account of the token, too. A server
// that answers so for one issue, and otherwise as Jira does, knows no such issue.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	if p.spoke.Load() {
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
	nobody := hasStatus(err, http.StatusNotFound) && !p.spoke.Load()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.nobody = nobody
	return nobody
}

func notSpoken() error {
	return tickets.NotSpoken("Jira", tickets.Cannot("correct JIRA_URL: the address under which people open Jira, with the path behind the host where there is one, as https://HOST/jira",
		"JIRA_URL を直してください。Jira を開くときのアドレスを、ホストに続くパスも含めて設定します（例: https://HOST/jira）"))
}
