package cli_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plantedText holds what a document of one language is made of.
type plantedText struct {
	lang                                            string
	sections                                        [9]string
	columns                                         string
	facts, blame, vague                             []string
	kind, owner, due, ticket, when, before, after   string
	check                                           string
	trigger, today, fromNow, seen, title, rowsOfKPI string
}

var planted = []plantedText{
	{
		lang:     "en",
		sections: [9]string{"Summary", "Impact", "Timeline", "Detection, containment, recovery", "Contributing factors", "What went well, what was hard, where we were lucky", "Action items", "Learning", "Links"},
		columns:  "| Time | Kind | Role | What happened |",
		facts: []string{
			"The pool opened %d connections for each worker.", "Requests above %d a second were refused by the gateway.", "The on-call engineer saw the alert after %d minutes.",
			"The health check answered from a cache for %d seconds.", "A deploy at minute %d raised the error rate of the write path.", "Nobody was paged, because the rule watched the first %d replicas only.",
		},
		blame: []string{"The operator should have read the warning.", "Chen forgot to renew the token.", "It was the vendor's mistake.", "The reviewers were careless.", "Had the team checked the limits, this would not have happened."},
		vague: []string{"We will be more careful", "Improve the monitoring", "Look into better alerts", "Raise awareness of the risk"},
		kind:  "Kind", owner: "Owner", due: "Due", ticket: "Ticket", when: "When", before: "Before", after: "After", check: "Verified by",
		trigger: "the write path fails for %d minutes", today: "the on-call engineer decides by hand", fromNow: "the pipeline rolls back within %d minutes and pages on-call", seen: "a game day injects %d%% errors",
		title: "The pipeline rolls back by itself after %d failures", rowsOfKPI: "| KPI | value | range |\n| --- | --- | --- |\n| error rate | 0.0%d | 0.000-0.010 |",
	},
	{
		lang:     "ja",
		sections: [9]string{"概要", "影響", "時系列", "検知・安全化・復旧", "寄与要因", "うまくいったこと・難しかったこと・幸運だったこと", "恒久対応", "学び", "リンク"},
		columns:  "| 時刻 | 種別 | 役割 | 内容 |",
		facts: []string{
			"接続プールはワーカーごとに%d本の接続を開いた。", "毎秒%d件を超える要求はゲートウェイが拒否した。", "当番のエンジニアは%d分後にアラートを見た。",
			"ヘルスチェックは%d秒間キャッシュから応答した。", "開始%d分のデプロイで書き込みのエラー率が上がった。", "ルールの対象が先頭の%d台だったため、呼び出しは行われなかった。",
		},
		blame: []string{"担当者の不注意が原因である。", "作業者が確認を怠った。", "レビューで気づくべきだった。", "田中さんが証明書の更新を忘れていた。", "運用チームの判断ミスで復旧が遅れた。"},
		vague: []string{"注意を徹底する", "監視の強化を検討する", "意識の向上を図る", "関係者に周知する"},
		kind:  "種別", owner: "担当", due: "期限", ticket: "チケット", when: "きっかけ", before: "これまで", after: "これから", check: "確認方法",
		trigger: "書き込みが%d分間失敗したとき", today: "当番が手で戻すかどうかを判断する", fromNow: "パイプラインが%d分以内に自動で戻し、当番を呼び出す", seen: "演習で%d%%のエラーを注入して確かめる",
		title: "失敗が%d回続いたらパイプラインが自動で戻す", rowsOfKPI: "| KPI | 値 | 範囲 |\n| --- | --- | --- |\n| エラー率 | 0.0%d | 0.000-0.010 |",
	},
}

// document writes one document and says which rules have to report it, how often.
func (p plantedText) document(r *rand.Rand, key string) (text string, want map[string]int) {
	want = map[string]int{}
	plant := func(rule string, chance float64) bool {
		hit := r.Float64() < chance
		if hit {
			want[rule]++
		}
		return hit
	}
	number := func(s string) string {
		if strings.Contains(s, "%d") {
			return fmt.Sprintf(s, 2+r.IntN(50))
		}
		return s
	}
	fact := func() string { return number(p.facts[r.IntN(len(p.facts))]) }
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	line("---\nincident: " + key + "\ntitle: \"checkout " + key + "\"\nseverity: SEV2\nstatus: in-review\nlang: " + p.lang + "\noccurred_at: 2026-03-01T10:00:00Z\ndetected_at: 2026-03-01T10:04:00Z\ncontained_at: 2026-03-01T10:21:00Z\nrecovered_at: 2026-03-01T10:58:00Z\nauthor: akiko@example.com\n---\n")
	line("## " + p.sections[0] + "\n\n" + fact() + "\n\n## " + p.sections[1] + "\n\n" + fact() + "\n")
	minutes := make([]int, 8)
	for i := range minutes {
		minutes[i] = i * 6
	}
	if plant("timeline-order", 0.2) {
		k := 1 + r.IntN(5)
		minutes[k], minutes[k+1] = minutes[k+1], minutes[k]
	}
	line("## " + p.sections[2] + "\n\n" + p.columns + "\n| --- | --- | --- | --- |")
	for _, m := range minutes {
		said := fact()
		if plant("blame", 0.05) {
			said = p.blame[r.IntN(len(p.blame))]
		}
		line(fmt.Sprintf("| 2026-03-01T10:%02d:00Z | note | Ops | %s |", m, said))
	}
	line("\n## " + p.sections[3] + "\n\n" + number(p.rowsOfKPI) + "\n")
	line("## " + p.sections[4] + "\n")
	for range 3 {
		if plant("blame", 0.2) {
			line(p.blame[r.IntN(len(p.blame))] + "\n")
		}
		line("- " + fact() + "\n")
	}
	line("## " + p.sections[5] + "\n\n- " + fact() + "\n\n## " + p.sections[6] + "\n")
	for a := 1; a <= 3; a++ {
		line(fmt.Sprintf("### AI-%d: %s\n\n- %s: prevent", a, number(p.title), p.kind))
		field := func(key, value, rule string) {
			if rule == "" || !plant(rule, 0.1) {
				line("- " + key + ": " + number(value))
			}
		}
		field(p.owner, "@akiko", "action-owner")
		due := "2026-04-15"
		if plant("action-due", 0.1) {
			due = "2026-02-01"
		}
		field(p.due, due, "")
		field(p.ticket, fmt.Sprintf("https://github.com/acme/checkout/issues/%d%%d", a), "action-ticket-missing")
		field(p.when, p.trigger, "action-field-missing")
		field(p.before, p.today, "")
		after := p.fromNow
		if plant("action-vague", 0.15) {
			after = p.vague[r.IntN(len(p.vague))]
		}
		field(p.after, after, "")
		field(p.check, p.seen, "")
		line("")
	}
	line("## " + p.sections[7] + "\n")
	if !plant("section-empty", 0.1) {
		line(fact() + "\n")
	}
	line("## " + p.sections[8] + "\n\n- [incidents](https://pm.example.com/incidents)")
	return b.String(), want
}

// TestPlantedProblemsAreFoundAndNothingElse checks made-up documents whose problems
// are known: each is reported, as often as it was planted, and nothing besides.
func TestPlantedProblemsAreFoundAndNothingElse(t *testing.T) {
	for _, p := range planted {
		t.Run(p.lang, func(t *testing.T) {
			dir := t.TempDir()
			r := rand.New(rand.NewPCG(42, 7))
			want := map[string]map[string]int{}
			for i := range 150 {
				key := fmt.Sprintf("INC-2026-%06d", i+1)
				text, problems := p.document(r, key)
				path := filepath.Join(dir, key+".md")
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				want[key] = problems
			}
			_, out, talk := run("check", "--format", "json", dir)
			var report struct {
				Files []struct {
					Incident    string `json:"incident"`
					Diagnostics []struct {
						Rule    string `json:"rule"`
						Line    int    `json:"line"`
						Message string `json:"message"`
					} `json:"diagnostics"`
				} `json:"files"`
			}
			if err := json.Unmarshal([]byte(out), &report); err != nil {
				t.Fatalf("%v\n%s", err, talk)
			}
			if len(report.Files) != len(want) {
				t.Fatalf("%d files reported of %d", len(report.Files), len(want))
			}
			total := 0
			for _, f := range report.Files {
				got := map[string]int{}
				for _, d := range f.Diagnostics {
					got[d.Rule]++
					total++
				}
				if !maps.Equal(got, want[f.Incident]) {
					t.Errorf("%s: reported %v, planted %v\n%+v", f.Incident, got, want[f.Incident], f.Diagnostics)
				}
			}
			if total < 100 {
				t.Errorf("only %d problems were planted in all: the test shows nothing", total)
			}
		})
	}
}
