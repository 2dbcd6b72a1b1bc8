package prose

import "strings"

// notOfSystem: "should have" blames unless a thing was expected to do it by
// itself: the topic of the sentence with an object of its own (ジョブは…を削除す
// べきだった), or the subject of a verb that needs no hand. A topic without an
// object is itself what somebody should have handled (変更は分けてリリースすべき
// だった).
func notOfSystem(s string, at, end int) bool {
	if strings.HasPrefix(s[end:], "か") && (strings.Contains(s[:at], "何") || strings.Contains(s[:at], "どう") || strings.Contains(s[:at], "どこ")) {
		return false
	}
	person, any := actorJapanese(s, at)
	if person || !any || humanVerb(s[:at]) {
		return true
	}
	for _, verb := range systemVerbs() {
		if strings.HasSuffix(s[:at], verb) {
			return false
		}
	}
	topic := strings.LastIndex(s[:at], "は")
	if subject := strings.LastIndex(s[:at], "が"); subject > topic {
		return false
	}
	return topic < 0 || !strings.Contains(s[topic:at], "を")
}

// systemVerbs are what systems do without a hand.
var systemVerbs = list(`発報す 鳴る 鳴らす 検知す 検出す 起動す 停止す 動作す 動く 返す 返る 届く 表示す 完了す 失敗す 成功す 再起動す 切り替わる 終了す 発火す 拒否す 弾く なる ある される られる 処理す 実行す 送信す 通知す 止まる 働く 残る 消える 含まれる`)

// humanVerb tells whether a verb is an act of judgement, which only people do.
func humanVerb(before string) bool {
	for _, v := range []string{"確認す", "気づく", "気付く", "考慮す", "検討す", "レビューす", "相談す", "想定す", "意識す", "注意す", "把握す", "理解す", "疑う", "共有す", "連絡す", "報告す", "見直す", "見る", "読む", "判断す", "検証す", "試す", "行う", "伝える", "知る", "予見す", "洗い出す", "調べる", "決める", "守る", "従う"} {
		if strings.HasSuffix(before, v) {
			return true
		}
	}
	return false
}

// counterfactualJapanese: 確認していれば防げた. A mechanism that was missing
// (アラートが設定されていれば) blames nobody.
func counterfactualJapanese(s string, at, end int) bool {
	if !containsAny(s[end:], "防げ", "防止でき", "避けられ", "回避でき", "気づけ", "気付け", "起きな", "起こらな", "発生しな", "はず", "済んだ", "済ん", "早く", "よかった", "良かった", "短縮", "ならな", "至らな", "なかった", "抑えられ", "検知でき", "発見でき", "見つけ", "見つか", "分かった", "わかった", "止められ", "減らせ", "救え", "小さ", "間に合", "違っ", "食い止め", "できた", "ありえな", "あり得な", "未然に", "判明し", "明らかに") {
		return false
	}
	before := strings.TrimSuffix(strings.TrimSuffix(s[:at], "くれ"), "もらっ")
	before = strings.TrimSuffix(strings.TrimSuffix(before, "て"), "で")
	if endsInAny(before, byItself()) && !strings.HasSuffix(before, "入れ") {
		return false
	}
	if person, any := actorJapanese(s, at); person || !any {
		return person || endsInAny(strings.TrimSuffix(before, "し"), careSteps()) || hasObjectJapanese(before)
	}
	return strings.Contains(before, "誰か") || strings.Contains(before, "一人でも")
}

// byItself are what is so, or happens, without anybody's hand, before ていれば.
var byItself = list(`され られ なっ 動い 鳴っ 働い 効い 届い 残っ 入っ 出 止まっ 走っ 超え 達し 切れ 機能し 発報し 完了し 成功し 終わっ 揃っ 整っ 備わっ 決まっ 見え 続い 足り 起動し 稼働し 発火し 返っ 伝わっ 繋がっ つながっ かかっ 空い れ`)

// careSteps are the ends of the verbs of care before ていれば.
var careSteps = list(`試験 検査 点検 照合 復唱 試 聞い 確認 テスト 見 読ん 気づい 気付い 共有 相談 連絡 報告 守っ 検証 レビュー 考慮 更新 把握 理解 注意 意識 実施 行っ 伝え 従っ チェック 準備 調べ 調査 周知 想定 検討 対応 判断 払っ 落ち着い 見直 実行 集中 用心 警戒 慎重 疑っ 待っ 考え 声をかけ 手を止め 立ち止まっ 踏み込ん 踏ん張っ`)

// hasObjectJapanese tells whether a verb at the end of a clause has an object, so that
// somebody does it: 閾値を下げ.
func hasObjectJapanese(before string) bool {
	i := strings.LastIndexAny(before, "、。")
	return strings.Contains(before[max(i, 0):], "を")
}

// couldWellJapanese: 当番はもっと早く応援を呼べたはずだ. A thing that was supposed to
// do something (止まったはず) blames nobody.
func couldWellJapanese(s string, at, _ int) bool {
	if person, _ := actorJapanese(s, at); person {
		return true
	}
	if i := strings.LastIndex(s[:at], "なら"); i > 0 {
		return isPersonWord(strings.TrimSuffix(s[:i], "ば"))
	}
	return false
}

// obviousJapanese: 当然確認すべき項目を確認していなかった.
func obviousJapanese(s string, _, end int) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(s[end:], "、"), "に")
	for _, act := range []string{"確認", "気づ", "気付", "知って", "行う", "実施", "すべ", "やる", "考慮", "検討", "守", "テスト"} {
		if strings.HasPrefix(rest, act) {
			return strings.Contains(rest, "なかった") || strings.Contains(rest, "べき") || strings.Contains(rest, "はず")
		}
	}
	return false
}
