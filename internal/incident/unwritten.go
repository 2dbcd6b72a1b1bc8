package incident

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unknownWord tells whether a text in small letters is what people write where they
// do not know yet.
func unknownWord(text string) bool {
	switch text {
	case "tbd", "tba", "tbc", "todo", "to do", "to-do", "to be defined", "to be decided", "to be determined", "to be confirmed",
		"none", "n/a", "n.a", "nil", "null", "unknown", "not known", "not yet", "pending", "fixme", "xxx":
		return true
	}
	return slices.Contains(unknownWordsJapanese[:], text)
}

// unknownWordsJapanese are the same in Japanese.
var unknownWordsJapanese = [...]string{
	"未定", "なし", "無し", "特になし", "該当なし", "不明", "未記入", "未入力", "未割当", "要検討", "検討中", "調整中", "確認中", "要確認",
	"後で", "後日", "あとで", "後ほど",
}

// comment is what Markdown shows nobody.
var comment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<!--.*?-->`) })

// Unwritten tells whether a text says nothing, by which a field counts as not
// written: it has neither letter nor digit, shows nothing, or is as a whole a word
// for "not known yet". "None: nobody is paged" says something.
func Unwritten(text string) bool {
	if strings.Contains(text, "<!--") {
		text = comment().ReplaceAllString(text, "")
	}
	says := func(r rune) bool { return r != 'ー' && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	const longest = 40 // of those words, in bytes, their marks aside
	if len(text) > 3*longest && strings.ContainsFunc(text[:longest], says) && !strings.Contains(text, "&") {
		return false // most fields; the rest is slow
	}
	if strings.Contains(text, "&") || !isASCII(text) {
		text = norm.NFKC.String(html.UnescapeString(text))
	}
	text = strings.ToLower(text)
	if !strings.ContainsFunc(text, says) {
		return true
	}
	text = strings.TrimFunc(text, func(r rune) bool { return r != '@' && !says(r) })
	if len(text) > longest {
		return false
	}
	text = strings.Join(strings.Fields(text), " ")
	return unknownWord(text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
