// Package jira opens and reads tickets in Jira, Cloud and Data Center. It speaks
// version 2 of the API, which both have, and where they differ goes by what the
// server says it is.
package jira

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	gojira "github.com/andygrunwald/go-jira"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// defaultType is the type of issues where nothing else is configured.
const defaultType = "Task"

// Config says which project, and as whom.
type Config struct {
	URL       string // "https://acme.atlassian.net", "https://jira.example.com/jira"
	User      string // e-mail address (Cloud, with an API token); empty: Token is a personal access token (Data Center)
	Token     string
	Project   string // key: "PAY"
	IssueType string // empty: Task
	// Fields are further fields of each issue, by id, as Jira's API takes them.
	Fields    map[string]any
	People    incident.People
	Transport http.RoundTripper // nil: http.DefaultTransport
	Timeout   time.Duration     // of one request; 0: 30 seconds
	Clock     tickets.Clock     // nil: the machine's
	MaxWait   time.Duration     // for one request at the provider's limits; 0: 15 minutes
}

// Provider is one project's issues. It is safe for use by several goroutines.
type Provider struct {
	tickets.Numbers // of issues of the project

	config    Config
	base      *url.URL
	client    *gojira.Client
	transport *tickets.Transport

	mu         sync.Mutex
	deployment deployment
	guessed    bool // the server did not say which it is
	api        int  // version of the API; 0: not decided yet
	accounts   map[assignment]lookup
	screen     *screen         // what a create takes; nil: not asked yet
	filled     map[string]bool // fields that the first draft fills of those that were asked about
	created    map[int]issue   // by this provider, by number
	whole      bool            // an issue was read back and lacked nothing
	gap        int             // the longest among the numbers of the newest issues
}

var _ tickets.Provider = (*Provider)(nil)

var projectKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`) })

// New checks the configuration; it sends nothing. Its errors are Invalid.
func New(c Config) (*Provider, error) {
	base, err := url.Parse(strings.TrimRight(c.URL, "/") + "/")
	if err != nil || base.Host == "" || base.User != nil || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, incident.Tell(incident.Invalid, "JIRA_URL is not the address of a Jira; write https://NAME.atlassian.net or that of your server, without user and password",
			"JIRA_URL が Jira のアドレスではありません。https://NAME.atlassian.net か自社サーバーのアドレスを、ユーザー名とパスワードなしで設定してください")
	}
	if !projectKey().MatchString(c.Project) {
		return nil, incident.Tell(incident.Invalid, "JIRA_PROJECT: %q is not the key of a project; write it as Jira shows it, for example PAY",
			"JIRA_PROJECT: %q はプロジェクトのキーではありません。Jira に表示されるとおりに書いてください（例: PAY）", c.Project)
	}
	if c.Token == "" {
		return nil, incident.PutRightBy(incident.Tell(incident.Invalid, "there is no Jira token; set JIRA_TOKEN or JIRA_TOKEN_FILE (and JIRA_USER for Jira Cloud)",
			"Jira のトークンがありません。JIRA_TOKEN か JIRA_TOKEN_FILE を設定してください（Jira Cloud では JIRA_USER も）"), incident.RemedyProvider)
	}
	if c.IssueType == "" {
		c.IssueType = defaultType
	}
	transport := &tickets.Transport{
		Service: "Jira", Host: base.Host, Base: c.Transport, Clock: c.Clock,
		Timeout: c.Timeout, MaxWait: c.MaxWait, Authorize: authorize(c),
	}
	client, err := gojira.NewClient(transport.Client(), base.String())
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "JIRA_URL is not the address of a Jira: %w", "JIRA_URL が Jira のアドレスではありません: %w", err)
	}
	return &Provider{config: c, base: base, client: client, transport: transport, accounts: map[assignment]lookup{}, created: map[int]issue{}}, nil
}

// authorize signs in with user and API token (Cloud), or with a personal access
// token alone (Data Center).
func authorize(c Config) func(*http.Request) error {
	return func(r *http.Request) error {
		if c.User != "" {
			r.SetBasicAuth(c.User, c.Token)
		} else {
			r.Header.Set("Authorization", "Bearer "+c.Token)
		}
		return nil
	}
}

// Name is "jira".
func (p *Provider) Name() incident.ProviderName { return incident.Jira }

// Home is the project.
func (p *Provider) Home() incident.TicketRef {
	return incident.TicketRef{Provider: incident.Jira, Host: p.base.Host, Key: p.config.Project}
}

// Settle gives the pauses between looks for a ticket whose create got no answer:
// a minute, in which both a slow server ends its work and most searches catch up.
func (p *Provider) Settle() []time.Duration {
	return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second, 30 * time.Second}
}

// Address is where people see an issue.
func (p *Provider) Address(ref incident.TicketRef) string { return p.browse(ref.Key) }

// browse is where people see an issue.
func (p *Provider) browse(key string) string { return p.base.String() + "browse/" + key }
