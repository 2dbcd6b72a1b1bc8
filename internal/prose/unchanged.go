package prose

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// leavesAll tells whether a change says that nothing changes: in a word, or because
// what is done afterwards is what is done today, or only the situation again.
func leavesAll(c Change) bool {
	before, when, short := canBeAlike(c.After, c.Before), canBeAlike(c.After, c.When), len(c.After) <= 2*longestUnchanged
	if !before && !when && !short {
		return false // most
	}
	after := bare(c.After)
	return before && bytes.Equal(after, bare(c.Before)) || when && bytes.Equal(after, bare(c.When)) || short && len(after) <= longestUnchanged && sayUnchanged(string(after))
}

// canBeAlike tells at one look whether two texts can be equal but for marks and spaces:
// they are as long, and begin with the same letter where both begin with one.
func canBeAlike(a, b string) bool {
	const marks = 24 // bytes that may differ
	if len(a)-len(b) > marks || len(b)-len(a) > marks {
		return false
	}
	return a == "" || b == "" || !latinLetter(a[0]) || !latinLetter(b[0]) || lowerByte(a[0]) == lowerByte(b[0])
}

// longestUnchanged is how many bytes the longest way to say it has, as sayUnchanged
// knows it.
const longestUnchanged = 60

// bare gives the letters and digits of a text in small letters, so that neither
// marks nor spaces make two equal texts differ.
func bare(text string) []byte {
	text = norm.NFKC.String(unmarked(text))
	kept := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9': // nearly all
			kept = append(kept, byte(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			kept = utf8.AppendRune(kept, unicode.ToLower(r))
		}
	}
	return kept
}

// sayUnchanged tells whether a bare text is as a whole a way to say that all stays
// as it is.
func sayUnchanged(bare string) bool {
	switch bare {
	case "nothing", "nothingchanges", "nothingwillchange", "nochange", "nochanges", "nochangeneeded", "nochangesneeded", "nochangerequired", "nochangesrequired", "nochangeplanned", "unchanged", "remainsunchanged", "staysunchanged",
		"same", "sameasbefore", "sameastoday", "sameasnow", "sameasabove", "sameascurrent", "asbefore", "asis", "astoday", "asnow", "asusual", "staysthesame", "remainsthesame", "itstaysthesame", "everythingstaysthesame", "keepasis", "leaveasis", "leaveitasis", "statusquo", "businessasusual",
		"変更なし", "変更無し", "変化なし", "変わらない", "変わりません", "変わらず", "何も変わらない", "何も変わりません", "何も変えない", "何も変更しない", "何も変更しません", "変更しない", "変更しません", "変更はない", "変更はありません", "変更予定なし", "現状維持", "現状のまま", "現状どおり", "現状通り", "現行どおり", "現行通り", "そのまま", "いままでどおり", "今まで通り", "今までどおり", "これまで通り", "これまでどおり", "従来通り", "従来どおり", "従前どおり", "従前通り", "以前と同じ", "前と同じ", "導入前と同じ", "変更前と同じ", "同上", "上記と同じ", "上に同じ", "通常どおり", "通常通り":
		return true
	}
	return false
}

// unchanged is the finding about a change that changes nothing.
func unchanged(c Change, lang Lang) Finding {
	return Finding{
		Start: 0, End: len(c.After), Reason: OpenObject, Missing: []Part{Act, Result},
		Message: fmt.Sprintf(lang.say("\"%s\" leaves everything as it is; it lacks %s", "「%s」では、何も変わりません。足りないもの: %s"), asShown(c.After, 0, len(c.After)), partNames([]Part{Act, Result}, lang)),
		Suggestion: lang.say(`write what is done from now on that is not done today: "when <situation>, <who or what> <does what>; <number or test> shows it"`,
			`いまは行われておらず、今後は行われることを書いてください。例:「〈状況〉のとき、〈誰が・何が〉〈何をする〉。〈数値・試験〉で確かめられる」`),
	}
}
