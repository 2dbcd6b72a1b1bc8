package prose

import (
	"strings"
	"testing"
)

// TestVaguePatternsHoldAWholeJapaneseNoun: what stands before the noun and belongs to the
// verb is no part of it, a clause that describes it is; where it is unclear, none is given.
func TestVaguePatternsHoldAWholeJapaneseNoun(t *testing.T) {
	for text, object := range map[string]string{
		"不安定なテストに対処する":             "「不安定なテスト」の何が",
		"秘密鍵の更新についてセキュリティ部門と調整する":  "「秘密鍵の更新」の何が",
		"ベンダーに障害についてフォローアップする":     "「障害」の何が",
		"自動化によりヒューマンエラーを最小化する":     "「ヒューマンエラー」の何が",
		"ネットワークチームと協力して耐障害性を向上させる": "「耐障害性」が、",
		"看護師は輸液ポンプの操作に一層注意を払う":     "〈ツール〉が輸液ポンプの操作について",
		"キャッシュが空だった原因を調査する":        "〈誰が・何が〉キャッシュが空だった原因を〈",
		"全チームのアラート体制を第3四半期までに強化する": "「全チームのアラート体制」が、",
		"リージョン障害に備える":              "「リージョン障害」の何が",
		"引き継ぎをスムーズにする":             "「引き継ぎ」の何が",
		"運転士に信号の取り扱いを再教育する":        "〈ツール〉が信号の取り扱いについて",
		"漏えいの根本原因分析を実施する":          "〈誰が・何が〉漏えいを〈",
		"バックアップが取れていることを定期的に確認する":  "〈誰が・何が〉バックアップを〈",
		"夜勤と日勤の申し送りを改善する":          "「夜勤と日勤の申し送り」が、",
		"電力会社と停電時の連絡方法について協議する":    "〈誰が・何が〉停電時の連絡方法を〈",
		"偽造小切手が検査を通過した経緯について調査する":  "〈誰が・何が〉偽造小切手が検査を通過した経緯を〈",
		"夜間に発生した障害の影響範囲を把握する":      "〈誰が・何が〉障害の影響範囲を〈",
		"異常に備える":                 "「異常」の何が",
		"患者の安全に配慮する":             "〈ツール〉が患者の安全について",
		"試験期間のアクセス集中に備える":        "「試験期間のアクセス集中」の何が",
		"外部の専門家に相談しながら防火対策を進める":  "「防火対策」が、",
		"監視を強化し、障害の早期発見に努める":     "「障害の早期発見」が、",
		"新人に対して安全手順の教育を実施する":     "〈ツール〉が安全手順について",
		"生徒が避難経路を理解していることを確認する":  "〈誰が・何が〉避難経路を〈",
		"「当直マニュアル」の内容を見直す":       "〈誰が・何が〉「当直マニュアル」の内容を〈",
		"運転士への周知を徹底する":           "〈ツール〉が対象の部分について",
		"担当者が責任を持って対応する":         "対象の部分を〈ジョブ・検査〉",
		"問題があれば速やかに報告する":         "「対象の部分」の何が",
		"早期検知を目指す":               "「対象の部分」が、",
		"薬剤の在庫切れが起きないよう管理を徹底する":  "〈ツール〉が管理について",
		"全職員で危機意識を持つ":            "〈ツール〉が危機意識について",
		"前日に届いた検体の管理を改善する":       "「検体の管理」が、",
		"鉄道無線がつながりにくい区間を洗い出す":    "〈誰が・何が〉鉄道無線がつながりにくい区間を〈",
		"ダイヤ改正時の作業手順を関係者に周知徹底する": "〈ツール〉がダイヤ改正時の作業手順について",
	} {
		if f, vague := Vague(Change{After: text}, Japanese); !vague || !strings.Contains(f.Suggestion, object) {
			t.Errorf("%q: vague %v, want %q in %s", text, vague, object, f.Suggestion)
		}
	}
}

// TestVagueQuotesTheObjectAcrossADay: a day by which it is to be done parts no sentence.
func TestVagueQuotesTheObjectAcrossADay(t *testing.T) {
	text := "全チームのアラート体制を第3四半期までに強化する"
	if f, vague := Vague(Change{After: text}, Japanese); !vague || text[f.Start:f.End] != text {
		t.Errorf("vague %v, quotes %q", vague, text[f.Start:f.End])
	}
}
