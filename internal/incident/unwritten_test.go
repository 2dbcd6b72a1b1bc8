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
		"{{after}}", "{{ after }}", "{{after1}}", "**{{after}}**", "{{これから}}", "%after%", "%AFTER_2%", "&lt;after&gt;", "&lt;what changes&gt;", "`{{ .After }}`", "{{ a name that is longer than words for what is not known yet are }}",
		"see doc", "See the docs.", "see Confluence", "**see Confluence**", "see AI-1", "same as AI-1", "same as before", "ask @ben", "Ask @ben.", "- ask @ben", "see doc (page 3)", "refer to the runbook", "not sure yet", "not sure", "Don't know yet",
		"別途", "別途。", "保留", "保留中", "ペンディング", "省略", "左記", "参照", "AI-1を参照", "AI-1参照", "ＡＩ－１を参照", "上に同じ", "AI-1と同じ", "AI-1に同じです", "ドキュメント参照", "別紙参照", "上記を参照してください",
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
		"{{ after }} pages on-call", "{{a}} and {{b}}", "5% of pods, or 10%", "%CPU over 80%", "100%", "5 % to 10 %", "&lt;https://example.com&gt;", "&lt;b&gt;x&lt;/b&gt;", "{\"alert\": 1}", "<ben@example.com>",
		"see https://wiki.example.com/x", "see doc (https://wiki.example.com/x)", "[see doc](https://wiki.example.com/x)", "see doc https://wiki.example.com/x", "see a spike above 5%", "see the rollback in staging", "see AI-1 roll back", "ask @ben to approve", "ask the on-call engineer",
		"same as AI-1, but for Visa", "refer to the runbook and roll back", "not sure which pool is full", "like today", "#812", "手順書の通り", "手順書を参照して切り戻す", "AI-1と同じアラートを鳴らす", "別途アラートを鳴らす", "デプロイを保留", "省略値を使う", "参照が切れる", "参照系のプール", "![graph](x.png)", "[^1]",
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

// TestAPictureOrAFootnoteIsNoFieldWritten as the whole field; as evidence it is what was seen.
func TestAPictureOrAFootnoteIsNoFieldWritten(t *testing.T) {
	for text, nothing := range map[string]bool{
		"[^1]": true, "[^1] [^note].": true, "![the pipeline rolls back](x.png)": true, "![a](x.png) ![b][ref] ![c]": true, "![a](x.png)[^1]": true,
		"![a](x.png) the pipeline rolls back": false, "rolls back[^1]": false, "[a](x.html)": false, "[^1": false, "![ab": false, "![a](x": false, "!": true, "[x]": true, "see ![a](x.png)": false,
	} {
		if FieldAfter.Unwritten(text) != nothing {
			t.Errorf("%q as a field says nothing: %v", text, !nothing)
		}
	}
	if FieldVerified.Unwritten("2027-01-20 @ben: ![rolled back](x.png)") || Unwritten("![rolled back](x.png)") {
		t.Error("a picture is no evidence")
	}
}
