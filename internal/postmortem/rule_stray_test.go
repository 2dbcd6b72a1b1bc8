package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

const oneItem = "### AI-1: Deploys roll back\n\n- Kind: prevent\n- Owner: @ben\n- Due: 2026-12-15\n- When: errors pass 2%\n" +
	"- Before: by hand\n- After: the pipeline rolls back within 2 minutes\n- Verified by: a game day\n"

// TestActionsThatAreNoItemsAreRefused: what people write among the action items
// without the form of one must not slip past the gate.
func TestActionsThatAreNoItemsAreRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		section string
		strays  []string // what each finding quotes
	}{
		"form of an item":               {"## Action items\n\n" + oneItem, nil},
		"notes in an item":              {"## Action items\n\n" + oneItem + "\nSee the runbook.\n\n- note: asked the vendor\n", nil},
		"words before the items":        {"## Action items\n\nEach has an owner.\n\n" + oneItem, nil},
		"bullets before the items":      {"## Action items\n\n- Improve monitoring\n- Be careful\n\n" + oneItem, []string{"Improve monitoring", "Be careful"}},
		"another heading":               {"## Action items\n\n" + oneItem + "\n### Follow-up: improve monitoring\n\n- After: improve\n", []string{"Follow-up: improve monitoring"}},
		"task box in an item":           {"## Action items\n\n" + oneItem + "\n- [ ] Improve monitoring\n", []string{"Improve monitoring"}},
		"Japanese":                      {"## 恒久対応\n\n- 監視を強化する\n\n" + oneItem, []string{"監視を強化する"}},
		"bullets of another section":    {"## Links\n\n- Improve monitoring\n\n## Action items\n\n" + oneItem, nil},
		"no item at all, and no excuse": {"## Action items\n\n- Improve monitoring\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := postmortem.Parse("p.md", []byte("---\nincident: INC-1\n---\n\n"+tc.section))
			if err != nil {
				t.Fatal(err)
			}
			result := postmortem.Check(d, postmortem.CheckOptions{})
			var messages []string
			for _, x := range result.Diagnostics {
				if x.Rule == diagnostic.ActionFieldMissing && x.Item == "" {
					messages = append(messages, x.Message)
				}
			}
			if len(messages) != len(tc.strays) {
				t.Fatalf("%d findings, want %d: %q", len(messages), len(tc.strays), messages)
			}
			for i, quote := range tc.strays {
				if !strings.Contains(messages[i], quote) {
					t.Errorf("%q does not quote %q", messages[i], quote)
				}
			}
			refused := 0
			for _, u := range incident.Gate(d.Snapshot(result.Findings, postmortem.CheckOptions{})) {
				if u.Rule == incident.RuleBehaviour && u.Item == "" {
					refused++
				}
			}
			if refused != len(tc.strays) {
				t.Errorf("the gate refuses %d of %d", refused, len(tc.strays))
			}
		})
	}
}
