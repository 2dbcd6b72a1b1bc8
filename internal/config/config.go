// Package config reads a team's configuration file, .pmtracker.yaml, and the
// secrets of the environment. Every problem of a file is reported at once, with
// its line and column; an unknown key is a problem.
package config

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// FileName is the name of the configuration file. It is looked for in the
// working directory and above.
const FileName = ".pmtracker.yaml"

// DefaultPostmortems is where postmortems are when nothing says otherwise.
const DefaultPostmortems = "docs/postmortems"

// Config is what a team has configured. The zero Config is that of a team
// without a file: English, UTC, every rule at its level, every gate rule on.
type Config struct {
	Path        string         // of the file; empty: there is none
	Lang        incident.Lang  // of new documents; empty: not said
	Zone        *time.Location // of days and of times without an offset; nil: not said
	Postmortems string         // folders of the postmortems, relative to the file, as tracker.FolderNames reads them; empty: DefaultPostmortems
	Tickets     Tickets
	Policy      incident.Policy
	Check       Check
	People      incident.People
	KPIs        []KPI
	Digest      Digest
	Reports     Reports
	Slack       Slack
	Checklist   string // file of the first-response checklist, relative to the configuration; empty: the one that comes with pmtracker
	ChecklistAt string // where the configuration names it: file:line:column
}

// DueBy says where a due date goes on GitHub, beside the body of the ticket.
type DueBy string

// The places of a due date.
const (
	DueInBody      DueBy = "body"
	DueByMilestone DueBy = "milestone"
	DueByProject   DueBy = "project" // a date field of a project (v2)
)

// Tickets says where tickets are opened.
type Tickets struct {
	Provider     incident.ProviderName // empty: not said
	Repository   string                // GitHub: "acme/checkout"
	Project      string                // Jira: "PAY"; GitHub with DueByProject: the project's number
	ProjectField string                // GitHub with DueByProject: name of the date field
	Due          DueBy                 // empty: not said
	Labels       []string
	IssueType    string         // Jira; empty: "Task"
	Fields       map[string]any // Jira: further fields of each issue, by id, as its API takes them

	// How long things take; zero: as the provider needs.
	Timeout time.Duration // of one request
	Window  time.Duration // in which a ticket is looked for whose create got no answer
	MaxWait time.Duration // at the provider's limits, for one request
}

// Check changes what the checker does. Rules on which the gate rests keep their
// level.
type Check struct {
	Levels       map[diagnostic.Rule]diagnostic.Level
	BlameWords   []string // words that the team holds to judge a person
	VagueWords   []string // words that the team holds to change nothing
	AllowedWords []string // words about which blame stays silent
	SkipSections []string // titles of sections that blame does not read
}

// KPI is a named query on Prometheus by which recovery is judged.
type KPI struct {
	Name     string
	Unit     string
	Query    string
	Window   time.Duration // the last N minutes that must be inside the range; default 10 minutes
	Baseline time.Duration // how far back normal is learnt from; default 30 days
	Low      *float64      // a fixed lower end of the range, in place of a learnt one
	High     *float64      // a fixed upper end
	Better   Better        // empty: both ends of the range count
}

// Better says which direction of a KPI does no harm.
type Better string

// The directions: an error rate is better lower, a success rate higher.
const (
	Lower  Better = "lower"
	Higher Better = "higher"
)

// Reports says where the reports of an incident are sent, by their readers:
// "slack:#incidents", "mailto:sre@example.com". Reminders go where internal
// reports go.
type Reports struct {
	Internal  []string
	Customers []string
}

// Slack says how incidents are handled in Slack.
type Slack struct {
	Channels bool   // each incident gets a channel of its own
	Reaction string // emoji, without colons, by which people log a message; empty: none
}

// Digest says when and to whom the digest of overdue action items goes.
type Digest struct {
	Weekday       time.Weekday
	At            string        // "09:00", in the team's zone
	Soon          time.Duration // how far ahead "due soon" looks; default 7 days
	To            []string      // "slack:#sre", "mailto:sre@example.com"
	EscalateAfter time.Duration // how long overdue before it goes to EscalateTo; zero: never
	EscalateTo    string
	Holidays      string // calendar of public holidays: "jp", "us", …; empty: none
}

// Default is the configuration of a team without a file.
func Default() Config {
	return Config{Digest: Digest{Weekday: time.Monday, At: "09:00", Soon: 7 * 24 * time.Hour}}
}

// ZoneOr gives the team's zone, or fallback where none is configured.
func (c Config) ZoneOr(fallback *time.Location) *time.Location {
	if c.Zone != nil {
		return c.Zone
	}
	return fallback
}
