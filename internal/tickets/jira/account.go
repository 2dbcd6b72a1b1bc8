package jira

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// user is a person as Jira writes one.
type user struct {
	AccountID    string `json:"accountId"` // Cloud
	Name         string `json:"name"`      // Data Center
	DisplayName  string `json:"displayName"`
	EmailAddress string `json:"emailAddress"` // often hidden
}

func (u user) account() string {
	if u.AccountID != "" {
		return u.AccountID
	}
	return u.Name
}

// is tells whether a name that somebody wrote means this person, beyond what
// Jira's search by prefix says.
func (u user) is(name string) bool {
	local, _, _ := strings.Cut(u.EmailAddress, "@")
	own := append(strings.Fields(u.DisplayName), u.AccountID, u.Name, u.EmailAddress, local, u.DisplayName)
	for _, own := range own {
		if own != "" && strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// names are the words that mean this person and no other, and the whole name.
func (u user) names() []string {
	return slices.DeleteFunc([]string{u.Name, u.EmailAddress, u.DisplayName}, func(name string) bool { return name == "" })
}

// assignment is an owner, as asked, and the key of the project of the ticket.
type assignment struct{ owner, project string }

// lookup is what Jira said about an owner.
type lookup struct {
	account string
	err     error
}

// Account gives the account of an owner: by the people mapping, else whom Jira
// knows by that account, user name or e-mail address among those who can be
// assigned in the project of the ticket. It is Refused when that is nobody, or not one
// person.
func (p *Provider) Account(ctx context.Context, owner string, at incident.TicketRef) (string, error) {
	if account, mapped := p.config.People.Account(incident.Jira, owner); mapped {
		return account, nil
	}
	return p.assignable(ctx, owner, projectOf(at.Key))
}

// projectOf gives the key of the project that an issue is in.
func projectOf(key string) string {
	project, _, _ := strings.Cut(key, "-")
	return project
}

// assignee gives the account to assign, and refuses one whom the project does
// not take.
func (p *Provider) assignee(ctx context.Context, owner, project string) (string, error) {
	if account, mapped := p.config.People.Account(incident.Jira, owner); mapped {
		owner = account
	}
	return p.assignable(ctx, owner, project)
}

// assignable asks Jira once about each owner in each project.
func (p *Provider) assignable(ctx context.Context, owner, project string) (string, error) {
	one := assignment{owner, project}
	p.mu.Lock()
	known, ok := p.accounts[one]
	p.mu.Unlock()
	if ok {
		return known.account, known.err
	}
	account, err := p.askAssignable(ctx, owner, project)
	if err == nil || incident.CodeOf(err) == incident.Refused {
		p.mu.Lock()
		p.accounts[one] = lookup{account, err}
		p.mu.Unlock()
	}
	return account, err
}

func (p *Provider) askAssignable(ctx context.Context, owner, project string) (string, error) {
	d, err := p.deployed(ctx)
	if err != nil {
		return "", err
	}
	account, err := p.searchAssignable(ctx, owner, project, d)
	p.mu.Lock()
	guessed := p.guessed
	p.mu.Unlock()
	if guessed && incident.CodeOf(err) == incident.Refused { // it may be the other Jira
		if again, err := p.searchAssignable(ctx, owner, project, other(d)); err == nil {
			return again, nil
		}
	}
	return account, err
}

// searchAssignable asks in the way of a deployment.
func (p *Provider) searchAssignable(ctx context.Context, owner, project string, d deployment) (string, error) {
	name := strings.TrimSpace(owner)
	if strings.HasPrefix(name, "@") || strings.HasPrefix(name, "＠") { // a name of people stays as Jira has it, in full width too
		name = incident.PlainAccount(name)
	}
	q := url.Values{"project": {project}}
	switch {
	case d == dataCenter:
		q.Set("username", name)
	case looksLikeAccountID(name):
		q.Set("accountId", name)
	default:
		q.Set("query", name)
	}
	var users []user
	_, err := p.call(ctx, http.MethodGet, "user/assignable/search?"+q.Encode(), nil, &users)
	if silent(err) || hasStatus(err, http.StatusForbidden) {
		return name, nil // nobody to ask, or no right to: the create will say
	}
	if err != nil {
		return "", failure(err, tickets.Cannot("cannot ask whether %s may be assigned in %s", "%[2]s で %[1]s を担当にできるか確認できません", owner, project), false)
	}
	var matching []user
	for _, u := range users {
		if u.is(name) || q.Has("query") && len(users) == 1 && strings.Contains(name, "@") {
			matching = append(matching, u) // an e-mail address that Jira hides but found by
		}
	}
	if len(matching) > 1 {
		return "", ownerAmbiguous(owner, project, matching)
	}
	if len(matching) == 0 {
		return "", ownerRefused(owner, project, "")
	}
	p.learn(matching[0])
	return matching[0].account(), nil
}

// learn takes over which Jira it is from how it writes people.
func (p *Provider) learn(u user) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case u.AccountID != "":
		p.deployment = cloud
	case u.Name != "":
		p.deployment = dataCenter
	}
}

// looksLikeAccountID tells an account id of Cloud, old ("5b10ac8d82e05b22cc7d4ef5")
// or new ("712020:ca9d…"), from a name.
func looksLikeAccountID(s string) bool {
	if strings.Contains(s, "@") || strings.ContainsAny(s, " .") {
		return false
	}
	return strings.Contains(s, ":") || len(s) >= 20 && strings.ContainsAny(s, "0123456789")
}

// ownerRefused says that nobody can be assigned under a name. said is Jira's own
// word, empty where nobody was found.
func ownerRefused(owner, project, said string) error {
	said, saidJa := inBrackets(said)
	return incident.Tell(incident.Refused, "Jira knows nobody as %[1]s who can be assigned in project %[2]s%[3]s; map the owner to a Jira account under people: in .pmtracker.yaml, or name another owner",
		"Jira のプロジェクト %[2]s には、担当にできる %[1]s がいません%[4]s。.pmtracker.yaml の people: に Jira のアカウントを書くか、別の担当を書いてください", owner, project, said, saidJa)
}

// ownerAmbiguous names whom an owner could mean, with the accounts to map to.
func ownerAmbiguous(owner, project string, matching []user) error {
	var people []string
	for _, u := range matching {
		people = append(people, u.DisplayName+" ("+u.account()+")")
	}
	return incident.Tell(incident.Refused, "Jira knows several as %s who can be assigned in project %s: %s; map the owner to one of these accounts under people: in .pmtracker.yaml",
		"Jira のプロジェクト %[2]s には、%[1]s に当てはまる人が複数います: %[3]s。.pmtracker.yaml の people: に、そのうち一人のアカウントを書いてください", owner, project, strings.Join(people, ", "))
}
