package prose

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// trimTail takes off what follows the noun: particles, など, how it is done.
func (p phrase) trimTail() phrase {
	for range 8 {
		before := len(p.mask)
		p = p.to(len(strings.TrimRight(p.mask, " 　、")))
		for _, tail := range nounTails() {
			if rest, ok := strings.CutSuffix(p.mask, tail); ok && rest != "" && !nominalClause(p.mask) {
				p = p.to(len(rest))
				break
			}
		}
		if p = p.trimAdverbs(); len(p.mask) == before {
			break
		}
	}
	return p
}

var nounTails = list(`について に対する に対して に関する に関して に向けた に向けて のための など 等 のみ だけ まで での への との からの から で の が に は も へ と や`)

// nominal puts for a clause that stands as a noun what it speaks of: バックアップ for
// バックアップが取れていること, 手順 for 手順を守ること.
func (p phrase) nominal() phrase {
	if !nominalClause(p.mask) {
		return p
	}
	for _, marker := range []string{"が", "を", "に", "は", "も"} {
		for end := len(p.mask); ; {
			i := strings.LastIndex(p.mask[:end], marker)
			if i <= 0 {
				break
			}
			if thing := p.to(i); nominalEnd(thing.mask) && !isPersonWord(thing.mask) && !adverbialNi(thing.mask) && !endsInAny(thing.mask, servedPeople()) {
				return thing
			}
			end = i
		}
	}
	return phrase{}
}

// servedPeople do something in such a clause; what they do it to is looked for.
var servedPeople = list(`生徒 学生 患者 顧客 お客様 利用者 乗客 住民 保護者 ユーザー`)

// nominalClause tells whether a phrase ends as a clause does that stands for a noun.
func nominalClause(mask string) bool {
	return endsInAny(mask, clauseNouns())
}

var clauseNouns = list(`こと かどうか か否か るか たか ないか いるか るの たの ないの いの うの くの すの るよう ないよう たよう`)

// front cuts off what stands before the noun and belongs to the verb: who, with whom,
// by what, when. A clause that describes the noun stays whole where it begins with its
// subject (キャッシュが空だった原因), and else goes, since nobody can tell where it begins.
func (p phrase) front() phrase {
	p = p.afterClauses()
	at := relativeEnd(p.mask)
	if at == 0 {
		return p.afterArguments()
	}
	if ga := strings.LastIndex(p.mask[:at], "が"); ga > 0 && nominalEnd(p.mask[:ga]) && !isPersonWord(p.mask[:ga]) {
		subject := p.to(ga).afterArguments()
		return p.from(ga - len(subject.text))
	}
	if p.to(at).hasArgument() {
		head := p.from(at)
		if endsInAny(head.mask, formalNouns()) && nominalWordOnly(head.mask) {
			return phrase{}
		}
		return head.afterArguments()
	}
	return p
}

var formalNouns = list(`こと もの 方 形 際 場合 時 人 点 件 必要 方針 予定`)

func nominalWordOnly(mask string) bool { return !strings.Contains(mask, "の") }

// afterClauses takes what follows the last clause, topic or comma.
func (p phrase) afterClauses() phrase {
	for _, end := range []string{"、", "によって", "により", "に伴い", "に応じて", "に応じ", "に従い", "に基づき", "とともに", "と共に", "に加え", "のもと、", "ため、", "ために", "ように", "ので", "たら", "れば", "ときに", "前に", "後に", "時に", "際に", "中に", "内で", "間で", "時は", "際は", "場合は", "可能な限り", "なるべく", "必要に応じて", "誰かが", "ながら", "ないよう", "るよう", "いため", "るため", "たため"} {
		if i := strings.LastIndex(p.mask, end); i >= 0 && i+len(end) < len(p.mask) && !strings.HasSuffix(p.mask[:i], "集") {
			p = p.from(i + len(end))
		}
	}
	cut := 0
	eachRune(p.mask, func(i int, before, r, next rune) {
		topic := r == 'は' && (nounEnd(before) || strings.ContainsRune("にでとらが", before))
		linked := r == 'て' && before != 0 && strings.ContainsRune("っしいえけせねべめれりきぎじ", before) && before != 'べ'
		if topic && startsWithAny(p.mask[i+len("は"):], adverbialWords()) || (topic || linked) && startsNoun(next) {
			cut = i + len("は")
		}
	})
	return p.from(cut)
}

// eachRune calls with each rune, where it begins, and its neighbours; 0 stands for none.
func eachRune(s string, f func(i int, before, r, next rune)) {
	before := rune(0)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		next := rune(0)
		if i+size < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+size:])
		}
		f(i, before, r, next)
		before, i = r, i+size
	}
}

// attributiveNi are the words by which に describes a noun, with it.
var attributiveNi = list(`に対す に関 に係る に伴 に応じ に基づ に向け に従 により によ に加え にお`)

// startsNoun tells whether a rune begins a word that is not grammar.
func startsNoun(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ー' || r < utf8.RuneSelf && r > ' ' || r >= '０' && r <= 'ｚ'
}

// relativeEnd gives where the last clause ends that describes a noun: 空だった|原因; 0:
// there is none.
func relativeEnd(mask string) int {
	end := 0
	eachRune(mask, func(i int, before, r, next rune) {
		stop := i + len("た")
		if !startsNoun(next) || before == 0 || stop > len(mask) || endsInAny(mask[:stop], noRelative()) {
			return
		}
		switch {
		case strings.ContainsRune("たるうすむぶぐ", r), r == 'い' && before == 'な', r == 'だ' && (before == 'ん' || before == 'い'):
			end = stop
		}
	})
	return end
}

// noRelative are words that describe a noun and are no clause, or that end like one.
var noRelative = list(`また あなた 関する 対する よる おける かかる 係る わたる あらゆる いわゆる 異なる さらなる 更なる 単なる 次なる 主たる 関わる 向けた よう そう もう こう どう ちょう まで です 一つ ほう とう 伴う 応じた 基づく 沿った まだ ただ`)

// attributive are the words by which に, と and を describe a noun: 操作に関する.
var attributive = list(`関する 関わる 対する 向けた 係る 伴う 応じた 基づく 適した 強い 役立つ 必要な 沿った 関連する`)

// afterArguments takes what follows the last noun that belongs to the verb: 障害 of
// ベンダーに障害, 手順 of 担当者が手順.
func (p phrase) afterArguments() phrase {
	cut := 0
	eachRune(p.mask, func(i int, before, r, next rune) {
		stop := i + len("が")
		if !startsNoun(next) || !nounEnd(before) && !nominalEnd(p.mask[:i]) || stop > len(p.mask) {
			return
		}
		switch r {
		case 'が', 'は', 'へ', 'を':
			cut = stop
		case 'に', 'で':
			if !startsWithAny(p.mask[stop:], attributive()) {
				cut = stop
			}
		case 'と':
			if isPersonWord(p.mask[:i]) && !personNext(p.mask[stop:]) && !(strings.Contains(p.mask[stop:], "の") && endsInAny(p.mask, betweenTwo())) {
				cut = stop
			}
		}
	})
	for _, from := range []string{"から", "まで", "までに", "ごとに"} {
		if i := strings.LastIndex(p.mask, from); i > 0 && i+len(from) > cut {
			if next, _ := utf8.DecodeRuneInString(p.mask[i+len(from):]); startsNoun(next) {
				cut = i + len(from)
			}
		}
	}
	return p.from(cut).afterLeads()
}

// betweenTwo are the nouns that join two parties: 窓口と事務の連携.
var betweenTwo = list(`連携 共有 引き継ぎ 引継ぎ 申し送り 関係 コミュニケーション 連絡 分担 協力 調整 意思疎通 やり取り 会話 認識`)

func startsWithAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// personNext tells whether the word at the beginning names people too: 夜勤と日勤の.
func personNext(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune("のをがはにでへと", r) })
	return end > 0 && isPersonWord(s[:end])
}

// hasArgument tells whether a clause that describes a noun holds a noun that could
// belong to the verb of the sentence as well.
func (p phrase) hasArgument() bool {
	return strings.Contains(p.mask, "を") || len(p.afterArguments().mask) < len(p.mask)
}

// afterLeads takes off words at the front that say how or when.
func (p phrase) afterLeads() phrase {
	for range 4 {
		p = p.from(len(p.mask) - len(strings.TrimLeft(p.mask, " 　、・")))
		for _, leads := range [][]string{leadWords(), adverbialWords(), carefully()} {
			for _, lead := range leads {
				if strings.HasPrefix(p.mask, lead) && len(lead) < len(p.mask) {
					p = p.from(len(lead))
				}
			}
		}
	}
	return p
}

// carefully say how, before a noun that they do not describe.
var carefully = list(`注意深く 用心深く 慎重深く 素早く すばやく 詳しく 細かく 手厚く 幅広く 根気強く 粘り強く 正しく 早く`)

var leadWords = list(`今後は 今後、 今後の 発生しないよう 必要な 更なる 次回の 当社の 弊社の`)

// withoutHollow takes off nouns that say no more than a verb does, with what leads to
// them, 操作に一層の注意, and tells whether there were any.
func (p phrase) withoutHollow() (inner phrase, hollow bool) {
	for _, noun := range hollowNouns() {
		before, ok := strings.CutSuffix(p.mask, noun)
		if !ok {
			continue
		}
		inner := p.to(len(before)).trimAdverbs()
		last, _ := lastRune(inner.mask)
		if endsInAny(inner.mask, toWhom()) {
			return phrase{}, true // 運転士への周知: of what?
		}
		if inner.mask == "" || len(inner.mask) < len(before) || strings.ContainsRune("にのてでと、", last) {
			inner, _ = inner.trimTail().withoutHollow()
			return inner, true
		}
	}
	return p, false
}

var toWhom = list(`へ への が は`)

var hollowNouns = list(`注意 注意喚起 配慮 留意 関心 気 目 重点 焦点 重き 力 責任 周知 徹底 教育 再教育 研修 指導 検討 再検討 調査 分析 原因分析 根本原因分析 議論 協議 見直し 確認 再確認 対応 対処 対策 措置 自覚 余裕 責任感 危機感 当事者意識 改善 強化 向上 推進 努力 実施 案 会議 会議体 取り組み`)

// sound tells whether what is left can stand in a pattern.
func (p phrase) sound() bool {
	quoted := strings.HasPrefix(p.text, "「") || strings.HasPrefix(p.text, "『")
	first, _ := utf8.DecodeRuneInString(p.mask)
	last, _ := lastRune(p.mask)
	switch characters := utf8.RuneCountInString(p.mask); {
	case characters > mostOfObject, characters < 2 && !startsHard(p.mask), endsInAny(p.mask, formalWords()), slices.Contains(pointers(), p.mask), slices.Contains(times(), p.mask):
		return false
	case !quoted && strings.ContainsRune("をがはにのへもやでとてたるっんー、）)", first):
		return false
	case strings.ContainsRune("るたうくすつむぶぬだがをにはへよてっ、（(", last):
		return false
	}
	opened := strings.Count(p.mask, "（") + strings.Count(p.mask, "(")
	return opened == strings.Count(p.mask, "）")+strings.Count(p.mask, ")") && (!strings.Contains(p.mask, "を") || relativeEnd(p.mask) > 0)
}

var formalWords = list(`こと もの とき ところ よう ため はず わけ どうか`)

// mostOfObject is how many characters a pattern takes in: more is hard to read in it.
const mostOfObject = 40

// pointers are no name of anything by themselves.
var pointers = list(`上記 以下 下記 これ これら それ それら 本件 同様 何か すべて 全て 全部 皆 誰 全員 再発 問題点 今回`)
