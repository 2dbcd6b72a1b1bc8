package config

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Parse reads a configuration file. The error is Invalid and has one line a
// problem: name:line:column: what is wrong and what to do.
func Parse(name string, src []byte) (Config, error) {
	r := &reader{name: name}
	c := Default()
	c.Path = name
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	var first, second yaml.Node
	if err := decoder.Decode(&first); err != nil {
		r.notYAML(err)
	} else {
		if len(first.Content) > 0 {
			r.config(first.Content[0], &c)
		}
		if err := decoder.Decode(&second); err != nil {
			r.notYAML(err)
		} else if len(second.Content) > 0 && !isNull(second.Content[0]) {
			r.problem(second.Content[0], "a second YAML document begins here, which is not read; take out the line of dashes before it",
				"ここから2つ目の YAML 文書が始まっており、読み取られません。直前の --- の行を削除してください")
		}
	}
	if len(r.problems) > 0 {
		return Config{}, incident.Errorf(incident.Invalid, "%w", errors.Join(r.problems...))
	}
	return c, nil
}

func (r *reader) config(n *yaml.Node, c *Config) {
	r.keys(n, "", map[string]func(*yaml.Node){
		"lang": func(n *yaml.Node) {
			c.Lang = incident.Lang(r.oneOf(n, "lang", string(incident.English), string(incident.Japanese)))
		},
		"timezone":    func(n *yaml.Node) { c.Zone = r.zone(n) },
		"postmortems": func(n *yaml.Node) { c.Postmortems = r.text(n, "postmortems") },
		"tickets":     func(n *yaml.Node) { r.tickets(n, &c.Tickets) },
		"gate":        func(n *yaml.Node) { r.gate(n, c) },
		"rules":       func(n *yaml.Node) { c.Check.Levels = r.levels(n) },
		"words":       func(n *yaml.Node) { r.words(n, &c.Check) },
		"skip_sections": func(n *yaml.Node) {
			c.Check.SkipSections = r.texts(n, "skip_sections")
		},
		"people": func(n *yaml.Node) { c.People = r.people(n) },
		"kpis":   func(n *yaml.Node) { c.KPIs = r.kpis(n) },
		"digest": func(n *yaml.Node) { r.digest(n, &c.Digest) },
		"reports": func(n *yaml.Node) {
			r.keys(n, "reports", map[string]func(*yaml.Node){
				"internal":  func(n *yaml.Node) { c.Reports.Internal = r.addresses(n, "reports.internal") },
				"customers": func(n *yaml.Node) { c.Reports.Customers = r.addresses(n, "reports.customers") },
			})
		},
		"slack": func(n *yaml.Node) {
			r.keys(n, "slack", map[string]func(*yaml.Node){
				"channels": func(n *yaml.Node) { c.Slack.Channels = r.oneOf(n, "slack.channels", "true", "false") == "true" },
				"reaction": func(n *yaml.Node) { c.Slack.Reaction = r.emoji(n) },
			})
		},
		"checklist": func(n *yaml.Node) { c.Checklist, c.ChecklistAt = r.text(n, "checklist"), r.place(n) },
	})
	if c.Check.Levels[diagnostic.Blame] == diagnostic.LevelOff { // the gate refuses no words that the check never shows
		c.Policy = c.Policy.Without(incident.RuleBlameless)
	}
}

// repository is a repository of GitHub: owner/name.
var repository = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$`) })

func (r *reader) tickets(n *yaml.Node, t *Tickets) {
	var due, project *yaml.Node
	r.keys(n, "tickets", map[string]func(*yaml.Node){
		"provider": func(n *yaml.Node) {
			t.Provider = incident.ProviderName(r.oneOf(n, "tickets.provider", string(incident.GitHub), string(incident.Jira)))
		},
		"repository": func(n *yaml.Node) {
			if t.Repository = r.text(n, "tickets.repository"); t.Repository != "" && !repository().MatchString(t.Repository) {
				r.problem(n, "tickets.repository: %q is not a repository; write it as owner/name", "tickets.repository: %q はリポジトリではありません。owner/name の形で書いてください", t.Repository)
			}
		},
		"project":       func(n *yaml.Node) { t.Project, project = r.text(n, "tickets.project"), n },
		"project_field": func(n *yaml.Node) { t.ProjectField = r.text(n, "tickets.project_field") },
		"due": func(n *yaml.Node) {
			t.Due, due = DueBy(r.oneOf(n, "tickets.due", string(DueInBody), string(DueByMilestone), string(DueByProject))), n
		},
		"labels":     func(n *yaml.Node) { t.Labels = append([]string{}, r.texts(n, "tickets.labels")...) },
		"issue_type": func(n *yaml.Node) { t.IssueType = r.text(n, "tickets.issue_type") },
		"fields":     func(n *yaml.Node) { t.Fields = r.fields(n, "tickets.fields") },
		"timeout":    func(n *yaml.Node) { t.Timeout = r.duration(n, "tickets.timeout") },
		"window":     func(n *yaml.Node) { t.Window = r.duration(n, "tickets.window") },
		"max_wait":   func(n *yaml.Node) { t.MaxWait = r.duration(n, "tickets.max_wait") },
	})
	r.project(t, due, project)
}

// project looks at tickets.project: a key at Jira, a number where GitHub keeps due
// dates in a project. The nodes are those of due and project, nil where they are left out.
func (r *reader) project(t *Tickets, due, project *yaml.Node) {
	numbered := t.Due == DueByProject && t.Provider != incident.Jira
	switch {
	case numbered && project == nil:
		r.problem(due, "tickets.due: project needs the project's number; write project: 5 beside it", "tickets.due: project にはプロジェクト番号が必要です。並べて project: 5 のように書いてください")
	case project == nil || t.Project == "":
	case numbered && strings.Trim(t.Project, "0123456789") != "":
		r.problem(project, "tickets.project: %q is no number of a GitHub project; write that of its address, for example 5", "tickets.project: %q は GitHub のプロジェクト番号ではありません。URL にある番号を書いてください。例: 5", t.Project)
	case !projectName().MatchString(t.Project):
		r.problem(project, "tickets.project: %q is neither the key of a Jira project nor the number of a GitHub one; write for example PAY", "tickets.project: %q は Jira のプロジェクトキーでも GitHub のプロジェクト番号でもありません。PAY のように書いてください", t.Project)
	}
}

var projectName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[0-9]+|[A-Z][A-Z0-9_]+)$`) })

func (r *reader) gate(n *yaml.Node, c *Config) {
	r.keys(n, "gate", map[string]func(*yaml.Node){
		"off": func(n *yaml.Node) {
			var names []string
			r.list(n, "gate.off", func(n *yaml.Node) {
				name := r.text(n, "gate.off")
				if _, err := incident.NewPolicy([]string{name}); err != nil && name != "" {
					r.wrong(n, err)
				}
				names = append(names, name)
			})
			c.Policy, _ = incident.NewPolicy(names) // its mistakes are told
		},
	})
}

// levels reads the level of each rule. What the gate rests on keeps its own.
func (r *reader) levels(n *yaml.Node) map[diagnostic.Rule]diagnostic.Level {
	levels := map[diagnostic.Rule]diagnostic.Level{}
	known := map[string]func(*yaml.Node){}
	for _, rule := range diagnostic.Rules() {
		known[string(rule)] = func(n *yaml.Node) {
			level := diagnostic.Level(r.oneOf(n, "rules."+string(rule),
				string(diagnostic.LevelError), string(diagnostic.LevelWarning), string(diagnostic.LevelOff)))
			if rule.Fixed() && level != diagnostic.LevelError {
				r.problem(n, "rules.%s: the close gate rests on this rule, it stays an error; take the line out", "rules.%s: クローズの判定がこの規則に基づくため、常にエラーです。この行を削除してください", rule)
			}
			levels[rule] = level
		}
	}
	r.keys(n, "rules", known)
	return levels
}

func (r *reader) words(n *yaml.Node, c *Check) {
	r.keys(n, "words", map[string]func(*yaml.Node){
		"blame":   func(n *yaml.Node) { c.BlameWords = r.texts(n, "words.blame") },
		"vague":   func(n *yaml.Node) { c.VagueWords = r.texts(n, "words.vague") },
		"allowed": func(n *yaml.Node) { c.AllowedWords = r.texts(n, "words.allowed") },
	})
}

func (r *reader) people(n *yaml.Node) incident.People {
	var people incident.People
	r.list(n, "people", func(n *yaml.Node) {
		var p incident.Person
		r.keys(n, "people", map[string]func(*yaml.Node){
			"id": func(n *yaml.Node) { p.ID = r.text(n, "people.id") }, "name": func(n *yaml.Node) { p.Name = r.text(n, "people.name") },
			"github": func(n *yaml.Node) { p.GitHub = r.text(n, "people.github") }, "jira": func(n *yaml.Node) { p.Jira = r.text(n, "people.jira") },
			"slack": func(n *yaml.Node) { p.Slack = r.text(n, "people.slack") }, "email": func(n *yaml.Node) { p.Email = r.text(n, "people.email") },
			"team": func(n *yaml.Node) { p.Team = r.text(n, "people.team") },
		})
		if incident.AccountName(p.ID) == "" {
			r.problem(n, "people: a person has no id; write id: as documents name that person, for example \"@akiko\"",
				"people: id のない人がいます。文書での呼び方を id: に書いてください。例: \"@akiko\"")
		}
		if slices.ContainsFunc(people, func(other incident.Person) bool { return p.ID != "" && incident.SameAccount(other.ID, p.ID) }) {
			r.problem(n, "people: %s stands twice; keep one", "people: %s が二度書かれています。一つにしてください", p.ID)
		}
		people = append(people, p)
	})
	return people
}
