package prose

import "strings"

// An empty act is one that nobody can see, whoever does it and whenever: "the on-call
// engineer handles it promptly", 当番が速やかに対応する. Who and when are said, and still
// nothing is done otherwise than before.

// emptyAct tells whether all verbs of an English sentence say no more than that
// something is dealt with, with care or in time. A number, a tool, a place, or the word
// by which it is done makes it an act.
func emptyAct(ws []word) bool {
	empty, situation := false, false
	for i := range ws {
		switch ws[i].text {
		case "when", "whenever", "if", "once", "after", "before", "during", "while":
			situation = true
		default:
			situation = situation && !ws[i].comma
		}
		if situation {
			continue // when it is done, and not what
		}
		switch {
		case emptyVerb(ws, i):
			empty = true
		case numberWord(ws[i].text), ws[i].code, strings.ContainsAny(ws[i].text, "_./"), byMeans(ws, i):
			return false
		}
	}
	return empty
}

// emptyAct notes that a sentence names an empty act.
func (f *featureSet) emptyAct(first bool) {
	f.add("empty-act")
	f.empty = f.empty || first
}

// emptyVerb tells whether an empty act stands at i.
func emptyVerb(ws []word, i int) bool {
	next := func(words ...string) bool {
		for k := i + 1; k < len(ws) && k <= i+4; k++ {
			for _, w := range words {
				if ws[k].text == w {
					return true
				}
			}
		}
		return false
	}
	switch strings.TrimSuffix(ws[i].text, "s") {
	case "handle", "respond", "react", "addres", "manage", "cope", "behave":
		return true
	case "act", "escalate", "communicate", "coordinate", "collaborate", "proceed", "intervene", "check", "verify", "review", "monitor", "watch", "prepare", "plan", "operate":
		return next("faster", "quickly", "promptly", "properly", "appropriately", "accordingly", "carefully", "closely", "better", "sooner", "earlier", "thoroughly", "swiftly", "proactively", "diligently", "needed", "necessary", "appropriate", "care")
	case "deal":
		return next("with")
	case "take", "pay", "exercise", "show", "use":
		return next("action", "actions", "measures", "steps", "care", "attention", "caution", "responsibility", "ownership", "precautions", "diligence", "judgement", "judgment", "account")
	case "keep":
		return next("eye", "mind", "track", "watch")
	case "follow":
		return next("up", "practices", "practice")
	case "ha", "have", "stay", "remain", "be", "i":
		return next("alert", "vigilant", "prepared", "attentive", "careful", "mindful", "proactive", "aware", "focused", "ready")
	case "do", "try", "make":
		return next("best", "everything", "effort", "efforts", "utmost", "needed", "necessary")
	}
	return false
}

// byMeans tells whether it is said at i by what, where or to whom an act shows.
func byMeans(ws []word, i int) bool {
	switch ws[i].text {
	case "by", "via", "through", "using", "within", "instead", "into", "unless", "until", "otherwise":
		return true
	case "in", "on", "to", "with":
		return i+1 < len(ws) && (ws[i+1].text[0] == '#' || ws[i+1].capital && i > 0) || i+2 < len(ws) && ws[i+2].capital
	}
	return ws[i].tags&strictChange != 0 && !emptyVerb(ws, i)
}

// emptyActJapanese tells the same of a Japanese sentence: its predicate is 対応する and
// the like, and nothing names a value, a tool or a means.
func emptyActJapanese(s, core string) bool {
	if !endsInAny(core, emptyPredicates()) {
		return false
	}
	for _, means := range []string{"によって", "により", "を使っ", "を用い", "以内", "自動", "に従", "チェックリスト", "手順書", "スクリプト", "コマンド", "承認", "投稿", "記録", "起票", "ロールバック", "切り替え", "通知", "呼び出", "連絡し", "報告し"} {
		if strings.Contains(s, means) {
			return false
		}
	}
	return !strings.ContainsAny(s, "0123456789０１２３４５６７８９`#")
}

var emptyPredicates = list(`対応 対処 処置 処理 措置 処置を取 措置を取 対応を取 対策を取 対策 連携 配慮 留意 意識 注視 注意 行動 判断 確認 点検 監視 テスト 検証 エスカレーション エスカレート 報告 連絡 相談 共有 気を配 目を配 臨 取り組 努め 心がけ 備え 取`)
