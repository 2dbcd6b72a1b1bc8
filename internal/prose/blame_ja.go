package prose

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// japaneseBlame is a literal that can blame, why, and when it does: s is the
// sentence, [at,end) the literal. A nil check means always.
type japaneseBlame struct {
	literal string
	reason  Reason
	blames  func(s string, at, end int) bool
}

// blameJapanese gives the first stretch of a sentence that blames somebody. It
// reads the sentence once; the first sign of each literal says which to compare.
func blameJapanese(s string) (verdict, bool) {
	table := japaneseBlameTable()
	for at := 0; at+2 < len(s); at++ {
		if s[at] < 0xE3 {
			continue
		}
		for n := table.first[kanaKey(s[at], s[at+1], s[at+2])]; n > 0; n = table.next[n-1] {
			r := &table.rules[n-1]
			end := at + len(r.literal)
			if strings.HasPrefix(s[at:], r.literal) && (r.reason == Guilty || !mentioned(s, end)) && (r.blames == nil || r.blames(s, at, end)) {
				return verdict{phraseStart(s, at), end, r.reason, r.literal}, true
			}
		}
		at += 2
	}
	return verdict{}, false
}

// japaneseTable is japaneseBlames by a hash of their first character: those with
// the same hash follow each other in the order of the list.
type japaneseTable struct {
	rules []japaneseBlame
	first [1 << 12]uint16 // the number of a rule, from 1; 0: none
	next  []uint16        // of each rule: the number of the next one
}

func kanaKey(a, b, c byte) int { return (int(a)<<12 ^ int(b)<<6 ^ int(c)) & (1<<12 - 1) }

var japaneseBlameTable = sync.OnceValue(func() *japaneseTable {
	rules := japaneseBlames()
	t := &japaneseTable{rules: rules, next: make([]uint16, len(rules))}
	for i := len(rules) - 1; i >= 0; i-- {
		k := kanaKey(rules[i].literal[0], rules[i].literal[1], rules[i].literal[2])
		t.next[i], t.first[k] = t.first[k], uint16(i+1)
	}
	return t
})

// phraseStart widens a finding to the word that it is part of: 更新 of
// 更新すべきだった.
func phraseStart(s string, at int) int {
	start := at
	for n := 0; n < 8; n++ {
		r, size := lastRune(s[:start])
		if size == 0 || strings.ContainsRune("、。，．「」『』（）()【】・:：　 をがはにでともやのへ", r) {
			break
		}
		start -= size
	}
	if first, _ := utf8.DecodeRuneInString(s[start:]); katakana(first) {
		start = len(strings.TrimRightFunc(s[:start], katakana)) // モ of ミナモ
	}
	return start
}

// mentioned tells whether a word is named rather than said: a compound term
// (見落とし率), or something to be prevented.
func mentioned(s string, end int) bool {
	rest := s[end:]
	for _, p := range []string{"率", "検知", "検出", "検定", "モデル", "運転", "防止", "対策", "を防", "を誘発", "を招き", "を招く", "を招か", "を減ら", "を低減", "を前提", "を許容", "が起き", "が起こ", "しやす", "やすい", "やすく",
		"しにくい", "にくい", "の可能性", "のリスク", "ではな", "ではあり", "では済", "でもな", "はな", "はありません", "がありません", "がなかった", "は見られ", "はみられ", "は認められ", "は問わ", "を問わ", "を責め", "を吸収", "が入り", "が生じ", "が発生し", "件数", "を検", "を補", "をカバー", "を拾", "を想定", "があっても", "しても", "ても", "に強い", "に依存", "に頼", "を避け", "を排除", "に気づける", "のない", "をなく", "ゼロ", "メッセージ", "コード", "画面", "ページ", "ログ", "ハンドリング", "レスポンス", "という言葉", "という語", "と書", "とだけ", "で片付", "で終わ", "とせず", "と呼"} {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return false
}

func japaneseBlames() []japaneseBlame {
	rules := make([]japaneseBlame, 0, 2048)
	add := func(reason Reason, blames func(string, int, int) bool, literals string) {
		for l := range strings.FieldsSeq(literals) {
			rules = append(rules, japaneseBlame{l, reason, blames})
		}
	}
	add(Hindsight, notOfSystem, `べきだった べきでした べきであった べきではなかった べきところ べきだろう べきなのに べきものを`)
	add(Hindsight, counterfactualJapanese, `していれば していたら しておけば しておいたら でいれば ていれば ておけば ていたら さえいれば さえすれば`)
	add(Carelessness, nil, `不注意 注意不足 注意力不足 声かけ不足 声掛け不足 確認不足 認識不足 理解不足 知識不足 経験不足 勉強不足 準備不足 配慮不足 自覚不足 スキル不足 力量不足 技量不足 技術力不足 危機感不足 責任感不足 努力不足 想像力不足 指導不足
		怠慢 サボっ サボり なおざり おざなり やらかし やらかした 手抜かり 無頓着 惰性で 面倒がっ 面倒くさが 集中力が足り 集中力を欠 集中力の欠如 集中力不足 集中力が切れ 注意散漫 ぼんやりして ぼーっとして 愚かにも 愚かな 馬鹿げた ばかげた 間抜けな 初歩的な見落とし
		半人前 力量がな 読みが浅 考えが浅 浅はか 短慮 軽はずみ 無謀な 無思慮 無神経 独断専行 身勝手 自分勝手 思い上がり 驕り 傲慢 過信して 過信し、 行き当たりばったり 責任逃れ 見て見ぬふり
		職責を果た 義務を怠 基本を怠 基本ができて 基本的な確認ができ 基本的な確認を怠 基本的な確認すら 当たり前のこと 当たり前の確認 常識外れ 言語道断 もってのほか もっての外 信じられないミス あり得ないミス ありえないミス あってはならないミス 恥ずかしい
		どうかしている 強行する判断 何も考えず よく考えず 悪いのは 誰一人として まともに確認 まともに読 まともに見 まともにテスト まともにレビュー 気に留めなかった 気にも留め 意に介さ 聞く耳を持た 耳を傾けな
		詰めが甘 脇が甘 爪が甘 見通しが甘 認識の甘さ 甘えがあ 怠け心 やる気がな やる気の 真剣さ 真剣味 誠意がな 誠意に欠 誠実さに欠 懲りず 懲りもせず 責められても 責められて当然
		横着 手抜き 気の緩み 気が緩 油断 慢心 いい加減 だらしな テキトー 手を抜 規律のな 規律がな 規律の欠 規律に欠 責任を持とうとしな 責任感のな 緊張感のな せっかちな 理解に苦し リテラシーが低 リテラシーの低 技術力が低 資質に欠 甘く見てい 軽く見てい 普通に考えれば 常識的に考え 常識で考え 考えれば分か 考えれば気づ 考えればわか 相談もなく 断りもなく 報告もなく 許可もなく 何度も注意した 何度も指摘した 何度注意し 何度言っ 意識に欠け 責任感に欠け 緊張感に欠け 緊張感がな 緊張感が足 ずさん 杜撰 軽率 不用意 漫然と 無責任 無能 お粗末 落ち度 失態 不手際 不始末 高を括 高をくく 非常識 注意力散漫 職務怠慢 当事者意識がな 当事者意識が足 当事者意識が低 当事者意識が薄 当事者意識が欠 当事者意識に欠 当事者意識の欠如 当事者意識の低さ 当事者意識の薄さ 当事者意識を持って 当事者意識を欠 危機感の欠如 危機感がな 危機感が足 注意力の欠如 意識の低さ 意識が低 意識の欠如 意識が足り 意識の甘さ
		責任感の欠如 責任感がな 自覚が足り 自覚に欠け 自覚がな モラルの低 モラルが低 ちゃんと 未熟さ 未熟な 常識がな 常識に欠け 注意を払わ 注意を払って 注意を欠 慎重さを欠 慎重さに欠 思慮を欠 思慮に欠 ツケが回 つけが回 注意が足り 確認を欠 配慮に欠け 配慮を欠`)
	add(Carelessness, func(s string, at, end int) bool { return !strings.Contains(s[end:], "でも") }, `経験の浅い 経験が浅い`)
	add(Carelessness, obviousJapanese, `当然`)
	add(Carelessness, undoneByPerson, `なかった ませんでした ずに せず、`)
	add(Carelessness, slowPerson, `が下手 が遅かった が遅すぎた が不適切 が悪かった がまずかった が雑 がお粗末 が拙 が足りなかった が稚拙 が中途半端 が誤っていた が間違っていた の遅さ の悪さ の拙さ の雑さ の未熟さ`)
	add(Hindsight, couldWellJapanese, `たはず`)
	add(Carelessness, lackingJapanese, `確認が不足 確認が不十分 確認が足り 確認の不足 確認不十分 注意が不足 注意が不十分 注意が足り 認識が不足 理解が不足 理解が不十分 理解が足り 知識が不足 知識が足り 知識がなかった 経験が不足 経験が足り 準備が不足 準備が足り 準備が不十分 配慮が不足 配慮が足り 検討が不十分 検証が不十分 検討が足り`)
	add(Carelessness, laxJapanese, `甘かった 甘すぎ 甘く 甘さ 甘い`)
	add(Carelessness, neglectJapanese, `怠った 怠り 怠って 怠ってしま 怠ったこと 怠たった`)
	add(Carelessness, activeJapanese, `見落とした 見落として 見落とし、 見落としが 見落としに 見落としで 見落としました 見落としである 見落としだ 見逃した 見逃して 見逃し、 見逃しました 見過ごした 見過ごして 見過ごし、`)
	add(Hindsight, nil, `のがまずかった のが間違い のが悪かった のが良くなかった のがよくなかった のがいけなかった のが失敗だった`)
	add(Carelessness, activeJapanese, `確認せず 確認しないまま 確認せぬまま 検証せず テストせず 相談せず 読まずに 見ずに 考えずに 調べずに 影響を考えず 慣れで作業 慣れから`)
	add(Carelessness, byPersonJapanese, `形式的に ためらった ためらい、 躊躇し 誤読し 読み間違え 聞き間違え 見間違え 流し見 流し読み 誤解し 近道をし 近道を選 ミスが多 無駄にし 飛ばし読み 斜め読み 読み違え 怠惰 省略した 省略し、 読み飛ばし 飛ばした 寝過ごし 放棄し 投げ出し ごまか 怠け 過信し 早合点 決めつけ 先走 ないがしろ 軽んじ 軽く考え 軽く見 甘く見 楽観視 無責任に 待たずに 残さなかった 顧みず 省みず 聞かずに 無理に 強引に 壊した 壊して 焦って 慌てて 耳を貸さ 打ち間違え 誤った 誤り、 誤認し 勘違いし パニック 独りよがり 先送りし 後回しにし 後回しに 隠し 隠蔽 見て見ぬ 寝坊 居眠り 勝手に 雑に 雑な 適当に 無断で 独断で 無視した 無視して 無視し、 軽視した 軽視し、 軽視して 誤って 間違えて 間違えた 間違って 取り違えて 取り違えた 思い込んで 思い込み 放置した 放置して
		相談なく 調べず 連絡せず 報告せず 承認を得ず 手順を守らず 守らなかった 守っていなかった 従わなかった 従わず 従っていなかった 確認しなかった 確認していなかった 報告しなかった 連絡しなかった 気にせず`)
	add(Carelessness, hastyJapanese, `安易に 安易な 拙速に 拙速な 不用心に 鵜呑みに 盲信し 丸投げ 任せきり 見切り発車 責任転嫁し 場当たり 他人任せ 人任せ 深く考えず 後先考えず 後先を考えず 強行し 黙って`)
	add(Carelessness, ability, `能力不足 力不足 能力が低 能力の低 スキルが低 スキルの低`)
	add(Carelessness, regretted, `てしまった てしまい てしまって でしまった でしまい`)
	add(Carelessness, knowingly, `再三 気づいていたが 気付いていたが 知っていたが 分かっていたが わかっていたが 把握していたが 認識していたが 気づいていたものの 知っていたものの 認識していたものの 知っていながら 知りながら 分かっていながら わかっていながら 気づいていながら 明らかだったのに 分かっていたのに わかっていたのに 知っていたのに 言われていたのに 指摘されていたのに 指摘されていたにもかかわらず 警告されていたにもかかわらず 警告されていたのに 指示されていたにもかかわらず 指示されていたのに のに承認し のに続行し のに実行し のにリリースし のにデプロイし のにマージし のに放置し`)
	add(Carelessness, wordless, `一言も ひと言も ひとことも`)
	add(Carelessness, misunderstood, `理解していない 理解していなかった 理解していなく 分かっていない わかっていない`)
	add(Carelessness, unwilling, `うとしない うともしない うとしていない うとはしない うとしなかった うともしなかった うとしていなかった うとはしなかった ようとしなかった ようともしなかった ようとしていなかった ようとはしなかった`)
	add(Carelessness, evenUndone, `すら さえ まともに 最低限の`)
	add(Hindsight, ruefulJapanese, `ばよかった ば良かった ばいいものを ばよいものを ばよかろう`)
	add(NamedCause, madeMistake, `がミスを がミスし がやらか がうっかり がポカ`)
	add(Carelessness, causeOmitted, `しなかった しなかったこと せずに せずリリース`)
	add(Carelessness, nil, `確認もせず 確認すらせず ろくに よく確認せず 良く確認せず よく確認もせ 手順を守らなかった 手順を無視 ルールを守らなかった ルールを無視 規則を無視 手順書を読まず 手順書を無視 の思い込みにより の思い込みによる の思い込みが の思い込みから の思い込みで との思い込み`)
	add(Carelessness, unkeptJapanese, `きちんと しっかり`)
	add(Carelessness, unkeptByPerson, `よく 十分に 十分な ほとんど 全く まったく 一切`)
	add(Forgetting, forgotJapanese, `忘れた 忘れて 忘れ、 忘れており 忘れたため 忘れていた 忘れました 忘れが 忘れに 忘れで 忘れ し忘れ 失念`)
	add(NamedCause, causeJapanese, `人為ミス 人為的ミス 人為的なミス 人的ミス 人的エラー ヒューマンエラー ヒューマンミス ケアレスミス 凡ミス 単純ミス 単純なミス 初歩的なミス 初歩的なミスだ 初歩的ミス 操作ミス 作業ミス 判断ミス 確認ミス 連絡ミス 人的要因 人的過失 過失 確認漏れ 連絡漏れ 認識違い 勘違い うっかりミス ポカ オペミス 手順飛ばし 手順逸脱 手順違反 ルール違反 見落とし 見逃し 判断の誤り 誤判断 オペレーションミス コピペミス ポカミス`)
	add(NamedCause, ownedJapanese, `ミス 誤操作 過ち 誤り 失敗 勘違い 思い違い 誤認 せいで せいだ せいである せいです 判断の誤り 間違い 読み違い 取り違え 行き違い 手違い 誤判断 誤解 見落とし 見逃し 見過ごし 取りこぼし 確認漏れ 思い込み 油断 独断 怠慢 手抜き 手順逸脱 手順違反 手順飛ばし 逸脱 ルール違反 規則違反 規程違反 規定違反 無理解 無関心 無知 無責任さ 不手際 不備 失策 伝え忘れ 連絡不備 連絡ミス 指示ミス 報告遅れ 報告漏れ 過信 慢心 焦り 慌て 動揺 迷い 甘え 鈍さ 弱さ 怠り 気後れ 遠慮 無謀さ 軽率さ 不誠実さ 怖れ 思惑 気まぐれ 傲慢さ 無配慮 無遠慮 無策 独走 暴走 不正 怠業 横暴 強引さ 無理強い 判断の甘さ 判断の遅れ 対応の遅れ 対応のまずさ 不勉強 誤解 都合 わがまま 保身 怠惰 未熟さ 勝手な判断 思慮のなさ 責任である 責任だ 責任です 操作ミス 設定ミス 入力ミス 作業ミス 判断ミス 確認漏れ 失念`)
	add(NamedCause, personCauseJapanese, `原因は が原因 責任は`)
	add(NamedCause, personFaultJapanese, `に問題がある に問題があっ に原因がある に原因があっ に非がある に非があっ に責任がある に責任があっ に落ち度 に過失 の責任 の責任である の責任だ の責任です の不備である`)
	add(Carelessness, shortOfPerson, `考慮不足 検討不足 検証不足 テスト不足 連携不足 周知不足 調査不足 伝達不足 説明不足 想定不足 練度不足 対応の遅れ 判断の遅れ 初動の遅れ`)
	add(Guilty, guiltyJapanese, `誰の責任 誰が 誰のせい 誰のミス 犯人 責任を追及 責任の追及 責任を問 責任を取 責任をとら 厳重注意 懲戒 戒告 減給 処分 始末書 責任者は誰 責任の所在 猛省`)
	add(Carelessness, lackOfQuality, lacks)
	add(Carelessness, poorConduct, poorly)
	add(Carelessness, judgedDeed, judgedOfAnybody)
	add(Carelessness, judgedPerson, judgedOfPersons)
	add(Carelessness, mistakeMade, `ミスを 失敗を 過ちを 間違いを 誤りを 失態を 手違いを`)
	add(Carelessness, onlyMeant, `たつもり だつもり つもりで`)
	add(Carelessness, withoutCare, `もせず なしに もなく なしで ないで しないまま ないまま せぬまま ずに`)
	add(Carelessness, commonSense, `普通なら 普通は 普通であれば 常識なら 常識的に まともな 少し考え 小学生でも 素人でも 一目で 一目瞭然`)
	add(Carelessness, anybodyKnowsJapanese, `誰でも 誰が見ても 誰もが`)
	add(Carelessness, asProfessional, `として`)
	add(Carelessness, nil, `信じがたい 信じ難い あるまじき 言い訳の 弁解の 申し開き 弁明の余地 職務放棄 職場放棄 敵前逃亡 言われても仕方 責められても 否めない 言わざるを得 情けない 恥ずべき 呆れ あきれ 論外 許しがたい 許し難い 許されないミス 荷が重 荷の重 適任では 適任でな 不適任 人選ミス 人選を誤 不行き届き 不行届 押し付け合い 押しつけ合い なすりつけ合い なすり合い 責任のなすり 自業自得 身から出た錆 尻拭い 後始末をさせ 烙印 怠業 指示が二転三転 からこうな からこんなこ 度重なる注意 再三の注意 再三注意され 何度注意して やるべきことをや すべきことをし 当たり前のことが プロ失格 失格 素人同然 素人レベル 素人仕事 素人判断 ど素人 幼稚 稚拙な 未熟者 足手まとい お荷物 戦犯 主犯 元凶 A級戦犯 張本人 意図的に手順を省 この程度の この程度も その程度のこと こんな初歩 こんな簡単 こんな基本 そんな基本 そんな初歩 当たり前の 当たり前だ 何を考えて 何をやって 何をしていた 何をやっている どういう神経 どういうつもり`)
	add(Carelessness, obviousAct, `て当然 で当然 てしかるべき で然るべき て然るべき て当たり前 て当たりまえ`)
	add(Hindsight, inDuty, `義務があ 責任があっ べき立場 立場にあ 立場だ 責務があ 約束だ 決まりだ ルールだ 規則だ 取り決めだ`)
	add(Hindsight, hadToJapanese, `なければならなかった なければなりませんでした なければいけなかった なければいけませんでした ねばならなかった なくてはならなかった なくてはいけなかった べき場面 べきタイミング べき段階 べき状況 べきであり べきである てほしかった でほしかった て欲しかった で欲しかった てもらいたかった てしかるべき`)
	add(Hindsight, wasMeantTo, `はずだった はずでした はずであった はずの はずが はずなの ことになっていた ことになってい 予定だった 約束だった 決まりだった`)
	add(NamedCause, responsibility, `責任は 責任も 責任が 罪は`)
	add(Carelessness, ofPersonalNature, `個人の資質 個人の問題 個人の責任 個人の能力 個人の性格 個人的な資質 性格に起因 性格の問題 性格的な 資質に起因 資質の問題 やる気の問題 意識の問題 心がけの問題 心構えの問題 気の持ちよう 本人の問題 本人の資質 本人の性格 人の問題 モラルの問題 姿勢の問題 能力の問題 自覚の問題 担当者の問題 担当者の性格 本人の責任`)
	add(Guilty, reflect, `反省`)
	add(Carelessness, betterThan, `を優先し`)
	add(Carelessness, notDoing, `いない おらず いません`)
	add(Guilty, takenOff, `から外`)
	add(Carelessness, personalTrait, `優柔不断 臆病 怠惰 気まぐれ 自己中心的 独りよがり 高慢 尊大 無気力 無関心 無知 短気 せっかち 無愛想 卑怯 不真面目 不勉強 不熱心 不誠実 ルーズ 面倒くさがり 身勝手 わがまま 強欲 軽薄 無能 無思慮 非協力的 反抗的 消極的 おっちょこちょい そそっかし 忘れっぽ 横柄 高圧的 独善的 偏屈 怠慢 だらしない 図々し 厚かまし 非常識 軽佻 小心 弱腰 及び腰 無神経 無責任 能天気 お調子者 口先だけ 口だけ 有言不実行 頼りな 頼りにならな 信用でき 信用なら 使えない人 役に立たな 役立た 足りない人 鈍感 横着 ものぐさ 不器用`)
	add(Carelessness, nil, `看過でき 看過し難 許容できな 痛恨 何を見ていた 誰だよ 何度言わせ としか思えな 困ったもの 要領の悪 要領が悪 教訓を生かさ 教訓を活かさ 学んでいな 他人事 ひとごと 人ごと 満足に 名乗り出 注意深ければ 慎重であれば 慎重なら 冷静であれば 冷静なら 真剣であれば 真剣なら 丁寧であれば まじめに 真面目に またしても同じ人 また同じ人 懲りない 毎度の 性懲りもなく 思い込みで 見切りで 慣れで 惰性で 勢いで 独断で 気合い 根性が 気持ちが緩 気持ちの緩 たるん 弛ん`)
	add(Carelessness, personShort, `不足`)
	add(Carelessness, lackOfQuality, `低下 欠乏`)
	add(Hindsight, notOfSystem, `べきなのは べきであるのに べきであるにもかかわらず べきだと べきだという`)
	add(Carelessness, leftSo, `まま`)
	add(Carelessness, problemIs, `のが問題 こと自体が問題 ことが問題 のが原因 ことが原因 のが敗因 のが致命 のは問題 のは痛恨`)
	add(NamedCause, wasHe, `のは`)
	add(Carelessness, leftAsNoun, `放置 軽視 看過 黙認 省略`)
	add(Guilty, sanctioned, `指導し 注意し 叱責 叱っ 叱り 反省を促 処罰 処分 罰 警告し 戒め 更迭 降格 異動させ 交代させ 担当から外 外すべき`)
	add(Guilty, whyNot, `なぜ どうして 何故`)
	return rules
}

// obviousAct: 確認して当然だ.
func obviousAct(s string, at, _ int) bool {
	person, any := actorJapanese(s, at)
	if !person && any && !strings.HasSuffix(s[:at], "し") {
		return false
	}
	return endsInAny(s[:at], careActsDone()) || endsInAny(s[:at], []string{"見", "読ん", "調べ", "気づい", "気付い", "守っ", "知ってい", "知っ", "やっ", "行っ", "聞い", "疑っ", "止め", "試し"})
}
