package incident

import (
	"slices"
	"strings"
)

// placeMark tells whether a word in small letters only marks a place where something
// is still to be written.
func placeMark(word string) bool {
	switch word {
	case "tbd", "tba", "tbc", "todo", "fixme", "xxx", "wip":
		return true
	}
	return false
}

// unknownWord tells whether a text in small letters is what people write where they
// do not know yet, or where there is nobody or nothing.
func unknownWord(text string) bool {
	switch text {
	case "to do", "to-do", "to be defined", "to be decided", "to be determined", "to be confirmed", "unknown", "not known", "not yet", "pending":
		return true
	}
	return placeMark(text) || saysNone(text) || slices.Contains(unknownWordsJapanese[:], text)
}

// saysNone tells whether words say that there is nothing. With a remark, "None (nobody
// is paged)", they do say something.
func saysNone(text string) bool {
	switch withoutCopula(text) {
	case "none", "n/a", "n.a", "nil", "null", "なし", "無し", "無", "特になし", "該当なし", "ありません", "特にありません":
		return true
	}
	return false
}

// unknownWordsJapanese are such words that make nobody of an owner, wherever in it
// they stand.
var unknownWordsJapanese = [...]string{
	"未定", "なし", "無し", "特になし", "該当なし", "不明", "未記入", "未入力", "未割当", "要検討", "検討中", "調整中", "確認中", "要確認",
	"後で", "後日", "あとで", "後ほど",
}

// notKnown tells whether a text in small letters, its words parted by one space, says
// that something is not known, or is written later or elsewhere.
func notKnown(text string) bool {
	switch text {
	case "wip", "work in progress", "in progress", "placeholder", "empty", "blank", "left blank", "under discussion", "under consideration", "undecided",
		"see above", "see below", "as above", "as below", "same", "same as above", "the same", "the same as above", "ditto", "above", "below",
		"later", "fill in", "fill in later", "fill me in", "to fill in", "to follow", "coming soon", "not available", "not applicable", "dummy", "lorem ipsum",
		"not sure", "not sure yet", "unsure", "no idea", "no idea yet", "don't know", "don't know yet", "do not know", "do not know yet":
		return true
	}
	return !saysNone(text) && unknownWord(text) || putOff(text) || !isASCII(text) && notKnownJapanese(text)
}

// putOff tells whether a text says in English that something will be written, or that
// it is not: "will be added later", "not decided yet".
func putOff(text string) bool {
	for _, end := range []string{" later", " soon", " yet", " here"} {
		text = strings.TrimSuffix(text, end)
	}
	for _, begin := range []string{"to be ", "will be ", "yet to be ", "still to be ", "not yet ", "not ", "needs to be ", "must be "} {
		if done, ok := strings.CutPrefix(text, begin); ok {
			switch done {
			case "filled", "filled in", "filled out", "written", "added", "defined", "decided", "determined", "confirmed", "specified",
				"discussed", "clarified", "agreed", "announced", "updated", "provided", "completed", "known":
				return true
			}
		}
	}
	return false
}

// notKnownJapanese tells the same of a Japanese text: 「同上」「後日記入する予定」「作成中です」.
func notKnownJapanese(text string) bool {
	text = withoutCopula(strings.NewReplacer(" ", "", "、", "", ",", "").Replace(text))
	switch text {
	case "同上", "同じ", "上と同じ", "上記と同じ", "上記同様", "同様", "上記", "上記参照", "上記の通り", "上記のとおり", "前述", "前述の通り", "前述のとおり", "下記", "下記参照",
		"空欄", "空白", "未決", "未決定", "未確定", "予定", "仮", "書きかけ", "ダミー", "プレースホルダー", "プレースホルダ", "分からない", "わからない", "分かりません", "わかりません",
		"決まっていない", "決まっていません", "未だ", "まだ", "のちほど", "追って", "今後",
		"別途", "保留", "ペンディング", "省略", "割愛":
		return true
	}
	if slices.Contains(unknownWordsJapanese[:], text) {
		return !saysNone(text)
	}
	if pointsElsewhereJapanese(text) {
		return true
	}
	rest, later := cutFirst(text, strings.CutPrefix, "後日", "後ほど", "のちほど", "後で", "あとで", "追って", "今後", "これから", "別途", "まだ", "現在", "現時点では")
	rest, planned := cutFirst(rest, strings.CutSuffix, "する予定", "の予定", "予定", "中", "待ち")
	rest = withoutCopula(rest)
	if !later && !planned {
		return false
	}
	switch rest {
	case "記入", "追記", "記載", "作成", "執筆", "検討", "確認", "調整", "決定", "入力", "準備", "協議", "相談", "議論", "調査", "未定", "不明", "保留", "ペンディング", "書く", "書きます", "決める", "決めます", "決まっていない", "決まっていません":
		return true
	}
	return false
}

// withoutCopula takes off how a Japanese sentence ends: 「未定です」「なしとする」.
func withoutCopula(text string) string {
	rest, _ := cutFirst(text, strings.CutSuffix, "となっています", "とします", "とする", "である", "でした", "です", "します", "する", "だ")
	return rest
}

// cutFirst cuts the first of some texts that is there.
func cutFirst(text string, cut func(string, string) (string, bool), texts ...string) (string, bool) {
	for _, t := range texts {
		if rest, ok := cut(text, t); ok {
			return rest, true
		}
	}
	return text, false
}
