// Package github opens and reads tickets in GitHub Issues, on github.com and on
// GitHub Enterprise Server.
package github

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// DueMode says where a due date goes. GitHub issues have none of their own; it
// is in the body always.
type DueMode string

// The due modes.
const (
	DueInBody      DueMode = "body"
	DueInMilestone DueMode = "milestone" // a milestone with that due date, one a day, shared
	DueInProject   DueMode = "project"   // a date field of a Projects (v2) board
)

// Config says which repository, and as whom.
type Config struct {
	BaseURL    string // the API's address; empty: https://api.github.com
	Token      string
	App        App     // in place of the token
	Repository string  // "owner/name"
	DueMode    DueMode // empty: DueInBody
	Project    string  // of DueInProject: its number, or "owner/number"
	// ProjectField is the name of its date field; empty: "Due date".
	ProjectField string
	People       incident.People
	Transport    http.RoundTripper // nil: http.DefaultTransport
	Timeout      time.Duration     // of one request; 0: 15 seconds, GitHub ends its own after 10
	Clock        tickets.Clock     // nil: the machine's
	MaxWait      time.Duration     // for one request at the provider's limits; 0: 15 minutes
	Ledger       tickets.Ledger    // of what was sent within GitHub's limits; nil: what this provider sends
}

// Provider is one repository's issues. It is safe for use by several goroutines.
type Provider struct {
	tickets.Numbers // of issues and pull requests

	config      Config
	owner, repo string
	client      *gh.Client
	transport   *tickets.Transport

	mu         sync.Mutex
	assignable map[string]error           // by repository and login: nil when the repository takes it as assignee
	milestones map[string][]*gh.Milestone // by repository, as listed once; one that is not in it was not listed
	project    project
}

var _ tickets.Provider = (*Provider)(nil)

// New checks the configuration; it sends nothing. Its errors are Invalid.
func New(c Config) (*Provider, error) {
	owner, repo, ok := strings.Cut(c.Repository, "/")
	if !ok || !plainName(owner) || !plainName(repo) {
		return nil, incident.Tell(incident.Invalid, "tickets.repository: %q is not a repository; write owner/name (or set GITHUB_REPOSITORY)",
			"tickets.repository: %q はリポジトリではありません。owner/name の形で書くか、GITHUB_REPOSITORY を設定してください", c.Repository)
	}
	if c.DueMode == "" {
		c.DueMode = DueInBody
	}
	if c.DueMode != DueInBody && c.DueMode != DueInMilestone && c.DueMode != DueInProject {
		return nil, incident.Tell(incident.Invalid, "tickets.due: %q is not known; write body, milestone or project", "tickets.due: %q は使えません。body、milestone、project のいずれかを書いてください", c.DueMode)
	}
	if c.DueMode == DueInProject && c.Project == "" {
		return nil, incident.Tell(incident.Invalid, "tickets.due: project needs the project's number as tickets.project", "tickets.due: project には、プロジェクト番号 tickets.project が必要です")
	}
	if c.ProjectField == "" {
		c.ProjectField = "Due date"
	}
	if c.Timeout == 0 {
		c.Timeout = 15 * time.Second
	}
	if c.BaseURL == "" {
		c.BaseURL = "https://api.github.com"
	}
	base, err := url.Parse(strings.TrimRight(c.BaseURL, "/") + "/")
	if err != nil || base.Host == "" || base.User != nil || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, incident.Tell(incident.Invalid, "GITHUB_API_URL is not the address of an API; write https://api.github.com or https://HOST/api/v3",
			"GITHUB_API_URL が API のアドレスではありません。https://api.github.com か https://HOST/api/v3 を設定してください")
	}
	authorize, err := authorization(c, base)
	if err != nil {
		return nil, err
	}
	sends := transport(c, base.Host, authorize)
	client := gh.NewClient(sends.Client())
	client.BaseURL = base
	client.UserAgent = "pmtracker"
	return &Provider{config: c, owner: owner, repo: repo, client: client, transport: sends, assignable: map[string]error{}, milestones: map[string][]*gh.Milestone{}}, nil
}

// transport keeps to GitHub's limits for requests that create content: 80 a
// minute and 500 an hour, with a little room for the way there. Up to 20 go out
// at once.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
func transport(c Config, host string, authorize func(*http.Request) error) *tickets.Transport {
	minute := time.Minute + 250*time.Millisecond
	if c.Ledger == nil {
		c.Ledger = tickets.NewLedger()
	}
	return &tickets.Transport{
		Service: "GitHub", Host: host, Base: c.Transport, Clock: c.Clock,
		Timeout: c.Timeout, MaxWait: c.MaxWait,
		Authorize: authorize, Ledger: c.Ledger, Account: limitedAccount(c, host),
		Pacer: tickets.Pacer{{Requests: 20, Length: minute / 4}, {Requests: 80, Length: minute}, {Requests: 500, Length: time.Hour + time.Second}},
	}
}

// limitedAccount names whom the limits are for, without giving the token away.
func limitedAccount(c Config, host string) string {
	sum := sha256.Sum256([]byte(c.Token + "\x00" + c.App.ID + "\x00" + c.App.Installation))
	return "github " + host + " " + hex.EncodeToString(sum[:8])
}

// authorization puts a token on requests: the given one, or an App's.
func authorization(c Config, base *url.URL) (func(*http.Request) error, error) {
	switch {
	case c.App.ID != "":
		app, err := newAppTokens(c, base)
		if err != nil {
			return nil, err
		}
		return app.authorize, nil
	case c.Token == "":
		return nil, incident.PutRightBy(incident.Tell(incident.Invalid, "there is no GitHub token; set GITHUB_TOKEN or GITHUB_TOKEN_FILE, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY for an App",
			"GitHub のトークンがありません。GITHUB_TOKEN か GITHUB_TOKEN_FILE を、App なら GITHUB_APP_ID と GITHUB_APP_PRIVATE_KEY を設定してください"), incident.RemedyProvider)
	}
	return tickets.Bearer(c.Token), nil
}

// Name is "github".
func (p *Provider) Name() incident.ProviderName { return incident.GitHub }

// Settle gives the pauses between looks for a ticket whose create got no answer:
// GitHub ends any request after 10 seconds and lists at once what it committed.
func (p *Provider) Settle() []time.Duration {
	return []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 7 * time.Second}
}

// Home is the repository.
func (p *Provider) Home() incident.TicketRef {
	return incident.TicketRef{Provider: incident.GitHub, Owner: p.owner, Repo: p.repo}
}

// Address is where people see an issue: on github.com, or on the server beside
// whose API it is.
func (p *Provider) Address(ref incident.TicketRef) string {
	if ref.Owner == "" {
		ref.Owner, ref.Repo = p.owner, p.repo
	}
	return p.client.BaseURL.Scheme + "://" + p.site() + "/" + ref.Owner + "/" + ref.Repo + "/issues/" + strconv.Itoa(ref.Number)
}

// site is the host of the pages beside the API: github.com of api.github.com.
func (p *Provider) site() string { return strings.TrimPrefix(p.client.BaseURL.Host, "api.") }

func (p *Provider) repository() string { return nameOf(p.Home()) }

// nameOf gives the repository of a reference: "acme/checkout".
func nameOf(at incident.TicketRef) string { return at.Owner + "/" + at.Repo }

// plainName keeps a name from being more than one step of a path.
func plainName(s string) bool {
	return s != "" && s != "." && s != ".." && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == ""
}
