package incident

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckText tells whether texts that somebody wrote can be kept: valid UTF-8 without
// control characters but line ends and tabs. Anything else cannot be put into a
// document or another database, and what is in the timeline stays there for ever.
func CheckText(texts ...string) error {
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return Tell(Invalid, "%s is not UTF-8 text; save or paste it as UTF-8", "%s は UTF-8 の文字列ではありません。UTF-8 で保存するか、貼り付け直してください", beginning(text))
		}
		if i := strings.IndexFunc(text, isUnwritable); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text[i:])
			return Tell(Invalid, "%s holds the control character %U; take it out", "%s に制御文字 %U が含まれています。取り除いてください", beginning(text), r)
		}
	}
	return nil
}

// EventTextLimit is how long a text of the timeline may be, in characters: everybody who
// looks at the incident loads it, for ever.
const EventTextLimit = 4000

// EventLinkLimit is how many links an event may have.
const EventLinkLimit = 50

// EventLinks gives the links of an event as addresses: without the blanks and the <> around
// one that was copied, and without empty ones, which a script sends where there is none.
func EventLinks(written []string) (links []string) {
	for _, link := range written {
		link = strings.TrimSpace(link)
		if inner, ok := strings.CutPrefix(link, "<"); ok && strings.HasSuffix(inner, ">") {
			link = strings.TrimSpace(strings.TrimSuffix(inner, ">"))
		}
		if link != "" {
			links = append(links, link)
		}
	}
	return links
}

// CheckEventLinks tells whether the evidence of an event is what a page and a postmortem
// can link: few addresses of the web. A script or a word that looks like a link leads nobody
// anywhere.
func CheckEventLinks(links []string) error {
	if len(links) > EventLinkLimit {
		return Tell(Invalid, "an event takes at most %d links, and this one has %d; leave out what nobody opens", "イベントに付けられるリンクは %d 件までです（指定: %d 件）。必要なものだけにしてください", EventLinkLimit, len(links))
	}
	for _, link := range links {
		scheme, rest, _ := strings.Cut(link, "://")
		if scheme = strings.ToLower(scheme); scheme != "https" && scheme != "http" || strings.Trim(rest, "/ ") == "" {
			return Tell(Invalid, "%q is not an address that can be linked; write it as https://…, and anything else into the text", "%q はリンクにできるURLではありません。https://… の形で書き、それ以外は本文に書いてください", link)
		}
	}
	return nil
}

// CheckEventText is CheckText for what goes into the timeline, which has room for
// sentences and not for a log file.
func CheckEventText(texts ...string) error {
	for _, text := range texts {
		if n := utf8.RuneCountInString(text); n > EventTextLimit {
			return Tell(Invalid, "%s has %d characters, more than the %d that the timeline takes; say what happened in a few sentences, and link the rest", "%s は %d 文字あり、時系列に書ける %d 文字を超えています。何が起きたかを数文で書き、残りはリンクで示してください", beginning(text), n, EventTextLimit)
		}
	}
	return CheckText(texts...)
}

// isUnwritable tells whether a character is a control character that no text needs.
func isUnwritable(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }

// beginning gives enough of a text to find it again, what cannot be shown as an escape.
func beginning(text string) string {
	const enough = 40
	if runes := []rune(text); len(runes) > enough {
		text = string(runes[:enough]) + "…"
	}
	return strconv.Quote(text)
}
