package incident

import (
	"strings"
	"testing"
)

func TestWhatSaysNothingIsUnwritten(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "…", "???", "ー", "〇〇", "&nbsp;", "TBD", "tbd.", "ＴＢＤ", "**TBD**", "(todo)", "N/A", "n.a.", "None", "to be  decided", "未定", "未定。", "「なし」",
		"<!-- write the trigger here -->", "<!-- a\nb -->", "TBD <!-- ask Ben -->",
		"<br>", "<br/> <hr>", "<to be filled>", "(empty)", "to be filled in", "will be added", "Will be added later.", "WIP", "placeholder", "TBD (ask Ben)", "TBD [ask Ben whether the vendor allows it at all]",
		"**TBD** (ask Ben)", "TODO: write this", "see above", "same as above", "not decided yet", "to_be_determined", "x", "xxx", "A.", "⟨say in which situation behaviour changes⟩", "**⟨ask⟩**",
		"~~the deploy pipeline rolls back within 2 minutes~~", "~gone~", "<del>rolls back</del>", "~~" + strings.Repeat("the pipeline rolls back ", 9) + "~~", "<p>TBD</p>",
		"同上", "後日記入", "記入予定", "作成中", "未定です", "未定（要確認）", "未定（要確認。決まり次第このポストモーテムに追記する予定。それまでは担当者が判断する）", "後日、記入します", "なしとする", "検討中です。", "検討する予定です",
		"上記の通り", "「仮」", "無", "無。", "不明でした", "まだ決まっていません", "調査中",
	} {
		if !Unwritten(text) {
			t.Errorf("%q counts as written", text)
		}
	}
	for _, text := range []string{
		"林", "森",
		"none: nobody is paged", "5", "TBD by Ben", "nobody is paged", "通知なしで終わる", "<!-- x --> the pool is full", "https://example.com/none", "@todo", "@x",
		"None (nobody is paged)", "3", "p99 < 1s", "<https://example.com/a>", "~3 minutes, or ~5", "~~by hand~~ by the pipeline", "a<b", "not done", "blank pages are shown", "in progress deploys go on",
		"なし（誰も呼ばれない）", "手順書を作成中のまま放置", "後日リリースを止める", "⟨alert⟩ fires", "on", "Pending: orders stay in the queue", "empty carts are paid (twice)", "TBDs are refused (all of them)", "未定義の値を拒否する",
	} {
		if Unwritten(text) {
			t.Errorf("%q counts as not written", text)
		}
	}
}

func TestReasonsThatSayNothing(t *testing.T) {
	for reason, nothing := range map[string]bool{
		"": true, "-": true, "…": true, "ー": true, "TBD": true, "to be decided": true, "未定": true, "後で記入": true, "⟨say why⟩": true, "n/a": true,
		"x": false, "again": false, "林": false, "it recurred": false, "再発": false, "p99 < 1s again": false,
	} {
		if got := SaysNothing(reason); got != nothing {
			t.Errorf("%q says nothing: %v", reason, got)
		}
	}
}
