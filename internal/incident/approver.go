package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CanApprove tells whether a spelling can mean one person, whom an approval names:
// "TBD", "everyone", "the team", a prompt and "@ben, @carla" do not. A role may be the
// account that somebody signs in with.
func (p People) CanApprove(who string) bool {
	if _, known := p.Known(who); known {
		return true
	}
	if nobodyByWord(withoutBrackets(who)) || Unwritten(who) {
		return false
	}
	if isAccount(login(who)) { // as a system gives it, with signs that part the names of people
		return !severalLogins(who)
	}
	return isOne(who) && !theirs(who)
}

// theirs tells of words that begin with an article: "the reviewer", "our lead". An Nguyen
// is somebody's name.
func theirs(who string) bool {
	words := strings.Fields(who)
	if len(words) < 2 {
		return false
	}
	second, _ := utf8.DecodeRuneInString(words[1])
	return isArticle(strings.ToLower(words[0])) && !unicode.IsUpper(second)
}

// MayBeNameOf tells whether a name, without a login or an address, has the words of what is
// known of somebody: "Akiko Sato" may be @akiko or @akiko-sato, unless the mapping knows
// both, and Ken Sato is not @akiko-sato. Nor is a single word of a name, "Ben", surely
// another than ben-m or b.mueller.
func (p People) MayBeNameOf(name, who string) bool {
	if _, known := p.Known(name); !known && isPartOfName(name) {
		return slices.ContainsFunc(spellings(who), func(one string) bool { return partOfAccount(name, one) })
	}
	if !isBareName(name) {
		return false
	}
	all := spellings(who)
	if person, known := p.Known(who); known {
		if _, both := p.Known(name); both {
			return false
		}
		all = append(all, person.ID, person.GitHub, person.Email, person.Name)
	}
	words := nameWords(withoutBrackets(name))
	return slices.ContainsFunc(all, func(one string) bool {
		if isAddress(one) {
			one = localPart(untagged(one))
		}
		known, shared := nameWords(one), 0
		for _, w := range known {
			if slices.Contains(words, w) {
				shared++
			}
		}
		return shared > 0 && shared >= min(2, len(known), len(words))
	})
}

// partOfAccount tells whether a word of a name is a part of a login or address, begins or
// ends it, or has its first letter beside another part: Ben in ben-m, benm, b.mueller.
func partOfAccount(word, account string) bool {
	word = strings.ToLower(word)
	account = localPart(untagged(account))
	parts := strings.FieldsFunc(account, func(r rune) bool { return !unicode.IsLetter(r) })
	initial, _ := utf8.DecodeRuneInString(word)
	return slices.Contains(parts, word) || len(parts) > 1 && slices.Contains(parts, string(initial)) ||
		utf8.RuneCountInString(word) >= shortestName && (strings.HasPrefix(account, word) || strings.HasSuffix(account, word))
}

// isBareName tells whether a spelling is words and no account.
func isBareName(who string) bool {
	who = strings.TrimSpace(norm.NFKC.String(who))
	return strings.ContainsRune(who, ' ') && !strings.ContainsAny(who, "@<") && !strings.HasPrefix(strings.ToLower(who), "slack:")
}

// shortestName is how many letters a name has; what is shorter is an initial or a part of many names.
const shortestName = 3

// nameWords gives the words of a name or an account, in small letters.
func nameWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < shortestName })
}
