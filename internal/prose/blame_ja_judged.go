package prose

import (
	"strings"
	"sync"
)

// judgedOfAnybody are words that judge how somebody worked where no thing is the
// subject: 記憶を頼りに実行した.
const judgedOfAnybody = `自己判断で 自己判断に 自己流 我流 個人の判断で 独自の判断で 自分の判断で 自身の判断で 独断で 独断に 独断と 思いつきで 思い付きで 勘で 勘だけ 勘に頼っ 何となく なんとなく その場しのぎ 見よう見まね うろ覚え 記憶を頼り 記憶だけ 憶測で 当てずっぽう ぶっつけ本番 一か八か 突貫で 片手間 やっつけ 早とちり 取り違え 勘違いし 思い違いし 混同し 見間違 聞き間違 読み間違 打ち間違 書き間違 押し間違 選び間違 履き違え ためら 躊躇
	黙殺 看過し 黙認し 見過ご 見逃 握りつぶ 握り潰 もみ消 揉み消 ほったらかし 放ったらかし 先延ばし うやむや 任せっぱなし やりっぱなし 付けっぱなし 放りっぱなし 置きっぱなし 出しっぱなし 任せきり 丸投げ 押し付け 押しつけ なすりつけ なすり付け 責任転嫁 端折 はしょ 手を抜 楽をし 楽を優先 面倒がっ 面倒くさ 面倒だから 面倒だと 億劫 怠け サボ 馴れ合い なれ合い 再三の警告
	決めつけ 決め付け 高をくく たかをくく 鵜呑み うのみ 盲信 過信 早合点 先走 突っ走 強行 押し切 強引 無理やり 無断 隠蔽 ごまか 誤魔化 嘘をつ 取り繕 言い逃れ 責任逃れ とぼけ 知らん顔 知らぬ顔 素知らぬ 見て見ぬ 見ないふり 知らないふり はぐらか 居眠り 寝坊 うっかり ぼんやり 上の空 よそ見 脇見 気を抜 気が抜 気を取られ 気が散 集中していな 集中しておら 集中を欠
	手順を飛ば 手順を省 手順を破 手順を逸脱 手順から逸脱 手順に反し ルールを破 ルールに反し 規則を破 規程に反し 規程を破 規定に反し 規定を破 約束を破 禁を破 制止を振り切 忠告を聞 反対を押し切 警告を聞かず しくじ 踏み外 書き漏ら 聞き漏ら 聞き流 聞き逃 読み落と 焦って 慌てて 取り乱 浮足立 浮き足立 右往左往 固執 意固地 頑なに 聞き入れ 取り合わな 突っぱね はねつけ
	見くび 侮 軽く考え 甘く考え 軽く見 甘く見 楽観し 楽観的に 希望的観測 都合よく解釈 都合の良いよう 都合のいいよう 惰性 マンネリ 形式的に 形だけ 中身を見ず 内容を見ず 目を通さ 適当に 雑に いい加減に 粗雑に 乱暴に 安直 安易 拙速 性急 軽々しく 軽々に 不用心 不用意 無頓着 無自覚 無計画に 無謀 先送り おろそか 疎か なおざり 蔑ろ 二の次に 粗末に 軽い気持ちで 気軽に 遊び半分 冗談半分 面白半分 出来心 ノリで 安心しきっ 手をこまね 手を拱 傍観し 傍観者 指をくわえ 眺めているだけ 見ているだけ 人任せ 他人任せ 他人まかせ 人まかせ 抜かし 抜かりが 嫌って 嫌が 聞き分け 認めようと 最後まで認めな 逆らっ 背を向け 目を背け 目をつぶ 目をつむ 耳をふさ 耳を塞 口をつぐ 口を閉ざ 言を左右 白を切 開き直 居直 逆恨み 八つ当たり 足並みを乱 和を乱 独走 独り善がり 独りよがり 思い上がっ うぬぼれ 自惚れ 天狗 調子に乗 図に乗 ふんぞり あぐらをか 胡坐をか 気取っ 知ったかぶり 知ったつもり 分かった気 わかった気 できる気に 慣れた気 軽い判断で 浅い理解で 生半可 中途半端に 投げやり なげやり やる気なく 嫌々 いやいや 渋々 しぶしぶ のんびり のんき 呑気 悠長 もたもた ぐずぐず だらだら ずるずる まごつ もたつ 手間取り
	見落と 取り落と 書き忘 消し忘 付け忘 入れ忘 押し忘 戻し忘 閉じ忘 し忘れ 言い忘 伝え忘 確認し忘 誤解したまま 勘違いしたまま 知らぬまま 疑いもせ 疑うことなく 疑問を持たず 疑問も持たず 考えることなく 迷わず本番 確かめることなく 確認することなく 相談することなく 報告することなく 顧みることなく 読むことなく 見ることなく 手順どおりに作業せ 手順通りに作業せ 手順どおりにやら 手順通りにやら 指示を守ら 指示に従わ 指示を無視 命令に背 規則を無視 規定を無視 規程を無視 ルールを無視 手順を無視 警告を無視 忠告を無視 助言を無視 注意を無視 指摘を無視 通知を無視 アラートを無視 再三 聞く耳`

// judgedOfPersons are deeds that find fault only where a person is named who did
// them: a machine may mix up, refuse and abandon as well.
const judgedOfPersons = `省い 省略し 誤操作 誤入力し 誤送信し 誤設定し 誤削除し 無視し 軽視し 放置し 棚上げ 後回し 隠し 隠そ 偽って 偽った 改ざん 暴走し パニック 任せに 抱え込 甘え 勝手 無理に 過小評価 過大評価 小さく見積も 低く見積も 使い回し 拒み 拒んだ 取りこぼ 失策 動揺し 納期を優先 期限を優先 スケジュールを優先 コストを優先 売上を優先 都合を優先 速度を優先 効率を優先 渋っ 渋り と片付け と片づけ
	急かし せかし 怒鳴 強要し 強いた 強いて 背い 逸脱し 違反し 障害を起こし 事故を起こし 問題を起こし 漏洩させ 被害を拡大 影響を拡大 状況を悪化 事態を悪化 復旧を遅らせ 混乱を招 障害を招 事故を招 障害を引き起こ 事故を引き起こ 頼り切 頼りき 曖昧にし 濁し 逃げ 嫌がっ 嫌がり 居留守 飲酒 雑談 私用 抜け出し 出し惜し 出し渋 独占し 囲い込 秘密にし 黙って 伏せて 伏せた 思い込 信じ込 疑いもせ 気にせ 気にも 意に介 顧み 考えなし 理由もなく 禁じられていた 禁止されていた 押し黙 言い張 言い訳 逆ギレ 居直 開き直 足を引っ張 迷惑をかけ 嘘 見切っ 放り出 逃げ出 投げ出 見捨て 裏切 騙 だまし 出し抜 たらい回し 押し返 突き返 突っ返 門前払い 追い返 口を出 横槍 横やり 茶々 邪魔 妨害 妨げ 混ぜ返 引っかき回 かき回 振り回 煽 あおっ 威圧 圧力をか 追い詰 追い込 見放 信用しな 信じようと 信頼しな 協力しな 協力的でな 応じな 応答しな 返事をしな 返信しな 返答しな 電話に出な 電話を取らな 起きな 来なかっ 現れな 姿を見せ 顔を出さ 名乗り出 謝ら 謝罪しな 認めな 説明しな 共有しな 伝えな 教えな 渡さな 書かな 残さな 直さな 改めな 改善しな 学ばな 学ぼうと 覚えな 覚えてい 身に付け 身につけ 成長し 進歩 懲り 変わろうと 変えようと 動こうと 取ろうと 見ようと 知ろうと 読もうと 聞こうと 直そうと`

// judgedDeed: a deed that is told of somebody and judges by its name. A rule for
// the future, the passive and what a thing did blame nobody.
func judgedDeed(s string, at, end int) bool {
	if !toldActively(s, at, end) {
		return false
	}
	if strings.HasPrefix(s[at:], "握り") && containsAny(s[:at], "例外", "エラー") {
		return false // what a program does with an exception
	}
	return someoneDid(s, at) || personAfter(s[end:])
}

func judgedPerson(s string, at, end int) bool {
	if !toldActively(s, at, end) || strings.HasPrefix(s[end:], "率") {
		return false
	}
	return directActor(s, at) || personTopic(s, at) || personAfter(s[end:])
}

// toldActively tells whether a deed was done, by whoever does it: it is no rule,
// no question and not in the passive.
func toldActively(s string, at, end int) bool {
	rest := untilStop(s[end:])
	for _, no := range []string{"され", "られた", "られて", "ように", "ような", "防", "ても", "でも", "禁", "しない", "できな", "できる", "できて", "せずに済", "ことなく", "べきでは", "減ら", "なくす", "誘", "仕組", "設定", "仕様", "可能", "機能", "リスク", "せず", "責め", "責任を問わ", "を追加", "を導入"} {
		if strings.Contains(rest, no) {
			return false
		}
	}
	return toldJapanese(s, at)
}

// mistakeMade: 当該社員は過去にも同様のミスを起こしている.
func mistakeMade(s string, at, end int) bool {
	if rest := untilStop(s[end:]); containsAny(rest, "犯し", "繰り返", "くり返", "重ね", "連発") && someoneDid(s, at) && toldActively(s, at, end) {
		return true
	}
	for _, verb := range []string{"犯し", "おかし", "起こし", "し", "重ね", "繰り返", "くり返", "連発", "やら"} {
		if strings.HasPrefix(s[end:], verb) {
			person, any := actorJapanese(s, at)
			return (person || !any && verb != "し") && toldActively(s, at, end) || person && strings.Contains(s[end:], "ている") && !strings.Contains(s[end:], "ても")
		}
	}
	return false
}

// onlyMeant: 確認したつもりになっていた.
func onlyMeant(s string, at, end int) bool {
	return someoneDid(s, at) && (pastJapanese(s[end:]) || strings.HasPrefix(s[end:], "。") || s[end:] == "") && !strings.Contains(s[end:], "され")
}

// withoutCare: 連絡もなしに, 理解しないまま, 調べもせずに.
func withoutCare(s string, at, end int) bool {
	rest := s[end:]
	if strings.Contains(rest, "され") || strings.Contains(rest, "られ") || strings.Contains(rest, "できる") || strings.Contains(rest, "済む") || !toldJapanese(s, at) {
		return false
	}
	if directActor(s, at) || personTopic(s, at) || personAfter(rest) {
		return true
	}
	if _, any := actorJapanese(s, at); any {
		return false
	}
	before := strings.TrimRight(s[:at], "もをはに")
	for _, act := range careActs() {
		if strings.HasSuffix(before, act) {
			return true
		}
	}
	return endsInAny(before, []string{"ろくに見", "確認し", "検証し", "相談し", "報告し", "連絡し", "テストし", "レビューし", "理解", "把握", "許可", "断り", "了解", "了承", "同意", "合意", "予告", "説明", "根拠", "裏付け", "意味", "読み", "見", "調べ", "聞き", "考え", "試し", "確かめ", "読ま", "見な", "よく分から", "よくわから", "分から", "わから", "試さ", "調べ", "聞か", "考え", "確かめ", "守ら", "待た", "得"})
}

// sanctioned: 担当者を厳しく指導した, 本人に注意した.
func sanctioned(s string, at, end int) bool {
	before := s[:at]
	for _, how := range []string{"厳しく", "厳重に", "強く", "改めて", "あらためて", "きつく", "口頭で", "再度"} {
		before = strings.TrimSuffix(before, how)
	}
	whom, ok := strings.CutSuffix(before, "を")
	if !ok {
		whom, ok = strings.CutSuffix(before, "に")
	}
	if !ok {
		whom, ok = strings.CutSuffix(before, "には")
	}
	return ok && isPersonWord(whom) && pastJapanese(s[end:]) || before != s[:at] && (strings.HasSuffix(s[:at], "厳しく") || strings.HasSuffix(s[:at], "厳重に"))
}

// whyNot: なぜ誰も止めなかったのか, なぜ確認しなかったのか. Why a machine did not is
// what a review is for.
func whyNot(s string, at, end int) bool {
	i := strings.Index(s[end:], "なかった")
	if i < 0 {
		return strings.Contains(s[end:], "した") && strings.Contains(s[end:], "のか") && func() bool { p, _ := actorJapanese(s, end+strings.Index(s[end:], "した")); return p }() && containsAny(s[end:], "勝手", "黙って", "無断", "放置", "無視", "急い")
	}
	no := end + i
	before := s[end:no]
	if couldNot(before) || endsInAny(before, []string{"され", "られ", "れ", "でき", "なら", "働か", "動か", "鳴ら", "届か", "なって", "ではな", "知ら", "が", "は", "効か", "出"}) {
		return false
	}
	person, any := actorJapanese(s, no)
	return person || !any && (endsInAny(before, careActsDone()) || endsInAny(before, []string{"止め", "読ま", "見", "守ら", "調べ", "聞か", "伝え", "従わ", "待た", "疑わ", "考え"}))
}

// careActsDone are the acts of care as verbs before a negation: 確認し, 確認してい.
var careActsDone = sync.OnceValue(func() (done []string) {
	for _, act := range careActs() {
		done = append(done, act+"し", act+"してい", act+"をし", act+"をしてい")
	}
	return done
})

// commonSense: 普通なら手を止める. What a machine normally does is a fact.
func commonSense(s string, at, end int) bool {
	rest := s[end:]
	if containsAny(rest, "されて", "される") {
		return false
	}
	i := -1
	for _, act := range []string{"気づ", "気付", "確認", "止め", "疑", "考え", "分か", "わか", "しない", "やらな", "相談", "報告", "読", "試", "調べ", "テスト", "見れば", "見て", "思う", "知って", "おかしい", "あり得な", "ありえな", "避け"} {
		if j := strings.Index(rest, act); j >= 0 && (i < 0 || j < i) {
			i = j
		}
	}
	if i < 0 {
		return false
	}
	person, any := actorJapanese(s[at:], end-at+i)
	return person || !any
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// asProfessional: エンジニアとしてあるまじき行為.
func asProfessional(s string, at, end int) bool {
	return isPersonWord(s[:at]) && containsAny(untilStop(s[end:]), "失格", "あるまじ", "恥", "当然", "自覚", "資質", "不適格", "未熟", "信じ", "情けな", "考えられな", "意識", "最低限", "べき", "あり得な", "ありえな", "問題", "足り", "欠け", "責任を果た", "責務を果た", "役割を果た", "甘", "無責任", "どうか", "許され")
}

// inDuty: 担当者は報告する義務があったが, 更新しておくべき立場だった.
func inDuty(s string, at, end int) bool {
	person, any := actorJapanese(s, at)
	ruled := strings.HasSuffix(s[at:end], "だ") && !strings.HasPrefix(s[at:], "立場")
	return (person || !any && !ruled) && containsAny(s[at:], "あった", "ありなが", "だった", "でした", "にもかかわらず", "なのに", "のに", "であり", "あるはず") && !strings.HasPrefix(s[end:], "は")
}

// hadToJapanese: もっと早く判断しなければならなかった. What somebody was made to do by
// the circumstances (手で再起動しなければならなかった) is a fact.
func hadToJapanese(s string, at, _ int) bool {
	if !containsAny(s[:at], "もっと", "本来", "早く", "早い段階", "事前に", "先に", "前に", "時点で", "すぐに", "直ちに", "ただちに", "速やかに", "あらかじめ", "予め", "きちんと", "しっかり", "慎重に", "最初に", "まず", "当然", "その場で", "必ず", "少なくとも", "せめて") {
		return false
	}
	person, any := actorJapanese(s, at)
	return person || !any
}

// wasMeantTo: 実施するはずだったのに、実施していなかった, of people.
func wasMeantTo(s string, at, end int) bool {
	person, _ := actorJapanese(s, at)
	if !person {
		person, _ = actorJapanese(s, len(s))
	}
	return person && containsAny(s[end:], "のに", "が、", "ところ", "にもかかわらず") && containsAny(s[end:], "なかった", "おらず", "せず", "忘れ", "怠", "いない", "ておら", "放置")
}

// responsibility: オンコール担当の責任は重い.
func responsibility(s string, at, end int) bool {
	return containsAny(untilStop(s[end:]), "重い", "重大", "大きい", "大きく", "免れ", "逃れ", "問われ", "問う", "にある", "軽くな", "明らか", "明白", "否め") && personOrTheir(s[:at])
}

// leftSo: 通知を切ったまま帰宅していた, デバッグログを出したままにした.
func leftSo(s string, at, end int) bool {
	rest := untilStop(s[end:])
	return (directActor(s, at) || personTopic(s, at)) && containsAny(rest, "にした", "にして", "提出", "公開", "送信", "投函", "出荷", "納品", "放置", "帰宅", "離席", "席を", "休", "寝", "退勤", "交代", "承認", "マージ", "リリース", "デプロイ", "本番", "忘れ", "退社", "引き継") && toldActively(s, at, end)
}

// problemIs: 当番が寝ていたのが問題だ.
func problemIs(s string, at, _ int) bool {
	before := s[:at]
	return (directActor(s, at) || personTopic(s, at)) && !strings.Contains(before, "しか") && !couldNot(strings.TrimSuffix(strings.TrimSuffix(before, "なかった"), "ない")) && !containsAny(before, "られ", "知ら", "でき")
}

// wasHe: この風土を作ったのは部長だ.
func wasHe(s string, at, end int) bool {
	if !containsAny(s[:at], "消し", "壊し", "止め", "作っ", "招い", "間違え", "許し", "許可し", "見逃し", "忘れ", "放置し", "誤", "原因", "悪い", "引き起こ", "遅らせ", "怠", "無視") {
		return false
	}
	for _, is := range []string{"だ。", "である", "です", "だった", "でした", "にほかならない"} {
		if who, _, ok := strings.Cut(s[end:], is); ok && len(who) < 60 && isPersonWord(who) {
			return true
		}
	}
	return false
}

// leftAsNoun: 問い合わせを3日間放置, as a table says it.
func leftAsNoun(s string, at, end int) bool {
	if strings.Trim(s[end:], "。 \n）)") != "" {
		return false
	}
	if strings.HasPrefix(s[at:], "省略") && !endsInAny(strings.TrimRight(s[:at], "をの"), careActs()) {
		return false
	}
	_, any := actorJapanese(s, at)
	return !any
}

// ofPersonalNature: 個人の資質に起因する, やる気の問題である.
func ofPersonalNature(s string, _, end int) bool {
	rest := untilStop(s[end:])
	if containsAny(rest, "ない", "なく", "ません", "せず", "よう") {
		return false
	}
	return rest == "" || containsAny(rest, "に起因", "による", "により", "だ", "である", "です", "と考え", "と見", "にある", "に尽き", "が原因", "が大き", "に帰")
}

// reflect: 関係者に反省を求める.
func reflect(s string, _, end int) bool {
	return containsAny(untilStop(s[end:]), "を求", "を促", "すべき", "が足り", "の色", "しろ", "してもら", "させ", "しなけれ", "が必要", "していな", "が見られな", "がな", "してほし") && !strings.HasPrefix(s[end:], "会")
}

// betterThan: 品質より納期を優先した, of people.
func betterThan(s string, at, end int) bool {
	return strings.Contains(s[:at], "より") && !strings.Contains(s[:at], "により") && judgedPerson(s, at, end)
}

// notDoing: 確認者が中身を見ていない.
func notDoing(s string, at, end int) bool {
	before := s[:at]
	if !endsInAny(before, careActsDone()) && !endsInAny(strings.TrimSuffix(before, "い"), careActsDone()) && !endsInAny(before, []string{"見て", "読んで", "調べて", "守って", "従って", "伝えて", "確かめて", "聞いて", "目を通して", "試して", "考えて", "果たして", "払って"}) {
		return false
	}
	return directActor(s, at) && !containsAny(untilStop(s[end:]), "場合", "可能", "とき", "ように", "と、", "か")
}

// takenOff: 担当者をプロジェクトから外すことにした.
func takenOff(s string, at, _ int) bool {
	i := strings.LastIndex(s[:at], "を")
	return i > 0 && isPersonWord(s[:i])
}

// personalTrait: 指揮者は優柔不断で.
func personalTrait(s string, at, end int) bool {
	rest := untilStop(s[end:])
	return someoneDid(s, at) && !containsAny(rest, "ても", "でも", "ように", "場合", "ではな")
}

// anybodyKnowsJapanese: 誰でも分かる間違い.
func anybodyKnowsJapanese(s string, _, end int) bool {
	rest := untilStop(s[end:])
	return containsAny(rest, "分かる", "わかる", "気づ", "気付", "知って", "おかしい") && !containsAny(rest, "ように", "れば", "画面", "手順")
}
