package github

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"
	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Get reads an issue, of another repository too where the token may see it. It
// is NotFound when there is none, when it was deleted, is a pull request, is meant on
// another server, or answers from another address than the reference gives: in a
// renamed repository, transferred.
func (p *Provider) Get(ctx context.Context, ref incident.TicketRef) (tickets.Ticket, error) {
	if ref.Owner == "" {
		ref.Owner, ref.Repo = p.owner, p.repo
	}
	if ref.Provider != incident.GitHub || !plainName(ref.Owner) || !plainName(ref.Repo) {
		return tickets.Ticket{}, notFound("%s is no issue of GitHub", "%s は GitHub の課題ではありません", ref)
	}
	issue, resp, err := p.client.Issues.Get(ctx, ref.Owner, ref.Repo, ref.Number)
	if err != nil {
		return tickets.Ticket{}, p.unreadable(ctx, ref, resp, err)
	}
	if issue.GetNumber() == 0 {
		a := tickets.Attempt{Service: "GitHub", What: tickets.Cannot("cannot read ticket %s", "チケット %s を読めません", ref)}
		return tickets.Ticket{}, a.Answered(resp.StatusCode, "")
	}
	ticket := p.ticket(issue)
	if !ticket.Ref.SameServer(ref) { // nothing moves there: it is another issue of that number
		return tickets.Ticket{}, tickets.OnAnotherServer(ref.Host+"/"+ref.String(), ticket.Ref.Host)
	}
	if issue.IsPullRequest() {
		return tickets.Ticket{}, notFound("%s is a pull request, not an issue", "%s は課題ではなくプルリクエストです", ref)
	}
	if !ticket.Ref.Same(ref) {
		return tickets.Ticket{}, tickets.MovedTo(ticket.URL, "it is now at %s; write that address", "現在のアドレスは %s です。そのアドレスを書いてください", ticket.URL)
	}
	return ticket, p.readProjectDates(ctx, []*tickets.Ticket{&ticket})
}

// elsewhere gives the host of the configured server's pages, where an issue that it does
// not have is of another server; "" where it is not, or where nothing tells. The API is
// most often beside the pages; where it is not, the repository says where they are.
func (p *Provider) elsewhere(ctx context.Context, ref incident.TicketRef) string {
	home := incident.TicketRef{Host: p.site()}
	if home.SameServer(ref) {
		return ""
	}
	repository, _, err := p.client.Repositories.Get(ctx, p.owner, p.repo)
	pages, unread := url.Parse(repository.GetHTMLURL())
	if err != nil || unread != nil || pages.Host == "" {
		return ""
	}
	if home.Host = pages.Host; home.SameServer(ref) {
		return ""
	}
	return home.Host
}

func (p *Provider) unreadable(ctx context.Context, ref incident.TicketRef, resp *gh.Response, err error) error {
	if resp != nil && resp.Response != nil {
		if code := resp.StatusCode; code == http.StatusNotFound || code == http.StatusGone || code >= 300 && code < 400 {
			if configured := p.elsewhere(ctx, ref); configured != "" {
				return tickets.OnAnotherServer(ref.Host+"/"+ref.String(), configured)
			}
		}
		switch resp.StatusCode {
		case http.StatusNotFound:
			if p.nobodySpeaks(ctx) {
				return p.notSpoken(tickets.Cannot("GitHub knows no issue %s", "GitHub に課題 %s がない", ref))
			}
			return notFound("GitHub knows no issue %s, or this token may not see it", "GitHub に課題 %s がないか、このトークンでは見えません", ref)
		case http.StatusGone:
			if text := said(err); strings.Contains(strings.ToLower(text), "disabled") {
				return notFound("%s cannot be read: GitHub says \"%s\"; switch issues on in the settings of that repository", "%s を読めません（GitHub の応答: %s）。リポジトリの設定で Issues を有効にしてください", ref, text)
			}
			return notFound("%s was deleted", "%s は削除されています", ref)
		case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
			return notFound("%s has moved; write its new address", "%s は移動しています。新しいアドレスを書いてください", ref)
		}
	}
	return failure(resp, err, tickets.Cannot("cannot read ticket %s", "チケット %s を読めません", ref), false)
}

func notFound(english, japanese string, args ...any) error {
	return incident.Tell(incident.NotFound, english, japanese, args...)
}

// ticket is what an issue says.
func (p *Provider) ticket(issue *gh.Issue) tickets.Ticket {
	ref, ok := incident.ParseTicketRef(issue.GetHTMLURL())
	if !ok {
		ref = incident.TicketRef{Provider: incident.GitHub, Owner: p.owner, Repo: p.repo, Number: issue.GetNumber()}
	}
	t := tickets.Ticket{
		Ref: ref, Node: issue.GetNodeID(), URL: issue.GetHTMLURL(), Title: issue.GetTitle(), Body: issue.GetBody(),
		Done: issue.GetState() == "closed", Dropped: issue.GetState() == "closed" && (issue.GetStateReason() == "not_planned" || issue.GetStateReason() == "duplicate"),
		Due: p.due(issue), TextDue: tickets.DueIn(issue.GetBody()), Markers: tickets.MarkersIn(issue.GetBody()),
		// The body is copied with its marker; who opened an issue is not.
		Origin: strings.ToLower(issue.GetUser().GetLogin()) + "\n" + issue.GetTitle(),
	}
	if t.URL == "" {
		t.URL = p.repository() + "#" + strconv.Itoa(issue.GetNumber())
	}
	for _, u := range issue.Assignees {
		t.Owners = append(t.Owners, u.GetLogin())
	}
	if len(t.Owners) == 0 && issue.GetAssignee().GetLogin() != "" {
		t.Owners = []string{issue.GetAssignee().GetLogin()}
	}
	return t
}

// due reads the due date that the issue itself gives. In milestone mode a milestone with a due date counts,
// since that is where people then look and edit; otherwise the body does, its
// visible line before the hidden one. Outside that mode a milestone is somebody
// else's plan and says nothing about this ticket.
func (p *Provider) due(issue *gh.Issue) civil.Date {
	if p.config.DueMode == DueInMilestone {
		if due := dueOf(issue.Milestone); due.IsValid() {
			return due
		}
	}
	return tickets.DueIn(issue.GetBody())
}
