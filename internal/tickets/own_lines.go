package tickets

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ownerLine is the owner as people read it in a body: "- Owner: @akiko",
// "* *担当*：@akiko", "| Owner | @akiko |".
var ownerLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?mi)` + ownerPattern()) })

// writtenOwner is that line below the one of the incident, which is where pmtracker wrote it.
var writtenOwner = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?mi)^[ \t>|*+_-]*(?:Incident|インシデント)[ \t*_]*[:：|][^\n]*\n(?:[ \t\r]*\n)*` + ownerPattern())
})

func ownerPattern() string {
	labels := regexp.QuoteMeta(incident.FieldOwner.Label(incident.English)) + "|" + regexp.QuoteMeta(incident.FieldOwner.Label(incident.Japanese))
	return `^[ \t>|*+_-]*(?:` + labels + `)[ \t*_]*[:：|][ \t*]*([^\s|*][^|\r\n]*?)[ \t|\r]*$`
}

// FollowTitle gives a ticket's text with the title that pmtracker wrote above it as
// it writes it now. Was and now are texts of the same format; a first line other
// than that of was is people's, and stays.
func FollowTitle(text, was, now string) string {
	from, to := firstLine(text)
	wasFrom, wasTo := firstLine(was)
	nowFrom, nowTo := firstLine(now)
	if from == to || wasFrom == wasTo || nowFrom == nowTo || text[from:to] != was[wasFrom:wasTo] {
		return text
	}
	return text[:from] + now[nowFrom:nowTo] + text[to:]
}

// FollowOwner gives a ticket's text with the owner in the line in which pmtracker
// wrote it as it writes it now. That is the line below the one of the incident where it
// names one person, else one of which had tells that it names the owner that the ticket
// had, and nothing else: any other one is people's, and stays.
func FollowOwner(text, now string, had func(said string) bool) string {
	owner := ownerLine().FindStringSubmatch(now)
	if owner == nil {
		return text
	}
	if at := ownOwner(text); at != nil {
		return text[:at[2]] + owner[1] + text[at[3]:]
	}
	for _, at := range ownerLine().FindAllStringSubmatchIndex(text, -1) {
		if had(text[at[2]:at[3]]) {
			return text[:at[2]] + owner[1] + text[at[3]:]
		}
	}
	return text
}

// OwnerLags tells whether the line in which pmtracker wrote the owner of a ticket names
// somebody else than whom the ticket has, as has tells, and than it would write now.
func OwnerLags(text, now string, has func(said string) bool) bool {
	owner, at := ownerLine().FindStringSubmatch(now), ownOwner(text)
	return owner != nil && at != nil && text[at[2]:at[3]] != owner[1] && !has(text[at[2]:at[3]])
}

// ownOwner finds the line in which pmtracker wrote the owner, as a match of ownerLine
// does; nil: there is none, or people wrote more into it than one name.
func ownOwner(text string) []int {
	at := writtenOwner().FindStringSubmatchIndex(text)
	if at == nil {
		return nil
	}
	said := text[at[2]:at[3]]
	words := strings.Fields(said)
	more := len(words) > 1 && slices.ContainsFunc(words, func(w string) bool { return strings.IndexFunc(w, unicode.IsLower) == 0 })
	if more || strings.ContainsAny(said, "(（") || !(incident.People{}).OnePerson(said) {
		return nil
	}
	return at
}

// OwnerOf tells of what stands behind "Owner:" whether it names the owner of a ticket
// and nothing else, as documents write people. An account that cannot be asked about
// is nobody.
func OwnerOf(ctx context.Context, p Provider, t Ticket) func(said string) bool {
	return func(said string) bool {
		if slices.Contains(t.OwnerNames, said) {
			return true
		}
		if strings.ContainsAny(said, " \t\u3000(（,、") {
			return false
		}
		account, err := p.Account(ctx, said, t.Ref)
		return err == nil && slices.ContainsFunc(t.Owners, func(o string) bool { return incident.SameAccount(o, account) })
	}
}

// firstLine gives where the first line that is not blank stands, without the blanks
// around it.
func firstLine(text string) (from, to int) {
	from = len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	line, _, _ := strings.Cut(text[from:], "\n")
	return from, from + len(strings.TrimRight(line, " \t\r"))
}
