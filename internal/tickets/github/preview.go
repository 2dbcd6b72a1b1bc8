package github

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Preview gives the request of the create without asking GitHub anything. In
// milestone mode the number is not known yet: the milestone's title stands in
// its place, and its own request stands before.
func (p *Provider) Preview(ctx context.Context, d tickets.Draft) (tickets.Request, error) {
	body := map[string]any{"title": oneLine(d.Title, maxTitle), "body": p.body(d)}
	if len(d.Labels) > 0 {
		body["labels"] = d.Labels
	}
	if d.Owner != "" {
		login, err := p.Account(ctx, d.Owner, p.Home())
		if err != nil {
			return tickets.Request{}, err
		}
		body["assignees"] = []string{login}
	}
	path := "/repos/" + p.repository()
	var before []tickets.Request
	if p.config.DueMode == DueInMilestone && d.Due.IsValid() {
		title := milestoneTitle(d.Due)
		body["milestone"] = title
		milestone, err := tickets.NewRequest("POST", path+"/milestones", milestoneRequest(title, d.Due))
		if err != nil {
			return tickets.Request{}, err
		}
		before = []tickets.Request{milestone}
	}
	request, err := tickets.NewRequest("POST", path+"/issues", body)
	request.Before = before
	return request, err
}
