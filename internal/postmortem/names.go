package postmortem

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// personName is one way in which a person may be written.
type personName struct {
	name   string
	person string // the same for all names of one person
	role   string // what stands for it
	word   bool   // it means something else as well: an English word, a place
	full   bool   // family and given name, or an account with its @
}

// namesIn is where a text stands in which names are looked for.
type namesIn int

const (
	inProse   namesIn = iota // a name that means something else as well counts where it can only be a person
	inRoleRow                // who takes and leaves roles: every name is a person's
	inTitle                  // it stays as it was typed, but for an account, a full name and whom it addresses
)

// personNames are all of them by their first byte, the longest first.
type personNames struct {
	byFirst map[byte][]personName
	seen    map[string]bool
}

func (n personNames) add(name string, who personName) {
	if utf8.RuneCountInString(name) < 2 || n.seen[name] || isASCII(name) && len(name) < 3 {
		return
	}
	n.seen[name] = true
	who.name, who.word = name, meansMore(name)
	who.full = who.full || strings.ContainsAny(name, "@ ")
	n.byFirst[name[0]] = append(n.byFirst[name[0]], who)
}

// addActor adds the names of somebody who acted, from the one that the timeline
// has: a login, an address, a full name.
func (n personNames) addActor(name string, who personName) {
	if id, shown, ok := strings.Cut(strings.TrimSuffix(name, ")"), " ("); ok && strings.HasPrefix(id, "slack:") {
		n.add(name, who)
		n.add(id, who)
		name = shown // what Slack calls somebody whom the team does not know
	}
	local, _, _ := strings.Cut(strings.TrimPrefix(name, "@"), "@")
	n.add(name, who)
	n.add("@"+local, who)
	n.add(local, who)
	if isASCII(local) && local != "" {
		n.add(strings.ToUpper(local[:1])+local[1:], who)
	}
	for _, part := range nameParts(name) {
		n.add(part, who)
	}
}

// addPerson adds the names that the team's configuration gives to a person. A bare
// login of letters alone that is no part of the name may be a word, and is left out.
func (n personNames) addPerson(p incident.Person, who personName) {
	n.add(p.Name, who)
	if !isASCII(p.Name) {
		joined := who
		joined.full = strings.Contains(p.Name, " ")
		n.add(strings.ReplaceAll(p.Name, " ", ""), joined)
	}
	parts := nameParts(p.Name)
	for _, part := range parts {
		n.add(part, who)
	}
	for _, account := range []string{p.ID, p.GitHub, p.Jira, p.Slack, p.Email} {
		if strings.Contains(strings.TrimPrefix(account, "@"), "@") {
			n.add(account, who)
			continue
		}
		account = strings.TrimPrefix(account, "@")
		if n.add("@"+account, who); strings.ContainsAny(account, "-_0123456789") || slices.ContainsFunc(parts, func(part string) bool { return strings.EqualFold(part, account) }) {
			n.add(account, who)
		}
	}
}

func (n personNames) sort() {
	for _, names := range n.byFirst {
		slices.SortStableFunc(names, func(a, b personName) int { return len(b.name) - len(a.name) })
	}
}

// replace replaces each name that stands as a word of its own, with the Japanese
// form of address behind it. Code stays as it is.
func (n personNames) replace(text string, l incident.Lang, where namesIn, standsFor func(personName) string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if end := codeEnd(text, i); end > i {
			b.WriteString(text[i:end])
			i = end
			continue
		}
		if who, end := n.at(text, i, where); end > i {
			word := standsFor(who)
			if l == incident.English {
				word = capitalAtStart(b.String(), word)
			}
			b.WriteString(word)
			i = end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[i : i+size])
		i += size
	}
	return b.String()
}

// codeEnd gives where the code ends that begins at an offset, or the offset.
func codeEnd(text string, at int) int {
	run := len(text[at:]) - len(strings.TrimLeft(text[at:], "`"))
	if run == 0 {
		return at
	}
	fence := text[at : at+run]
	for end := at + run; ; {
		i := strings.Index(text[end:], fence)
		if i < 0 {
			return at + run // nothing but backticks
		}
		end += i
		if long := len(text[end:]) - len(strings.TrimLeft(text[end:], "`")); long != run {
			end += long
			continue
		}
		return end + run
	}
}

// at gives whose name stands at an offset, and where it ends.
func (n personNames) at(text string, start int, where namesIn) (who personName, end int) {
	for _, c := range n.byFirst[text[start]] {
		if !strings.HasPrefix(text[start:], c.name) {
			continue
		}
		if end := c.endIn(text, start, where); end > start {
			return c, end
		}
	}
	return personName{}, start
}

// endIn gives where the name ends that has its letters at an offset, with the form of
// address behind it, or the offset where it is no name of a person there.
func (c personName) endIn(text string, start int, where namesIn) int {
	end := start + len(c.name)
	japanese := isJapanese(firstRune(strings.TrimPrefix(c.name, "@")))
	if !japanese {
		end = mailEnd(text, end)
	}
	addressed := addressEnd(text, end)
	full := c.full || strings.Contains(text[start:end], "@")
	switch {
	case japanese && (touches(lastRune(text[:start]), c.name) || addressed == end && !endsJapaneseName(text[end:])),
		!japanese && (wordBefore(text, start) || addressed == end && wordAfter(text, end)):
		return start
	case full || addressed > end:
		return addressed
	case where == inTitle, where == inProse && c.word && !onlyAPerson(text, start, end):
		return start
	}
	return end
}

// touches tells whether a letter before a Japanese name can belong to the same word.
func touches(r rune, name string) bool {
	return unicode.Is(unicode.Han, r) && unicode.Is(unicode.Han, firstRune(name)) || unicode.In(r, unicode.Katakana) && unicode.In(firstRune(name), unicode.Katakana)
}

func isJapanese(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

func firstRune(text string) rune { r, _ := utf8.DecodeRuneInString(text); return r }
func lastRune(text string) rune  { r, _ := utf8.DecodeLastRuneInString(text); return r }

// addressEnd gives where the form of address ends that begins at an offset, or the
// offset: 「様」 in 「様式」 is none.
func addressEnd(text string, at int) int {
	for _, address := range []string{"さん", " さん", "さま", "くん", "ちゃん", "-san"} {
		if strings.HasPrefix(text[at:], address) {
			return at + len(address)
		}
	}
	for _, address := range []string{"氏", "様", "殿", "君", "部長", "課長", "係長", "主任"} {
		if strings.HasPrefix(text[at:], address) && !unicode.Is(unicode.Han, firstRune(text[at+len(address):])) {
			return at + len(address)
		}
	}
	return at
}

// endsJapaneseName tells whether a Japanese name can end before a text: at a mark, a
// space or a particle. 「千葉」 is part of another word in 「千葉県」 and 「千葉リージョン」.
func endsJapaneseName(rest string) bool {
	r := firstRune(rest)
	if unicode.Is(unicode.Hiragana, r) {
		return slices.ContainsFunc([]string{"が", "は", "も", "を", "に", "の", "と", "で", "へ", "や", "か", "だ", "な", "まで", "より", "いわく", "ら"}, func(p string) bool { return strings.HasPrefix(rest, p) })
	}
	return rest == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// onlyAPerson tells whether a name that means something else as well can only be a
// person where it stands: alone, as who does something where a Japanese clause begins
// (千葉が切り替え, Mark restarts), beside what only people are asked, told or guilty of.
func onlyAPerson(text string, start, end int) bool {
	before, behind := strings.TrimRight(text[:start], " "), strings.TrimLeft(text[end:], " ")
	if strings.TrimSpace(before+behind) == "" {
		return true
	}
	begins := func(with ...string) bool {
		return slices.ContainsFunc(with, func(w string) bool { return strings.HasPrefix(behind, w) })
	}
	if begins("に連絡", "に相談", "に依頼", "に確認", "に引き継", "に伝え", "と確認", "と相談", "から連絡", "を呼", "のミス", "の操作ミス", "の設定ミス", "の確認ミス", "の誤操作", "の判断", "の見落とし", "の勘違い", "の不注意", "の指示") {
		return true
	}
	last := strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:])
	if before == "" || strings.ContainsRune("。、！？「『（(:：;；,.・→\n", lastRune(before)) || last == "and" {
		next, _, _ := strings.Cut(behind, " ")
		return begins("が", "は", "も") || doneByPeople(strings.TrimRight(next, ".,;:"))
	}
	upper := unicode.IsUpper(firstRune(text[start:]))
	return upper && (last == "by" || last == "called" || last == "calls") || slices.Contains([]string{"asked", "asks", "told", "tells", "paged", "pages", "pinged", "thanked"}, last)
}

// doneByPeople tells of verbs that follow a person's name, and no other meaning of it.
func doneByPeople(verb string) bool {
	switch verb {
	case "forgot", "asked", "asks", "noticed", "notices", "confirms", "confirmed", "joins", "joined", "says", "said", "reports", "reported", "suggests", "suggested", "decides", "decided", "thinks", "thought", "finds", "found",
		"saw", "sees", "took", "takes", "ran", "rolls", "rolled", "restarts", "restarted", "watches", "watched", "declares", "declared", "tries", "tried", "went", "got", "wrote", "writes", "told", "tells", "pinged", "paged", "hands", "handed", "did", "misread", "missed", "overlooked":
		return true
	}
	return false
}

// nameParts gives family and given name of a full name.
func nameParts(name string) []string {
	parts := strings.Fields(name)
	if len(parts) < 2 {
		return nil
	}
	return slices.DeleteFunc(parts, func(part string) bool { return isASCII(part) && !unicode.IsUpper(firstRune(part)) })
}

// mailEnd gives where the e-mail address ends whose local part ends at an offset,
// or the offset itself.
func mailEnd(text string, at int) int {
	if !strings.HasPrefix(text[at:], "@") {
		return at
	}
	end := at + 1
	for end < len(text) && (isASCIIWord(text[end]) || strings.IndexByte("-.", text[end]) >= 0) {
		end++
	}
	for text[end-1] == '.' || text[end-1] == '-' {
		end--
	}
	if !strings.Contains(text[at:end], ".") {
		return at
	}
	return end
}

func isASCIIWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func wordBefore(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && (unicode.Is(unicode.Latin, r) || r < utf8.RuneSelf && (unicode.IsDigit(r) || strings.ContainsRune("_-./@", r)))
}

func wordAfter(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	if r == '.' || r == '-' {
		next, _ := utf8.DecodeRuneInString(text[at+size:])
		return unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	return at < len(text) && (unicode.Is(unicode.Latin, r) || r < utf8.RuneSelf && (unicode.IsDigit(r) || strings.ContainsRune("_/@", r)))
}
