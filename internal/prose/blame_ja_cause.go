package prose

import "strings"

// personFaultJapanese: 担当者に問題がある.
func personFaultJapanese(s string, at, end int) bool {
	rest := s[end:]
	if containsAny(untilStop(rest), "しない", "ことなく", "せず", "ではない") {
		return false
	}
	if strings.HasSuffix(s[at:end], "責任") && !strings.HasPrefix(rest, "である") && !strings.HasPrefix(rest, "だ") && !strings.HasPrefix(rest, "です") && !strings.HasPrefix(rest, "にあ") && !strings.HasPrefix(rest, "に帰") {
		return false
	}
	return personOrTheir(s[:at]) && !strings.HasPrefix(rest, "わけで") && !strings.HasPrefix(rest, "ので") && !strings.HasPrefix(rest, "の範囲") && !strings.HasPrefix(rest, "分界")
}

// personOrTheir tells whether a text ends with a person, or with how one works:
// 開発会社の品質管理.
func personOrTheir(s string) bool {
	if isPersonWord(s) {
		return true
	}
	for _, how := range []string{"品質管理", "管理", "対応", "体質", "判断", "姿勢", "教育", "連絡", "仕事", "作業", "やり方", "運用"} {
		if owner, ok := strings.CutSuffix(s, "の"+how); ok {
			return isPersonWord(owner)
		}
	}
	return false
}

// shortOfPerson: 設計者の考慮不足. Of nobody in particular it is a gap in the
// work, not in a person.
func shortOfPerson(s string, at, _ int) bool {
	owner, ok := strings.CutSuffix(s[:at], "の")
	if !ok {
		owner, ok = strings.CutSuffix(s[:at], "による")
	}
	return ok && isPersonWord(owner)
}

// causeJapanese: human error told as the cause.
func causeJapanese(s string, at, end int) bool {
	rest := s[end:]
	for _, p := range []string{"が原因", "による", "により", "によっ", "である", "であっ", "であり", "だった", "でした", "です", "だ。", "に起因", "のため", "で、", "で本", "と判明", "が主因", "。", "、", "とされ", "と考え", "が直接", "に尽き", "が引き", "が発端", "が重な", "が招", "を招", "が生ん", "が事故", "と言わ", "を犯し", "をした", "をして", "があった", "がありま", "から発", "から生", "から始", "から起", "が続", "が多発", "が目立", "が相次", "が絶え", "が後を", "だと", "だ", "と言う", "と言え", "と見", "とみ", "と結論", "が要因"} {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return rest == "" || ownedJapanese(s, at, end)
}

// ownedJapanese: the mistake of a person, 担当者のミス.
func ownedJapanese(s string, at, end int) bool {
	before := s[:at]
	if strings.HasPrefix(s[at:], "失敗") && strings.HasPrefix(s[end:], "を") {
		return false
	}
	for _, kind := range []string{"単純な", "単純", "初歩的な", "人為的な", "人為的", "操作", "設定", "入力", "作業", "判断", "確認", "手順", "連絡", "ケアレス", "運用", "小さな", "ちょっとした", "重大な", "明らかな", "の"} {
		if trimmed := strings.TrimSuffix(before, kind); trimmed != before && kind != "の" {
			before = trimmed
			break
		}
	}
	owner, ok := strings.CutSuffix(before, "の")
	if !ok {
		owner, ok = strings.CutSuffix(before, "による")
	}
	return ok && (isPersonWord(owner) || personOwns(owner) && len(owner)-strings.LastIndexAny(owner, "、。") < 60)
}

// personCauseJapanese: 原因は担当者にある, 新人が原因.
func personCauseJapanese(s string, at, end int) bool {
	if strings.HasPrefix(s[at:], "が原因") {
		return isPersonWord(s[:at]) && !strings.HasPrefix(s[end:], "とは") && !strings.HasPrefix(s[end:], "では")
	}
	rest := strings.TrimPrefix(s[end:], "、")
	for _, tail := range []string{"にある", "にあっ", "にあり", "である", "だった", "でした", "です"} {
		if i := strings.Index(rest, tail); i > 0 && i < 60 && isPersonWord(rest[:i]) && !strings.ContainsAny(rest[:i], "、。") {
			return true
		}
	}
	return false
}

// soughtJapanese tells whether it is sought who did it; a log that records it is
// a mechanism.
func soughtJapanese(rest string) bool {
	for _, seek := range []string{"特定", "突き止", "追及", "はっきり", "明らかに", "明確に", "調べ", "問い", "確認する必要", "知りたい", "聞き", "か？", "か?"} {
		if strings.Contains(rest, seek) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(rest, "。 \n"), "か") || strings.HasSuffix(strings.TrimRight(rest, "。 \n"), "のか")
}

// guiltyJapanese: the search for the person. 責任の所在 of a process (責任分界点)
// is a term.
func guiltyJapanese(s string, at, end int) bool {
	rest := s[end:]
	if strings.Contains(rest, "ではなく") || strings.Contains(rest, "しない") || strings.Contains(rest, "せず") {
		return false
	}
	switch s[at:end] {
	case "誰が":
		for _, deed := range []string{"やった", "承認した", "消した", "削除した", "変更した", "実行した", "壊した", "許可した", "デプロイした", "悪い", "悪かった", "ミスした", "原因", "行った", "入れた", "マージした", "確認すべき"} {
			if strings.Contains(rest, deed) {
				return soughtJapanese(rest)
			}
		}
		return false
	case "犯人":
		return !strings.Contains(rest, "ではな") && !strings.Contains(rest, "探しを") && !strings.Contains(rest, "探しでは") && !strings.Contains(rest, "捜しを")
	case "処分":
		for _, p := range []string{"し", "する", "場"} {
			if strings.HasPrefix(rest, p) && !strings.Contains(s[:at], "者を") && !strings.Contains(s[:at], "員を") {
				return false
			}
		}
		person := strings.Contains(s[:at], "者") || strings.Contains(s[:at], "員") || strings.Contains(s[:at], "懲戒")
		return person
	case "責任の所在":
		return strings.HasPrefix(rest, "を明らか") || strings.HasPrefix(rest, "を追及") || strings.HasPrefix(rest, "を特定") || strings.HasPrefix(rest, "が誰")
	}
	return !strings.Contains(rest, "ない") && !strings.Contains(rest, "ません") && !strings.Contains(rest, "ではなく")
}
