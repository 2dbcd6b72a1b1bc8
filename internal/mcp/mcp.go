// Package mcp offers the use cases to assistants by the Model Context Protocol:
// they ask what is overdue or why an incident may not close, and get the gate's
// own words. It is read-only unless allowed.
package mcp

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// NewServer makes the server of one who asks. Only with write set may an
// assistant change anything.
func NewServer(t *tracker.Tracker, a tracker.Actor, write bool) *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "pmtracker", Version: "1"}, nil)
	tools := tools{t, a, write}
	if !a.Lang.Valid() {
		tools.actor.Lang = incident.English
	}
	add(s, tools.actor.Lang, "list_incidents", "List incidents, the newest first, by state and service", tools.incidents)
	add(s, tools.actor.Lang, "get_incident", "Get one incident: timeline, metrics, roles, reports and action items", tools.incident)
	add(s, tools.actor.Lang, "why_not_closed", "Say which rules of the close gate do not hold for an incident, and what fixes each", tools.gate)
	add(s, tools.actor.Lang, "list_action_items", "List action items, those due first, by owner, service and whether they are overdue", tools.items)
	add(s, tools.actor.Lang, "search", "Search the incidents and their postmortems for words, in any language", tools.search)
	if write {
		tools.offerWrites(s)
	}
	return s
}

// add offers a tool that changes nothing.
func add[In, Out any](s *mcp.Server, l incident.Lang, name, description string, f mcp.ToolHandlerFor[In, Out]) {
	mcp.AddTool(s, &mcp.Tool{Name: name, Description: description, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true}}, told(l, f))
}

// told puts what a tool refuses into the language of the one who asks.
func told[In, Out any](l incident.Lang, f mcp.ToolHandlerFor[In, Out]) mcp.ToolHandlerFor[In, Out] {
	return func(ctx context.Context, r *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
		result, out, err := f(ctx, r, in)
		if err != nil {
			err = errors.New(incident.Sentence(tracker.Outward(ctx, err), l))
		}
		return result, out, err
	}
}

// ServeStdio serves one assistant over standard input and output, until ctx ends
// or the assistant leaves.
func ServeStdio(ctx context.Context, t *tracker.Tracker, a tracker.Actor, write bool) error {
	a.Origin = "mcp"
	err := NewServer(t, a, write).Run(ctx, &mcp.StdioTransport{})
	if err != nil && ctx.Err() == nil {
		return incident.Errorf(incident.Invalid, "the assistant's connection broke: %w", err)
	}
	return nil
}

// Handler serves assistants over HTTP. who says who asks, reads in which language
// where that one has chosen none; only with write set may
// an assistant change anything, and then no more than who asks.
func Handler(t *tracker.Tracker, who func(*http.Request) (tracker.Actor, error), reads func(*http.Request) incident.Lang, write bool) http.Handler {
	served := mcp.NewStreamableHTTPHandler(func(r *http.Request) *mcp.Server {
		a, err := who(r)
		if err != nil {
			return nil
		}
		a.Origin = strings.Replace(a.Origin, "web ", "mcp ", 1)
		if !a.Lang.Valid() {
			a.Lang = reads(r)
		}
		return NewServer(t, a, write && a.AllowsSomewhere(tracker.Responder))
	}, &mcp.StreamableHTTPOptions{Stateless: true, JSONResponse: true})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := who(r); err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="pmtracker"`)
			http.Error(w, reads(r).Say("sign in with an API token", "API トークンでサインインしてください"), http.StatusUnauthorized)
			return
		}
		served.ServeHTTP(w, r)
	})
}

// tools are the use cases for one who asks.
type tools struct {
	tracker *tracker.Tracker
	actor   tracker.Actor
	write   bool // those that change something are offered, too
}

type incidentsInput struct {
	State   string `json:"state,omitempty" jsonschema:"declared, contained, recovered, in_review or closed; left out: all"`
	Service string `json:"service,omitempty"`
	Limit   int    `json:"limit,omitempty" jsonschema:"at most so many; 20 where it is left out"`
	After   string `json:"after,omitempty" jsonschema:"next of an earlier answer, for the incidents behind it"`
}

type incidentLine struct {
	Incident   string `json:"incident"`
	Title      string `json:"title"`
	Severity   string `json:"severity"`
	Service    string `json:"service"`
	State      string `json:"state"`
	DeclaredAt string `json:"declared_at"`
}

type incidentsOutput struct {
	Incidents []incidentLine `json:"incidents"`
	Next      string         `json:"next" jsonschema:"not empty: there are more; ask again with it as after"`
}

func (x tools) incidents(ctx context.Context, _ *mcp.CallToolRequest, in incidentsInput) (*mcp.CallToolResult, incidentsOutput, error) {
	limit := in.Limit
	if limit <= 0 || limit > 200 {
		limit = 20
	}
	f := store.Filter{Service: in.Service, Before: in.After, Limit: limit + 1}
	if in.State != "" {
		f.States = []incident.State{incident.State(in.State)}
	}
	all, err := x.tracker.List(ctx, x.actor, f)
	out := incidentsOutput{Incidents: []incidentLine{}}
	for i, one := range all {
		if i == limit {
			out.Next = all[i-1].Key
			break
		}
		out.Incidents = append(out.Incidents, lineOf(one))
	}
	return nil, out, err
}

func lineOf(in store.Incident) incidentLine {
	return incidentLine{in.Key, in.Title, string(in.Severity), in.Service, string(in.State), in.DeclaredAt.Format(time.RFC3339)}
}

type keyInput struct {
	Incident string `json:"incident" jsonschema:"its key, for example INC-2026-0042"`
}

type eventLine struct {
	At   string `json:"at"`
	Kind string `json:"kind"`
	Role string `json:"role"`
	Text string `json:"text"`
}

type incidentOutput struct {
	incidentLine
	Events      []eventLine `json:"events"`
	ActionItems []itemLine  `json:"action_items"`
	Checklist   []stepLine  `json:"checklist" jsonschema:"steps of the first response, while people work on it"`
	MTTR        string      `json:"mttr,omitempty"`
}

type stepLine struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Done bool   `json:"done"`
}

func (x tools) incident(ctx context.Context, _ *mcp.CallToolRequest, in keyInput) (*mcp.CallToolResult, incidentOutput, error) {
	v, err := x.tracker.View(ctx, x.actor, in.Incident, x.actor.Lang)
	if err != nil {
		return nil, incidentOutput{}, err
	}
	out := incidentOutput{incidentLine: lineOf(v.Incident), Events: []eventLine{}, ActionItems: []itemLine{}, Checklist: []stepLine{}}
	for _, e := range v.Events {
		out.Events = append(out.Events, eventLine{e.At.In(v.Zone).Format(time.RFC3339), string(e.Kind), string(e.Role), e.Text})
	}
	for _, it := range v.Items {
		out.ActionItems = append(out.ActionItems, itemLineOf(v.Key, it))
	}
	for _, step := range v.Checklist {
		out.Checklist = append(out.Checklist, stepLine{step.ID, step.Text, !step.DoneAt.IsZero() || step.DoneBy != ""})
	}
	if d := v.Metrics().Recover; d != nil {
		out.MTTR = postmortem.Duration(*d, x.actor.Lang)
	}
	return nil, out, nil
}

type gateOutput struct {
	Incident string      `json:"incident"`
	Closed   bool        `json:"closed" jsonschema:"it is closed already"`
	MayClose bool        `json:"may_close" jsonschema:"it is open, and every rule is known to hold"`
	Unmet    []unmetLine `json:"unmet"`
	Unasked  []string    `json:"unasked" jsonschema:"action items about whose ticket nobody has asked the provider yet; closing asks"`
}

func (x tools) gate(ctx context.Context, _ *mcp.CallToolRequest, in keyInput) (*mcp.CallToolResult, gateOutput, error) {
	v, err := x.tracker.View(ctx, x.actor, in.Incident, x.actor.Lang)
	out := gateOutput{in.Incident, v.Gate.Closed, false, x.unmetLines(in.Incident, v.Gate.Unmet), append([]string{}, v.Gate.Unasked...)}
	out.MayClose = err == nil && !out.Closed && len(out.Unmet)+len(out.Unasked) == 0
	return nil, out, err
}

// itemsAtOnce is how many action items an assistant gets in one answer.
const itemsAtOnce = 100

type itemsInput struct {
	Owner   string `json:"owner,omitempty"`
	Team    string `json:"team,omitempty"`
	Service string `json:"service,omitempty"`
	After   string `json:"after,omitempty" jsonschema:"next of an earlier answer, for the items behind it"`
	Overdue bool   `json:"overdue,omitempty" jsonschema:"only open items whose day has passed"`
}

type itemLine struct {
	Incident    string `json:"incident"`
	Item        string `json:"item"`
	Title       string `json:"title"`
	Owner       string `json:"owner"`
	Due         string `json:"due"`
	DaysOverdue int    `json:"days_overdue"`
	State       string `json:"state"`
	Ticket      string `json:"ticket"`
	After       string `json:"after"`
}

func itemLineOf(key string, it store.IndexedItem) itemLine {
	return itemLine{Incident: key, Item: it.ID, Title: it.Title, Owner: it.Owner, Due: it.Get(incident.FieldDue), State: string(it.State), Ticket: it.Ticket, After: it.After}
}

type itemsOutput struct {
	ActionItems []itemLine `json:"action_items"`
	Next        string     `json:"next" jsonschema:"not empty: there are more; ask again with it as after"`
}

func (x tools) items(ctx context.Context, _ *mcp.CallToolRequest, in itemsInput) (*mcp.CallToolResult, itemsOutput, error) {
	today := x.tracker.Today()
	q := tracker.ItemQuery{Owner: in.Owner, Team: in.Team, Service: in.Service, After: in.After, Limit: itemsAtOnce + 1}
	if in.Overdue {
		q.State, q.DueBefore = store.ItemOpen, today
	}
	all, err := x.tracker.ListItems(ctx, x.actor, q)
	out := itemsOutput{ActionItems: []itemLine{}}
	for i, it := range all {
		if i == itemsAtOnce {
			out.Next = all[i-1].Cursor()
			break
		}
		line := itemLineOf(it.Incident, it.IndexedItem)
		if it.State == store.ItemOpen && it.HasDue() && it.Due.Before(today) {
			line.DaysOverdue = today.DaysSince(it.Due)
		}
		out.ActionItems = append(out.ActionItems, line)
	}
	return nil, out, err
}

// hitsAtOnce is how many incidents an assistant gets in one answer to a search.
const hitsAtOnce = 20

type searchInput struct {
	Words string `json:"words"`
	After string `json:"after,omitempty" jsonschema:"next of an earlier answer, for the incidents behind it"`
}

type hitLine struct {
	incidentLine
	Snippet string `json:"snippet"`
}

type searchOutput struct {
	Hits []hitLine `json:"hits"`
	Next string    `json:"next" jsonschema:"not empty: there are more; ask again with it as after"`
}

func (x tools) search(ctx context.Context, _ *mcp.CallToolRequest, in searchInput) (*mcp.CallToolResult, searchOutput, error) {
	hits, err := x.tracker.Search(ctx, x.actor, in.Words, store.Filter{Before: in.After, Limit: hitsAtOnce + 1})
	out := searchOutput{Hits: []hitLine{}}
	for i, h := range hits {
		if i == hitsAtOnce {
			out.Next = hits[i-1].Key
			break
		}
		out.Hits = append(out.Hits, hitLine{lineOf(h.Incident), h.Snippet})
	}
	return nil, out, err
}
