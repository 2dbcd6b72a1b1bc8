package prose

import "strings"

// statesJapanese adds the signs of an end state in Japanese: what a thing is set
// to (無効にする), what is taken out of what (権限から外す), who acts (NOCが…する),
// and whether nothing but a noun stands beside the verb (Xの導入).
func (f *featureSet) statesJapanese(s string) {
	core := strings.TrimRight(s, " 　。\n")
	if setToState(core) {
		f.add("state:becomes")
	}
	if takenFrom(core) {
		f.add("state:taken-from")
	}
	if actsJapanese(core) {
		f.add("subject:ga")
	}
	if bareJapanese(core) {
		f.add("bare")
	}
}

// setToState: 無効にする, 読み取り専用とし. 明確にする is a wish.
func setToState(s string) bool {
	for _, set := range []string{"にする", "にします", "にした", "にし、", "とする", "とします", "とし、", "とした"} {
		i := strings.LastIndex(s, set)
		if i < 0 {
			continue
		}
		before := s[:i]
		wish := false
		for _, w := range []string{"明確", "確実", "密", "厳格", "円滑", "容易", "可能", "適切", "十分", "スムーズ", "厳密", "迅速", "安全", "堅牢", "簡単", "シンプル", "大切", "強固", "よう", "こと", "早め", "小さく", "最小", "対象", "参考", "目標", "課題", "丁寧", "手厚く", "優先", "柔軟", "万全", "必要", "目的", "問題", "方針"} {
			wish = wish || strings.HasSuffix(before, w)
		}
		if r, _ := lastRune(before); !wish && nounEnd(r) {
			return true
		}
	}
	return false
}

// takenFrom: 本番イメージからrakeタスクを削除, アカウントから権限を外した.
func takenFrom(s string) bool {
	from := strings.Index(s, "から")
	if from <= 0 {
		return false
	}
	for _, take := range []string{"削除", "外す", "外し", "除外", "除く", "取り除", "剥奪", "はく奪", "切り離", "撤去"} {
		if i := strings.LastIndex(s, take); i > from && len(s)-i <= 24 {
			return true
		}
	}
	return false
}

// actsJapanese tells whether somebody or something is named that acts: a noun with
// が before a verb in its plain form.
func actsJapanese(s string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], "が")
		if i < 0 {
			return false
		}
		at := from + i
		from = at + len("が")
		r, _ := lastRune(s[:at])
		if !nounEnd(r) || r == 0 {
			continue
		}
		general := false
		for _, w := range []string{"こと", "可能性", "問題", "必要", "不足", "影響", "障害", "課題", "原因", "恐れ", "何", "誰", "差", "ミス", "漏れ", "エラー"} {
			general = general || strings.HasSuffix(s[:at], w)
		}
		if general {
			continue
		}
		end, _ := lastRune(s)
		if strings.ContainsRune("るすくうむぶぐつ", end) || strings.HasSuffix(s, "ます") || strings.HasSuffix(s, "ない") {
			return true
		}
	}
}

// bareJapanese tells whether the sentence is a noun and what is done to it, and
// no word says where, to what, or from what.
func bareJapanese(s string) bool {
	for _, particle := range []string{"に", "へ", "から", "で", "まで", "が", "と", "は", "、", "（", "("} {
		if strings.Contains(s, particle) {
			return false
		}
	}
	return true
}
