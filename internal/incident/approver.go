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

// theirs tells of words that begin with an article: "the reviewer", "our lead".
func theirs(who string) bool {
	words := ownerWords(who)
	return len(words) > 1 && isArticle(words[0])
}

// MayBeNameOf tells whether a name, without a login or an address, has a word of what is
// known of somebody: "Akiko Sato" may be @akiko-sato, unless the mapping knows both.
func (p People) MayBeNameOf(name, who string) bool {
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
	words := nameWords(name)
	return slices.ContainsFunc(all, func(one string) bool {
		if isAddress(one) {
			one = localPart(untagged(one))
		}
		return slices.ContainsFunc(nameWords(one), func(w string) bool { return slices.Contains(words, w) })
	})
}

// isBareName tells whether a spelling is words and no account.
func isBareName(who string) bool {
	who = strings.TrimSpace(norm.NFKC.String(who))
	return strings.ContainsRune(who, ' ') && !strings.ContainsAny(who, "@<") && !strings.HasPrefix(strings.ToLower(who), "slack:")
}

// nameWords gives the words of a name or an account, in small letters; shorter ones are
// initials or parts of many names.
func nameWords(text string) []string {
	const shortest = 3 // letters
	words := strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < shortest })
}
