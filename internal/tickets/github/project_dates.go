package github

import (
	"context"
	"slices"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

const readProjectDates = `query($issues: [ID!]!, $field: String!) {
  nodes(ids: $issues) { ... on Issue { id projectItems(first: 100, includeArchived: true) { nodes {
    project { id } fieldValueByName(name: $field) { ... on ProjectV2ItemFieldDateValue { date } } } } } } }`

// datedIssue is what the GraphQL API says of an issue's places on projects.
type datedIssue struct {
	ID    string
	Items struct {
		Nodes []struct {
			Project struct{ ID string }
			Value   struct{ Date string } `json:"fieldValueByName"`
		}
	} `json:"projectItems"`
}

// dateOnProject gives the date of the issue's place on a project. on tells whether
// it has one there.
func (is datedIssue) dateOnProject(id string) (due civil.Date, on bool) {
	for _, item := range is.Items.Nodes {
		if item.Project.ID == id {
			due, _ = civil.ParseDate(item.Value.Date) // empty: nobody set one
			return due, true
		}
	}
	return due, false
}

// Dates reads the dates of a listing, where they stand on the project.
func (p *Provider) Dates(ctx context.Context, found map[string][]tickets.Ticket) error {
	var all []*tickets.Ticket
	for _, same := range found {
		for i := range same {
			all = append(all, &same[i])
		}
	}
	return p.readProjectDates(ctx, all)
}

// readProjectDates puts the dates of the project in place of those of the text, a
// hundred tickets a request: there is where people look and move them. An open
// ticket that is not on the project has none. One that is done may have been taken
// off it, and what this token may not see says nothing: there the text counts.
func (p *Provider) readProjectDates(ctx context.Context, all []*tickets.Ticket) error {
	if p.config.DueMode != DueInProject || len(all) == 0 {
		return nil
	}
	board, err := p.board(ctx)
	for some := range slices.Chunk(all, pageSize) {
		if err != nil {
			break
		}
		err = p.readDatesOn(ctx, board, some)
	}
	if err != nil && incident.CodeOf(err) != incident.Refused {
		return err
	}
	for _, t := range all {
		t.Unseen, t.Unread = err, false
	}
	return nil
}

func (p *Provider) readDatesOn(ctx context.Context, board project, some []*tickets.Ticket) error {
	ids := make([]string, len(some))
	for i, t := range some {
		ids[i] = t.Node
	}
	var out struct{ Nodes []datedIssue }
	what := tickets.Cannot("cannot read the dates on the project", "プロジェクトの日付を読めません")
	if err := p.graphQL(tickets.Reading(ctx), what, readProjectDates, map[string]any{"issues": ids, "field": p.config.ProjectField}, &out); err != nil {
		return err
	}
	for _, t := range some {
		for _, is := range out.Nodes {
			if due, on := is.dateOnProject(board.id); is.ID == t.Node && (on || !t.Done) {
				t.Due = due
			}
		}
	}
	return nil
}
