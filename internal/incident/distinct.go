package incident

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Distinct tells whether two spellings mean two persons beyond doubt, as who
// approves and who wrote have to be. Of two who share a name, a document that gives
// no more than the name may mean either. Nor is a name that has a word of the other's account
// another person beyond doubt.
func (p People) Distinct(a, b string) bool {
	for _, one := range spellings(a) {
		for _, other := range spellings(b) {
			if p.Same(one, other) || localPart(untagged(one)) == localPart(untagged(other)) && !(isAddress(one) && isAddress(other)) ||
				nameOf(one) == nameOf(other) || p.mayBe(one, other) || p.mayBe(other, one) {
				return false
			}
		}
	}
	return !p.MayBeNameOf(a, b) && !p.MayBeNameOf(b, a)
}

// Identified tells whether a spelling says who somebody is: an address, one login,
// or a name of the mapping. Whose login any other name belongs to nobody can tell,
// so that nobody is distinct from it beyond doubt.
func (p People) Identified(who string) bool {
	return slices.ContainsFunc(spellings(who), func(one string) bool {
		_, known := p.Find(one)
		return known || isAccount(login(one)) || len(p.called(one)) > 0
	})
}

// isAccount tells whether a folded spelling can be one login or address: ASCII,
// without a space, and no list or team.
func isAccount(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(",;/&<>", r) })
}

// mayBe tells whether somebody of that name has an account.
func (p People) mayBe(name, account string) bool {
	for _, person := range p.called(name) {
		for _, known := range []string{person.ID, person.GitHub, person.Jira, person.Email} {
			if known != "" && p.Same(known, account) {
				return true
			}
		}
	}
	return false
}

// spellings takes "Akiko Sato <akiko@example.com>" apart, as git writes authors. What
// may be a private address of GitHub on a company's own server stands for its login too.
func spellings(who string) []string {
	name, rest, ok := strings.Cut(who, "<")
	address, _, closed := strings.Cut(rest, ">")
	if !ok || !closed || login(address) == "" {
		name, address = "", who
	}
	all := []string{address}
	if _, host, _ := strings.Cut(login(address), "@"); strings.HasPrefix(host, "users.noreply.") {
		all = append(all, localPart(login(address)))
	}
	if strings.TrimSpace(name) != "" {
		all = append(all, name)
	}
	return all
}

// nameOf folds the spellings of a name: letters and spaces of any width.
func nameOf(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), ""))
}

// untagged takes the tag off the local part of an address, as in
// akiko+git@example.com.
func untagged(s string) string {
	s = login(s)
	local, host, ok := strings.Cut(s, "@")
	if name, _, tagged := strings.Cut(local, "+"); ok && tagged && name != "" {
		return name + "@" + host
	}
	return s
}

func isAddress(s string) bool { return strings.Contains(login(s), "@") }
