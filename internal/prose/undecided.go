package prose

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// What is only weighed, hoped for or asked is decided by nobody, however exactly it is
// described: "consider adding an alert when the pool is above 80 %", 「…することを検討する」,
// "rolls back within 2 minutes (TBD)".

// undecided gives the words that leave open whether a change comes at all, where they
// stand in each of its sentences.
func undecided(clean string, written Lang) (start, end int, ok bool) {
	settled := false
	EachSentence(clean, func(from, to int) {
		s := clean[from:to]
		at, until, open := remarkAt(s)
		switch {
		case settled:
			return
		case open:
		case written == Japanese:
			at, until, open = openJapanese(s)
		default:
			at, until, open = openEnglish(s)
		}
		if settled = !open; open && !ok {
			start, end, ok = from+at, from+until, true
		}
	})
	return start, end, ok && !settled
}

// remarkAt gives the bracket at the end of a sentence that says it is not decided yet.
func remarkAt(s string) (start, end int, ok bool) {
	end = len(strings.TrimRight(s, " .。\n"))
	for _, pair := range [...]string{"()", "（）", "[]"} {
		open, shut := pair[:len(pair)/2], pair[len(pair)/2:]
		if !strings.HasSuffix(s[:end], shut) {
			continue
		}
		if start = strings.LastIndex(s[:end], open); start >= 0 {
			return start, end, openRemark(strings.ToLower(strings.TrimSpace(s[start+len(open) : end-len(shut)])))
		}
	}
	return 0, 0, false
}

func openRemark(remark string) bool {
	switch remark {
	case "tbd", "tbc", "to be decided", "to be determined", "to be confirmed", "to be discussed", "to be defined", "undecided", "not decided", "not decided yet", "under consideration", "under discussion",
		"未定", "要検討", "検討中", "要相談", "要調整", "保留":
		return true
	}
	return false
}

// openEnglish gives the words by which an English sentence begins, or the question mark
// by which it ends, that leave it open.
func openEnglish(s string) (start, end int, ok bool) {
	start = len(s) - len(strings.TrimLeft(s, " \n-*>"))
	if size := openerSize(s[start:]); size > 0 {
		end, ok = start+size, true
	} else if end = len(strings.TrimRight(s, " \n")); strings.HasSuffix(s[:end], " ?") || end > 1 && s[end-1] == '?' && wordByte(s[end-2]) {
		ok = true
	}
	return start, end, ok && !otherwise(strings.ToLower(s[start:]))
}

// openerSize gives how many bytes the words have by which a sentence begins that leave
// it open; 0: it begins with none.
func openerSize(s string) int {
	if s == "" || !strings.ContainsRune("chimpsw", rune(lowerByte(s[0]))) {
		return 0 // most: no opener begins so
	}
	lower := strings.ToLower(s[:min(len(s), longestOpener)])
	for _, opener := range openersEnglish() {
		if rest, found := strings.CutPrefix(lower, opener); found && (rest == "" || rest[0] == ' ' || rest[0] == ',') {
			return len(opener)
		}
	}
	if rest, found := strings.CutPrefix(lower, "consider "); found {
		if next, _, more := strings.Cut(rest, " "); more && len(next) > 5 && strings.HasSuffix(next, "ing") { // a node can be considered dead, and that is no doubt
			return len("consider " + next)
		}
	}
	return 0
}

// longestOpener is of how many bytes the beginning is looked at.
const longestOpener = 60

var openersEnglish = sync.OnceValue(func() []string {
	return strings.Split("considering|we should consider|we could consider|we might consider|we may consider|we are considering|we're considering|should consider|could consider|consider whether|consider if|"+
		"we hope|hopefully|we will try to|we'll try to|if possible|ideally,|ideally we|ideally the|maybe|perhaps|"+
		"it would be nice|it would be good|it would be great|it would be ideal|it would be helpful|it would be useful|it would be better|would be nice|would be good|would be great|it might be good|it might be worth|it may be worth|might be worth|worth considering", "|")
})

// otherwise tells whether a sentence goes on to say what is done in the other case, or
// forbids: with that it is decided.
func otherwise(s string) bool {
	return slices.ContainsFunc([]string{":", ";", "otherwise", ", then", " only ", " not ", "n't ", "：", "なければ", "場合", "遅くとも", "さもなく", "それ以外"}, func(more string) bool { return strings.Contains(s, more) })
}

// openJapanese gives the words by which a Japanese sentence begins or ends that leave it
// open.
func openJapanese(s string) (start, end int, ok bool) {
	start = len(s) - len(strings.TrimLeft(s, " 　\n-・"))
	for _, opener := range openersJapanese() {
		if strings.HasPrefix(s[start:], opener) && !otherwise(s) {
			return start, start + len(opener), true
		}
	}
	end = len(strings.TrimRight(s, " 　。．.\n"))
	for _, ending := range endingsJapanese() {
		if strings.HasSuffix(s[:end], ending) && !(strings.HasSuffix(ending, "？") || strings.HasSuffix(ending, "?")) || strings.HasSuffix(s[:end], ending) && !strings.ContainsAny(s, ":：") {
			return end - len(ending), end, true
		}
	}
	return 0, 0, false
}

var openersJapanese = list(`できれば 可能であれば 可能なら 可能ならば 余裕があれば 余力があれば 時間があれば`)

var endingsJapanese = list(`検討 検討中 検討中です 検討する 検討します 検討したい 検討していく 検討していきます 検討いたします 検討しています 検討している 検討を行う 検討を行います 検討を進める 検討を進めます 検討を続ける 検討予定 検討する予定 検討したいと思います 検討の余地がある
	努力する 努力します 努力していく 努力していきます 努力いたします 善処する 善処します 善処していく 善処いたします 望ましい 望ましいです 望ましいと思います かもしれない かもしれません わけではない わけではありません とは限らない とは限りません
	ほうがよい 方がよい 方が良い ほうが良い 方がいい ほうがいい すべきか べきか ますか？ ますか? ですか？ ですか? するか？ るか？ るか? のか？ のか?`)

// asEver gives the words by which a change begins that says that all stays as it is,
// and then what that is: "No change: the alert pages on-call", 「従来どおり、手動で戻す」. What
// is added to it is a change.
func asEver(clean string) bool {
	head, rest, found := cutAtMark(clean)
	if !found || strings.HasPrefix(rest, "、と") || len(head) > longestUnchanged || head == "そのまま" || !sayUnchanged(string(bare(head))) {
		return false
	}
	return !slices.ContainsFunc([]string{"が、", "加え", "ただし", "さらに", "一方", "今後", "新た", "なら", "場合", "but ", "except", "in addition", "also ", " now ", "instead", " new "}, func(more string) bool { return strings.Contains(rest, more) })
}

// cutAtMark divides a text at the first mark that ends or introduces.
func cutAtMark(s string) (head, rest string, found bool) {
	for i, r := range s {
		if strings.ContainsRune(":;,.、。：；，", r) {
			return s[:i], s[i:], i > 0
		}
	}
	return s, "", false
}

// openFinding is the finding about a change that nobody has decided on.
func openFinding(text string, start, end int, lang Lang) Finding {
	return Finding{
		Start: start, End: end, Reason: Inquiry, Missing: []Part{Act},
		Message: fmt.Sprintf(lang.say("\"%s\" leaves open whether that will be done; it lacks %s", "「%s」では、行うかどうかが決まっていません。足りないもの: %s"), asShown(text, start, end), partNames([]Part{Act}, lang)),
		Suggestion: lang.say(`decide, and write what will be: "when <situation>, <who or what> <does what>", without "consider", "maybe" or a question; keep what is still to be found out as a ticket of its own`,
			`決めてから、行うことを言い切って書いてください。例:「〈状況〉のとき、〈誰が・何が〉〈何をする〉」。まだ調べることがあれば、それは別のチケットにします`),
	}
}
