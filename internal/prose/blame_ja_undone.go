package prose

import (
	"strings"
	"unicode/utf8"
)

func lastRune(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s)
}

// personSuffixes end the Japanese words for people, roles, teams and companies.
var personSuffixes = strings.Fields(`者 員 さん 氏 君 さま チーム 担当 当番 新人 部署 部門 部長 課長 係長 室長 上司 部下 先輩 後輩 同僚 エンジニア オペレーター オペレータ リーダー マネージャー マネージャ 開発 運用 インフラ 我々 われわれ 私たち 私 弊社 当社
	自分 彼 彼女 レビュアー レビュワー ベンダー 委託先 業者 会社 他社 社 側 部 課 班 スタッフ メンバー 全員 人 DBA SRE PM PL IC Ops 指揮官 職員 社員 店員 係 管理職 経営陣 本人 誰 誰も 現場 組織 アルバイト インターン パートナー 営業 サポート 人間 プロデューサー プランナー ディレクター デザイナー プログラマー プログラマ テスター アナリスト コンサルタント コンサル アーキテクト インテグレーター CTO CEO CIO CISO 社長 専務 常務 役員 取締役 店長
	看護師 医師 薬剤師 技師 教員 教師 ボランティア メンテナー メンテナ コミッター コントリビューター 運営 QA 情シス 事務局 委員会 役員会 ヘルプデスク サポートデスク NOC コールセンター 業務委託 派遣 本社 支社 支店 総務 人事 経理 法務 広報
	主任 班長 上長 責任者 オーナー 素人 外注 下請け 取引先 監視センター 監督 幹事 院長 局長 所長 主管 保守会社 管理会社 新卒 中途 佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 清水 山崎 池田 橋本 前任 後任 若手 ベテラン 幹部 経営層 上層部`)

// systemSuffixes end words that look like people by their last sign and are none.
var systemSuffixes = strings.Fields(`全部 一部 外部 内部 大部 細部 上部 下部 本部 部分 課題 日課 成人 法人 定員 満員 動員 両側 片側 クライアント側 サーバー側 サーバ側 左側 右側 外側 内側 裏側 フロント側 API側 DB側 受信側 送信側 利用者 消費者 関係 契約者 加入者 購入者 受信者 閲覧者 訪問者 登録者 参加者 患者 被害者 攻撃者 第三者 読者 視聴者 乗客 住民 前者 後者 両者 再開発`)

func isPersonWord(s string) bool {
	for _, x := range systemSuffixes {
		if strings.HasSuffix(s, x) {
			return false
		}
	}
	s = strings.TrimRight(s, "たち等ら")
	for _, p := range personSuffixes {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// actorJapanese looks for the subject of what stands at at: the last word with
// が, は or も in front of it. person says that it is a person, any that there is one.
func actorJapanese(s string, at int) (person, any bool) {
	for i := at; i > 0; {
		r, size := lastRune(s[:i])
		i -= size
		switch r {
		case '。', '．', '「':
			return false, any
		case 'が', 'は', 'も':
			word := s[:i]
			if r == 'も' && strings.HasSuffix(word, "誰") {
				return true, true
			}
			if p, _ := lastRune(word); !nounEnd(p) {
				continue
			}
			if strings.HasSuffix(word, "誰") && r == 'が' && strings.Contains(s[i:at], "か") {
				return false, true // 誰が判断するかが決まっていなかった
			}
			if isPersonWord(word) {
				return true, true
			}
			if r == 'が' {
				return false, true
			}
			any = any || r == 'は'
		}
	}
	return false, any
}

// nounEnd tells whether a character can end a noun: no hiragana but the
// frequent ones of names and pronouns.
func nounEnd(r rune) bool {
	return r != 0 && !(r >= 'ぁ' && r <= 'ん' && !strings.ContainsRune("んちれら", r)) || r == 'ち'
}

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
	for _, verb := range systemVerbs {
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
var systemVerbs = strings.Fields(`発報す 鳴る 鳴らす 検知す 検出す 起動す 停止す 動作す 動く 返す 返る 届く 表示す 完了す 失敗す 成功す 再起動す 切り替わる 終了す 発火す 拒否す 弾く なる ある される られる 処理す 実行す 送信す 通知す 止まる 働く 残る 消える 含まれる`)

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
	outcome := false
	for _, o := range []string{"防げ", "防止でき", "避けられ", "回避でき", "気づけ", "気付け", "起きな", "起こらな", "発生しな", "はず", "済んだ", "済ん", "早く", "よかった", "良かった", "短縮", "ならな", "至らな", "なかった", "抑えられ", "検知でき", "発見でき"} {
		outcome = outcome || strings.Contains(s[end:], o)
	}
	before := s[:at]
	if !outcome || strings.HasSuffix(before, "され") || strings.HasSuffix(before, "られ") || strings.HasSuffix(before, "なっ") || strings.HasSuffix(before, "動い") || strings.HasSuffix(before, "鳴っ") {
		return false
	}
	if person, any := actorJapanese(s, at); person || !any {
		for _, act := range []string{"確認", "テスト", "見", "読ん", "気づい", "気付い", "共有", "相談", "連絡", "報告", "守っ", "検証", "レビュー", "考慮", "更新", "把握", "理解", "注意", "意識", "実施", "行っ", "伝え", "従っ", "チェック", "準備", "調べ", "調査", "周知", "想定", "検討", "対応", "判断", "払っ", "落ち着い", "見直", "実行"} {
			if strings.HasSuffix(before, act) || strings.HasSuffix(before, act+"し") {
				return true
			}
		}
		return person
	}
	return false
}

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
	for _, noun := range []string{"認識", "確認", "見積もり", "見積り", "見積", "見通し", "考え", "詰め", "管理", "意識", "チェック", "判断", "読み", "想定", "脇", "検討", "検証", "設計", "準備", "監督", "危機感"} {
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

// personAfter tells whether the deed stands before the person as an attribute:
// アラートを軽視した運用チームの.
func personAfter(rest string) bool {
	if i := strings.IndexAny(rest, "、。"); i >= 0 {
		rest = rest[:i]
	}
	for _, particle := range []string{"の", "が", "は", "に"} {
		if i := strings.Index(rest, particle); i > 0 && i <= 48 && isPersonWord(rest[:i]) {
			return true
		}
	}
	return false
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

// personFaultJapanese: 担当者に問題がある.
func personFaultJapanese(s string, at, end int) bool {
	rest := s[end:]
	if strings.HasSuffix(s[at:end], "責任") && !strings.HasPrefix(rest, "である") && !strings.HasPrefix(rest, "だ") && !strings.HasPrefix(rest, "です") && !strings.HasPrefix(rest, "にあ") && !strings.HasPrefix(rest, "に帰") {
		return false
	}
	return isPersonWord(s[:at]) && !strings.HasPrefix(rest, "わけで") && !strings.HasPrefix(rest, "ので") && !strings.HasPrefix(rest, "の範囲") && !strings.HasPrefix(rest, "分界")
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
	if couldNot(before) || strings.HasSuffix(before, "れてい") || strings.HasSuffix(before, "られ") {
		return false
	}
	rest := s[end:]
	if strings.HasPrefix(rest, "に済") || strings.HasPrefix(rest, "済") || strings.Contains(rest, "ように") && !strings.Contains(rest, "。") {
		return false
	}
	person, _ := actorJapanese(s, at)
	return person && directActor(s, at) && toldJapanese(s, at)
}

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

// directActor tells whether the person is the subject of this very clause: no
// other clause ends between the two.
func directActor(s string, at int) bool {
	clause := s[:at]
	for _, end := range []string{"が、", "ため、", "ので、", "ところ、", "れば、", "たら、", "とき、", "際、", "は、"} {
		if i := strings.LastIndex(clause, end); i >= 0 && end != "は、" {
			clause = clause[i+len(end):]
		}
	}
	person, _ := actorJapanese(clause, len(clause))
	return person
}

// slowPerson: the judgement of a person was slow, bad, poor: 担当者の判断が遅かった.
func slowPerson(s string, at, _ int) bool {
	before := s[:at]
	for _, deed := range []string{"判断", "対応", "初動", "連絡", "確認", "作業", "操作", "報告", "指示", "説明", "引き継ぎ", "テスト", "設計", "仕事", "やり方", "態度", "姿勢", "管理", "行動", "努力", "配慮", "反応", "決断", "指揮", "手際", "段取り"} {
		if owner, ok := strings.CutSuffix(before, deed); ok {
			owner, ok = strings.CutSuffix(owner, "の")
			return ok && isPersonWord(owner)
		}
	}
	return false
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
	for _, p := range []string{"も", "はな", "はいけ", "場合", "ときに", "時に", "にくい", "ないよう", "られ", "た場合", "ると", "を防"} {
		if strings.HasPrefix(rest, p) {
			return false
		}
	}
	return !strings.HasSuffix(s[:at], "パスワードを") && !strings.HasSuffix(s[:at], "ユーザーが")
}

// causeJapanese: human error told as the cause.
func causeJapanese(s string, at, end int) bool {
	rest := s[end:]
	for _, p := range []string{"が原因", "による", "により", "によっ", "である", "であっ", "であり", "だった", "でした", "です", "だ。", "に起因", "のため", "で、", "で本", "と判明", "が主因", "。", "、", "とされ", "と考え", "が直接", "に尽き", "が引き", "が発端", "が重な", "が招", "を招", "が生ん", "が事故", "と言わ", "を犯し", "をした", "をして", "があった", "がありま", "から", "だと", "だ", "と結論", "が要因"} {
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
	return ok && isPersonWord(owner)
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
