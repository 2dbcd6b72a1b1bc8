package prose

import (
	"strings"
	"unicode/utf8"
)

// subjectJapanese tells whether somebody or something stands as the one who acts:
// a person or role with は, が or も, or a thing with が. 今後は names nobody, 誰か neither.
func subjectJapanese(s string) bool {
	for i, r := range s {
		if r != 'が' && r != 'は' && r != 'も' {
			continue
		}
		before := strings.TrimRight(s[:i], " 　")
		if last, _ := lastRune(before); !nounEnd(last) && !(last < utf8.RuneSelf && last > ' ') {
			continue
		}
		after, _, _ := strings.Cut(s[i+utf8.RuneLen(r):min(len(s), i+farthestVerb)], "。")
		if person := isPersonWord(before); person && r != 'が' || person && !withinNounClause(after) || !person && r == 'が' && thingActs(after) {
			return true
		}
	}
	return false
}

// farthestVerb is how many bytes after its subject a verb is looked for.
const farthestVerb = 400

// withinNounClause tells whether the subject before is that of a clause that stands for
// a noun: 全員が手順を理解していること|を確認する.
func withinNounClause(after string) bool {
	for _, end := range clauseNouns() {
		i := strings.Index(after, end)
		if i >= 0 && startsWithAny(after[i+len(end):], nounClauseParticles()) {
			return true
		}
	}
	return false
}

var nounClauseParticles = list(`を に、 の が は について、 に関 について`)

// thingActs tells whether the thing before does what the sentence says: neither does
// something only in a clause that describes a noun (キャッシュが空だった|原因) or tells when,
// nor has it done to it.
func thingActs(after string) bool {
	if startsWithAny(after, noActs()) || withinNounClause(after) || relativeEnd(after) > 0 {
		return false
	}
	for _, end := range clauseEnds() {
		if strings.Contains(after, end) {
			return false
		}
	}
	return !endsInAny(strings.TrimRight(after, " 　\n\r\t"), doneTo())
}

var (
	noActs     = list(`必要 ない 発生 起き`)
	clauseEnds = list(`ように よう、 ないよう ため たら れば とき 際 場合 時に 前に 後に ので から、`)
	doneTo     = list(`される されます された されました られる られます なる なります`)
)

// checksJapanese tells whether the word at an offset of a sentence says that something is
// checked, and not that something unknown is found out: 手順を|確認, but not 原因を|確認.
func checksJapanese(sentence string, at int) bool {
	return startsWithAny(sentence[at:], checkWords()) && !containsAny(sentence[:at], unknownWords()...)
}

var (
	checkWords   = list(`確認 再確認 点検 総点検`)
	unknownWords = list(`原因 影響 理由 経緯 可否 要否 有無 範囲`)
	alwaysWords  = list(`必ず 都度 日次 週次 月次`)
)
