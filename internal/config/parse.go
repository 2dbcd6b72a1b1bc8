package config

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Parse reads a configuration file. The error is Invalid and has one line a
// problem: name:line: what is wrong and what to do.
func Parse(name string, src []byte) (Config, error) {
	var root yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	err := decoder.Decode(&root)
	if errors.Is(err, io.EOF) {
		c := Default()
		c.Path = name
		return c, nil
	}
	if err != nil {
		return Config{}, incident.Tell(incident.Invalid, "%s: this is not YAML: %s", "%s: YAML として読み取れません: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	r := &reader{name: name}
	c := Default()
	c.Path = name
	if len(root.Content) > 0 && root.Content[0].Tag != "!!null" {
		r.config(root.Content[0], &c)
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil && len(second.Content) > 0 && !isNull(second.Content[0]) {
		r.problem(second.Content[0], "a second YAML document begins here, which is not read; take out the line of dashes before it",
			"ここから2つ目の YAML 文書が始まっており、読み取られません。直前の --- の行を削除してください")
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
		"timezone": func(n *yaml.Node) { c.Zone = r.zone(n) },
		"postmortems": func(n *yaml.Node) {
			c.Postmortems = r.text(n)
		},
		"tickets": func(n *yaml.Node) { r.tickets(n, &c.Tickets) },
		"gate":    func(n *yaml.Node) { r.gate(n, c) },
		"rules":   func(n *yaml.Node) { c.Check.Levels = r.levels(n) },
		"words":   func(n *yaml.Node) { r.words(n, &c.Check) },
		"skip_sections": func(n *yaml.Node) {
			c.Check.SkipSections = r.texts(n, "skip_sections")
		},
		"people": func(n *yaml.Node) { c.People = r.people(n) },
		"kpis":   func(n *yaml.Node) { c.KPIs = r.kpis(n) },
		"digest": func(n *yaml.Node) { r.digest(n, &c.Digest) },
		"reports": func(n *yaml.Node) {
			r.keys(n, "reports", map[string]func(*yaml.Node){
				"internal":  func(n *yaml.Node) { c.Reports.Internal = r.texts(n, "reports.internal") },
				"customers": func(n *yaml.Node) { c.Reports.Customers = r.texts(n, "reports.customers") },
			})
		},
		"slack": func(n *yaml.Node) {
			r.keys(n, "slack", map[string]func(*yaml.Node){
				"channels": func(n *yaml.Node) { c.Slack.Channels = r.oneOf(n, "slack.channels", "true", "false") == "true" },
				"reaction": func(n *yaml.Node) { c.Slack.Reaction = strings.Trim(r.text(n), ":") },
			})
		},
		"checklist": func(n *yaml.Node) { c.Checklist, c.ChecklistLine = r.text(n), n.Line },
	})
}

func (r *reader) tickets(n *yaml.Node, t *Tickets) {
	r.keys(n, "tickets", map[string]func(*yaml.Node){
		"provider": func(n *yaml.Node) {
			t.Provider = incident.ProviderName(r.oneOf(n, "tickets.provider", string(incident.GitHub), string(incident.Jira)))
		},
		"repository": func(n *yaml.Node) {
			if t.Repository = r.text(n); strings.Count(t.Repository, "/") != 1 {
				r.problem(n, "tickets.repository: %q is not a repository; write it as owner/name", "tickets.repository: %q はリポジトリではありません。owner/name の形で書いてください", t.Repository)
			}
		},
		"project":       func(n *yaml.Node) { t.Project = r.text(n) },
		"project_field": func(n *yaml.Node) { t.ProjectField = r.text(n) },
		"due": func(n *yaml.Node) {
			t.Due = DueBy(r.oneOf(n, "tickets.due", string(DueInBody), string(DueByMilestone), string(DueByProject)))
		},
		"labels":     func(n *yaml.Node) { t.Labels = r.texts(n, "tickets.labels") },
		"issue_type": func(n *yaml.Node) { t.IssueType = r.text(n) },
		"fields":     func(n *yaml.Node) { t.Fields = r.fields(n, "tickets.fields") },
		"timeout":    func(n *yaml.Node) { t.Timeout = r.duration(n, "tickets.timeout") },
		"window":     func(n *yaml.Node) { t.Window = r.duration(n, "tickets.window") },
		"max_wait":   func(n *yaml.Node) { t.MaxWait = r.duration(n, "tickets.max_wait") },
	})
}

func (r *reader) gate(n *yaml.Node, c *Config) {
	r.keys(n, "gate", map[string]func(*yaml.Node){
		"off": func(n *yaml.Node) {
			var names []string
			r.list(n, "gate.off", func(n *yaml.Node) {
				name := r.text(n)
				if _, err := incident.NewPolicy([]string{name}); err != nil {
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
			"id": func(n *yaml.Node) { p.ID = r.text(n) }, "name": func(n *yaml.Node) { p.Name = r.text(n) },
			"github": func(n *yaml.Node) { p.GitHub = r.text(n) }, "jira": func(n *yaml.Node) { p.Jira = r.text(n) },
			"slack": func(n *yaml.Node) { p.Slack = r.text(n) }, "email": func(n *yaml.Node) { p.Email = r.text(n) },
			"team": func(n *yaml.Node) { p.Team = r.text(n) },
		})
		if p.ID == "" {
			r.problem(n, "people: a person has no id; write id: as documents name that person, for example \"@akiko\"",
				"people: id のない人がいます。文書での呼び方を id: に書いてください。例: \"@akiko\"")
		}
		if slices.ContainsFunc(people, func(other incident.Person) bool { return p.ID != "" && other.ID == p.ID }) {
			r.problem(n, "people: %s stands twice; keep one", "people: %s が二度書かれています。一つにしてください", p.ID)
		}
		people = append(people, p)
	})
	return people
}

func (r *reader) kpis(n *yaml.Node) []KPI {
	var kpis []KPI
	r.list(n, "kpis", func(n *yaml.Node) {
		k := KPI{Window: 10 * time.Minute, Baseline: 30 * 24 * time.Hour}
		r.keys(n, "kpis", map[string]func(*yaml.Node){
			"name": func(n *yaml.Node) { k.Name = r.text(n) }, "unit": func(n *yaml.Node) { k.Unit = r.text(n) },
			"query":    func(n *yaml.Node) { k.Query = r.text(n) },
			"window":   func(n *yaml.Node) { k.Window = r.duration(n, "kpis.window") },
			"baseline": func(n *yaml.Node) { k.Baseline = r.duration(n, "kpis.baseline") },
			"low":      func(n *yaml.Node) { k.Low = r.number(n, "kpis.low") },
			"high":     func(n *yaml.Node) { k.High = r.number(n, "kpis.high") },
			"better":   func(n *yaml.Node) { k.Better = Better(r.oneOf(n, "kpis.better", string(Lower), string(Higher))) },
		})
		if k.Name == "" {
			r.problem(n, "kpis: a KPI has no name; write name: as reports call it, for example error_rate",
				"kpis: name のない KPI があります。連絡での呼び方を name: に書いてください。例: error_rate")
		}
		kpis = append(kpis, k)
	})
	return kpis
}

func (r *reader) digest(n *yaml.Node, d *Digest) {
	r.keys(n, "digest", map[string]func(*yaml.Node){
		"weekday": func(n *yaml.Node) { d.Weekday = r.weekday(n) },
		"at": func(n *yaml.Node) {
			d.At = r.text(n)
			if _, err := time.Parse("15:04", d.At); err != nil {
				r.problem(n, "digest.at: %q is not a time of day; write it as \"09:00\"", "digest.at: %q は時刻ではありません。\"09:00\" の形で書いてください", d.At)
			}
		},
		"soon":           func(n *yaml.Node) { d.Soon = r.duration(n, "digest.soon") },
		"to":             func(n *yaml.Node) { d.To = r.texts(n, "digest.to") },
		"escalate_after": func(n *yaml.Node) { d.EscalateAfter = r.duration(n, "digest.escalate_after") },
		"escalate_to":    func(n *yaml.Node) { d.EscalateTo = r.text(n) },
		"holidays":       func(n *yaml.Node) { d.Holidays = strings.ToLower(r.text(n)) },
	})
}
