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

const itemTable = "| ID | Title | Kind | Owner | Due | When | Before | After | Verified by |\n|---|---|---|---|---|---|---|---|---|\n" +
	"| AI-1 | Deploys roll back | prevent | @ben | 2026-12-15 | errors pass 2% | by hand | the pipeline rolls back within 2 minutes | a game day |\n"

// TestActionsThatAreNoItemsAreRefused: what people write among the action items
// without the form of one must not slip past the gate.
func TestActionsThatAreNoItemsAreRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		section string
		strays  []string // what each finding quotes
	}{
		"form of an item":             {"## Action items\n\n" + oneItem, nil},
		"notes in an item":            {"## Action items\n\n" + oneItem + "\nSee the runbook.\n\n- note: asked the vendor\n", nil},
		"table of actions in an item": {"## Action items\n\n" + oneItem + "\n| Action | Owner | Due |\n|---|---|---|\n| Improve monitoring | @ben | 2026-12-20 |\n", []string{"Improve monitoring"}},
		"table of steps in an item":   {"## Action items\n\n" + oneItem + "\n| Step | Owner | Due |\n|---|---|---|\n| Write the job | @ben | 2026-12-20 |\n", nil},
		"words before the items":      {"## Action items\n\nEach has an owner.\n\n" + oneItem, nil},
		"bullets before the items":    {"## Action items\n\n- Improve monitoring\n- Be careful\n\n" + oneItem, []string{"Improve monitoring", "Be careful"}},
		"another heading":             {"## Action items\n\n" + oneItem + "\n### Follow-up: improve monitoring\n\n- After: improve\n", []string{"Follow-up: improve monitoring"}},
		"task box in an item":         {"## Action items\n\n" + oneItem + "\n- [ ] Improve monitoring\n", []string{"Improve monitoring"}},
		"table with other names":      {"## Action items\n\n" + oneItem + "\n| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n| Improve it | prevent | ben | Bug 12 |\n\n| Action | Assignee | Deadline |\n|---|---|---|\n| Improve that | @ben | 2026-12-15 |\n| ~~Improve us~~ | @ben | 2026-12-15 |\n", []string{"Improve it", "Improve that"}},
		"what, who, when":             {"## Action items\n\n" + oneItem + "\n| What | Who | When |\n|---|---|---|\n| Improve it | ben | 2026-12-15 |\n\n| 対策 | 担当者 | 完了予定 |\n|---|---|---|\n| 監視を強化する | 佐藤 | 2026-12-15 |\n", []string{"Improve it", "監視を強化する"}},
		"who, or how far":             {"## Action items\n\n| Action | Responsible | Status |\n|---|---|---|\n| Improve it | ben | open |\n\n" + oneItem + "\n| Action | Owner |\n|---|---|\n| Improve that | ben |\n\n| Name | Assign | Due | Status | Link |\n|---|---|---|---|---|\n| Improve us | Ben | 2026-12-15 | Not started | |\n", []string{"Improve it", "Improve that", "Improve us"}},
		"tables inside an item":       {"## Action items\n\n" + oneItem + "\n| Test | Type | Owner |\n|---|---|---|\n| Load | k6 | @ben |\n\n| Task | Owner |\n|---|---|\n| Write the job | @ben |\n\n| When | Who | What happened |\n|---|---|---|\n| 2026-11-20 | @ben | asked the vendor |\n\n- Type: a bug of the pool\n- asked the vendor\n", nil},
		"table that sums up by title": {"## Action items\n\n| Action | Status |\n|---|---|\n| Deploys roll back | open |\n\n| Action | Owner |\n|---|---|\n| **Deploys  roll back** | @ben |\n\n| ID | Action | Owner |\n|---|---|---|\n| AI-1 | Roll back | @ben |\n\n- [Deploys roll back](#ai-1-deploys-roll-back)\n\n" + oneItem, nil},
		"heading in a quote":          {"## Action items\n\n" + oneItem + "\n> ### AI-3: Improve it\n", []string{"AI-3: Improve it"}},
		"Japanese":                    {"## 恒久対応\n\n- 監視を強化する\n\n" + oneItem, []string{"監視を強化する"}},
		"bullets of another section":  {"## Links\n\n- Improve monitoring\n\n## Action items\n\n" + oneItem, nil},
		"number in a row of fields":   {"## Action items\n\n" + oneItem + "- AI-2: Improve monitoring\n- Improve alerting (@ben, 2026-12-20)\n", []string{"AI-2: Improve monitoring", "Improve alerting (@ben, 2026-12-20)"}},
		"bare row among the fields":   {"## Action items\n\n" + oneItem + "- Improve monitoring\n", []string{"Improve monitoring"}},
		"owner in a list of notes":    {"## Action items\n\n" + oneItem + "\nMore:\n\n- Improve monitoring, @ben\n- 監視を強化する（2026年12月20日まで）\n", []string{"Improve monitoring, @ben", "監視を強化する（2026年12月20日まで）"}},
		"a colon in brackets": {"## Action items\n\n" + oneItem + "\nFurther:\n\n- improve monitoring (owner: @ben)\n- 監視を強化する（担当: @ben）\n- 監視を強化する（担当：佐藤）\n- improve alerting (due: 2026-07-01)\n",
			[]string{"improve monitoring (owner: @ben)", "監視を強化する（担当: @ben）", "監視を強化する（担当：佐藤）", "improve alerting (due: 2026-07-01)"}},
		"notes under an item": {"## Action items\n\n" + oneItem + "- @ben: I tried this in staging, it works\n- Status (@carol): in progress\n- 進捗（@carol）: 実装中\n- Rollout (phase 1: canary; phase 2: all regions)\n- Reviewer @carol: approved\n- Estimate (in days: 3)\n- 工数（目安：3日）\n\nNotes of the review:\n\n- cc @carol: FYI\n- Asked @ben: no objection\n", nil},
		"a colon in a comment": {"## Action items\n\n" + oneItem + "\nFurther:\n\n- improve monitoring (owner @ben) <!-- pmtracker:ignore blame any reason -->\n- <!-- note: x --> improve alerting (@ben)\n",
			[]string{"improve monitoring (owner @ben)", "improve alerting (@ben)"}},
		"a number without a colon":    {"## Action items\n\n" + oneItem + "\n- AI-2 improve monitoring\n\nAI-3 improve alerting\n", []string{"AI-2 improve monitoring", "AI-3 improve alerting"}},
		"notes with a colon":          {"## Action items\n\n" + oneItem + "\nAI-1 depends on AI-2.\nAI-2 was dropped: the vendor did it.\n\n- See AI-1\n- AI-1 depends on AI-2.\n- Decision (2026-07-01): the limit stays\n- The limit was raised by hand (ticket: PAY-1)\n- The pool (owner: platform team) was too small\n- Cost (per month): 300 €\n- Approver: @ben\n- ~~improve it (@ben)~~\n- ~~AI-3: improve it~~\n- AI-2 merged into AI-1\n- AI-2 および AI-1 は同じ変更\n", nil},
		"bold number":                 {"## Action items\n\n" + oneItem + "\n**AI-2: Improve monitoring**\n\n###AI-3: Be more careful\n", []string{"**AI-2: Improve monitoring**", "###AI-3: Be more careful"}},
		"bold number before any item": {"## Action items\n\n**AI-2: Improve monitoring**\n\n" + oneItem, []string{"**AI-2: Improve monitoring**"}},
		"numbers of every shape": {"## Action items\n\n" + oneItem + "\n・ＡＩ－２：監視を強化する\nAI-3\nAI-4 Improve it\n\n> AI-5. Improve it\n\n[AI-6](x.md) improve it\n\n| Number | What |\n|---|---|\n| AI-7 | Improve it |\n\n- After all:\n  - AI-8: improve it\n",
			[]string{"・ＡＩ－２：監視を強化する", "AI-3", "AI-4 Improve it", "AI-5. Improve it", "[AI-6](x.md) improve it", "AI-7", "AI-8: improve it"}},
		"pictures and what is not seen": {"## Action items\n\n" + oneItem + "\n🚀 AI-3: improve it\n\n✅ **AI-4** improve it\n\nA\u200bI-5: improve it\n\n\u200b👷🏽‍♀️ AI-\u00ad6\u200b: improve it\n\n🚀 AI-1: shipped\n\n✅ AI-1 was agreed, AI-2 was dropped\n\n✅ Done\n",
			[]string{"AI-3: improve it", "AI-4** improve it", "I-5: improve it", "improve it"}},
		"raw HTML": {"## Action items\n\n" + oneItem + "\n<h3>AI-2: Improve monitoring</h3>\n\n<b>AI-3</b>: be careful\n\n<ul>\n<li>improve it (@ben)</li>\n</ul>\n\n<table><tr><th>ID</th><th>Title</th><th>Owner</th><th>Due</th></tr>\n<tr><td>2</td><td>Improve it</td></tr></table>\n\n<h3>Follow-up</h3>\n",
			[]string{"<h3>AI-2: Improve monitoring</h3>", "<b>AI-3</b>: be careful", "<li>improve it (@ben)</li>", "<table>", "<h3>Follow-up</h3>"}},
		"other items are only mentioned": {"## Action items\n\n" + oneItem + "- Note: AI-2 depends on this\n- Priority: high\n- Reviewer: @akiko\n- [the runbook](https://example.com/2026-12-01)\n\nAI-2 of INC-2025-0007 was to prevent this.\nAI-1: done in part.\n\n- 2026-11-25: @akiko asked the vendor\n- see @akiko's page\n- note: asked the vendor\n\n#### Background\n\n- The vendor's limit is 100 rps\n\n<!-- AI-9: not yet -->\n<details><summary>More</summary>\n\nText.\n\n</details>\n", nil},
		"mention inside a value":         {"## Action items\n\n" + strings.Replace(oneItem, "by hand", "by hand;\n  AI-2 depends on this\n  - the pager\n  - @ben looks on 2026-12-01", 1), nil},
		"a list that names the items":    {"## Action items\n\n- AI-1 Deploys roll back\n- [x] AI-1 is agreed\n- AI-1 は基盤チームと合意済み\n  - AI-2: improve it\n- AI-3 Improve it\n- AI-4 was agreed\n- [ ] AI-5 Improve it\n\n" + oneItem, []string{"AI-2: improve it", "AI-3 Improve it", "AI-4 was agreed", "AI-5 Improve it"}},
		"a row about an item below it":   {"## Action items\n\n" + oneItem + "- AI-1 was agreed with @akiko\n- AI-1 は基盤チームと合意済み\n\n<ul>\n<li>AI-1 is agreed with @akiko</li>\n</ul>\n", nil},
		"a row about an item of a table": {"## Action items\n\n" + itemTable + "\n- AI-1 was agreed with the platform team\n- AI-1 は基盤チームと合意済み\n- Improve it\n", []string{"Improve it"}},
		"a reason, and yet an action":    {"## Action items\n\n**AI-1: improve monitoring**\n", []string{"**AI-1: improve monitoring**"}},
		"no item at all, and no excuse":  {"## Action items\n\n- Improve monitoring\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			front := "incident: INC-1\n"
			if strings.HasPrefix(name, "a reason") {
				front += "no_action_items: the vendor made the change\n"
			}
			d, err := postmortem.Parse("p.md", []byte("---\n"+front+"---\n\n"+tc.section))
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

// TestTheNumberThatIsAdvisedIsFree: that which the line gives itself, else the one behind
// the highest.
func TestTheNumberThatIsAdvisedIsFree(t *testing.T) {
	items := oneItem + "\n" + strings.Replace(oneItem, "AI-1", "AI-14", 1)
	text := "---\nincident: INC-1\n---\n\n## Action items\n\n" + items + "\n**AI-3: Improve monitoring**\n\n**AI-16: Improve alerting**\n\n- [ ] Improve it\n"
	d, err := postmortem.Parse("p.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
		if _, number, ok := strings.Cut(x.Suggestion, `"### `); ok && x.Item == "" {
			number, _, _ = strings.Cut(number, ":")
			got = append(got, number)
		}
	}
	if want := "AI-3 AI-16 AI-17"; strings.Join(got, " ") != want {
		t.Errorf("advised %v, want %s", got, want)
	}
}
