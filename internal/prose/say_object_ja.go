package prose

import (
	"strings"
	"unicode/utf8"
)

// The object of a Japanese change is found from behind: its verb stands last, and
// before it what it is done to, with を, について or に. What stands before that noun
// and belongs to the verb (with whom, by what, when) is cut off. Where it is unsure, a
// shorter phrase is taken, or none: a pattern must be a sound sentence.

// objectJapanese gives the noun that a change is about, "" where none is clear: 顧客通知の要否
// of 顧客通知の要否を法務に. clause is the sentence up to its verb; rest is what follows:
// of a compound that was cut within (早期|検知, 厳格|化) not all can be used.
func objectJapanese(clause, rest string) string {
	if strings.HasPrefix(rest, "化") {
		clause, rest = clause+"化", ""
	}
	p := opaquePhrase(clause).lastClause()
	if p.mask == "" {
		p = verbNoun(rest)
	}
	if whom, of := strings.CutSuffix(p.mask, "への"); of && !containsAny(whom, "について", "に関", "を") && (isPersonWord(whom) || startsWithAny(rest, toldNouns())) {
		return "" // メンバーへの注意喚起: of what?
	}
	object, hollow := markedObject(p, rest).trimTail().withoutHollow()
	object, again := object.nominal().trimTail().withoutHollow()
	object, _ = object.front().trimTail().withoutHollow()
	if !object.sound() || (hollow || again) && isPersonWord(object.mask) {
		return "" // 運転士への周知 is about nobody knows what
	}
	return strings.TrimSpace(object.text)
}

// toldNouns are what is done with people.
var toldNouns = list(`注意喚起 周知 教育 再教育 研修 指導 展開 通達 共有`)

// verbNoun gives the noun that is all the verb there is, where it is the name of a piece of
// work: リファクタリング|を行う.
func verbNoun(rest string) phrase {
	noun, _, does := strings.Cut(rest, "を")
	for _, r := range noun {
		if !(r >= 'ァ' && r <= 'ヺ' || r == 'ー') {
			return phrase{}
		}
	}
	if !does {
		return phrase{}
	}
	return phrase{noun, noun}
}

// phrase is a stretch of Japanese, and the same with what stands in quotation marks
// covered, so that no particle is looked for there. Both have the same length.
type phrase struct{ text, mask string }

func opaquePhrase(s string) phrase {
	var mask strings.Builder
	depth := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '「' || r == '『':
			depth++
			mask.WriteString("ー")
		case r == '」' || r == '』':
			depth = max(0, depth-1)
			mask.WriteString("ー")
		case depth > 0 && size == len("ー"):
			mask.WriteString("ー")
		default:
			mask.WriteString(s[i : i+size])
		}
		i += size
	}
	return phrase{s, mask.String()}
}

func (p phrase) from(i int) phrase { return phrase{p.text[i:], p.mask[i:]} }
func (p phrase) to(i int) phrase   { return phrase{p.text[:i], p.mask[:i]} }

// lastClause leaves out what is done before: 監視を強化し、.
func (p phrase) lastClause() phrase {
	i := strings.LastIndex(p.mask, "、")
	if i <= 0 || i+len("、") == len(p.mask) {
		return p
	}
	if before, _ := lastRune(p.mask[:i]); endsInAny(p.mask[:i], []string{"について", "に関して", "に関し"}) || !strings.ContainsRune("しりいきちみえてけせめれずば", before) || nominalClause(p.mask) {
		return p
	}
	return p.from(i + len("、"))
}

// markedObject gives what stands before the particle that marks the object.
func markedObject(p phrase, rest string) phrase {
	if startsWithAny(rest, verbNounEndings()) && nominalEnd(p.mask) && !endsInAny(p.mask, nounParticles()) {
		return p // 防火対策|を進める
	}
	for _, marker := range []string{"について", "に関して", "に関し、", "を"} { // 内容について理解を深める
		if i := strings.LastIndex(p.mask, marker); i > 0 && !strings.HasPrefix(p.mask[i:], "についての") {
			return p.to(i)
		}
	}
	before := p.trimAdverbs()
	if endsInAny(before.mask, nounParticles()) {
		return before
	}
	for end := len(p.mask); ; {
		i := strings.LastIndex(p.mask[:end], "に")
		if i <= 0 {
			break
		}
		if done := p.to(i); !adverbialNi(done.mask) && !isPersonWord(done.mask) && nominalEnd(done.mask) && !startsWithAny(p.mask[i:], attributiveNi()) {
			return done
		}
		end = i
	}
	return unmarkedObject(before, rest)
}

// verbNounEndings begin what follows a noun that is all the verb there is.
var verbNounEndings = list(`を の実施 に努 に取り組`)

// nounParticles are those by which a noun depends on a verb that is a noun too, or on
// one that takes no other: 手順の|周知, 事故から|学ぶ.
var nounParticles = list(`の から への との での に対して に対する に関する に向けた`)

// unmarkedObject: a compound with the verb (監視|強化), the subject of a sentence that
// says how a thing will be (システムが動くように), or the noun that is all there is.
func unmarkedObject(p phrase, rest string) phrase {
	for _, situation := range []string{"たら", "れば", "場合", "とき", "際", "ので"} {
		if i := strings.LastIndex(p.mask, situation); i >= 0 {
			p = p.from(i + len(situation))
		}
	}
	for _, subject := range []string{"が", "は", "も"} {
		i := strings.LastIndex(p.mask, subject)
		if i <= 0 || i+len(subject) == len(p.mask) && subject != "が" && timeEnd(p.mask[:i]) {
			continue
		}
		if thing := p.to(i); nominalEnd(thing.mask) && !isPersonWord(thing.mask) && !timeEnd(thing.mask) && !endsInAny(thing.mask, adverbialWords()) {
			return thing
		}
	}
	switch rest = strings.Trim(rest, " 　。．.!！\n\r\t・、」"); {
	case startsHard(rest):
		return p.compound()
	case rest == "" && nominalEnd(p.mask) && !timeEnd(p.mask):
		return p
	}
	return phrase{}
}

// compound gives what of a noun that its verb is the end of can stand alone: 監視 of
// 監視|強化, 漏えい of 漏えいの根本|原因分析.
func (p phrase) compound() phrase {
	start := len(p.mask)
	for start > 0 {
		r, size := lastRune(p.mask[:start])
		if !startsHard(string(r)) {
			break
		}
		start -= size
	}
	if run := p.mask[start:]; len(run) >= len("監視") && !endsInAny(run, compoundManner()) && !timeEnd(run) && nounEnd([]rune(run)[0]) {
		return p
	}
	if before, of := strings.CutSuffix(p.mask[:start], "の"); of {
		return p.to(len(before))
	}
	return phrase{}
}

// compoundManner are the beginnings of compounds that say how, and not what.
var compoundManner = list(`早期 定期 継続 緊急 抜本 恒久 自動 事前 即時 迅速 水平 重点 個別 追加 手動 根本 段階 全面 大幅 部分 随時 都度 適宜 順次 一括 強制 月次 日次 週次 相互 一次 二次 一斉 全社 全体 再 厳格 総 毎回 必要 一層 十分 適切 今後`)

// trimAdverbs takes off how or when it is done, right before the verb: 定期的に, 一層.
func (p phrase) trimAdverbs() phrase {
	for range 6 {
		p = p.to(len(strings.TrimRight(p.mask, " 　、")))
		cut := len(p.mask)
		for _, adverb := range adverbialWords() {
			if rest, ok := strings.CutSuffix(p.mask, adverb); ok {
				cut = min(cut, len(rest))
			}
		}
		if cut == len(p.mask) {
			return p
		}
		p = p.to(cut)
	}
	return p
}

// adverbialWords say how, how much or how often.
var adverbialWords = list(`一層 より一層の 一層の さらなる より 再度 改めて 今後 特に 引き続き ちゃんと しっかり きちんと もっと なるべく 可能な限り できるだけ できる限り 必ず 常に 都度 毎回 適宜 随時 細心の 十分な 最大限の 定期的に 定期的な 早期に 確実に 十分に 適切に 慎重に 迅速に 速やかに 早急に 継続的に 積極的に 抜本的に 徹底的に 重点的に 年内に 必要に応じて 入念に 丁寧に 正しく 早く よく`)

// adverbialNi tells whether に after these words says how, when or to what end. With の
// before it, a word of how is a noun: 患者の安全に.
func adverbialNi(before string) bool {
	for _, manner := range mannerWords() {
		if rest, ok := strings.CutSuffix(before, manner); ok && !strings.HasSuffix(rest, "の") {
			return true
		}
	}
	return endsInAny(before, purposeWords()) || timeEnd(before)
}

var mannerWords = list(`的 早期 十分 確実 適切 慎重 迅速 速やか 円滑 安全 丁寧 特 早急 大幅 厳格 厳密 明確 こまめ まめ 容易 柔軟 可能 簡単 正確 直ち 即座 随時 相互 互い 着実 綿密 入念 真摯 冷静 すぐ 一律 スムーズ 手厚く 最優先 万全 最大限 最小限 強固 シンプル 第一 念頭 参考 基 同時 別々 一緒 共 とも さら 都度 密 必要 優先`)

var purposeWords = list(`どおり 通り よう ため まで ごと たび とき こと もと 時 前 後 際`)

// timeEnd tells whether a phrase says when it is done: 今週, 年内.
func timeEnd(s string) bool {
	r, size := lastRune(s)
	if r == 0 {
		return true
	}
	before, _ := lastRune(s[:len(s)-size])
	digit := before < 0x80 && before >= '0' && before <= '9' || strings.ContainsRune("０１２３４５６７８９", before)
	return strings.ContainsRune("時際後", r) || digit && strings.ContainsRune("日月年分秒", r) || endsInAny(s, times()) || r == '中' && before != '集' || r == '常' && !startsHard(string(before))
}

var times = list(`作業前 開始前 実行前 リリース前 事前 今週 来週 今月 来月 今年 来年 今期 来期 四半期 年度 年内 期間内 時間内 以内 期末 月末 週末 年末 年度末 期末 毎日 毎週 毎月 今後 次回 今回 将来 当面 以後 以降 夜間 休日 日頃 普段 第一`)

// nominalEnd tells whether a phrase can end a noun: of hiragana, nouns made of verbs
// end in i or e (引き継ぎ, 取り扱い, 切り替え).
func nominalEnd(s string) bool {
	r, _ := lastRune(s)
	return nounEnd(r) || r != 0 && strings.ContainsRune("いきぎしびみりえけげせてべめれ", r) && !endsInAny(s, verbTails())
}

var verbTails = list(`して って いて えて めて けて れて せて べて ない たい らしい しい`)
