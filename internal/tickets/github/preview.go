package github

import (
	"context"
	"encoding/json"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Preview gives the request of the create without asking GitHub anything. In
// milestone mode the number is not known yet: the milestone's title stands in
// its place, and its own request stands before.
func (p *Provider) Preview(ctx context.Context, d tickets.Draft) (tickets.Request, error) {
	ctx = tickets.WithLang(ctx, d.Lang)
	body := map[string]any{"title": oneLine(d.Title, maxTitle), "body": p.body(d)}
	if len(d.Labels) > 0 {
		body["labels"] = d.Labels
	}
	if d.Owner != "" {
		login, err := p.Account(ctx, d.Owner)
		if err != nil {
			return tickets.Request{}, err
		}
		body["assignees"] = []string{login}
	}
	path := "/repos/" + p.repository()
	request := tickets.Request{Method: "POST", Path: path + "/issues"}
	if p.config.DueMode == DueInMilestone && d.Due.IsValid() {
		title := milestoneTitle(d.Due)
		body["milestone"] = title
		milestone, err := json.Marshal(milestoneRequest(title, d.Due))
		if err != nil {
			return tickets.Request{}, incident.Errorf(incident.Internal, "%w", err)
		}
		request.Before = []tickets.Request{{Method: "POST", Path: path + "/milestones", Body: milestone}}
	}
	var err error
	if request.Body, err = json.Marshal(body); err != nil {
		return tickets.Request{}, incident.Errorf(incident.Internal, "%w", err)
	}
	return request, nil
}
