package jira

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// createRequest is the body of a create. Marker, label and all else go in one
// request, which Jira takes as a whole or not at all.
type createRequest struct {
	Fields     createFields     `json:"fields"`
	Properties []entityProperty `json:"properties"`
}

type createFields struct {
	Project     projectRef     `json:"project"`
	IssueType   issueTypeRef   `json:"issuetype"`
	Summary     string         `json:"summary"`
	Description any            `json:"description"`       // wiki markup, or a document in version 3
	DueDate     string         `json:"duedate,omitempty"` // "2026-12-24": a day, without zone
	Assignee    map[string]any `json:"assignee,omitempty"`
	Labels      []string       `json:"labels"`
	more        map[string]any // by id, from the configuration
}

// MarshalJSON puts the fields of the configuration beside ours.
func (f createFields) MarshalJSON() ([]byte, error) {
	type plain createFields
	ours, err := unescaped(plain(f))
	if err != nil || len(f.more) == 0 {
		return ours, err
	}
	more, err := unescaped(f.more)
	if err != nil {
		return nil, err
	}
	return slices.Concat(bytes.TrimSuffix(ours, []byte("}")), []byte(","), bytes.TrimPrefix(more, []byte("{"))), nil
}

// unescaped is a value in JSON as people can read it.
func unescaped(v any) ([]byte, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(text.Bytes()), err
}

type projectRef struct {
	Key string `json:"key"`
}

type issueTypeRef struct {
	Name string `json:"name"`
}

type entityProperty struct {
	Key   string `json:"key"`
	Value mark   `json:"value"`
}

// Create opens the issue.
func (p *Provider) Create(ctx context.Context, d tickets.Draft) (tickets.Ticket, []string, error) {
	request, account, err := p.request(ctx, d)
	if err != nil {
		return tickets.Ticket{}, nil, err
	}
	var made struct {
		Key string `json:"key"`
	}
	status, err := p.call(ctx, http.MethodPost, "issue", request, &made)
	what := tickets.Cannot("cannot open the ticket for %s in project %s", "プロジェクト %[2]s に %[1]s のチケットを作成できません", d.Marker, p.config.Project)
	if err != nil {
		return tickets.Ticket{}, nil, p.refusedCreate(ctx, d, err, what)
	}
	ref, ok := incident.ParseTicketRef(made.Key)
	if status != http.StatusCreated || !ok || ref.Provider != incident.Jira {
		a := tickets.Attempt{Service: "Jira", What: what, Changes: true}
		return tickets.Ticket{}, nil, a.Answered(status, "")
	}
	ref.Host = p.base.Host
	ticket := tickets.Ticket{
		Ref: ref, URL: p.browse(made.Key), Title: request.Fields.Summary, Body: p.description(d),
		Due: d.Due, Markers: []string{d.Marker}, Origin: property,
	}
	if account != "" {
		ticket.Owners = []string{account}
	}
	p.remember(made.Key, request)
	ticket, warnings := p.readBack(ctx, ticket, request)
	return ticket, warnings, nil
}

// readBack reads the first issue that is created, gives it as it is, and says what is
// missing of what was asked. Jira refuses a field that is not on the screen; an
// automation rule, or an app that stands in between, takes it out in silence. Once one
// issue was kept whole, the others are believed to be.
func (p *Provider) readBack(ctx context.Context, ticket tickets.Ticket, asked createRequest) (tickets.Ticket, []string) {
	p.mu.Lock()
	whole := p.whole
	p.mu.Unlock()
	if whole {
		return ticket, nil
	}
	is, err := p.read(ctx, ticket.Ref.Key)
	if ticket.Unread = err != nil || is.Key != ticket.Ref.Key; ticket.Unread {
		return ticket, nil // the create said that it is there
	}
	now := p.ticket(is)
	ticket.Owners, ticket.OwnerNames, ticket.Due = now.Owners, now.OwnerNames, now.Due
	return ticket, p.dropped(tickets.LangOf(ctx), is, asked)
}

// dropped says what an issue lacks of what was asked.
func (p *Provider) dropped(l incident.Lang, is issue, asked createRequest) []string {
	var missing, warnings []string
	for _, label := range asked.Fields.Labels {
		if !slices.Contains(is.Fields.Labels, label) {
			missing = append(missing, label)
		}
	}
	if len(missing) > 0 {
		warnings = append(warnings, l.Say("Jira dropped the label %s of %s; look at the screens and automation rules of project %s, since tickets are found again by a label",
			"Jira が %[2]s のラベル %[1]s を落としました。チケットはラベルで探すので、プロジェクト %[3]s の画面と自動化ルールを確かめてください", strings.Join(missing, ", "), is.Key, p.config.Project))
	}
	if asked.Fields.Assignee != nil && is.Fields.Assignee == nil {
		warnings = append(warnings, l.Say("Jira dropped the assignee of %s; look at the screens and automation rules of project %s",
			"Jira が %s の担当を落としました。プロジェクト %s の画面と自動化ルールを確かめてください", is.Key, p.config.Project))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.whole = len(warnings) == 0
	return warnings
}

// Finish has nothing to do: Jira takes all that belongs to a ticket in its create.
func (*Provider) Finish(context.Context, tickets.Draft, tickets.Ticket) error { return nil }

// Dates has nothing to do: an issue says its due date itself.
func (*Provider) Dates(context.Context, map[string][]tickets.Ticket) error { return nil }

// remember keeps what was created, so that it need not be read again.
func (p *Provider) remember(key string, r createRequest) {
	is := issue{Key: key, Properties: map[string]json.RawMessage{}}
	is.Fields.Summary, is.Fields.DueDate, is.Fields.Labels = r.Fields.Summary, r.Fields.DueDate, r.Fields.Labels
	for _, property := range r.Properties {
		is.Properties[property.Key], _ = json.Marshal(property.Value)
	}
	p.Saw(is.number())
	p.mu.Lock()
	defer p.mu.Unlock()
	p.created[is.number()] = is
}

// refusedCreate says which field Jira did not take, and what to do about it. A
// create that is refused has created nothing.
func (p *Provider) refusedCreate(ctx context.Context, d tickets.Draft, err, what error) error {
	var r *refusal
	if !errors.As(err, &r) || r.Status != http.StatusBadRequest || len(r.Fields) == 0 {
		return failure(err, what, true)
	}
	s, _ := p.createScreen(ctx) // what it says makes the sentence better, no more
	because := func(cause error) error { return incident.Errorf(incident.CodeOf(cause), "%s: %w", what, cause) }
	if said, ok := r.Fields["issuetype"]; ok {
		return because(p.noSuchType(s.types, said))
	}
	for _, f := range ourFields {
		said, refused := r.Fields[f.id]
		switch {
		case !refused:
		case s.lacks(f.id) || offScreenSaid(said):
			return because(p.offScreen(f, said))
		case f.id == "assignee":
			return because(ownerRefused(d.Owner, p.config.Project, said))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Fields)) {
		if cause := p.refusedField(s, d, id, r.Fields[id]); cause != nil {
			return because(cause)
		}
	}
	return failure(err, what, true)
}

// refusedField says what to do about a field that Jira did not take; nil where its own
// words, of a value that was sent, say all that is known.
func (p *Provider) refusedField(s screen, d tickets.Draft, id, said string) error {
	_, configured := p.config.Fields[id]
	switch {
	case configured && (s.lacks(id) || offScreenSaid(said)):
		return p.configuredOffScreen(id)
	case configured:
		return incident.Tell(incident.Refused, "Jira does not take the value of %s (%s); correct it under tickets.fields in .pmtracker.yaml",
			"Jira が %s の値を受け付けません（%s）。.pmtracker.yaml の tickets.fields を直してください", id, said)
	case id == "project":
		return incident.Tell(incident.Refused, "Jira refuses it (project: %s); give the account of the token the permission CREATE_ISSUES in project %s, or correct tickets.project",
			"Jira が拒否しました（project: %s）。トークンのアカウントにプロジェクト %s の権限 CREATE_ISSUES を与えるか、tickets.project を直してください", said, p.config.Project)
	case p.given(d)[id]:
		return nil
	case s.fields[id].Required:
		return p.unfilled([]screenField{s.fields[id]}, d)
	}
	return incident.Tell(incident.Refused, "Jira refuses it (%s: %s); %w", "Jira が拒否しました（%s: %s）。%w", id, said, fillIt(id))
}

// offScreenSaid tells from Jira's words that a field is not on the screen, and
// that nothing is wrong with its value.
func offScreenSaid(said string) bool {
	return strings.Contains(said, "appropriate screen") || strings.Contains(said, "画面")
}

func (p *Provider) request(ctx context.Context, d tickets.Draft) (createRequest, string, error) {
	r := p.withoutAssignee(d, p.version(ctx))
	if d.Owner == "" {
		return r, "", nil
	}
	account, err := p.assignee(ctx, d.Owner, p.config.Project)
	if err != nil {
		return r, "", err
	}
	is, err := p.deployed(ctx)
	r.Fields.Assignee = assigneeField(is, account)
	return r, account, err
}

func (p *Provider) withoutAssignee(d tickets.Draft, version int) createRequest {
	r := createRequest{
		Fields: createFields{
			Project: projectRef{p.config.Project}, IssueType: issueTypeRef{p.config.IssueType},
			Summary: summary(d.Title), Description: p.description(d), Labels: labels(d.Labels, d.Marker), more: p.config.Fields,
		},
		Properties: []entityProperty{{Key: property, Value: mark{Marker: d.Marker}}},
	}
	if version == 3 {
		r.Fields.Description = Document(tickets.WithDue(d.Body, d.Due, d.Lang))
	}
	if d.Due.IsValid() {
		r.Fields.DueDate = d.Due.String()
	}
	return r
}

func assigneeField(is deployment, account string) map[string]any {
	if is == cloud {
		return map[string]any{"accountId": account}
	}
	return map[string]any{"name": account}
}

// description is the body as wiki markup. The due date stands in it as well as
// in its field, where people read it beside the rest.
func (p *Provider) description(d tickets.Draft) string {
	return strings.TrimSpace(WikiMarkup(tickets.WithDue(d.Body, d.Due, d.Lang)))
}

// summary makes a title of one line that Jira takes.
func summary(title string) string {
	r := []rune(strings.Join(strings.Fields(title), " "))
	if len(r) > maxSummary {
		r = append(r[:maxSummary-1], '…')
	}
	return string(r)
}
