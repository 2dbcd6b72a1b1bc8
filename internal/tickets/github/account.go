package github

import (
	"context"
	"net/http"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Account gives the login of an owner: by the people mapping, else the name as
// it is written. An e-mail address without a mapping is refused; GitHub tells
// nobody whose it is. A login is the same in every repository.
func (p *Provider) Account(_ context.Context, owner string, _ incident.TicketRef) (string, error) {
	if account, mapped := p.config.People.Account(incident.GitHub, owner); mapped {
		return account, nil
	}
	login := incident.PlainAccount(owner)
	if !plainName(strings.TrimSuffix(login, "[bot]")) {
		return "", incident.Tell(incident.Refused, "owner %q is not a GitHub login; write the login, or map it under people: in .pmtracker.yaml",
			"担当「%s」は GitHub のログイン名ではありません。ログイン名を書くか、.pmtracker.yaml の people: に対応を書いてください", owner)
	}
	return login, nil
}

// assignee gives the login to assign for an owner in a repository ("acme/checkout"),
// and refuses one whom it does not take. Each login is asked about once.
func (p *Provider) assignee(ctx context.Context, owner, repository string) (string, error) {
	if owner == "" {
		return "", nil
	}
	login, err := p.Account(ctx, owner, incident.TicketRef{})
	if err != nil {
		return "", err
	}
	key := strings.ToLower(repository + "\n" + login)
	p.mu.Lock()
	verdict, known := p.assignable[key]
	p.mu.Unlock()
	if known {
		return login, verdict
	}
	verdict = p.askAssignee(ctx, login, repository)
	if verdict == nil || incident.CodeOf(verdict) == incident.Refused {
		p.mu.Lock()
		p.assignable[key] = verdict
		p.mu.Unlock()
	}
	return login, verdict
}

// askAssignee asks GitHub. Only its own word that the login is not among those
// who can be assigned counts: a token without the right to ask, or a server that
// does not know the path, says nothing about the login. Then the create refuses
// it, or what it drops is told as a warning.
func (p *Provider) askAssignee(ctx context.Context, login, repository string) error {
	req, err := p.client.NewRequest(http.MethodGet, "repos/"+repository+"/assignees/"+login, nil)
	if err != nil {
		return incident.Errorf(incident.Invalid, "%w", err)
	}
	resp, err := p.client.Do(ctx, req, nil)
	switch {
	case err == nil:
		return nil
	case resp != nil && resp.Response != nil && resp.StatusCode == http.StatusNotFound && spoken(err):
		return ownerRefused(login, repository)
	case resp != nil && resp.Response != nil && resp.StatusCode >= 400 && resp.StatusCode < 500 && resp.StatusCode != http.StatusUnauthorized:
		return nil
	}
	return failure(resp, err, tickets.Cannot("cannot ask whether %s may be assigned in %s", "%[2]s で %[1]s を担当にできるか確認できません", login, repository), false)
}
