package prose

import (
	"slices"
	"strings"
	"testing"
)

func TestVagueSeesThroughDressedUpWords(t *testing.T) {
	for text, want := range map[string]Reason{
		"We will proactively strengthen our monitoring posture across all teams by Q3": Improve,
		"四半期末までに全チームで監視体制の一層の強化を図る":                                                    Improve,
		"We improve monitoring":                  Improve,
		"Everybody is more careful with deploys": Care,
		"Raise awareness in the team":            Care,
		"Look into the failover by 2026-12-15":   Inquiry,
		"注意を徹底する":                                Care,
		"監視の強化を検討する":                             Inquiry,
		"Update the documentation":               Announcement,
		"Restart the affected pods":              OneOff,
		"Circuit breakers":                       OpenObject,
	} {
		f, vague := Vague(Change{After: text}, English)
		if !vague || f.Reason != want {
			t.Errorf("%q: vague %v for %q, want %q", text, vague, f.Reason, want)
			continue
		}
		if f.Message == "" || f.Suggestion == "" || len(f.Missing) == 0 || f.Start >= f.End {
			t.Errorf("%q: not explained: %+v", text, f)
		}
	}
}

func TestVagueIsSilentOnChangesThatCanBeSeen(t *testing.T) {
	for _, text := range []string{
		"the deploy pipeline rolls back within 2 minutes and pages on-call",
		"Increase the memory limit of Prometheus to 60Gi",
		"When a certificate has fewer than 14 days left, the renewal job opens a ticket",
		"デプロイ基盤が 5 分以内に checkout を自動で戻し、当番を呼び出す",
		"証明書の残り日数が14日を切ったら、自動でチケットを起票し当番に通知する",
	} {
		if f, vague := Vague(Change{After: text}, English); vague {
			t.Errorf("%q: %s", text, f.Message)
		}
	}
}

func TestVagueJudgesTheTitleOnlyWithoutAfter(t *testing.T) {
	if f, vague := Vague(Change{Title: "Improve monitoring"}, English); !vague || !f.OnTitle {
		t.Errorf("a vague title without After: %v, %+v", vague, f)
	}
	if f, vague := Vague(Change{Title: "Improve monitoring", After: "the gate rejects a chart without a memory limit"}, English); vague {
		t.Errorf("a concrete After under a vague title: %s", f.Message)
	}
}

func TestVagueRewritesThisSentenceInTheLanguageOfTheDocument(t *testing.T) {
	f, _ := Vague(Change{After: "Improve the alerting of the payment queue", When: "the queue is full"}, English)
	if !strings.Contains(f.Suggestion, "payment queue") {
		t.Errorf("the pattern does not hold the sentence's own object: %s", f.Suggestion)
	}
	for _, p := range f.Missing {
		if p == Trigger {
			t.Errorf("the trigger stands in When and is called missing")
		}
	}
	f, _ = Vague(Change{After: "決済キューの監視を強化する"}, Japanese)
	if !strings.Contains(f.Suggestion, "決済キューの監視") || strings.Contains(f.Message, "does not") {
		t.Errorf("the Japanese pattern: %s / %s", f.Message, f.Suggestion)
	}
}

// TestVagueRefusesWhatLeavesAllAsItIs: words that say so, and fields that repeat each other.
func TestVagueRefusesWhatLeavesAllAsItIs(t *testing.T) {
	same := "the release manager approves each deploy by hand within 10 minutes"
	for _, c := range []Change{
		{After: "Nothing changes."}, {After: "No change"}, {After: "same as before"}, {After: "何も変更しない。"}, {After: "従来どおり"},
		{Before: same, After: same}, {Before: "**" + same + "**", After: strings.ToUpper(same)}, {When: same, After: same + "."},
		{Before: "当番が手でロールバックするか決める", After: "当番が手でロールバックするか決める。"},
	} {
		f, vague := Vague(c, English)
		if !vague || f.Message == "" || f.End != len(c.After) || len(f.Missing) == 0 {
			t.Errorf("%+v: vague %v, %+v", c, vague, f)
		}
	}
	if f, vague := Vague(Change{Before: same, After: "the pipeline refuses a deploy without two approvals"}, English); vague {
		t.Errorf("another After: %s", f.Message)
	}
}

// TestVagueNamesWhatIsMissing: a part that stands in the sentence is not asked for.
func TestVagueNamesWhatIsMissing(t *testing.T) {
	for text, want := range map[string][]Part{
		"The reviewer pays special attention to migrations": {Act, Trigger, Result},
		"Add monitoring for disk usage":                     {Actor, Trigger, Result},
		"Get better visibility into consumer lag":           {Actor, Act, Trigger, Result},
		"Backfill the 1,204 missing invoices":               {Actor, Trigger, Result},
		"レビュアーはマイグレーションに特に気をつける":                            {Act, Trigger, Result},
		"当番が速やかに対応する":                                       {Act, Trigger, Result},
		"CI/CD パイプラインの改善を行う":                                {Actor, Act, Trigger, Result},
	} {
		f, vague := Vague(Change{After: text}, English)
		if !vague || !slices.Equal(f.Missing, want) {
			t.Errorf("%q: vague %v, missing %v, want %v", text, vague, f.Missing, want)
		}
	}
}

// TestVagueRewritesWithTheObjectOfTheSentence: whole words and numbers, without the
// marks of Markdown, and nothing of how or when it is done.
func TestVagueRewritesWithTheObjectOfTheSentence(t *testing.T) {
	for text, object := range map[string]string{
		"Split the monolith":                                 "about the monolith changes",
		"Rotate certificates in a timely manner":             "check for certificates>",
		"Investigate the 2,314 failed rows":                  "with the 2,314 failed rows>",
		`Improve the "checkout" dashboard`:                   `leaves the "checkout" dashboard,`,
		"Improve [monitoring](https://example.com) of `etl`": "leaves monitoring of etl,",
		"Everyone is aware of the runbook":                   "about the runbook>",
		"Make sure that deploys are safe":                    "leaves deploys,",
		"@ben will do it by 2026-12-15":                      "condition of the part concerned>",
		"基盤チームが12月1日に手順を見直す":                                 "手順を〈どうする〉",
		"Take a closer look at the retry settings":           "with the retry settings>",
		"作業前に手順書をよく確認する":                                     "手順書",
		"レビュアーは全てのPRを慎重に確認する":                                "〈ツール〉が全てのPRについて",
	} {
		if f, vague := Vague(Change{After: text}, langOf(text)); !vague || !strings.Contains(f.Suggestion, object) {
			t.Errorf("%q: vague %v, want %q in %s", text, vague, object, f.Suggestion)
		}
	}
}

func langOf(text string) Lang {
	if isJapanese(text) {
		return Japanese
	}
	return English
}
