package prose

import "testing"

// TestUndecided: what is only weighed, hoped for or asked, or stays as it was, is vague
// however exactly it is described.
func TestUndecided(t *testing.T) {
	for text, want := range map[string]string{
		"Consider adding a PagerDuty alert when pool usage exceeds 80%":                         "Consider adding",
		"Maybe page on-call when the pool is above 80%":                                         "Maybe",
		"It would be nice if the alert paged on-call when the pool is above 80%":                "It would be nice",
		"If possible, the pipeline rolls back within 2 minutes":                                 "If possible",
		"We will try to page on-call when the pool is above 80%":                                "We will try to",
		"Does the alert page on-call at 80% pool usage?":                                        "Does the alert page on-call at 80% pool usage?",
		"the deploy pipeline rolls back within 2 minutes (TBD)":                                 "(TBD)",
		"The deploy pipeline rolls back within 2 minutes (to be discussed).":                    "(to be discussed)",
		"No change: the alert pages on-call at 80%":                                             "No change: the alert pages on-call at 80%",
		"使用率80%で当番を呼び出すアラートの追加を検討中":                                                             "検討中",
		"使用率が80%を超えたら当番を呼び出すことを検討いたします。":                                                        "検討いたします",
		"パイプラインが2分以内に自動でロールバックするよう努力する":                                                         "努力する",
		"できればパイプラインが2分以内に自動でロールバックする":                                                           "できれば",
		"使用率80%で当番を呼び出すのが望ましい":                                                                  "望ましい",
		"パイプラインが2分以内に自動でロールバックする（要検討）":                                                          "（要検討）",
		"従来どおり、当番の判断で手動でロールバックする":                                                               "従来どおり、当番の判断で手動でロールバックする",
		"We consider a node dead after 3 missed heartbeats and fail over within 30 s":           "",
		"We may deploy on Friday only with two approvals, the pipeline blocks everything else":  "",
		"If possible the pipeline rolls back within 2 minutes, otherwise it pages the DBA":      "",
		"Possibly harmful migrations are blocked by CI":                                         "",
		"Ideally sized pools: the autoscaler sets 20 connections a pod":                         "",
		"Maybe-errors are counted as errors by the alert, which pages on-call at 2%":            "",
		"The release form requires an answer to: does this migration lock a table?":             "",
		"On-call no longer must remember to drain the node: the upgrade script drains it first": "",
		"可能であればキャッシュから応答し、キャッシュがなければ1秒以内に503を返す":                                                "",
		"できれば2分以内、遅くとも5分以内にパイプラインが自動で切り戻す":                                                      "",
		"ステータスページを5分以内に「調査中」に自動で切り替える（確認中）":                                                     "",
		"変更なし、と表示されたプランのみをパイプラインが自動適用する":                                                        "",
		"リリース申請フォームの必須項目: テーブルをロックするか？":                                                         "",
		"Consider a node dead after three missed heartbeats and move its shards":                "",
		"The pipeline rolls back within 2 minutes (the limit is TBD for the batch jobs)":        "",
		"Consider adding an alert. The pipeline rolls back when the canary fails.":              "",
		"The review board considers each exception and refuses one that has no end date":        "",
		"As before, deploys go out at 10:00, but the pipeline now blocks one on a Friday":       "",
		"従来どおり当番が判断するが、2分以内に決まらなければパイプラインがロールバックする":                                             "",
		"容量検討会で承認されるまで、パイプラインが増設を止める":                                                           "",
		"そのまま、書き込みを止めて当番を呼び出す":                                                                  "",
	} {
		if _, got := Vague(Change{When: "a deploy", Before: "nothing does", After: text}, English); got != (want != "") {
			t.Errorf("%q: vague %v", text, got)
		}
		if start, end, open := undecided(text, writtenIn(text)); open && text[start:end] != want {
			t.Errorf("%q: quotes %q, want %q", text, text[start:end], want)
		}
	}
}
