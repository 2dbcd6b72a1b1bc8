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
	apart  bool   // it counts only where no other Chinese character touches it
}

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
	who.name = name
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
	if first := strings.ToUpper(local[:min(1, len(local))]); isASCII(local) && !slices.Contains(wordsThatAreNames(), first+local[min(1, len(local)):]) {
		n.add(first+local[min(1, len(local)):], who)
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
		n.add(strings.ReplaceAll(p.Name, " ", ""), who)
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
func (n personNames) replace(text string, l incident.Lang, standsFor func(personName) string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if end := codeEnd(text, i); end > i {
			b.WriteString(text[i:end])
			i = end
			continue
		}
		if who, end := n.at(text, i); end > i {
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
func (n personNames) at(text string, start int) (who personName, end int) {
	for _, c := range n.byFirst[text[start]] {
		if !strings.HasPrefix(text[start:], c.name) {
			continue
		}
		end := start + len(c.name)
		japanese := unicode.In(firstRune(strings.TrimPrefix(c.name, "@")), unicode.Han, unicode.Hiragana, unicode.Katakana)
		if !japanese {
			end = mailEnd(text, end)
			if (wordBefore(text, start) || wordAfter(text, end)) && !strings.HasPrefix(text[end:], "-san") {
				continue
			}
		}
		addressed := end
		for _, address := range []string{"さん", " さん", "氏", "様", "-san"} {
			if strings.HasPrefix(text[end:], address) {
				addressed += len(address)
				break
			}
		}
		if c.apart && japanese && (touches(lastRune(text[:start]), c.name) || touches(firstRune(text[addressed:]), c.name)) {
			continue
		}
		return c, addressed
	}
	return personName{}, start
}

// touches tells whether a letter beside a Japanese name can belong to the same
// word.
func touches(r rune, name string) bool {
	return unicode.Is(unicode.Han, r) && unicode.Is(unicode.Han, firstRune(name)) || unicode.In(r, unicode.Katakana) && unicode.In(firstRune(name), unicode.Katakana)
}

func firstRune(text string) rune { r, _ := utf8.DecodeRuneInString(text); return r }
func lastRune(text string) rune  { r, _ := utf8.DecodeLastRuneInString(text); return r }

// nameParts gives family and given name of a full name, apart from those that are
// English words too.
func nameParts(name string) []string {
	parts := strings.Fields(name)
	if len(parts) < 2 {
		return nil
	}
	return slices.DeleteFunc(parts, func(part string) bool {
		first, _ := utf8.DecodeRuneInString(part)
		return isASCII(part) && !unicode.IsUpper(first) || slices.Contains(wordsThatAreNames(), part)
	})
}

// wordsThatAreNames are names that a sentence can begin with meaning something
// else.
func wordsThatAreNames() []string {
	return []string{
		"Will", "Mark", "Grant", "May", "June", "April", "August", "Bill", "Rob", "Drew", "Chase", "Page", "Price", "Long", "Short", "Young",
		"Black", "White", "Brown", "Green", "Gray", "Wood", "Stone", "Rose", "Hope", "Faith", "Grace", "Frank", "Art", "Dean", "King", "Major",
		"Guy", "Sue", "Pat", "Jack", "Jean", "Max", "Miles", "Cash", "Case", "Read", "Park", "Day", "Best", "Law", "Rice", "Cook", "Baker", "Miller", "Smith",
	}
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
