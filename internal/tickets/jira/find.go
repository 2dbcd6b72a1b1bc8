package jira

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

const (
	pageSize       = 100
	labelsPerQuery = 40 // keeps the address of the request below 2 kB
	readFields     = "summary,description,status,assignee,duedate,labels,resolution"
)

// newestPage is how many of the newest issues FindMarked looks at, and lookBack
// how far below the newest one it reads keys that the search leaves out.
const (
	newestPage = 50
	lookBack   = 10
)

// FindMarked searches by the markers' labels. Jira's search shows a new issue
// only after seconds or minutes, and not always the older one first; reading an
// issue by its key shows it at once. So the keys around the newest one that the
// search knows, and those after it, are read too. The newest come first: what
// shows up between the two searches is then in the second.
func (p *Provider) FindMarked(ctx context.Context, markers []string) (map[string][]tickets.Ticket, error) {
	found := map[string][]tickets.Ticket{}
	if len(markers) == 0 {
		return found, nil
	}
	newest, whole, err := p.search(ctx, fmt.Sprintf("project = %q ORDER BY created DESC", p.config.Project), newestPage)
	if err != nil {
		return nil, err
	}
	shown := map[int]bool{}
	for _, is := range newest {
		p.keep(found, markers, is)
		shown[is.number()] = true
	}
	p.expectGaps(shown)
	if !whole { // the search knows more than these
		if err := p.findLabelled(ctx, found, markers); err != nil {
			return nil, err
		}
	}
	if len(found) == len(markers) {
		return found, nil
	}
	return found, p.probe(ctx, found, markers, max(0, p.Highest()-lookBack), 2, shown)
}

// longestGap is the longest gap that probe expects.
const longestGap = 20

// expectGaps takes from the newest issues how long a gap in their numbers can be.
// Issues are deleted, or hidden by a security level, and Jira answers 404 for both
// as for a key that was never given: where many in a row are missing, the newest
// may be, too.
func (p *Provider) expectGaps(shown map[int]bool) {
	longest, before := 0, 0
	for _, n := range slices.Sorted(maps.Keys(shown)) {
		if before > 0 {
			longest = max(longest, n-before-1)
		}
		before = n
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gap = min(longest, longestGap)
}

func (p *Provider) expectedGap() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.gap
}

// FindAbove searches by label, and reads the keys above floor one by one.
func (p *Provider) FindAbove(ctx context.Context, markers []string, floor int) (map[string][]tickets.Ticket, error) {
	found := map[string][]tickets.Ticket{}
	if err := p.findLabelled(ctx, found, markers); err != nil {
		return nil, err
	}
	return found, p.probe(ctx, found, markers, floor, 3, nil)
}

func (p *Provider) findLabelled(ctx context.Context, found map[string][]tickets.Ticket, markers []string) error {
	for some := range slices.Chunk(markers, labelsPerQuery) {
		issues, _, err := p.search(ctx, p.byLabels(some), 0)
		if err != nil {
			return err
		}
		for _, is := range issues {
			p.keep(found, markers, is)
		}
	}
	return nil
}

func (p *Provider) byLabels(markers []string) string {
	quoted := make([]string, len(markers))
	for i, m := range markers {
		quoted[i] = strconv.Quote(labelFor(m))
	}
	if len(quoted) == 1 {
		return fmt.Sprintf("project = %q AND labels = %s ORDER BY created ASC", p.config.Project, quoted[0])
	}
	return fmt.Sprintf("project = %q AND labels in (%s) ORDER BY created ASC", p.config.Project, strings.Join(quoted, ", "))
}

// keep adds an issue to those found under the marker that it carries, if that
// is one of those wanted.
func (p *Provider) keep(found map[string][]tickets.Ticket, markers []string, is issue) {
	ticket := p.ticket(is)
	ticket.Unread = true // the search lags behind, and of one created here its request alone is known
	if ref, ok := incident.ParseTicketRef(is.Key); ok && strings.HasPrefix(ref.Key, p.config.Project+"-") {
		p.Saw(is.number())
	}
	for _, marker := range markers {
		if !is.carries(marker) {
			continue
		}
		ticket.Markers = []string{marker}
		if !slices.ContainsFunc(found[marker], func(t tickets.Ticket) bool { return t.Ref.Key == is.Key }) {
			found[marker] = append(found[marker], ticket)
		}
	}
}

// searchPage is a page of either search: the new one counts by token, the old
// one by number.
type searchPage struct {
	Issues        []issue `json:"issues"`
	NextPageToken string  `json:"nextPageToken"`
	IsLast        bool    `json:"isLast"`
	Total         int     `json:"total"`
}

// search runs a query to its end, or to that of the first page of most issues; 0:
// all. whole tells whether the end was reached.
func (p *Provider) search(ctx context.Context, jql string, most int) (issues []issue, whole bool, err error) {
	is, err := p.deployed(ctx)
	if err != nil {
		return nil, false, err
	}
	issues, whole, err = p.searchBy(ctx, is, jql, most)
	if silent(err) { // it is not what it said, or not as old
		issues, whole, err = p.searchBy(ctx, other(is), jql, most)
	}
	if err != nil {
		return nil, false, p.cannotSearch(ctx, err)
	}
	return issues, whole, nil
}

// cannotSearch tells a project that is not there, of which Jira says that the value
// does not exist for the field 'project', from what may pass.
func (p *Provider) cannotSearch(ctx context.Context, err error) error {
	if hasStatus(err, http.StatusNotFound) && p.nobodySpeaks(ctx) {
		return incident.Errorf(incident.Invalid, "%w", p.notSpoken(p.noProject()))
	}
	var r *refusal
	if errors.As(err, &r) && r.Status == http.StatusBadRequest && r.spoken {
		return incident.Tell(incident.Invalid, "Jira does not search project %s (%s); correct JIRA_PROJECT (tickets.project), or give the account of the token access to that project",
			"Jira でプロジェクト %s を検索できません（%s）。JIRA_PROJECT（tickets.project）を直すか、トークンのアカウントにそのプロジェクトの権限を与えてください", p.config.Project, r.said())
	}
	return failure(err, tickets.Cannot("cannot search project %s", "プロジェクト %s を検索できません", p.config.Project), false)
}

func other(is deployment) deployment {
	if is == cloud {
		return dataCenter
	}
	return cloud
}

func (p *Provider) searchBy(ctx context.Context, is deployment, jql string, most int) (all []issue, whole bool, err error) {
	path := "search"
	if is == cloud {
		path = "search/jql"
	}
	size := pageSize
	if most > 0 {
		size = most
	}
	q := url.Values{"jql": {jql}, "fields": {readFields}, "properties": {property}, "maxResults": {strconv.Itoa(size)}}
	for {
		var page searchPage
		if _, err := p.call(ctx, http.MethodGet, path+"?"+q.Encode(), nil, &page); err != nil {
			return nil, false, err
		}
		all = append(all, page.Issues...)
		switch {
		case most > 0:
			return all, is == cloud && page.IsLast || is == dataCenter && page.Total > 0 && len(all) >= page.Total, nil
		case len(page.Issues) == 0:
			return all, true, nil
		case is == cloud:
			if page.IsLast || page.NextPageToken == "" || page.NextPageToken == q.Get("nextPageToken") {
				return all, true, nil
			}
			q.Set("nextPageToken", page.NextPageToken)
		case len(all) >= page.Total:
			return all, true, nil
		default:
			q.Set("startAt", strconv.Itoa(len(all)))
		}
	}
}

// probeMost is how many issues probe reads at most.
const probeMost = 200

// probe reads the issues above a number by key. Beyond the highest that was seen
// it stops after so many keys in a row that nobody can read, and as many more as
// gaps are long here. Where an issue shows behind such keys, they are read once
// more: they may have been given meanwhile. What was shown already or what this
// provider created itself it need not read.
func (p *Provider) probe(ctx context.Context, found map[string][]tickets.Ticket, markers []string, floor, patience int, shown map[int]bool) error {
	patience += p.expectedGap()
	var missing []int
	for n, read := floor+1, 0; len(missing) < patience && read < probeMost; n++ {
		if own, ok := p.own(n); ok {
			p.keep(found, markers, own)
			continue
		}
		if shown[n] {
			continue
		}
		read++
		there, err := p.probeKey(ctx, found, markers, n)
		if err != nil {
			return err
		}
		if !there {
			if n > p.Highest() {
				missing = append(missing, n)
			}
			continue
		}
		for _, m := range missing {
			if _, err := p.probeKey(ctx, found, markers, m); err != nil {
				return err
			}
		}
		missing = nil
	}
	return nil
}

// probeKey reads one issue, and tells whether there is one.
func (p *Provider) probeKey(ctx context.Context, found map[string][]tickets.Ticket, markers []string, number int) (there bool, err error) {
	is, err := p.read(ctx, p.config.Project+"-"+strconv.Itoa(number))
	switch {
	case hasStatus(err, http.StatusNotFound) || hasStatus(err, http.StatusGone):
		return false, nil
	case hasStatus(err, http.StatusForbidden): // it is there, and none of ours
		return true, nil
	case err != nil:
		return false, failure(err, tickets.Cannot("cannot look for new issues of project %s", "プロジェクト %s の新しい課題を確認できません", p.config.Project), false)
	}
	p.keep(found, markers, is)
	return true, nil
}

// own gives an issue that this provider created.
func (p *Provider) own(number int) (issue, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	is, ok := p.created[number]
	return is, ok
}
