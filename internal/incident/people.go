package incident

import "strings"

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

// Same tells whether two spellings mean the same person. Where the mapping does
// not say, a login and an e-mail address whose local part it is count as the
// same: who approves must be somebody else beyond doubt.
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

func login(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}

func localPart(s string) string {
	local, _, _ := strings.Cut(s, "@")
	return local
}
