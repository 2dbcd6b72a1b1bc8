package github

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

const pageSize = 100 // the most that GitHub gives

// FindMarked lists every issue of the repository, open and closed, and reads the
// bodies. It filters neither by label, which GitHub drops in silence, nor by
// creator, since the next run may be somebody else's; and it does not search,
// since the search index lags behind.
//
// Oldest first: what is opened meanwhile comes at the end and moves nothing from
// one page to another. What is deleted or transferred meanwhile does, where the
// server gives pages by number alone: the list says no total by which that could be
// seen, so that an issue is missed then. The next sync closes what comes of it.
func (p *Provider) FindMarked(ctx context.Context, markers []string) (map[string][]tickets.Ticket, error) {
	return p.find(ctx, markers, "asc", func([]*gh.Issue) bool { return false })
}

// FindAbove lists the newest issues first, until it comes to one that was known
// before. It does not ask by time, which would rest on two clocks being equal.
func (p *Provider) FindAbove(ctx context.Context, markers []string, floor int) (map[string][]tickets.Ticket, error) {
	return p.find(ctx, markers, "desc", func(page []*gh.Issue) bool {
		first, last := page[0].GetNumber(), page[len(page)-1].GetNumber()
		return first >= last && last <= floor // in the order that was asked for
	})
}

// find reads the list of issues, page by page, until enough says so.
func (p *Provider) find(ctx context.Context, markers []string, direction string, enough func([]*gh.Issue) bool) (map[string][]tickets.Ticket, error) {
	found := map[string][]tickets.Ticket{}
	if len(markers) == 0 {
		return found, nil
	}
	at := place{page: 1}
	seen, linked := map[int]bool{}, false
	for {
		page, resp, err := p.listPage(ctx, direction, at)
		if err != nil {
			return nil, p.cannotList(resp, err)
		}
		before := len(seen)
		for _, issue := range page {
			seen[issue.GetNumber()] = true
			p.Saw(issue.GetNumber())
			p.keep(found, markers, issue)
		}
		if len(seen) == before || enough(page) { // nothing, or nothing new
			return found, nil
		}
		linked = linked || resp.Header.Get("Link") != ""
		switch {
		case resp.After != "" && resp.After != at.after:
			at = place{page: at.page, after: resp.After}
		case resp.After == "" && resp.NextPage > at.page:
			at = place{page: resp.NextPage}
		case !linked && len(page)%10 == 0: // a full page, of whatever size the server gives, and not a word about the next
			at = place{page: at.page + 1}
		default:
			return found, nil
		}
	}
}

// place is where a list goes on: behind a cursor, or a page by number. GitHub
// refuses numbers beyond 10,000 issues, and gives a cursor beside them; older
// servers give numbers alone.
type place struct {
	page  int
	after string
}

// listPage reads one page of the issues.
func (p *Provider) listPage(ctx context.Context, direction string, at place) ([]*gh.Issue, *gh.Response, error) {
	q := url.Values{"state": {"all"}, "sort": {"created"}, "direction": {direction}, "per_page": {strconv.Itoa(pageSize)}}
	if at.after != "" {
		q.Set("after", at.after)
	} else {
		q.Set("page", strconv.Itoa(at.page))
	}
	req, err := p.client.NewRequest(http.MethodGet, "repos/"+p.repository()+"/issues?"+q.Encode(), nil)
	if err != nil {
		return nil, nil, err
	}
	var page []*gh.Issue
	resp, err := p.client.Do(ctx, req, &page)
	if err == nil && slices.ContainsFunc(page, func(is *gh.Issue) bool { return is.GetNumber() <= 0 }) {
		err = tickets.ErrNoData
	}
	return page, resp, err
}

func (p *Provider) cannotList(resp *gh.Response, err error) error {
	if resp != nil && resp.Response != nil && resp.StatusCode == http.StatusNotFound {
		if p.transport.OnlyPages() {
			return incident.Errorf(incident.Invalid, "%w", p.notSpoken(tickets.Cannot("GitHub knows no repository %s", "GitHub にリポジトリ %s がない", p.repository())))
		}
		return incident.Tell(incident.Invalid, "GitHub knows no repository %s, or this token may not see it; correct tickets.repository (GITHUB_REPOSITORY), or give the token access to its issues",
			"GitHub にリポジトリ %s がないか、このトークンでは見えません。tickets.repository（GITHUB_REPOSITORY）を直すか、トークンに Issues の権限を与えてください", p.repository())
	}
	if text := said(err); resp != nil && resp.Response != nil && resp.StatusCode == http.StatusGone {
		return incident.Tell(incident.Refused, "cannot list the issues of %s: GitHub says \"%s\"; switch issues on in the settings of that repository, or name another one as tickets.repository (GITHUB_REPOSITORY)",
			"%s の課題を一覧できません（GitHub の応答: %s）。リポジトリの設定で Issues を有効にするか、tickets.repository（GITHUB_REPOSITORY）に別のリポジトリを書いてください", p.repository(), text)
	}
	return failure(resp, err, tickets.Cannot("cannot list the issues of %s", "%s の課題を一覧できません", p.repository()), false)
}

// keep adds an issue to those found under each wanted marker that it carries.
func (p *Provider) keep(found map[string][]tickets.Ticket, markers []string, issue *gh.Issue) {
	if issue.IsPullRequest() {
		return
	}
	for _, marker := range tickets.MarkersIn(issue.GetBody()) {
		if !slices.Contains(markers, marker) || holds(found[marker], issue.GetNumber()) {
			continue
		}
		ticket := p.ticket(issue)
		ticket.Unread = p.config.DueMode == DueInProject // until Dates has read the project
		found[marker] = append(found[marker], ticket)
	}
}

func holds(list []tickets.Ticket, number int) bool {
	return slices.ContainsFunc(list, func(t tickets.Ticket) bool { return t.Ref.Number == number })
}
