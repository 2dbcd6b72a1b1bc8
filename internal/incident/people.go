package incident

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Person is one who can own an action item or approve a postmortem, with the
// accounts that person has elsewhere.
type Person struct {
	ID     string // as documents write it: "@akiko"
	Name   string
	GitHub string // login
	Jira   string // account id (Cloud) or user name (Data Center)
	Slack  string // member id
	Email  string
	Team   string
}

// People is the mapping of a team's persons. The empty mapping knows nobody and
// takes every login as it is written.
type People []Person

// Find gives the person whom an id, login, account or e-mail address means. Who
// signs in is known by these alone: a name anybody can give to an account.
func (p People) Find(who string) (Person, bool) {
	w := login(who)
	if w == "" {
		return Person{}, false
	}
	for _, person := range p {
		if person.Slack != "" && w == login("slack:"+person.Slack) {
			return person, true // as one who was named before the team knew the id
		}
		for _, known := range []string{person.ID, person.GitHub, person.Jira, person.Email} {
			if known != "" && login(known) == w {
				return person, true
			}
		}
	}
	return Person{}, false
}

// Known gives the person whom a text of people means, as an owner, a holder of a role
// or an actor stands in it: by account, or by a name that nobody else of the mapping has.
func (p People) Known(who string) (Person, bool) {
	for _, one := range spellings(addressed(who)) {
		if person, ok := p.Find(one); ok {
			return person, true
		}
		if called := p.called(one); len(called) == 1 {
			return called[0], true
		}
	}
	return Person{}, false
}

// called lists who has a name.
func (p People) called(name string) People {
	var called People
	for _, person := range p {
		if person.Name != "" && nameOf(person.Name) == nameOf(name) {
			called = append(called, person)
		}
	}
	return called
}

// Account gives the account that somebody has at a ticket provider; mapped is false
// where the mapping does not say.
func (p People) Account(at ProviderName, who string) (account string, mapped bool) {
	person, _ := p.Known(who)
	switch at {
	case GitHub:
		account = strings.TrimPrefix(person.GitHub, "@")
	case Jira:
		account = person.Jira
	}
	return account, account != ""
}

// Same tells whether two spellings mean the same person. Where the mapping does
// not say, a login and an e-mail address whose local part it is count as the
// same.
func (p People) Same(a, b string) bool {
	if pa, ok := p.Known(a); ok {
		if pb, ok := p.Known(b); ok {
			return pa.ID == pb.ID && login(pa.ID) != "" || login(a) == login(b)
		}
	}
	la, lb := login(spellings(addressed(a))[0]), login(spellings(addressed(b))[0])
	if la == lb {
		return true
	}
	return localPart(la) == localPart(lb) && (!strings.Contains(la, "@") || !strings.Contains(lb, "@"))
}

// SameAccount tells whether two spellings are one account, here or at a ticket
// provider: with or without @, in capitals or not, in full width or half.
func SameAccount(a, b string) bool { return login(a) == login(b) }

// AccountName gives what all spellings of one account have in common.
func AccountName(spelling string) string { return login(spelling) }

// PlainAccount gives an account as its own system writes it: without the name before
// brackets, the @ and the full width with which documents may write it.
func PlainAccount(spelling string) string {
	return strings.TrimPrefix(norm.NFKC.String(strings.TrimSpace(BracketedLogin(spelling))), "@")
}

// login folds the spellings of one account: the private address that GitHub gives for
// commits, 12345+akiko@users.noreply.github.com, is the login in it. Such an address at
// another host is not: whoever has the host could be anybody. Of somebody whom Slack alone
// knows, "slack:U024BE7LH (akiko)", the id counts and not the name, which can be changed.
func login(s string) string {
	s = strings.ToLower(PlainAccount(s))
	if strings.HasSuffix(s, "@users.noreply.github.com") {
		return localPart(s)
	}
	if strings.HasPrefix(s, "slack:") {
		s, _, _ = strings.Cut(s, " ")
	}
	return s
}

// localPart gives what stands before the @, without the number with which GitHub, also
// on a company's own server, begins a private address.
func localPart(s string) string {
	local, host, _ := strings.Cut(s, "@")
	if number, rest, ok := strings.Cut(local, "+"); ok && strings.HasPrefix(host, "users.noreply.") && strings.Trim(number, "0123456789") == "" {
		return rest
	}
	return local
}
