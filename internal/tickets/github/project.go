package github

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"
	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// project is a Projects (v2) board and its date field, by their GraphQL ids.
type project struct{ id, field string }

const findProject = `query($owner: String!, $number: Int!, $field: String!) {
  repositoryOwner(login: $owner) { ... on ProjectV2Owner {
    projectV2(number: $number) { id field(name: $field) { ... on ProjectV2Field { id dataType } } } } } }`

const addToProject = `mutation($project: ID!, $content: ID!) {
  addProjectV2ItemById(input: {projectId: $project, contentId: $content}) { item { id } } }`

const setProjectDate = `mutation($project: ID!, $item: ID!, $field: ID!, $date: Date!) {
  updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $field, value: {date: $date}}) { projectV2Item { id } } }`

// putOnProject puts an issue on the project and sets its date. Both can be
// repeated: an issue that is on the project already keeps its place. A date is a
// day without zone there too.
// https://docs.github.com/en/issues/planning-and-tracking-with-projects/automating-your-project/using-the-api-to-manage-projects
func (p *Provider) putOnProject(ctx context.Context, issue *gh.Issue, due civil.Date) error {
	board, err := p.board(ctx)
	if err != nil {
		return err
	}
	var added struct {
		Add struct {
			Item struct{ ID string }
		} `json:"addProjectV2ItemById"`
	}
	what := tickets.Cannot("cannot set the date on the project", "プロジェクトの日付を設定できません")
	if err := p.graphQL(ctx, what, addToProject, map[string]any{"project": board.id, "content": issue.GetNodeID()}, &added); err != nil {
		return err
	}
	return p.graphQL(ctx, what, setProjectDate, map[string]any{
		"project": board.id, "item": added.Add.Item.ID, "field": board.field, "date": due.String(),
	}, nil)
}

// board finds the project and its date field once.
func (p *Provider) board(ctx context.Context) (project, error) {
	p.mu.Lock()
	known := p.project
	p.mu.Unlock()
	if known.id != "" {
		return known, nil
	}
	owner, number := p.boardName()
	n, err := strconv.Atoi(number)
	if err != nil {
		return project{}, incident.Tell(incident.Invalid, "tickets.project: %q is not the number of a project; write it as its address ends, for example 7", "tickets.project: 「%s」はプロジェクト番号ではありません。URL の末尾の番号を書いてください", p.config.Project)
	}
	var out struct {
		Owner struct {
			Project struct {
				ID    string
				Field struct{ ID, DataType string }
			} `json:"projectV2"`
		} `json:"repositoryOwner"`
	}
	what := tickets.Cannot("cannot find the project %s of %s", "%[2]s のプロジェクト %[1]s を確認できません", number, owner)
	if err := p.graphQL(tickets.Reading(ctx), what, findProject, map[string]any{"owner": owner, "number": n, "field": p.config.ProjectField}, &out); err != nil {
		return project{}, err
	}
	found := out.Owner.Project
	if found.ID == "" || found.Field.ID == "" || found.Field.DataType != "DATE" {
		return project{}, incident.Tell(incident.Refused, "project %s of %s has no date field %q that this token may see",
			"%[2]s のプロジェクト %[1]s に、このトークンで見える日付フィールド「%[3]s」がありません", number, owner, p.config.ProjectField)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.project = project{found.ID, found.Field.ID}
	return p.project, nil
}

// boardName gives whose project it is, and its number.
func (p *Provider) boardName() (owner, number string) {
	if owner, number, ok := strings.Cut(p.config.Project, "/"); ok {
		return owner, number
	}
	return p.owner, p.config.Project
}

// graphQL asks GitHub's GraphQL API, which lies beside the REST API: below
// api.github.com/graphql, and on a server of one's own below /api/graphql. what
// says what could not be done.
func (p *Provider) graphQL(ctx context.Context, what error, query string, variables map[string]any, out any) error {
	req, err := p.client.NewRequest(http.MethodPost, "graphql", map[string]any{"query": query, "variables": variables})
	if err != nil {
		return incident.Errorf(incident.Invalid, "%s: %w", what, err)
	}
	req.URL.Path = strings.Replace(req.URL.Path, "/api/v3/graphql", "/api/graphql", 1)
	var answer struct {
		Data   any `json:"data"`
		Errors []struct{ Type, Message string }
	}
	answer.Data = out
	resp, err := p.client.Do(ctx, req, &answer)
	if err != nil {
		return failure(resp, err, what, false)
	}
	if len(answer.Errors) > 0 && answer.Errors[0].Type == "" { // "Something went wrong while executing your query": refusals have a type
		return incident.Tell(incident.Unavailable, "%s: GitHub failed (%s); try again later", "%s: GitHub で障害が起きました（%s）。しばらくして再実行してください", what, answer.Errors[0].Message)
	}
	if len(answer.Errors) > 0 {
		return incident.Errorf(incident.Refused, "%s: %s", what, answer.Errors[0].Message)
	}
	return nil
}
