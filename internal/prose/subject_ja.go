package prose

import (
	"strings"
	"sync"
	"unicode/utf8"
)

func lastRune(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s)
}

// personSuffixes end the Japanese words for people, roles, teams and companies.
var personSuffixes = list(`者 員 さん 氏 君 さま チーム 担当 当番 新人 部署 部門 部長 課長 係長 室長 上司 部下 先輩 後輩 同僚 エンジニア オペレーター オペレータ リーダー マネージャー マネージャ 開発 運用 インフラ 我々 われわれ 私たち 私 弊社 当社
	自分 彼 彼女 レビュアー レビュワー ベンダー 委託先 業者 会社 他社 社 側 部 課 班 スタッフ メンバー 全員 人 DBA SRE PM PL IC Ops 指揮官 職員 社員 店員 係 管理職 経営陣 本人 誰 誰も 現場 組織 アルバイト インターン パートナー 営業 サポート 人間 プロデューサー プランナー ディレクター デザイナー プログラマー プログラマ テスター アナリスト コンサルタント コンサル アーキテクト インテグレーター CTO CEO CIO CISO 社長 専務 常務 役員 取締役 店長
	看護師 医師 薬剤師 技師 教員 教師 ボランティア メンテナー メンテナ コミッター コントリビューター 運営 QA 情シス 事務局 委員会 役員会 ヘルプデスク サポートデスク NOC コールセンター 業務委託 派遣 本社 支社 支店 総務 人事 経理 法務 広報
	主任 班長 上長 責任者 オーナー 素人 外注 下請け 取引先 監視センター 監督 幹事 院長 局長 所長 主管 保守会社 管理会社 新卒 中途 佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 清水 山崎 池田 橋本 前任 後任 若手 ベテラン 幹部 経営層 上層部 外注先 発注先 協力会社 請負先 受託先 見習い 実習生 研修生 キーマン コマンダー リード 担当役員 当直 夜勤 日勤 宿直 番 技術者 作業員 設計者 スクラムマスター 上役 トップ 面々 仲間 誰か 何者か 人物 交換手 運転手 助手 オンコール 代理店 販売店 事業部 指揮者 担い手 当人 一人ひとり 個々人
	吉川 石井 森田 原田 藤田 岡田 中島 前田 藤井 後藤 岡本 村上 近藤 石田 坂本 遠藤 青木 藤原 西村 福田 太田 三浦 松田 中川 小川 田村 金子 竹内 和田 中山 藤本 工藤 菊地 宮本 内田 大野 谷口 丸山 今井 高田 上田 安藤 河野 小島 松尾 杉山 増田 大塚 平野 久保 野村 菅原 佐野 市川 水野 島田 桜井 横山 渡部 服部 柴田 酒井 新井 武田 小野
	荒木 大西 田口 松原 小松 本田 関口 斎藤 斉藤 長谷川 阿部 西田 山根 望月 永井 矢野 北村 片山 栗原 樋口 大橋 永田 本間 川村 黒田 西川 早川 菊池 須藤 平田 松村 岩崎 秋山 尾崎 白石 飯田 土屋 吉村 河合 三宅 浅野 高木 大久保 富田 川島 松井 宮田 榎本 古川 小池 関根 大谷 村田 森本 小山 田辺 西尾 野口 堀内 山内 山崎 吉岡 岡崎 中西 松岡`)

// systemSuffixes end words that look like people by their last sign and are none.
var systemSuffixes = list(`全部 一部 外部 内部 大部 細部 上部 下部 本部 部分 課題 日課 成人 法人 定員 満員 動員 両側 片側 クライアント側 サーバー側 サーバ側 左側 右側 外側 内側 裏側 フロント側 API側 DB側 受信側 送信側 利用者 消費者 関係 契約者 加入者 購入者 受信者 閲覧者 訪問者 登録者 参加者 患者 被害者 攻撃者 第三者 読者 視聴者 乗客 住民 前者 後者 両者 再開発 順番 連番 採番 定番 一番 上番 何番 電話番 コマンドリード`)

func isPersonWord(s string) bool {
	if endsInAny(s, systemSuffixes()) {
		return false
	}
	s = strings.TrimRight(strings.TrimRight(s, "たち等ら"), " ")
	last, size := lastRune(s)
	if last >= 'A' && last <= 'Z' && len(s) > size && s[len(s)-size-1] >= 0x80 {
		s = s[:len(s)-size] // 作業者A
		last, _ = lastRune(s)
	}
	return endsInAny(s, personsByLast()[last])
}

// personsByLast keeps personSuffixes by their last character.
var personsByLast = sync.OnceValue(func() map[rune][]string {
	by := map[rune][]string{}
	for _, p := range personSuffixes() {
		last, _ := lastRune(p)
		by[last] = append(by[last], p)
	}
	return by
})

// someoneDid tells whether a deed is told of a person, or of nobody in particular:
// its subject, or the topic of the sentence, is a person.
func someoneDid(s string, at int) bool {
	person, any := actorJapanese(s, at)
	return person || !any || personTopic(s, at)
}

// personTopic tells whether a person stands as the topic before at: 担当者は.
func personTopic(s string, at int) bool {
	for i, r := range s[:at] {
		if r == 'は' && isPersonWord(s[:i]) {
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
		case '」':
			if open := strings.LastIndex(s[:i], "「"); open >= 0 {
				i = open
			}
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
