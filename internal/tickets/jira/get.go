package jira

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// issue is what is read of an issue. Its description is wiki markup in version 2
// of the API; anything else that stands there is passed over.
type issue struct {
	Key    string `json:"key"`
	Fields struct {
		Summary     string          `json:"summary"`
		Description json.RawMessage `json:"description"`
		DueDate     string          `json:"duedate"`
		Assignee    *user           `json:"assignee"`
		Labels      []string        `json:"labels"`
		Resolution  struct {
			Name string `json:"name"`
		} `json:"resolution"`
		Status struct {
			Name     string `json:"name"`
			Category struct {
				Key string `json:"key"` // new, indeterminate, done: the same in every language
			} `json:"statusCategory"`
		} `json:"status"`
	} `json:"fields"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// mark gives the property of ours, if the issue has it.
func (is issue) mark() (mark, bool) {
	var m mark
	err := json.Unmarshal(is.Properties[property], &m)
	return m, err == nil && m.Marker != ""
}

// carries tells whether the issue is the ticket of a marker: by the property,
// else by the label. A copy that somebody made of a ticket has the label alone,
// and counts too: people are told of it, and settle it.
func (is issue) carries(marker string) bool {
	if m, ok := is.mark(); ok {
		return m.Marker == marker
	}
	return slices.Contains(is.Fields.Labels, labelFor(marker))
}

// done goes by the category of the status, which is the same in every language and
// workflow; a server that gives none is judged by the resolution, and by the names
// that Jira itself gives.
func (is issue) done() bool {
	if key := is.Fields.Status.Category.Key; key != "" {
		return key == "done"
	}
	return is.Fields.Resolution.Name != "" || slices.Contains([]string{"done", "closed", "resolved", "完了"}, strings.ToLower(is.Fields.Status.Name))
}

func (is issue) number() int {
	n, _ := strconv.Atoi(is.Key[strings.LastIndexByte(is.Key, '-')+1:])
	return n
}

func (p *Provider) read(ctx context.Context, key string) (issue, error) {
	var is issue
	q := url.Values{"fields": {readFields}, "properties": {property}}
	_, err := p.call(ctx, http.MethodGet, "issue/"+url.PathEscape(key)+"?"+q.Encode(), nil, &is)
	return is, err
}

// Get reads an issue of this Jira, of any project that the account may see. It
// is NotFound when there is none, when the address is of another Jira, and when
// the issue was moved to another key.
func (p *Provider) Get(ctx context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	if !p.Home().SameServer(ref) {
		return tickets.Ticket{}, tickets.OnAnotherServer(ref.Host+"/"+ref.Key, p.base.Host)
	}
	is, err := p.read(ctx, ref.Key)
	if hasStatus(err, http.StatusNotFound) && p.nobodySpeaks(ctx) {
		return tickets.Ticket{}, p.notSpoken(tickets.Cannot("Jira knows no issue %s", "Jira に課題 %s がない", ref.Key))
	}
	if hasStatus(err, http.StatusNotFound) || hasStatus(err, http.StatusGone) {
		return tickets.Ticket{}, notFound("Jira knows no issue %s: it never was, was deleted, or this account may not see it",
			"Jira に課題 %s がありません。存在しないか、削除されたか、このアカウントでは見えません", ref.Key)
	}
	what := tickets.Cannot("cannot read ticket %s", "チケット %s を読めません", ref.Key)
	if err != nil {
		return tickets.Ticket{}, failure(err, what, false)
	}
	if is.Key == "" {
		a := tickets.Attempt{Service: "Jira", What: what}
		return tickets.Ticket{}, a.Answered(http.StatusOK, "")
	}
	if is.Key != ref.Key {
		return tickets.Ticket{}, tickets.MovedTo(p.browse(is.Key), "%s was moved and is now %s; write that key", "%s は移動され、今は %s です。そのキーを書いてください", ref.Key, is.Key)
	}
	return p.ticket(is), nil
}

func notFound(english, japanese string, args ...any) error {
	return incident.Tell(incident.NotFound, english, japanese, args...)
}

// dropped tells a resolution that says that nothing was done. Names other than
// Jira's own are taken for done.
func dropped(resolution string) bool {
	switch strings.ToLower(resolution) {
	case "duplicate", "won't do", "won't fix", "declined", "cannot reproduce", "重複", "対応しない", "修正しない", "却下", "再現できない", "再現不可":
		return true
	}
	return false
}

// ticket is what an issue says.
func (p *Provider) ticket(is issue) tickets.Ticket {
	t := tickets.Ticket{
		Ref: incident.TicketRef{Provider: incident.Jira, Host: p.base.Host, Key: is.Key},
		URL: p.browse(is.Key), Title: is.Fields.Summary,
		Body: said(is.Fields.Description), Done: is.done(),
	}
	t.Dropped = t.Done && dropped(is.Fields.Resolution.Name)
	if due, err := civil.ParseDate(is.Fields.DueDate); err == nil {
		t.Due = due
	}
	if a := is.Fields.Assignee; a != nil && a.account() != "" {
		t.Owners, t.OwnerNames = []string{a.account()}, a.names()
	}
	if m, ok := is.mark(); ok {
		t.Markers, t.Origin = []string{m.Marker}, property // a clone takes the labels along, and not this
	}
	return t
}
