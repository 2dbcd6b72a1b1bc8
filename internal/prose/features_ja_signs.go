package prose

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// signsJapanese adds the words that name a situation, a measure, an end state or
// leave the choice open.
func (f *featureSet) signsJapanese(s string) {
	for _, group := range japaneseSigns() {
		for _, w := range group.words {
			if strings.Contains(s, w) {
				f.add(group.name)
				break
			}
		}
	}
	names := latinNames(s)
	if names > 0 {
		f.add("names>0")
	}
	if names > 1 {
		f.add("names>1")
	}
	if measureJapanese(s) {
		f.add("number")
	}
	if valueAfterwards(s) {
		f.add("end:value")
	}
	if katakanaTerms(s) > 1 {
		f.add("katakana>1")
	}
}

var japaneseSigns = sync.OnceValue(func() []wordClass {
	return []wordClass{
		{"trigger:when", strings.Fields(`時に 時、 時は 時の 場合 とき、 ときに ときは 際に 際は 際、 際の たら れば、 すると、 ると、 なると、 不通時 異常時 を検知し、 検知後 次第 契機に 契機と`)},
		{"this-time", strings.Fields(`手動で 手作業で 影響を受けた 滞留した 滞留中 該当 今回の 残った 残って 残課題 失敗した 未処理 不整合`)},
		{"trigger:before", strings.Fields(`てから 前に 前の 前、 前は 後に 直前 直後 事前に 開始前 実行前 適用前 起動時 デプロイ時 終了後 するまで ない限り 限り、 ないと`)},
		{"trigger:every", strings.Fields(`ごとに 毎に の都度 たびに 毎回 毎日 毎週 毎月 毎朝 毎時 定期的に 定期`)},
		{"end:bound", strings.Fields(`以上 以下 以内 未満 超え 超過 上限 下限 閾値 しきい値 を切る を切ったら を下回 を上回 に達し`)},
		{"end:automatic", strings.Fields(`自動 既定で デフォルト 即座に 一律 常に`)},
		{"end:must", strings.Fields(`必ず 必須 のみ だけ できない できなく しない限り 禁止 強制 不可 拒否 ブロック 弾く 通らない 承認がない 承認が 承認を 二人 2名 2人 ２名 二名`)},
		{"end:instead", strings.Fields(`の代わりに ではなく に変更 へ変更 から、 に切り替え へ切り替え に置き換え を廃止 経由 に統一 へ移行 に移行 と分離 から分離 に引き上げ に引き下げ へ引き上げ`)},
		{"end:way", strings.Fields(`ようにする ようにします ように変更 ようにした ように修正 ように改善 よう修正 よう変更 よう改善 ようシステム よう実装`)},
		{"check:test", strings.Fields(`テスト アラート チェック項目 チェックリスト アサーション lint CI ヘルスチェック 監視項目 検知ルール`)},
		{"check:that", strings.Fields(`ことを検証 ことを確認 かを検証 を検証する を検知する を検出する していること されていること であること を監視する`)},
		{"document", strings.Fields(`手順書 手順 runbook Runbook ランブック マニュアル ガイド ルール ドキュメント 規程 規定 方針 ポリシー フロー 基準 計画`)},
		{"document:steps", strings.Fields(`手順 runbook Runbook ランブック チェックリスト Playbook playbook プレイブック`)},
		{"document:paper", strings.Fields(`ドキュメント 資料 マニュアル ガイドライン 規程 規定 ポリシー 方針 計画 ルール プロセス フロー ナレッジ 体制`)},
		{"generic", strings.Fields(`体制 体質 プロセス 品質 連携 コミュニケーション 情報共有 セキュリティ 管理 教育 可視性 信頼性 耐障害性 安定性 精度 意識 風土 文化 仕組み 再発防止 対策 運用 理解 スキル 属人化 監視 姿勢 取り組み 重要性 注意`)},
		{"hedge", strings.Fields(`安全に 正しく 円滑に スムーズに 早期に 迅速に 丁寧に 慎重に 最適 速やかに 万全 必要に応じ 適宜 適切 可能な限り できるだけ できる限り なるべく など 等の 等を 等、 より一層 一層 さらなる 更なる 再度 改めて 全社 十分 しっかり きちんと 確実に 適正 より良 積極的 継続的 抜本的 総合的 スピード感`)},
		{"people", strings.Fields(`全員 担当者 メンバー 各自 関係者 チーム内 各チーム 全チーム 社員 職員 部内 社内 開発者`)},
		{"care-word", strings.Fields(`徹底 注意 周知 意識 心がけ 気をつけ 気を付け 研修 教育 ダブルチェック 慎重`)},
		{"inquiry-word", strings.Fields(`検討 調査 議論 洗い出 模索 協議 見直`)},
		{"improve-word", strings.Fields(`強化 向上 改善 充実 推進 高める 努め 図る 底上げ`)},
		{"past", strings.Fields(`した。 しました 済み 済 図りました 実施した 行いました`)},
		{"board", strings.Fields(`ダッシュボード メトリクス 可視化 見える化 グラフ`)},
		{"arrow", strings.Fields(`→ : ： = ＝`)},
		{"what-subject", strings.Fields(`パイプラインが システムが サーバーが ジョブが CIが CI が デプロイ基盤が 当番が 監視が スクリプトが ツールが サービスが 画面が ボットが アラートが ゲートが`)},
	}
})

// clausesJapanese adds the classes of what is done before the last predicate:
// 追加し、…を検討する.
func (f *featureSet) clausesJapanese(s string) {
	parts := strings.Split(strings.TrimRight(s, "。"), "、")
	for _, p := range parts[:len(parts)-1] {
		core := p
		for _, e := range []string{"して", "し", "った上で", "したうえで", "した上で", "を行い", "させ", "され", "い", "て"} {
			if trimmed, ok := strings.CutSuffix(p, e); ok {
				core = trimmed
				break
			}
		}
		class, _, _, _ := predicateJapanese(core)
		if class == "" || core == p && class != "change" && class != "happens" {
			continue
		}
		f.add("earlier:" + class)
	}
}

// latinNames counts the identifiers and product names in Latin letters.
func latinNames(s string) int {
	n, run, letters := 0, 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && (s[i] < 0x80 && s[i] > ' ' && !strings.ContainsRune("()[],;:!?", rune(s[i]))) {
			run++
			if latinLetter(s[i]) {
				letters++
			}
			continue
		}
		if letters >= 2 {
			n++
		}
		run, letters = 0, 0
	}
	return n
}

// measureJapanese tells whether a number with a unit, or a size, is named.
func measureJapanese(s string) bool {
	units := []string{"分", "秒", "時間", "%", "％", "件", "回", "個", "台", "人", "名", "日", "営業日", "世代", "文字", "行", "MB", "GB", "ms", "m ", "Gi", "Mi", "倍", "割", "つ前", "つの", "ミリ秒", "パーセント", "テーブル", "関数", "ワーカー", "本", "か所", "箇所"}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !(r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("一二三四五十", r)) {
			i += size
			continue
		}
		latinDigit := r >= '0' && r <= '9' || r >= '０' && r <= '９'
		for i < len(s) {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !(r >= '0' && r <= '9' || r >= '０' && r <= '９' || r == '.' || r == ',') {
				break
			}
			i += size
		}
		if !latinDigit {
			i += size
			continue
		}
		rest := strings.TrimLeft(s[i:], " ")
		for _, u := range units {
			if strings.HasPrefix(rest, u) {
				return true
			}
		}
	}
	return false
}

// katakanaTerms counts the words in katakana of four signs and more.
func katakanaTerms(s string) int {
	n, run := 0, 0
	for _, r := range s {
		if r >= 'ァ' && r <= 'ヺ' || r == 'ー' {
			run++
			continue
		}
		if run >= 4 {
			n++
		}
		run = 0
	}
	if run >= 4 {
		n++
	}
	return n
}

// combineJapanese adds the pairs whose meaning is more than their sum.
func (f *featureSet) combineJapanese(last string) {
	trigger := f.has("trigger:when") || f.has("trigger:before") || f.has("trigger:every")
	if trigger {
		f.add(last + "&trigger")
	}
	if f.has("number") || f.has("end:bound") {
		f.add(last + "&measured")
	}
	if f.has("names>0") {
		f.add(last + "&name")
	}
	if !trigger && !f.has("number") && !f.has("end:bound") && !f.has("names>0") && !f.has("end:automatic") && !f.has("end:must") && !f.has("end:instead") && !f.has("check:test") {
		f.add(last + "&nothing")
	}
	if f.has("generic") {
		f.add(last + "&generic")
	}
}

// setTo are the verbs that put a value into force: 1に変更する, 70%に下げる.
var setTo = list(`変更 設定 制限 固定 引き上げ 引き下げ 引上げ 引下げ 増や 減ら 上げ 下げ 延長 短縮 拡大 縮小 拡張 抑え 絞 戻 限定 切り上げ 統一 する 増加 減少 緩和 揃え`)

// valueAfterwards tells whether the value is named that a setting has from then
// on: a number, with a unit or without, and the verb that puts it into force.
func valueAfterwards(s string) bool {
	const unit = 12 // bytes between the number and に: a unit
	for from := 0; ; {
		i := strings.Index(s[from:], "に")
		if i < 0 {
			return false
		}
		at := from + i
		from = at + len("に")
		before := s[max(0, at-unit):at]
		digit := strings.LastIndexAny(before, "0123456789") >= 0 || strings.ContainsAny(before, "０１２３４５６７８９")
		if !digit || strings.ContainsAny(before, "、月年") {
			continue
		}
		for _, verb := range setTo() {
			if strings.HasPrefix(s[from:], verb) {
				return true
			}
		}
	}
}
