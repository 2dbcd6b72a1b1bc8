package prose

import "strings"

// lackingJapanese: "the check was insufficient" puts it on those who check,
// unless it is the check of a system.
func lackingJapanese(s string, at, _ int) bool {
	before := s[:at]
	for _, x := range []string{"テストの", "機能の", "システムの", "自動", "設定の", "仕様の", "による"} {
		if strings.HasSuffix(before, x) {
			return false
		}
	}
	return true
}

// laxJapanese: 認識が甘い, 見積もりの甘さ.
func laxJapanese(s string, at, _ int) bool {
	for _, noun := range []string{"認識", "確認", "見積もり", "見積り", "見積", "見通し", "考え", "詰め", "管理", "意識", "チェック", "判断", "読み", "想定", "脇", "検討", "検証", "設計", "準備", "監督", "危機感", "レビュー", "教育", "指導", "対応", "危機管理", "引き継ぎ", "指示", "計画"} {
		for _, particle := range []string{"が", "の", "は", "も"} {
			if strings.HasSuffix(s[:at], noun+particle) {
				return true
			}
		}
	}
	return false
}

// neglectJapanese: to neglect is said of people, but not of what happens when
// one does (怠ると).
func neglectJapanese(s string, _, end int) bool {
	return !strings.HasPrefix(s[end:], "ら") && !strings.HasPrefix(s[end:], "場合")
}

// activeJapanese: 見落とした, of a person or of nobody in particular; a system
// that missed something is a fact.
func activeJapanese(s string, at, end int) bool {
	person, any := actorJapanese(s, at)
	if !toldJapanese(s, at) {
		return false
	}
	return person || !any || reviewBefore(s[:at])
}

func reviewBefore(s string) bool { return strings.HasSuffix(s, "レビューで") }

// byPersonJapanese: the deed blames where a person is named as the one who did
// it, in the active voice.
func byPersonJapanese(s string, at, end int) bool {
	if person, _ := actorJapanese(s, at); !person && !personAfter(s[end:]) || !toldJapanese(s, at) {
		return false
	}
	if strings.HasPrefix(s[at:], "雑") && (strings.HasSuffix(s[:at], "複") || strings.HasSuffix(s[:at], "煩") || strings.HasSuffix(s[:at], "繁")) {
		return false
	}
	rest := s[end:]
	if i := strings.IndexAny(rest, "。"); i >= 0 {
		rest = rest[:i]
	}
	return !strings.Contains(rest, "された") && !strings.Contains(rest, "されて") && !strings.Contains(rest, "しないよう") && !strings.Contains(rest, "できない") && !strings.Contains(rest, "を防")
}

// unkeptByPerson: a person did not look well (よく見ていなかった).
func unkeptByPerson(s string, at, end int) bool {
	person, _ := actorJapanese(s, at)
	if !person {
		return false
	}
	rest := s[end:]
	if i := strings.IndexAny(rest, "、。"); i >= 0 {
		rest = rest[:i]
	}
	if !strings.Contains(rest, "なかった") && !strings.Contains(rest, "ず") && !strings.Contains(rest, "ません") {
		return false
	}
	for _, act := range []string{"見", "確認", "読", "理解", "把握", "検討", "考え", "テスト", "検証", "調べ", "聞", "チェック", "相談", "レビュー", "気に"} {
		if strings.HasPrefix(strings.TrimLeft(rest, "もはをに"), act) {
			return !strings.Contains(rest, "できなかった") && !strings.Contains(rest, "知らされ")
		}
	}
	return false
}

// undoneByPerson: a person left an act undone. What somebody did not know, see,
// have or receive, or could not do, is a fact of the situation.
func undoneByPerson(s string, at, end int) bool {
	before := s[:at]
	for _, stem := range []string{"知ら", "知らされ", "気づか", "気付か", "でき", "れ", "分から", "わから", "見え", "届か", "が", "は", "も", "認識してい", "把握してい", "想定してい", "意識してい", "予想してい", "予期してい", "考えてい", "思ってい",
		"聞いてい", "受け取ってい", "持ってい", "使ってい", "いえ", "え", "至ら", "なら", "足り", "つなが", "間に合わ", "知ってい", "認識し", "把握し", "気づいてい", "気付いてい", "予期し", "想定し", "では", "必要", "変わら", "含んでい", "加わってい", "参加してい", "待た", "関わってい", "べきでは", "とは限ら", "くは", "まだ"} {
		if strings.HasSuffix(before, stem) {
			return false
		}
	}
	if strings.HasSuffix(before, "い") && !strings.HasSuffix(before, "てい") && !strings.HasSuffix(before, "でい") {
		return false
	}
	if endsInAny(before, ofThings()) || couldNot(before) || strings.HasSuffix(before, "れてい") || strings.HasSuffix(before, "られ") {
		return false
	}
	if decidedNot(before) {
		return false
	}
	rest := s[end:]
	if strings.HasPrefix(rest, "に済") || strings.HasPrefix(rest, "済") || strings.Contains(rest, "ように") && !strings.Contains(rest, "。") {
		return false
	}
	if !toldJapanese(s, at) {
		return false
	}
	return directActor(s, at) || personTopic(s, at) && onlyPeople(before) && !thingSince(s, at)
}

// decidedNot tells whether what somebody left undone was decided for a reason that
// stands before it (手順書が禁じていたため、再起動を行わなかった), or is a choice by its
// word. That somebody was in a hurry or used to it is no such reason.
func decidedNot(before string) bool {
	if endsInAny(before, choices()) {
		return true
	}
	reason := -1
	for _, because := range []string{"ため、", "ため ", "ので、", "ことから、", "であり、"} {
		reason = max(reason, strings.LastIndex(before, because))
	}
	if reason < 0 || strings.Contains(before[reason:], "。") {
		return false
	}
	for _, excuse := range []string{"急", "忙", "焦", "慌", "慣れ", "面倒", "時間がな", "眠", "疲", "思い込", "油断", "過信", "甘", "軽", "いつも", "自信", "知識", "不足", "経験"} {
		if strings.Contains(before[:reason], excuse) {
			return false
		}
	}
	return true
}

// choices are the stems of verbs by which one of several ways was taken or not.
var choices = list(`宣言し 選択 選択し 選ば 採用し 採ら`)

// ofThings are the stems of what only things do, or do not: 再現しなかった.
var ofThings = list(`再現し 発生し 動作し 起動し 反映し 完了し 機能し 一致し 存在し 到達し 終了し 停止し 復旧し 発火し 発報し 作動し 稼働し 成立し 影響し 起こら 起き 鳴ら 動か 働か 効か 進ま 止まら 反応し 変化し 収束し 枯渇し 残ら 現れ 生じ 及ば 増え 減ら 下がら 上がら`)

// couldNot tells whether a verb says that somebody was not able to (気づけなかった):
// its stem ends in the vowel e, and it is no plain verb of that form.
func couldNot(before string) bool {
	for _, plain := range []string{"伝え", "調べ", "止め", "確かめ", "求め", "進め", "改め", "決め", "備え", "考え", "答え", "助け", "届け", "任せ", "知らせ", "見せ", "建て", "立て", "捨て", "比べ", "述べ"} {
		if strings.HasSuffix(before, plain) {
			return false
		}
	}
	r, _ := lastRune(before)
	return strings.ContainsRune("えけせてねへめれげぜでべ", r)
}

// slowPerson: the judgement of a person was slow, bad, poor: 担当者の判断が遅かった.
func slowPerson(s string, at, _ int) bool {
	before := s[:at]
	if person, _ := actorJapanese(s, at); person && strings.HasSuffix(before, "の") && strings.HasPrefix(s[at:], "が遅") {
		return true // 電話に出るのが遅すぎた
	}
	for _, deed := range []string{"連携", "伝達", "判断", "対応", "初動", "連絡", "確認", "作業", "操作", "報告", "指示", "説明", "引き継ぎ", "テスト", "設計", "仕事", "やり方", "態度", "姿勢", "管理", "行動", "努力", "配慮", "反応", "決断", "指揮", "手際", "段取り"} {
		if owner, ok := strings.CutSuffix(before, deed); ok {
			owner, ok = strings.CutSuffix(owner, "の")
			return ok && isPersonWord(owner)
		}
	}
	return false
}

// unkeptJapanese: きちんと確認していなかった; a rule for the future is none.
func unkeptJapanese(s string, _, end int) bool {
	rest := s[end:]
	for _, no := range []string{"なかった", "いない", "せず", "ていれば", "ていたら", "ておけば", "べきだった", "べきでした"} {
		if strings.Contains(rest, no) && !strings.Contains(rest, "されて") {
			return true
		}
	}
	return false
}

// forgotJapanese: what somebody forgot; not what the user of a page may forget.
func forgotJapanese(s string, at, end int) bool {
	rest := s[end:]
	if strings.HasSuffix(s[at:end], "忘れ") && at+len("忘れ") == end && !nounEnding(s, at, rest) {
		return false
	}
	for _, p := range []string{"も", "はな", "はいけ", "場合", "ときに", "時に", "にくい", "ないよう", "られ", "た場合", "ると", "を防"} {
		if strings.HasPrefix(rest, p) {
			return false
		}
	}
	return !strings.HasSuffix(s[:at], "パスワードを") && !strings.HasSuffix(s[:at], "ユーザーが")
}

// onlyPeople tells whether the verb at the end of a text, before a negation, is one
// that only people do: 読んでい, 確認し.
func onlyPeople(before string) bool {
	return endsInAny(before, careActsDone()) || endsInAny(before, []string{"読ま", "読んでい", "見てい", "見", "調べてい", "守ってい", "守ら", "従わ", "従ってい", "伝えてい", "伝え", "確かめ", "確かめてい", "聞か", "目を通さ", "目を通してい", "試さ", "考えてい"})
}

// thingSince tells whether a thing is the subject between the topic and at.
func thingSince(s string, at int) bool {
	person, any := actorJapanese(s, at)
	return any && !person
}

// nounEnding tells whether a table says it as a noun: 現場監督の指示忘れ.
func nounEnding(s string, at int, rest string) bool {
	r, _ := lastRune(s[:at])
	return (rest == "" || strings.HasPrefix(rest, "。") || strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "、")) && (r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ー')
}
