package incident

import (
	"slices"
	"strings"
	"unicode"
)

// ListedApprovers gives the people whom a list of who approved names, and rather fewer
// than more, since one of them has to be somebody other than the author beyond doubt.
// A comma in a name parts it: in [Ben, SRE] the second says what the first is, and
// [Sato, Akiko] may be one person, as may every pair of words of which the list is made.
func ListedApprovers(list []string) []string {
	if len(list) < 2 {
		return list
	}
	people := slices.DeleteFunc(slices.Clone(list), isAnyRole)
	if len(people) == 0 {
		return []string{strings.Join(list, ", ")}
	}
	if len(people)%2 != 0 || slices.ContainsFunc(people, func(one string) bool { return !isPartOfName(one) }) {
		return people
	}
	var whole []string
	for pair := range slices.Chunk(people, 2) {
		whole = append(whole, strings.Join(pair, " "))
	}
	return whole
}

// isPartOfName tells whether a text is one word as names have them: "Sato", "O'Neill". A
// login is written with a sign or in small letters.
func isPartOfName(text string) bool {
	for i, r := range text {
		if i == 0 && !unicode.IsUpper(r) || !unicode.IsLetter(r) && !strings.ContainsRune("'’-.", r) {
			return false
		}
	}
	return text != "" && !nobodyByWord(text) && !Unwritten(text)
}
