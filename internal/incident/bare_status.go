package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tellsNoBehaviour tells whether a text answers or says how far something is where a
// situation, a behaviour or a check is asked for, or is a single Chinese character: "yes",
// "done", 「確認済み」, 「同」. An After of that kind is vague and needs no list.
func tellsNoBehaviour(text string) bool {
	const longest = 80 // bytes; several such words in a row, with their marks
	if len(text) > longest {
		return false // most fields
	}
	words := strings.FieldsFunc(strings.ToLower(norm.NFKC.String(visible(text))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 1 && utf8.RuneCountInString(words[0]) == 1 {
		return !unicode.IsDigit([]rune(words[0])[0])
	}
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !bareStatus(w) })
}

// bareStatus tells whether a word in small letters is an answer or a state by itself.
func bareStatus(word string) bool {
	switch word {
	case "yes", "yep", "yeah", "no", "true", "false", "ok", "okay", "already", "done", "complete", "completed", "finished",
		"fixed", "resolved", "closed", "implemented", "checked", "verified", "confirmed", "passed", "lgtm", "good", "fine", "works":
		return true
	}
	word = withoutCopula(word)
	word, _ = cutFirst(word, strings.CutSuffix, "いたしました", "しました", "した")
	word, _ = cutFirst(word, strings.CutSuffix, "済み", "済")
	switch word {
	case "", "はい", "いいえ", "オーケー", "オッケー", "完了", "対応", "実施", "確認", "検証", "解決", "修正", "実装", "作業", "承認", "終了", "あり", "有り", "問題なし":
		return true
	}
	return false
}
