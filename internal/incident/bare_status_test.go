package incident

import "testing"

// TestAnAnswerIsNoBehaviour where a situation, a behaviour or a check is asked for. What
// short words do say stays, and the other fields take the same words.
func TestAnAnswerIsNoBehaviour(t *testing.T) {
	for text, nothing := range map[string]bool{
		"yes": true, "Yes.": true, "ok": true, "OK!": true, "true": true, "Done": true, "**done**": true, "`ok`": true, "already done": true, "Yes, done. ✅": true, "done <!-- by hand -->": true,
		"はい": true, "はい。": true, "済": true, "済み": true, "済みです": true, "対応済み": true, "完了": true, "完了しました。": true, "確認済み": true, "ＯＫ": true, "○": true, "同": true, "有": true, "手": true, "「済」": true,
		"nothing": false, "always": false, "何もしない": false, "常に": false, "by hand": false, "a game day": false, "演習": false, "5": false, "[done](https://example.com/812)": false,
		"done by hand": false, "the check passed": false, "手動": false, "確認しない": false, "対応済みのチケットを見る": false, "not checked": false, "no rollback": false, "OK is shown": false,
	} {
		for _, f := range []Field{FieldWhen, FieldBefore, FieldVerifiedBy} {
			if f.Unwritten(text) != nothing {
				t.Errorf("%s: %q says nothing: %v", f, text, !nothing)
			}
		}
	}
	for _, text := range []string{"ok", "done", "済", "林"} {
		if FieldOwner.Unwritten(text) || FieldVerified.Unwritten(text) || FieldAfter.Unwritten(text) {
			t.Errorf("%q is no owner, evidence or text to be judged", text)
		}
	}
}
