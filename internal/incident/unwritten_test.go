package incident

import "testing"

func TestWhatSaysNothingIsUnwritten(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "…", "???", "ー", "〇〇", "&nbsp;", "TBD", "tbd.", "ＴＢＤ", "**TBD**", "(todo)", "N/A", "n.a.", "None", "to be  decided", "未定", "未定。", "「なし」",
		"<!-- write the trigger here -->", "<!-- a\nb -->", "TBD <!-- ask Ben -->",
	} {
		if !Unwritten(text) {
			t.Errorf("%q counts as written", text)
		}
	}
	for _, text := range []string{
		"none: nobody is paged", "5", "TBD by Ben", "nobody is paged", "通知なしで終わる", "<!-- x --> the pool is full", "https://example.com/none", "@todo", "x",
	} {
		if Unwritten(text) {
			t.Errorf("%q counts as not written", text)
		}
	}
}
