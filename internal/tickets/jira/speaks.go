package jira

import (
	"context"
	"net/http"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// nobodySpeaks is Transport.NobodySpeaks by the account of the token.
func (p *Provider) nobodySpeaks(ctx context.Context) bool {
	return p.transport.NobodySpeaks(func() bool {
		var myself user
		_, err := p.call(ctx, http.MethodGet, "myself", nil, &myself)
		return hasStatus(err, http.StatusNotFound)
	})
}

func (p *Provider) notSpoken(unknown error) error {
	return tickets.NotSpoken(unknown, p.base.String(), tickets.Cannot("check JIRA_URL (the address under which people open Jira, with the path behind the host where there is one, as https://HOST/jira)",
		"JIRA_URL を確かめてください（Jira を開くときのアドレス。ホストに続くパスも含めます。例: https://HOST/jira）"))
}

func (p *Provider) noProject() error {
	return tickets.Cannot("Jira knows no project %s", "Jira にプロジェクト %s がない", p.config.Project)
}
