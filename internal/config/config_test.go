package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// contract is the example of the contract.
const contract = `lang: en
timezone: Asia/Tokyo
postmortems: docs/postmortems
tickets: {provider: github, repository: acme/checkout, due: milestone}
gate: {off: [G6, G7, G8]}
rules: {blame: warning}
people: [{id: "@akiko", name: Akiko Sato, github: akiko, jira: 5b10ac8d82e05b22cc7d4ef5, slack: U024BE7LH, email: akiko@example.com, team: payments}]
kpis: [{name: error_rate, unit: "%", query: "sum(rate(errors[5m]))", window: 10m, baseline: 30d}]
digest: {weekday: monday, at: "09:00", soon: 7d, to: ["slack:#sre", "mailto:sre@example.com"], escalate_after: 2w, escalate_to: "@manager"}
`

func TestParseContract(t *testing.T) {
	c, err := config.Parse("x.yaml", []byte(contract))
	if err != nil {
		t.Fatal(err)
	}
	if c.Zone.String() != "Asia/Tokyo" || c.Tickets.Due != config.DueByMilestone || c.Check.Levels[diagnostic.Blame] != diagnostic.LevelWarning {
		t.Errorf("read wrong: %+v", c)
	}
	if c.Policy.On("G6") || !c.Policy.On(incident.RuleTicket) {
		t.Errorf("policy off: %v", c.Policy.Off())
	}
	if p, ok := c.People.Find("akiko@example.com"); !ok || p.ID != "@akiko" {
		t.Errorf("people: %+v", c.People)
	}
	if c.KPIs[0].Baseline != 30*24*time.Hour || c.Digest.EscalateAfter != 14*24*time.Hour || len(c.Digest.To) != 2 {
		t.Errorf("durations: %+v %+v", c.KPIs, c.Digest)
	}
}

func TestParseEmptyIsDefault(t *testing.T) {
	for _, src := range []string{"", "# nothing\n", "---\n"} {
		c, err := config.Parse("x.yaml", []byte(src))
		if err != nil || c.Digest.Soon != 7*24*time.Hour {
			t.Errorf("%q: %+v, %v", src, c, err)
		}
	}
}

func TestParseProblemsAreAllReportedWithTheirLine(t *testing.T) {
	for _, tc := range []struct{ src, want string }{
		{"lang: fr\nfoo: 1\n", "x.yaml:1:7: lang: \"fr\" is not known"},
		{"lang: fr\nfoo: 1\n", "x.yaml:2:1: unknown key foo"},
		{"gate: {off: [G2]}\n", "x.yaml:1:14: gate.off: G2"},
		{"gate: {off: [G4]}\n", "cannot be turned off"},
		{"gate: {off: [G9]}\n", "there is no rule"},
		{"gate: {off: [G2, G9, g6]}\n", "x.yaml:1:14: gate.off: G2"},
		{"gate: {off: [G2, G9, g6]}\n", "x.yaml:1:18: gate.off: there is no rule \"G9\""},
		{"lang: en\n---\nlang: ja\n", "x.yaml:3:1: a second YAML document"},
		{"rules: {action-vague: warning}\n", "the close gate rests on this rule"},
		{"rules: {nonsense: error}\n", "x.yaml:1:9: unknown key rules.nonsense"},
		{"timezone: Mars/Base\n", "no time zone"},
		{"digest:\n  soon: 7 days\n", "x.yaml:2:9: digest.soon"},
		{"people: [{name: A}]\n", "has no id"},
		{"people: [{id: a}, {id: a}]\n", "stands twice"},
		{"lang: en\nlang: ja\n", "lang stands twice"},
		{"lang: [en\n", "this is not YAML"},
		{"- a\n", "x.yaml:1:1: a configuration is made of keys"},
		{"lang: en\n\tlang: ja\n", "x.yaml:2:1: this is not YAML"},
		{"lang: en\n---\nlang: [\n", ":1: this is not YAML"},
		{"a: *b\n", "x.yaml:1:1: this is not YAML: unknown anchor"},
		{"postmortems: ''\n", "x.yaml:1:14: postmortems: this is empty"},
		{"postmortems: [a]\n", "x.yaml:1:14: postmortems: this is not a text"},
		{"lang: [en]\n", "x.yaml:1:7: lang: this is not a text"},
		{"timezone: ''\n", "x.yaml:1:11: timezone: \"\" is no time zone"},
		{"checklist: {a: b}\n", "x.yaml:1:12: checklist: this is not a text"},
		{"tickets: {repository: /checkout}\n", "x.yaml:1:23: tickets.repository: \"/checkout\" is not a repository"},
		{"tickets: {due: project}\n", "x.yaml:1:16: tickets.due: project needs the project's number"},
		{"tickets: {due: project, project: PAY}\n", "x.yaml:1:34: tickets.project: \"PAY\" is no number"},
		{"tickets: {project: -3}\n", "x.yaml:1:20: tickets.project: \"-3\" is neither"},
		{"tickets: {labels: [a, '']}\n", "x.yaml:1:23: tickets.labels: this is empty"},
		{"tickets: {timeout: 0s}\n", "x.yaml:1:20: tickets.timeout: \"0s\" is no time at all"},
		{"tickets: {window: -2m}\n", "x.yaml:1:19: tickets.window: \"-2m\" is not a duration"},
		{"tickets: {max_wait: 99999999999999999w}\n", "x.yaml:1:21: tickets.max_wait: \"99999999999999999w\" is longer than ten years"},
		{"gate: {off: ['']}\n", "x.yaml:1:14: gate.off: this is empty"},
		{"words: {blame: ['']}\n", "x.yaml:1:17: words.blame: this is empty"},
		{"words: {vague: [~]}\n", "x.yaml:1:17: words.vague: this is empty"},
		{"skip_sections: ['  ']\n", "x.yaml:1:17: skip_sections: this is empty"},
		{"people: [{id: '@'}]\n", "has no id"},
		{"people: [{id: '@akiko'}, {id: Akiko}]\n", "x.yaml:1:26: people: Akiko stands twice"},
		{"people: [{id: a, github: ''}]\n", "x.yaml:1:26: people.github: this is empty"},
		{"kpis: [{name: e, low: 5, high: 1}]\n", "x.yaml:1:23: kpis.low: 5 is above high: 1"},
		{"kpis: [{name: e, low: .nan}]\n", "x.yaml:1:23: kpis.low: \".nan\" is not a number"},
		{"kpis: [{name: e, high: NaN}]\n", "x.yaml:1:24: kpis.high: \"NaN\" is not a number"},
		{"kpis: [{name: e}, {name: e}]\n", "x.yaml:1:19: kpis: e stands twice"},
		{"kpis: [{name: e, query: ''}]\n", "x.yaml:1:25: kpis.query: this is empty"},
		{"kpis: [{name: e, window: 0m}]\n", "x.yaml:1:26: kpis.window: \"0m\" is no time at all"},
		{"kpis: [{name: e, baseline: 30m}]\n", "x.yaml:1:28: kpis.baseline: \"30m\" is too short"},
		{"digest: {to: [foo]}\n", "x.yaml:1:15: digest.to: \"foo\" is not an address"},
		{"digest: {to: slack:#sre}\n", "x.yaml:1:14: digest.to: this is not a list"},
		{"digest: {at: 25:00}\n", "x.yaml:1:14: digest.at: \"25:00\" is not a time of day"},
		{"digest: {holidays: xx}\n", "x.yaml:1:20: digest.holidays: there is no calendar \"xx\""},
		{"digest: {soon: 12h}\n", "x.yaml:1:16: digest.soon: \"12h\" is no number of whole days"},
		{"digest: {soon: 65535w}\n", "x.yaml:1:16: digest.soon: \"65535w\" is longer than ten years"},
		{"digest: {escalate_after: 0d, escalate_to: a}\n", "x.yaml:1:26: digest.escalate_after: \"0d\" is no time at all"},
		{"reports: {internal: ['slack:']}\n", "x.yaml:1:22: reports.internal: \"slack:\" is not an address"},
		{"reports: {internal: ['slack:#']}\n", "is not an address"},
		{"reports: {internal: ['slack:#a b']}\n", "is not an address"},
		{"reports: {internal: ['mailto:inc@example.com', 'oncall@example.com']}\n", "x.yaml:1:48: reports.internal: \"oncall@example.com\" is not an address"},
		{"reports: {customers: ['mailto:sre']}\n", "x.yaml:1:23: reports.customers: \"mailto:sre\" is not an address"},
		{"reports: {customers: ['mailto:a@b.example?subject=x']}\n", "is not an address"},
		{"reports: {customers: ['']}\n", "x.yaml:1:23: reports.customers: this is empty"},
		{"slack: {channels: maybe}\n", "x.yaml:1:19: slack.channels: \"maybe\" is not known"},
		{"slack: {reaction: '::'}\n", "x.yaml:1:19: slack.reaction: \"::\" is no name of an emoji"},
		{"slack: {reaction: 'two words'}\n", "is no name of an emoji"},
		{"tickets: {repository: checkout}\n", "owner/name"},
	} {
		_, err := config.Parse("x.yaml", []byte(tc.src))
		if err == nil || !strings.Contains(err.Error(), tc.want) || incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%q: %v; want %q", tc.src, err, tc.want)
			continue
		}
		for _, line := range strings.Split(incident.Sentence(err, incident.Japanese), "\n") {
			if !strings.ContainsFunc(line, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
				t.Errorf("%q is not told in Japanese: %s", tc.src, line)
			}
		}
	}
}

// TestParseTakesWhatMeansSomething: what is short, at the edge or unusual is no mistake.
func TestParseTakesWhatMeansSomething(t *testing.T) {
	for _, src := range []string{
		"digest: {soon: 0d, to: ['slack:C0123ABCD', 'slack:sre', 'slack:#障害', 'mailto:SRE <sre@example.com>', 'mailto:a@localhost']}\n",
		"digest: {soon: 24h, at: 9:05, escalate_after: 36w, escalate_to: Boss}\n",
		"digest: {escalate_after: 2w}\n", "digest: {escalate_to: '@boss'}\n",
		"digest:\nreports: {internal: []}\nkpis: ~\n",
		"kpis: [{name: e, unit: '', low: 0, high: 0, baseline: 1d}]\n",
		"kpis: [{name: e, low: -1e3, baseline: 1d}, {name: f, baseline: 7d}]\n",
		"tickets: {due: project, project: 5}\n", "tickets: {provider: jira, project: PAY_2, due: body}\n",
		"slack: {reaction: ':+1:'}\n", "skip_sections: [1.5]\n", "words: {blame: &w [rookie], vague: *w}\n",
	} {
		if _, err := config.Parse("x.yaml", []byte(src)); err != nil {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestFindWalksUp(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(top, config.FileName)
	if err := os.WriteFile(path, []byte("lang: ja\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := config.Find(deep); err != nil || found != path {
		t.Errorf("found %q, %v", found, err)
	}
}

// TestSecretOfOneLine: a line break at the end is no part of a secret.
func TestSecretOfOneLine(t *testing.T) {
	t.Setenv("GITHUB_TOKEN", "ghp_verysecret\r\n")
	if got, err := config.Secret("GITHUB_TOKEN"); err != nil || got != "ghp_verysecret" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestSecretFromFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PM_TEST_FILE", path)
	if s, err := config.Secret("PM_TEST"); err != nil || s != "s3cret" {
		t.Errorf("%q, %v", s, err)
	}
	t.Setenv("PM_TEST", "x")
	if _, err := config.Secret("PM_TEST"); err == nil {
		t.Error("both set, and no error")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(contract))
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := config.Parse("x.yaml", src); err != nil && incident.CodeOf(err) != incident.Invalid {
			t.Errorf("not an Invalid error: %v", err)
		}
	})
}
