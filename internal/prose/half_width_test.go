package prose

import "testing"

// TestHalfWidth: katakana of half width are read as those of full width, and a finding
// stands where they do.
func TestHalfWidth(t *testing.T) {
	for text, want := range map[string]string{
		"原因はｵﾍﾟﾚｰﾀのﾋｭｰﾏﾝｴﾗｰである。":            "ﾋｭｰﾏﾝｴﾗｰ",
		"確認しました｡原因はﾋｭｰﾏﾝｴﾗｰである｡ｻｰﾊﾞを再起動した｡": "ﾋｭｰﾏﾝｴﾗｰ",
		"ｻｰﾊﾞを再起動した。":                       "",
	} {
		found := Blame(text, Japanese)
		switch {
		case want == "" && len(found) == 0:
		case len(found) != 1 || text[found[0].Start:found[0].End] != want:
			t.Errorf("%q: %+v, want %q", text, found, want)
		}
	}
	for text, want := range map[string]bool{
		"ﾓﾆﾀﾘﾝｸﾞの強化を検討する":          true,
		"ﾌﾟｰﾙの使用率が80%を超えたら当番を呼び出す": false,
	} {
		found, vague := Vague(Change{After: text}, Japanese)
		if vague != want || vague && (found.Start < 0 || found.End > len(text)) {
			t.Errorf("%q: vague %v %+v", text, vague, found)
		}
	}
}
