package prose

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// japaneseFeatures reads a Japanese change, cleaned by plain. The predicate stands last: the noun
// or verb that ends each sentence, without する and its like, says what is done.
func japaneseFeatures(text string) featureSet {
	f := featureSet{quoteStart: -1}
	clean := plainJapanese(text)
	main := withoutBrackets(clean)
	n, last := 0, ""
	EachSentence(main, func(start, end int) {
		class, at, core, stop := predicateJapanese(main[start:end])
		if sentence := main[start:end]; emptyActJapanese(sentence, strings.TrimRight(sentence[:stop], " 　をがはにのもするしたまりょうとくいて")) {
			f.emptyAct(n == 0)
		}
		if class == "" {
			class = "other"
		}
		f.add("predicate:" + class)
		if n == 0 {
			f.add("first:" + class)
		}
		last = class
		f.checks = checksJapanese(main[start:end], core)
		if class != "change" && class != "happens" || f.quoteStart < 0 {
			f.quoteStart, f.quoteEnd = start+at, start+stop
			f.objectStart, f.objectEnd, f.restEnd = start, start+core, end
		}
		f.clausesJapanese(main[start:end])
		n++
	})
	f.add("last:" + last)
	if n > 1 {
		f.add("sentences>1")
	}
	f.acts = subjectJapanese(main)
	f.always = containsAny(main, alwaysWords()...)
	f.signsJapanese(clean)
	f.statesAfter(clean)
	f.statesJapanese(main)
	f.specificJapanese(clean)
	f.combineJapanese(last)
	switch last {
	case "inquiry", "care", "improve", "one-off":
		f.soften()
	case "write":
		if !f.has("document:steps") {
			f.soften()
		}
	}
	return f
}

// specificJapanese adds how many words say something of their own: runs of
// Chinese characters, katakana or Latin letters that hold no word of the lists.
func (f *featureSet) specificJapanese(s string) {
	n := 0
	kind, start := 0, 0
	end := func(i int) {
		if kind != 0 && !vagueNoun(s[start:i]) {
			n++
		}
	}
	for i, r := range s {
		k := 0
		switch {
		case r >= 0x4E00 && r <= 0x9FFF || r == '々':
			k = 1
		case r >= 'ァ' && r <= 'ヺ' || r == 'ー':
			k = 2
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_':
			k = 3
		}
		if k != kind {
			end(i)
			kind, start = k, i
		}
	}
	end(len(s))
	for _, least := range []int{1, 2, 3, 5, 7} {
		if n >= least {
			f.add("specific>=" + string(rune('0'+least)))
		}
	}
}

// vagueNoun tells whether a run of signs is a general noun, a predicate, or the
// two together: 監視, 強化, 監視強化.
func vagueNoun(run string) bool {
	if utf8.RuneCountInString(run) < 2 {
		return true
	}
	for _, group := range vagueNounClasses() {
		for _, w := range group.words {
			if run == w {
				return true
			}
			if rest, ok := strings.CutSuffix(run, w); ok && len(w) >= 6 && len(rest) <= 12 && len(rest) > 0 && vagueNoun(rest) {
				return true
			}
		}
	}
	return false
}

// withoutBrackets blanks what stands in brackets, byte for byte: an aside never
// holds the predicate.
func withoutBrackets(s string) string {
	b := []byte(s)
	depth := 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '（' || r == '(' {
			depth++
		}
		inside := depth > 0
		if (r == '）' || r == ')') && depth > 0 {
			depth--
		}
		if inside {
			for k := range size {
				b[i+k] = ' '
			}
		}
		i += size
	}
	return string(b)
}

// plainJapanese blanks the day by which it is to be done: 四半期末までに, 12月末まで.
func plainJapanese(s string) string {
	b := []byte(s)
	for _, until := range []string{"までに", "まで、", "中に、", "を目処に", "をめどに", "を目途に"} {
		for from := 0; ; {
			i := strings.Index(s[from:], until)
			if i < 0 {
				break
			}
			start := from + i
			for start > from {
				r, size := utf8.DecodeLastRuneInString(s[from:start])
				if !strings.ContainsRune("0123456789０１２３４５６７８９年月日末初頭上中下旬四半期来今本年度週次第一二三Qq 営業以内/-", r) {
					break
				}
				start -= size
			}
			end := from + i + len(until)
			if start < from+i {
				for k := start; k < end; k++ {
					b[k] = ' '
				}
			}
			from = end
		}
	}
	return string(b)
}

// endings are what follows the word that says what is done, longest first:
// 検討|を行います。
var endings = sync.OnceValue(func() []string {
	return longestFirst(`いたします いたしました 致します 致しました いたす させていただきます させて頂きます することとしました することとします することとする することにする ことができるようにする ことができるようにします できるようにする できるようにします されるようにする されるようにします するようにします するようにする ようにします ようにする ようにした
	を行ってまいります を行っていきます を行っていく を実施していきます を実施していく を実施しました を実施します を実施する を実施した を行いました を行います を行なう を行った を行う を行ない を実施 していきます していく してまいります してください
	しておきます しておく しました します しよう する した される されます された させます させる させた すべき する予定 予定 済み 済 ました ます です である こと の実施 実施 を図りました を図ります を図る を図っていく を図っていきます に努めます に努める に努めていく に努めてまいります
	に取り組む に取り組みます を進めます を進める を進めていく を進めていきます を推進する を推進します を目指す を目指します をする をします をした を始める`)
})

func longestFirst(list string) []string {
	words := strings.Fields(list)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// predicateJapanese gives the class of the word that ends a sentence, where the
// phrase begins that it ends (at), where the word itself does (core), and where
// its ending stops.
func predicateJapanese(s string) (class string, at, word, stop int) {
	core := strings.TrimRight(s, " 　。．.!！\n\r\t・、」")
	stop = len(core)
	hedge := false
	for changed := true; changed; {
		changed = false
		for _, e := range endings() {
			if strings.HasSuffix(core, e) && len(core) > len(e) {
				hedge = hedge || strings.Contains(e, "努め") || strings.Contains(e, "図") || strings.Contains(e, "取り組") || strings.Contains(e, "目指") || strings.Contains(e, "推進") || strings.Contains(e, "進め")
				core = strings.TrimRight(core[:len(core)-len(e)], " 　")
				changed = true
				break
			}
		}
	}
	core = strings.TrimRight(core, " 　をがはにのも")
	best := 0
	for _, c := range predicateClasses() {
		for _, w := range c.words {
			if strings.HasSuffix(core, w) && len(w) > best {
				best, class = len(w), c.name
			}
		}
	}
	if class == "one-off" || class == "improve" {
		if before := core[:len(core)-best]; strings.HasSuffix(before, "に") || strings.HasSuffix(before, "よう") || strings.HasSuffix(before, "へ") {
			class = "change" // 中断可能に修正, 表示するように改善: the state after it is named
		}
	}
	if hedge && class != "inquiry" && class != "care" {
		class = "improve"
	}
	word = len(core) - best
	at = phraseBefore(core, word)
	for at < word && core[at] == ' ' {
		at++ // a blank may stand for a part of a character
	}
	return class, at, word, max(stop, at)
}

// phraseBefore gives where the phrase begins that the word at an offset ends, for
// a quotation of some 20 signs that cuts no word. A blank may stand for a part of one.
func phraseBefore(s string, word int) int {
	const most = 20
	at := word
	for n := 0; n < most; {
		r, size := lastRune(s[:at])
		if size == 0 || strings.ContainsRune("、。（）：:", r) {
			return at
		}
		if r != ' ' {
			n++
		}
		at -= size
	}
	for i, r := range s[at:word] {
		if !strings.ContainsRune(phraseParticles, r) {
			continue
		}
		after := at + i + utf8.RuneLen(r)
		if startsWithAny(s[after:], intoPhrases()) {
			return wholePhrase(s, at)
		}
		return after
	}
	return at
}

const phraseParticles = "のをがにはで"

// wholePhrase gives where the phrase begins that at lies in: after a particle or sign.
func wholePhrase(s string, at int) int {
	for at > 0 {
		r, size := lastRune(s[:at])
		if strings.ContainsRune(phraseParticles+"、。（）：:", r) {
			break
		}
		at -= size
	}
	return at
}

// intoPhrases go on from a particle: 研修を|通じて, 遅延に|関して.
var intoPhrases = list(`関し 関す 対し 対す ついて よって より よる おけ おい 向け 通じ 通し 踏まえ 用い 使っ 基づ 伴 応じ 従 ある いる`)

type wordClass struct {
	name  string
	words []string
}

var predicateClasses = sync.OnceValue(func() []wordClass {
	return []wordClass{
		{"inquiry", strings.Fields(`検討 再検討 調査 議論 協議 分析 評価 洗い出し 洗い出 洗い出す 精査 模索 研究 相談 棚卸し 棚卸 把握 原因究明 ヒアリング 試す 試行 計測 監査 レビュー 見直し 見直す 見直 整理 考える 話し合う 話し合い 探る 調べる 特定 解析 試算 情報収集 確認 検証 設計レビュー 点検 総点検 振り返り 振り返る 再確認 見極める 比較 打診 提案 継続検討 原因分析 究明 検証する 見当`)},
		{"improve", strings.Fields(`強化 向上 改善 充実 最適化 高度化 推進 促進 拡充 底上げ 効率化 適正化 明確化 可視化 見える化 標準化 安定化 高める 深める 努める 図る 目指す 解消 軽減 低減 防止 再発防止 抑制 減らす 増やす 活性化 円滑化 精緻化 整える 体制構築 体制整備 体制の構築 体制の整備 体制の見直し 強固に 密に 高速化 改良 リファクタリング 刷新 見直し強化 透明化 堅牢化 緩和 分散 工夫`)},
		{"care", strings.Fields(`徹底 要請 依頼 申し入れ 働きかけ 促す 呼び掛け 遵守 順守 守る 心得る 通達 指示 説明 周知徹底 注意 注意喚起 周知 意識 意識づけ 意識付け 心がける 心がけ 心掛ける 心掛け 気をつける 気を付ける 気をつけ 教育 研修 指導 再教育 ダブルチェック トリプルチェック 共有 声かけ 声掛け 啓発 連携 訓練 勉強会 呼びかけ 呼びかける 再認識 確認の徹底 払う 引き締める 共有する 留意 配慮 慎重に 慎重 伝える 展開 水平展開 横展開 勉強 学ぶ 受講 再徹底 励行`)},
		{"one-off", strings.Fields(`修正 復旧 クリーンアップ 再起動 対応 連絡 謝罪 再処理 修復 補填 リリース 交換 完了 反映 デプロイ リトライ 再実行 回収 掃除 お詫び 報告 是正 処置 復元 再送 補完 埋める 手当て 消す 削除`)},
		{"write", strings.Fields(`作成 整備 策定 文書化 ドキュメント化 手順化 マニュアル化 明文化 ルール化 追記 記載 更新 制定 定める 作る 決める 規定 設ける 用意 改訂 改定 まとめる 残す 記述 明記 ガイドライン化 設置 構築 確立 準備 制度化`)},
		{"change", strings.Fields(`追加 変更 設定 導入 廃止 移行 分離 統一 引き上げ 引き下げ 引き上げる 引き下げる 自動化 必須化 必須 必須とする 禁止 有効化 無効化 切り替え 切り替える 置き換え 置き換える 制限 固定 実装 付与 組み込み 組み込む 保存 適用 挿入 増設 冗長化 独立 延長 短縮 統合 分割 隔離 除外 登録 出力 記録 送信 分ける 加える 変える 入れる 外す 付ける つける 限定 義務化 義務付ける 義務づける 併用 一本化 共通化 撤廃 増強 追加する 投入 移す 移設 撤去 配置 取り込む 暗号化 二重化 多重化 非同期化 並列化 定数化 バリデーション 分岐 集約 参照 使用 利用 表示 伝播 計装 埋め込む 引き渡す 渡す 揃える 設定する 挟む 紐付け 紐づけ 化`)},
		{"happens", strings.Fields(`止まり 止め 戻し 弾き 返し 切り替え 切り替わり 拒み 発報 呼び出す 止める 止まる 戻す 戻る 拒否 通知 弾く はじく 停止 中断 中止 起票 遮断 ブロック 破棄 検知 検出 再試行 ロールバック 切り離す 切り離し 失敗させる 失敗 failed 返す 出す 知らせる エスカレーション 遅延 スキップ 実行 起動 終了 通らない できない できなく 進めない 選べない 受け付けない マージできない 反映されない 鳴る 鳴らす 承認 遷移 保留 退避 走る 流す 待つ 落とす 許可しない しない 行わない 使わない`)},
	}
})

// vagueNounClasses are the words that say nothing of their own.
var vagueNounClasses = sync.OnceValue(func() []wordClass {
	return append(predicateClasses()[:5:5], wordClass{"general", strings.Fields(`監視 体制 体質 プロセス 品質 連携 コミュニケーション 情報 管理 教育 可視性 信頼性 耐障害性 可用性 可観測性 安定性 精度 意識 風土 文化 対策 運用 理解 スキル 属人化 姿勢
	重要性 注意 必要 適宜 適切 可能 全社 全員 担当者 担当 関係者 関係 各自 各チーム チーム 全チーム メンバー 社員 職員 今後 再発 障害 発生 実施 対応 業務 作業 手順 手順書 マニュアル ルール ドキュメント 規程 方針 ポリシー フロー 基準 計画 ガイドライン
	システム サービス インシデント 内容 事項 状況 方法 改善 問題 課題 原因 影響 範囲 結果 一層 十分 再度 確実 本件 同様 事例 年度 月末 四半期 年度末 末 本番 リリース 変更 設計 開発 テスト 設定 仕組 社内 社外 組織 部署 部門 お客様 顧客 定期的 継続的 積極的 抜本的 恒久 恒久対策 類似 箇所 全体 能力 時間 迅速 向 図 努 進 行 高 強 方 等 者 時 前 後 化`)})
})
