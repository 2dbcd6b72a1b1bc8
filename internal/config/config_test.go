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
		{"- a\n", "write key: value"},
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
