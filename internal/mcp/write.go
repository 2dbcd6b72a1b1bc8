package mcp

import (
	"context"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// offerWrites offers what an assistant may change where that is allowed. Approving
// and closing are not among it: a person who answers for them does that.
func (x tools) offerWrites(s *mcp.Server) {
	change(s, x.actor.Lang, "log_event", "Append one event to the timeline of an incident", x.log)
	change(s, x.actor.Lang, "tick_step", "Mark a step of an incident's first-response checklist as done", x.tick)
	change(s, x.actor.Lang, "comment", "Comment on a line of an incident's postmortem, or answer in a thread", x.comment)
	change(s, x.actor.Lang, "set_action_item", "Write fields of an action item in an incident's postmortem, and no other byte of it", x.setItem)
	change(s, x.actor.Lang, "open_tickets", "Open the tickets that an incident's action items lack; asked again it opens no second one", x.openTickets)
}

// change offers a tool that adds to an incident and destroys nothing.
func change[In, Out any](s *mcp.Server, l incident.Lang, name, description string, f mcp.ToolHandlerFor[In, Out]) {
	destructive := false
	mcp.AddTool(s, &mcp.Tool{Name: name, Description: description, Annotations: &mcp.ToolAnnotations{DestructiveHint: &destructive}}, told(l, f))
}

type logInput struct {
	Incident string `json:"incident"`
	Kind     string `json:"kind" jsonschema:"hypothesis, decision, action, communication, containment or note"`
	Text     string `json:"text"`
}

type idOutput struct {
	ID string `json:"id"`
}

func (x tools) log(ctx context.Context, _ *mcp.CallToolRequest, in logInput) (*mcp.CallToolResult, idOutput, error) {
	e, err := x.tracker.Log(ctx, x.actor, in.Incident, tracker.Entry{Kind: incident.EventKindOf(in.Kind), Text: in.Text})
	return nil, idOutput{e.ID}, err
}

type tickInput struct {
	Incident string `json:"incident"`
	Step     string `json:"step" jsonschema:"its id, as get_incident lists it"`
}

type doneOutput struct {
	Done bool `json:"done"`
}

func (x tools) tick(ctx context.Context, _ *mcp.CallToolRequest, in tickInput) (*mcp.CallToolResult, doneOutput, error) {
	err := x.tracker.Tick(ctx, x.actor, in.Incident, in.Step)
	return nil, doneOutput{err == nil}, err
}

type commentInput struct {
	Incident   string `json:"incident"`
	Revision   int    `json:"revision,omitempty" jsonschema:"of the postmortem that was read; 0: the current one"`
	Line       int    `json:"line,omitempty" jsonschema:"of that revision, from 1"`
	Thread     string `json:"thread,omitempty" jsonschema:"to answer in a thread instead"`
	Text       string `json:"text"`
	Suggestion string `json:"suggestion,omitempty" jsonschema:"what the line should say; a person applies it"`
}

func (x tools) comment(ctx context.Context, _ *mcp.CallToolRequest, in commentInput) (*mcp.CallToolResult, idOutput, error) {
	r := tracker.Remark{Revision: in.Revision, Line: in.Line, Thread: in.Thread, Text: in.Text}
	if in.Suggestion != "" {
		r.Suggestion = &in.Suggestion
	}
	c, err := x.tracker.Comment(ctx, x.actor, in.Incident, r)
	return nil, idOutput{c.ID}, err
}

type setItemInput struct {
	Incident string            `json:"incident"`
	Item     string            `json:"item" jsonschema:"for example AI-1"`
	Fields   map[string]string `json:"fields" jsonschema:"any of kind, owner, due, ticket, when, before, after, verified_by"`
}

func (x tools) setItem(ctx context.Context, _ *mcp.CallToolRequest, in setItemInput) (*mcp.CallToolResult, doneOutput, error) {
	values := map[incident.Field]string{}
	for name, value := range in.Fields {
		field, ok := fieldNamed(name)
		if !ok {
			return nil, doneOutput{}, incident.Tell(incident.Invalid, "an action item has no field %q", "恒久対応に項目 %q はありません", name)
		}
		values[field] = value
	}
	err := x.tracker.SetFields(ctx, x.actor, in.Incident, in.Item, tracker.ItemChange{Values: values})
	return nil, doneOutput{err == nil}, err
}

func fieldNamed(name string) (incident.Field, bool) {
	for _, f := range incident.Fields() {
		if string(f) == strings.ToLower(name) {
			return f, true
		}
	}
	return "", false
}

type ticketsInput struct {
	Incident string `json:"incident"`
}

type ticketsOutput struct {
	Opened []tracker.OpenedTicket `json:"opened"`
}

func (x tools) openTickets(ctx context.Context, _ *mcp.CallToolRequest, in ticketsInput) (*mcp.CallToolResult, ticketsOutput, error) {
	out := ticketsOutput{[]tracker.OpenedTicket{}}
	err := x.tracker.CreateTickets(tickets.WithLang(ctx, x.actor.Lang), x.actor, in.Incident, tracker.TicketRun{Opened: func(t tracker.OpenedTicket) { out.Opened = append(out.Opened, t) }})
	return nil, out, err
}
