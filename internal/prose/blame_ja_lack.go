package prose

import "strings"

// qualities are what a person has or lacks. What is lacking of them is put on the
// person, whoever it is; a machine has none.
var qualities = list(`意識 危機感 責任感 緊張感 自覚 注意力 注意 慎重さ 配慮 心構え 気構え 当事者意識 モラル 倫理観 リテラシー スキル 技術力 技量 力量 想像力 集中力 判断力 思慮 誠意 誠実さ 熱意 やる気 主体性 積極性 責任 規律 丁寧さ 謙虚さ 真剣さ 覚悟 向上心
	リーダーシップ 指導力 統率力 調整力 統制力 管理能力 目配り 気配り 心配り 見識 素養 常識 良識 節度 センス 資質 適性 自制心 協調性 チームワーク 几帳面さ 緻密さ 気の張り 責任意識 プロ根性 観察力 洞察力 応用力 対応力 決断力 実行力 コミュニケーション力 コミュニケーション能力 思いやり 敬意 使命感 計画性 一貫性のある判断 段取り力 機転 胆力 遵守精神 安全意識`)

// acquired is what people come by: that somebody has none yet of a thing is a fact
// (その構成の知識がなかった), that it was too little is a judgement.
var acquired = list(`経験 経験値 練度 熟練度 習熟度 習熟 理解 理解力 認識 知識 基礎知識 素地 基礎 勉強 学習 予習 下調べ 準備 確認 検討 検証 配慮 考慮 指導 教育 コミュニケーション 連携 意思疎通 読み 詰め 調査 見通し 根回し 気遣い 努力 工夫 真摯さ 技術`)

// lacks are the ways to say that there is too little of something.
const lacks = `不足 不十分 欠け 欠如 欠い 欠く 欠落 乏し 希薄 足りな 足りて 足りず 足らな 足らず 低い 低く 低か 低さ 薄い 薄く 薄か 薄さ 薄れ なさ 無さ 浅い 浅く 浅か 浅さ 弱い 弱く 弱か 弱さ 甘い 甘く 甘か 甘さ 緩い 緩く 緩ん 緩み 鈍い 鈍か 追いつい 追い付い 疑われ 疑わざ 疑う 問われ 疑問 微塵 皆無 感じられな 見られな 伴って 欠けて 不徹底 貧弱 お粗末 未熟 稚拙`

// lackOfQuality: 現場の危機感が欠けていた, 担当者の自覚のなさ, 指導力不足.
func lackOfQuality(s string, at, end int) bool {
	rest := untilStop(s[end:])
	if strings.HasPrefix(s[at:], "低") && strings.HasPrefix(rest, "下") || strings.Contains(rest, "ても") || strings.Contains(rest, "でも") || strings.HasPrefix(rest, "場合") || strings.Contains(rest, "場合は") || strings.Contains(rest, "ように") {
		return false
	}
	before := withoutDegree(s[:at])
	noun, joined := before, true
	for _, particle := range []string{"があまりに", "に", "が", "は", "も", "の", "を"} {
		if cut, ok := strings.CutSuffix(before, particle); ok {
			noun, joined = cut, false
			break
		}
	}
	short := strings.HasPrefix(s[at:], "不足")
	if strings.HasPrefix(s[at:], "低下") {
		return endsInAny(noun, []string{"モラル", "意識", "士気", "緊張感", "規律", "責任感", "集中力", "モチベーション", "注意力", "危機感"}) && !strings.HasPrefix(rest, "する")
	}
	if joined && !short {
		return false
	}
	if endsInAny(noun, qualities()) {
		return true
	}
	for _, plainly := range []string{"な", "無", "薄れ", "伴", "皆無", "微塵", "疑", "問", "弱", "緩", "鈍", "低"} {
		if strings.HasPrefix(s[at:], plainly) && !personOwns(noun) {
			return false
		}
	}
	if endsInAny(noun, acquired()) {
		person, any := actorJapanese(s, at)
		return person || !any || personOwns(noun) || strings.HasSuffix(before, "が") && !ownedByThing(noun)
	}
	return false
}

// personShort: 管理者の監督不足. Of hands, time and means it is a fact.
func personShort(s string, at, _ int) bool {
	i := strings.LastIndex(s[:at], "の")
	if i <= 0 || at-i > 30 || !isPersonWord(s[:i]) {
		return false
	}
	return !endsInAny(s[:at], []string{"人員", "要員", "人手", "時間", "権限", "情報", "台数", "資材", "睡眠", "余裕", "人数", "増員", "リソース", "工数", "容量", "機材", "予算", "休息", "休憩", "供給", "部品", "が", "は"})
}

// ownedByThing tells whether the noun at the end of a text belongs to something
// that is no person: テストの検証, 仕様の検討.
func ownedByThing(noun string) bool {
	i := strings.LastIndex(noun, "の")
	return i > 0 && len(noun)-i < 30 && !isPersonWord(noun[:i])
}

// withoutDegree cuts an adverb of degree from the end of a text.
func withoutDegree(s string) string {
	for _, degree := range []string{"あまりにも", "あまりに", "余りにも", "余りに", "著しく", "まったく", "全く", "決定的に", "明らかに", "圧倒的に", "絶対的に", "完全に", "かなり", "非常に", "極めて", "とても", "相当", "やや", "少し", "若干", "大きく", "十分", "到底", "総じて", "全体的に", "根本的に", "いささか", "まだまだ", "まるで", "ひどく", "常に", "毎回", "いつも", "徹底的に", "すべて", "全て", "終始", "一貫して", "最後まで", "最初から", "全体に", "ずいぶん", "だいぶ", "なかなか", "ほとんど"} {
		if cut, ok := strings.CutSuffix(s, degree); ok {
			return cut
		}
	}
	return s
}

func endsInAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// conducts are how people do what they do: 担当者の対応, 委託先の仕事ぶり.
var conducts = list(`判断 対応 初動 連絡 確認 作業 操作 報告 指示 説明 引き継ぎ 引継ぎ テスト 設計 仕事 仕事ぶり やり方 態度 姿勢 管理 行動 努力 配慮 反応 決断 指揮 手際 段取り 品質 レビュー 計画 準備 意識 認識 理解 見積もり 見積 見通し 想定 力量 技量 スキル 知識 練度 言動 采配 調整
	コミュニケーション 連携 進め方 考え方 伝え方 書き方 教え方 決め方 使い方 見方 読み 詰め 腕 質 レベル 意欲 士気 倫理観 目配り 気配り 動き 対処 検証 調査 監督 指導 教育 統率 運営 運用 危機管理 チェック 伝達 優先順位の付け方 体質 性格 能力 資質 適性 人選 実装 コード 書いたコード 口調 応対 技術 技術力 仕上げ 処置 手当て 監視 点検 心構え 管理体制 管理能力 注意力 責任感 危機感 発表 公表 案内 発言 決定 返答 返信 回答 到着 出社 交代 引き渡し 見立て 仮説 根回し 報連相 意思疎通 会話 リード 舵取り 仕切り 指図 優先順位 時間管理 スケジュール管理 進捗管理 リスク管理 品質管理 腰 フットワーク 感覚 感度 認識力 判断力`)

// personOwns tells whether the noun at the end of a text is the conduct or quality
// of a person, also over one more noun: 保守員の作業の手際.
func personOwns(noun string) bool {
	if i := strings.LastIndexAny(noun, "、。「"); i >= 0 {
		noun = noun[i:]
	}
	for range 2 {
		i := strings.LastIndex(noun, "の")
		if by := strings.LastIndex(noun, "による"); by > i {
			i = by
		}
		if i <= 0 {
			return false
		}
		if isPersonWord(noun[:i]) {
			return true
		}
		noun = noun[:i]
	}
	return false
}

// poorly are the ways to say that conduct was bad.
const poorly = `遅かった 遅すぎ 遅く 遅い 遅れた 遅れが 下手 不適切 悪かった 悪く 悪い 悪さ まずかった まずく まずい 雑だ 雑で 雑な お粗末 拙い 拙く 拙か 拙さ 粗い 粗く 粗か 粗さ 足りな 足りず 稚拙 中途半端 誤ってい 間違ってい 誤りだ 誤りで 未熟 曖昧 あいまい 不明瞭 不正確 不誠実 不親切 不十分 不完全 消極的 受け身 後手 場当たり 独善的 高圧的 横柄 二転三転 鈍かった 鈍く 鈍い 鈍さ 弱かった 弱腰 及び腰 低かった 低く 低い 低さ 裏目 なっていな なっておら 散漫 緩慢 緩かった 緩く 重い 軽かった 軽く 浅かった 浅く 甘かった 甘く 甘い もたつ ちぐはぐ でたらめ 出鱈目 支離滅裂 言語道断 いただけな 褒められ 感心しな 感心でき 問題があ 難があ 疑問が残 疑問符 落ち度 首をかし 首を傾 行き届 及ばな 至らな 不備 瑕疵 古く 古か ザル ざるで ざるだ 形だけ 形骸 遅きに 的外れ 的を外 おろそか 疎か 杜撰 ずさん 取れていな 取れておら とれていな とれておら できていな できておら なされていな 伝わりにく 横暴 強引 乱暴 独りよがり いい加減 消極 不徹底 非協力 無責任 軽率 拙速 短絡 うかつ 迂闊 軽はずみ 早計 遅延 遅々 手遅れ 長すぎ 短すぎ 多すぎ 少なすぎ`

// poorConduct: SREチームの対応があまりにも遅く, 保守員の手際が悪く.
func poorConduct(s string, at, end int) bool {
	before := withoutDegree(s[:at])
	for _, particle := range []string{"が", "は", "も", "の", "に", "にも", "には"} {
		noun, ok := strings.CutSuffix(before, particle)
		if !ok || !personOwns(noun) {
			continue
		}
		if i := strings.LastIndex(noun, "の"); endsInAny(noun[i:], conducts()) {
			rest := untilStop(s[end:])
			if strings.HasPrefix(s[at:], "遅") && strings.HasPrefix(strings.TrimPrefix(rest, "た"), "のは") {
				return false // what follows gives the condition
			}
			return !strings.Contains(rest, "ても") && !strings.Contains(rest, "場合は") && !strings.HasPrefix(rest, "わけで")
		}
	}
	return false
}
