package prose

import (
	"strings"
	"unicode/utf8"
)

// careActs are the acts of care that people are blamed for leaving undone.
var careActs = list(`確認 検証 考慮 検討 テスト レビュー チェック 相談 報告 共有 連絡 周知 把握 調査 見直し 点検 照合 承認 試験 声かけ 復唱`)

// hastyJapanese: 安易に再起動した. A rule for the future (安易に再起動しない) blames
// nobody.
func hastyJapanese(s string, at, end int) bool {
	rest := untilStop(s[end:])
	for _, no := range []string{"ない", "せず", "禁", "ませ", "べきで", "できる", "できて", "よう"} {
		if strings.Contains(rest, no) {
			return false
		}
	}
	person, any := actorJapanese(s, at)
	return (person || !any) && (pastJapanese(untilStop(s[at:])) || strings.HasPrefix(rest, "判断") || strings.HasPrefix(rest, "変更") || strings.HasPrefix(rest, "対応"))
}

// evenUndone: テストすら回していない, まともにレビューしていない.
func evenUndone(s string, at, end int) bool {
	rest := untilStop(s[end:])
	if strings.Contains(rest, "できな") || strings.Contains(rest, "れな") || strings.Contains(rest, "ように") {
		return false
	}
	if !strings.Contains(rest, "なかった") && !strings.Contains(rest, "ていない") && !strings.Contains(rest, "せず") && !strings.Contains(rest, "ておら") && !strings.Contains(rest, "でいない") {
		return false
	}
	person, any := actorJapanese(s, at)
	if person {
		return true
	}
	if any {
		return false
	}
	for _, act := range careActs() {
		if strings.HasSuffix(s[:at], act) || strings.Contains(rest, act) {
			return true
		}
	}
	return strings.Contains(rest, "見て") || strings.Contains(rest, "読")
}

// unwilling: nobody was willing to: 誰も連絡しようとしなかった.
func unwilling(s string, at, end int) bool {
	if strings.HasSuffix(s[at:end], "ない") {
		return directActor(s, at) || personTopic(s, at)
	}
	return someoneDid(s, at)
}

// ruefulJapanese: 先に試せばよかった. What a mechanism would have been good for
// (アラートがあればよかった) blames nobody.
func ruefulJapanese(s string, at, end int) bool {
	for _, of := range []string{"あれ", "なけれ", "いれ", "れれ", "きれ", "なれ", "早けれ", "低けれ", "高けれ"} {
		if strings.HasSuffix(s[:at], of) {
			return strings.HasSuffix(s[:at], "ていれ") && strings.HasPrefix(s[end:], "のに") && !strings.HasSuffix(s[:at], "されていれ")
		}
	}
	person, any := actorJapanese(s, at)
	return person || !any
}

// madeMistake: 作業者がミスをした.
func madeMistake(s string, at, end int) bool {
	return isPersonWord(s[:at]) && !strings.Contains(untilStop(s[end:]), "ない") && !strings.HasPrefix(s[end:], "ても") && pastJapanese(untilStop(s[end:]))
}

// causeOmitted: what was left undone is named as the cause, and nothing but a
// person could have done it: 検証しなかったことが原因.
func causeOmitted(s string, at, end int) bool {
	act := false
	for _, a := range careActs() {
		act = act || strings.HasSuffix(s[:at], a) || strings.HasSuffix(s[:at], a+"を")
	}
	if !act {
		return false
	}
	if person, any := actorJapanese(s, at); !person && any {
		return false
	}
	rest := s[end:]
	if strings.HasSuffix(s[at:end], "せずに") || strings.HasSuffix(s[at:end], "リリース") {
		return pastJapanese(untilStop(rest))
	}
	return rest == "" || rest == "。" || strings.Contains(untilStop(rest), "原因") || strings.HasPrefix(rest, "ため") || strings.HasPrefix(rest, "せい")
}

// untilStop gives a text until its first 、 or 。.
func untilStop(s string) string {
	if i := strings.IndexAny(s, "、。"); i >= 0 {
		return s[:i]
	}
	return s
}

// pastJapanese tells whether a clause speaks of what was done: it has た or だ
// after the stem of a verb.
func pastJapanese(s string) bool {
	var before rune
	for i, r := range s {
		switch {
		case r == 'だ' && before == 'ん':
			return true
		case r == 'た':
			next, _ := utf8.DecodeRuneInString(s[i+len("た"):])
			if strings.ContainsRune("いらりくがちびまなん", next) && !strings.HasPrefix(s[i+len("た"):], "まま") && !strings.HasPrefix(s[i+len("た"):], "なら") {
				break
			}
			verb := before == 0 || strings.ContainsRune("いしっちきぎりみにびじえけせてねべめれげぜで", before)
			if verb || before >= 0x4E00 && before <= 0x9FFF {
				return true
			}
		}
		before = r
	}
	return false
}

// toldJapanese tells whether a sentence tells what happened, from at on: it is in
// the past, or ends in a noun. What may happen, or must not, is a rule or a risk.
func toldJapanese(s string, at int) bool {
	rest := s[at:]
	for _, generic := range []string{"場合", "可能性", "リスク", "おそれ", "恐れ", "かもしれ", "がち", "しやす", "やすい", "いけな", "いけませ", "なりませ", "ならない", "ことがある", "ことがあり", "なければ", "禁止"} {
		if strings.Contains(rest, generic) {
			return false
		}
	}
	if pastJapanese(rest) {
		return true
	}
	r, _ := lastRune(strings.TrimRight(rest, "。 \n）)」"))
	return r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ー'
}

// ability: 能力不足 of a person; that of a machine (処理能力不足) is a fact.
func ability(s string, at, end int) bool {
	if strings.HasPrefix(s[end:], "下") {
		return false // スキルが低下する
	}
	r, _ := lastRune(s[:at])
	if r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ー' || r < 0x80 && r != 0 {
		return false
	}
	person, _ := actorJapanese(s, at)
	owner, of := strings.CutSuffix(s[:at], "の")
	return person || of && isPersonWord(owner) || personAfter(s[end:])
}

// regretted: 担当者が消してしまった. Of a thing, or in the passive, it is a fact.
func regretted(s string, at, end int) bool {
	before := s[:at]
	for _, passive := range []string{"され", "られ", "なっ", "れ"} {
		if strings.HasSuffix(before, passive) && !strings.HasSuffix(before, "忘れ") {
			return false
		}
	}
	return directActor(s, at) && toldJapanese(s, at)
}

// knowingly: what was done, or left undone, against better knowledge.
func knowingly(s string, at, end int) bool {
	return (someoneDid(s, at) || strings.Contains(s[end:], "誰も")) && toldJapanese(s, end) && !strings.Contains(s[end:], "され")
}

// wordless: 一言も伝えなかった.
func wordless(s string, at, end int) bool {
	person, any := actorJapanese(s, at)
	rest := untilStop(s[end:])
	return (person || !any) && (strings.Contains(rest, "なかった") || strings.Contains(rest, "ていない") || strings.Contains(rest, "せず"))
}

// misunderstood: a person who does not understand what they work on.
func misunderstood(s string, at, _ int) bool {
	return directActor(s, at)
}
