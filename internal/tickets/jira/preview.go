package jira

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Preview gives the request of the create. It asks Jira at most what it is; a
// Jira that cannot be reached is taken for what its address says.
func (p *Provider) Preview(ctx context.Context, d tickets.Draft) (tickets.Request, error) {
	version := p.version(ctx)
	body := p.withoutAssignee(d, version)
	if d.Owner != "" {
		is, err := p.deployed(ctx)
		if err != nil {
			is = p.likely()
		}
		account := strings.TrimPrefix(d.Owner, "@")
		if mapped, ok := p.config.People.Account(incident.Jira, d.Owner); ok {
			account = mapped
		} else if found, err := p.assignable(ctx, d.Owner, p.config.Project); err == nil {
			account = found
		}
		body.Fields.Assignee = assigneeField(is, account)
	}
	return tickets.NewRequest(http.MethodPost, fmt.Sprintf("/rest/api/%d/issue", version), body)
}
