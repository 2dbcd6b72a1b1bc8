package incident

import (
	"slices"
	"strings"
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

// Find gives the person whom an id, login, account or e-mail address means.
func (p People) Find(who string) (Person, bool) {
	w := login(who)
	if w == "" {
		return Person{}, false
	}
	for _, person := range p {
		for _, known := range []string{person.ID, person.GitHub, person.Jira, person.Email} {
			if known != "" && login(known) == w {
				return person, true
			}
		}
	}
	return Person{}, false
}

// Account gives the account that somebody has at a ticket provider; mapped is false
// where the mapping does not say.
func (p People) Account(at ProviderName, who string) (account string, mapped bool) {
	person, _ := p.Find(who)
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
	if pa, ok := p.Find(a); ok {
		if pb, ok := p.Find(b); ok {
			return pa.ID == pb.ID && login(pa.ID) != "" || login(a) == login(b)
		}
	}
	la, lb := login(a), login(b)
	if la == lb {
		return true
	}
	return localPart(la) == localPart(lb) && (!strings.Contains(la, "@") || !strings.Contains(lb, "@"))
}

// SameAccount tells whether two spellings are one account at a ticket provider.
func SameAccount(a, b string) bool { return login(a) == login(b) }

// login folds the spellings of one account: the private address that GitHub
// gives for commits (12345+akiko@users.noreply.github.com, on a company's own
// server users.noreply.HOST) is the login in it.
func login(s string) string {
	s = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
	if local, host, ok := strings.Cut(s, "@"); ok && strings.HasPrefix(host, "users.noreply.") {
		if number, rest, ok := strings.Cut(local, "+"); ok && strings.Trim(number, "0123456789") == "" {
			return rest
		}
		return local
	}
	return s
}

func localPart(s string) string {
	local, _, _ := strings.Cut(s, "@")
	return local
}

// OnePerson tells whether an owner is somebody of the mapping, or can be one
// login or account: "everyone", "the team", "a, b" and "TBD" own nothing.
func (p People) OnePerson(owner string) bool {
	if _, known := p.Find(owner); known {
		return true
	}
	if strings.ContainsAny(owner, ",、，/&＆+＋;；") {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.TrimPrefix(owner, "@")))
	for _, w := range words {
		switch w {
		case "and", "or", "team", "everyone", "everybody", "all", "nobody", "someone", "somebody", "anyone", "unassigned":
			return false
		}
		if slices.Contains(unknownWords(), w) {
			return false
		}
	}
	for _, w := range slices.Concat(unknownWordsJapanese(), []string{"チーム", "全員", "各自", "各担当", "関係者", "部署"}) {
		if strings.Contains(owner, w) {
			return false
		}
	}
	return !Unwritten(owner)
}
