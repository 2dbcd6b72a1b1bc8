package github

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// Board is a Projects (v2) board of the repository's owner, with one date field.
type Board struct {
	Number int
	Field  string         // its name: "Due date"
	Dates  map[int]string // by issue: the day, "" where none is set; an issue that is not there is not on the board
}

// The ids of the board and of its date field in the GraphQL API.
const (
	boardID = "PVT_1"
	fieldID = "PVTF_1"
)

// graphQL answers the queries and mutations about the board, in the shape of
// https://docs.github.com/en/graphql/reference.
func (g *GitHub) graphQL(body []byte) standin.Answer {
	var in struct {
		Query     string
		Variables struct {
			Number               int
			Field, Content, Item string
			Date                 string
			Issues               []string
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return said(http.StatusBadRequest, "Problems parsing JSON")
	}
	v := in.Variables
	switch {
	case strings.Contains(in.Query, "viewer"): // of any token, also that of an Action or App
		return data("viewer", map[string]any{"login": g.Login})
	case g.Board == nil:
		return standin.Answer{Status: http.StatusOK, Body: map[string]any{"data": nil, "errors": []any{map[string]any{
			"type": "INSUFFICIENT_SCOPES", "message": "Your token has not been granted the required scopes to execute this query."}}}}
	case strings.Contains(in.Query, "repositoryOwner("):
		return data("repositoryOwner", map[string]any{"projectV2": g.projectNamed(v.Number, v.Field)})
	case strings.Contains(in.Query, "nodes("):
		nodes := []any{}
		for _, id := range v.Issues {
			nodes = append(nodes, map[string]any{"id": id, "projectItems": map[string]any{"nodes": g.places(issueOf(id), v.Field)}})
		}
		return data("nodes", nodes)
	case strings.Contains(in.Query, "addProjectV2ItemById("):
		n := issueOf(v.Content)
		if _, on := g.Board.Dates[n]; !on {
			g.Board.Dates[n] = ""
		}
		return data("addProjectV2ItemById", map[string]any{"item": map[string]any{"id": "PVTI_" + strconv.Itoa(n)}})
	case strings.Contains(in.Query, "updateProjectV2ItemFieldValue("):
		g.Board.Dates[issueOf(v.Item)] = v.Date
		return data("updateProjectV2ItemFieldValue", map[string]any{"projectV2Item": map[string]any{"id": v.Item}})
	}
	return said(http.StatusBadRequest, "A query attribute must be specified and must be a string.")
}

func (g *GitHub) projectNamed(number int, field string) any {
	if number != g.Board.Number {
		return nil
	}
	out := map[string]any{"id": boardID, "field": nil}
	if field == g.Board.Field {
		out["field"] = map[string]any{"id": fieldID, "dataType": "DATE"}
	}
	return out
}

// places gives the items that an issue is on projects.
func (g *GitHub) places(issue int, field string) []any {
	other := map[string]any{"project": map[string]any{"id": "PVT_other"}, "fieldValueByName": map[string]any{"date": "2031-01-01"}}
	date, on := g.Board.Dates[issue]
	if !on {
		return []any{other}
	}
	here := map[string]any{"project": map[string]any{"id": boardID}, "fieldValueByName": nil}
	if date != "" && field == g.Board.Field {
		here["fieldValueByName"] = map[string]any{"date": date}
	}
	return []any{other, here}
}

func data(name string, value any) standin.Answer {
	return ok(map[string]any{"data": map[string]any{name: value}})
}

// issueOf gives the number of the issue that an id is of: "I_12", "PVTI_12".
func issueOf(id string) int {
	n, _ := strconv.Atoi(id[strings.LastIndexByte(id, '_')+1:])
	return n
}
