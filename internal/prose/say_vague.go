package prose

import (
	"fmt"
	"strings"
	"unicode"
)

// vagueFinding puts the verdict into words: what is missing, and how this very
// sentence could be written.
func vagueFinding(text string, written Lang, f featureSet, c Change, lang Lang) Finding {
	start, end := f.quoteStart, f.quoteEnd
	if start < 0 || start >= end || end > len(text) {
		start, end = 0, len(text)
	}
	start, end = wholeMarks(text, start, withReference(text, start, withUnit(text, beforeBreak(text, start, end))))
	end = start + len(strings.TrimRightFunc(text[start:end], isPicture))
	reason := f.reason(written)
	missing := f.missing(reason, c)
	return Finding{
		Start: start, End: end, Reason: reason, Missing: missing,
		Message: fmt.Sprintf(lang.say("\"%s\" does not say what will be done differently; it lacks %s", "「%s」では、何がどう変わるのか分かりません。足りないもの: %s"),
			asShown(text, start, end), partNames(missing, lang)),
		Suggestion: vagueAdvice(reason, f.object(text, written), lang),
	}
}

// reason names the pattern of a vague change by the class of its verb.
func (f *featureSet) reason(written Lang) Reason {
	prefix := "first:"
	if written == Japanese {
		prefix = "last:"
	}
	for _, n := range f.names {
		class, ok := strings.CutPrefix(n, prefix)
		if !ok {
			continue
		}
		switch class {
		case "check":
			if f.careful || f.has("care-word") || f.repeated() {
				return Care
			}
			return Inquiry
		case "inquiry":
			if f.obeys || f.checks && f.repeated() || f.has("care-word") && !f.has("inquiry-word") && !f.has("noun:inquiry") {
				return Care
			}
			return Inquiry
		case "improve", "level", "ensure":
			return Improve
		case "care":
			return Care
		case "one-off":
			return OneOff
		case "write":
			return Announcement
		}
	}
	switch {
	case f.has("noun:inquiry"), f.looks:
		return Inquiry
	case f.careful || f.has("care-word"):
		return Care
	case f.has("qualifier>0"):
		return Improve
	case f.has("past"):
		return OneOff
	}
	return OpenObject
}

// repeated tells whether it is done each time, or before something: a check of that kind
// looks for no answer that somebody could write down.
func (f *featureSet) repeated() bool {
	return f.always || f.has("trigger:every") || f.has("trigger:before")
}

// obeysRules tells whether the verb at says that rules are followed, and not that something
// is followed up or comes later.
func obeysRules(ws []word, at int) bool {
	switch ws[at].text {
	case "followed":
		return passiveAuxiliary(ws, at) >= 0 || namesNext(ws, at)
	case "follow", "follows":
		return namesNext(ws, at)
	}
	return false
}

// namesNext tells whether a noun can begin behind a verb.
func namesNext(ws []word, at int) bool {
	if at+1 >= len(ws) || ws[at+1].comma {
		return false
	}
	next := ws[at+1]
	return next.tags&(boundary|preposition) == 0 && next.text != "up" && next.text != "through" && next.text != "suit" && next.text != "soon"
}

// missing lists the parts of a change of behaviour that the text does not name. An
// inquiry, a wish or care names no act; of a one-off act or of an object that is left
// open the act stands there. A trigger may stand in the field of its own, and a
// measure is what an outsider can see; an inquiry shows nothing yet, whatever it measures.
func (f *featureSet) missing(reason Reason, c Change) []Part {
	var parts []Part
	if !f.acts {
		parts = append(parts, Actor)
	}
	if f.empty || reason != OneOff && !f.has("first:change") && !f.has("first:strict") {
		parts = append(parts, Act)
	}
	if strings.TrimSpace(c.When) == "" && !f.has("trigger:when") && !f.has("trigger:before") && !f.has("trigger:every") {
		parts = append(parts, Trigger)
	}
	if len(parts) == 0 || reason == Inquiry || !f.has("number") && !f.has("soft:number") {
		parts = append(parts, Result)
	}
	return parts
}

func partNames(parts []Part, lang Lang) string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name(lang)
	}
	return strings.Join(names, lang.say(", ", "、"))
}

func (p Part) name(lang Lang) string {
	switch p {
	case Actor:
		return lang.say("who or what acts", "誰が（何が）行うか")
	case Act:
		return lang.say("what it does differently", "何を変えるか")
	case Trigger:
		return lang.say("in which situation", "どの状況で")
	}
	return lang.say("what an outsider can see afterwards", "その後、外から何が見えるか")
}

// object gives the words that say what the sentence is about, or nothing where
// they are no noun that fits into a pattern.
func (f *featureSet) object(text string, written Lang) string {
	if f.objectStart >= max(f.objectEnd, f.restEnd) || f.objectEnd > len(text) {
		return ""
	}
	start, end := wholeMarks(text, f.objectStart, beforeBreak(text, f.objectStart, f.objectEnd))
	object := withoutPictures(asShown(text, start, end))
	if written == Japanese {
		return objectJapanese(object, text[f.objectEnd:f.restEnd])
	}
	if !namesThing(object) {
		return ""
	}
	if strings.TrimSpace(text[:start]) == "" {
		return withoutCapital(object)
	}
	return object
}

// namesThing tells whether English words can stand for a thing in a pattern: a number
// alone, a verb, or half of what stands in marks cannot.
func namesThing(object string) bool {
	word := strings.ToLower(object)
	switch tags := tagsOf(word); {
	case strings.IndexFunc(object, unicode.IsLetter) < 0, strings.Count(object, `"`)%2 != 0, strings.Count(object, "<") != strings.Count(object, ">"):
		return false
	case strings.ContainsRune(word, ' '), tags&nouns != 0:
		return true
	default:
		return tags&auxiliary == 0 && (tags&verbTags == 0 || !strings.HasSuffix(word, "ing"))
	}
}

// withoutCapital writes the first word of a sentence as it is written within one, where
// it is a word of the lists: redundancy for the database, but Kafka upgrades.
func withoutCapital(object string) string {
	first, _, _ := strings.Cut(object, " ")
	lower := strings.ToLower(first)
	if first == "" || first[1:] != lower[1:] || tagsOf(lower)&^(givenName|weekday) == 0 {
		return object
	}
	return lower + object[len(first):]
}

// wholeMarks widens a stretch to the mark of a quotation or of Markdown whose other
// half it holds: improve the "checkout" dashboard.
func wholeMarks(text string, start, end int) (from, to int) {
	for _, mark := range []string{"~~", "**", "`", `"`} {
		if strings.Count(text[start:end], mark)%2 == 0 {
			continue
		}
		if strings.HasSuffix(text[:start], mark) {
			start -= len(mark)
		} else if strings.HasPrefix(text[end:], mark) {
			end += len(mark)
		} else if i := strings.Index(text[end:], mark); i > 0 && mark == `"` {
			end += i + len(mark) // the "delete all" button
		}
	}
	if strings.HasSuffix(text[:start], "<") && strings.Count(text[start:end], ">") == 1 {
		start--
	}
	if strings.HasSuffix(text[:start], "[") && strings.HasPrefix(text[end:], "](") {
		start--
	}
	if open := strings.LastIndexByte(text[start:end], '['); open >= 0 && !strings.Contains(text[start+open:end], "](") {
		if middle, close := linkAt(text, start+open); close > 0 && middle >= end {
			end = close
		}
	}
	return start, end
}

// startsHard tells whether a text begins with a Chinese character or katakana.
func startsHard(s string) bool {
	for _, r := range s {
		return r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ー'
	}
	return false
}

// vagueAdvice is a pattern to write the sentence by, with its own object in it.
func vagueAdvice(reason Reason, object string, lang Lang) string {
	if object == "" && reason == Care {
		return lang.say(`care does not last; let a tool ask or refuse: "before <step>, <tool> shows <what has to be known> and refuses unless <condition>"`,
			`注意は続きません。道具が尋ねるか、止める形にしてください。例:「〈手順〉の前に、〈ツール〉が〈知っておくべきこと〉を示し、〈条件〉を満たさなければ進めない」`)
	}
	if object == "" {
		object = lang.say("the part concerned", "対象の部分")
	}
	var en, ja string
	switch reason {
	case Improve:
		en = `say in which state that leaves %[1]s, for example: "when <situation>, <who or what in %[1]s> <does what> within <limit>; <number or test> shows it"`
		ja = `「%[1]s」が、その後どの状態になるかを書いてください。例:「〈状況〉のとき、%[1]sの〈何〉が〈上限〉以内に〈何をする〉。〈数値・試験〉で確かめられる」`
	case Inquiry:
		en = `looking into it changes nothing yet; decide and write the outcome: "when <situation>, <who or what> <does what with %[1]s>", or keep the inquiry as a ticket of its own`
		ja = `調べるだけでは何も変わりません。結論を決めて書いてください。例:「〈状況〉のとき、〈誰が・何が〉%[1]sを〈どうする〉」。調査そのものは別のチケットにします`
	case Care:
		en = `care does not last; let a tool ask or refuse: "before <step>, <tool> shows <what it knows about %[1]s> and refuses unless <condition>"`
		ja = `注意は続きません。道具が尋ねるか、止める形にしてください。例:「〈手順〉の前に、〈ツール〉が%[1]sについて〈何〉を示し、〈条件〉を満たさなければ進めない」`
	case OneOff:
		en = `done once, it leaves the next time as before; write what keeps it so: "when <situation>, <job or check for %[1]s> <does what>"`
		ja = `一度きりの作業では、次も同じことが起きます。続く仕組みを書いてください。例:「〈状況〉のとき、%[1]sを〈ジョブ・検査〉が〈どうする〉」`
	case Announcement:
		en = `say what %[1]s makes whom do, and when: "before <step>, <role> <does what>; without it <gate> refuses"`
		ja = `「%[1]s」によって、誰が、いつ、何をするようになるのかを書いてください。例:「〈手順〉の前に〈役割〉が〈何〉をし、なければ〈ゲート〉が通さない」`
	default:
		en = `say what about %[1]s changes, and who or what then acts: "when <condition of %[1]s>, <who or what> <does what>"`
		ja = `「%[1]s」の何が変わり、そのとき誰が（何が）動くのかを書いてください。例:「%[1]sが〈条件〉になったら、〈誰が・何が〉〈何をする〉」`
	}
	return fmt.Sprintf(lang.say(en, ja), object)
}
