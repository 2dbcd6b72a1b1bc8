package incident

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// addressed gives whom a text of people means without the manners around it: what is
// said to a person (さん, 様), a remark in brackets behind, the brackets of a mention, and
// signs that nobody sees. An account is never known by such a text, only compared with
// one: the rules of roles would else fall to a suffix.
func addressed(who string) string {
	if isASCII(who) && !strings.ContainsAny(who, "<( ") {
		return who // nearly always
	}
	who = strings.TrimSpace(norm.NFKC.String(strings.Map(seen, who)))
	if strings.HasPrefix(strings.ToLower(who), "slack:") {
		return who // the name behind it is no remark
	}
	for before := ""; before != who; {
		before = who
		if inside, ok := strings.CutSuffix(who, ">"); ok && strings.HasPrefix(who, "<") {
			who, _, _ = strings.Cut(inside[1:], "|")
		}
		if i := strings.IndexByte(who, '('); i > 0 && strings.HasSuffix(who, ")") && !strings.Contains(who[i:], "@") { // (@ben) says who is meant
			who = who[:i]
		}
		if rest, ok := cutFirst(who, strings.CutSuffix, "さん", "様", "氏", "くん", "ちゃん"); ok && rest != "" && rest != "@" {
			who = rest
		}
		if rest, ok := strings.CutPrefix(who, "@"); ok {
			who = "@" + strings.TrimSpace(rest)
		}
		who = strings.TrimSpace(who)
	}
	return who
}

// seen drops signs that show nothing: formats, variants, and letters that only fill.
func seen(r rune) rune {
	if unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 {
		return -1
	}
	return r
}
