package tickets

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ownerLine is the owner as people read it in a body: "- Owner: @akiko",
// "* *担当*：@akiko", "| Owner | @akiko |".
var ownerLine = sync.OnceValue(func() *regexp.Regexp {
	labels := regexp.QuoteMeta(incident.FieldOwner.Label(incident.English)) + "|" + regexp.QuoteMeta(incident.FieldOwner.Label(incident.Japanese))
	return regexp.MustCompile(`(?mi)^[ \t>|*+_-]*(?:` + labels + `)[ \t*_]*[:：|][ \t*]*([^\s|*][^|\r\n]*?)[ \t|\r]*$`)
})

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
// wrote it as it writes it now. had tells whether a line names the owner that the
// ticket had, and nothing else: any other one is people's, and stays.
func FollowOwner(text, now string, had func(said string) bool) string {
	owner := ownerLine().FindStringSubmatch(now)
	if owner == nil {
		return text
	}
	for _, at := range ownerLine().FindAllStringSubmatchIndex(text, -1) {
		if had(text[at[2]:at[3]]) {
			return text[:at[2]] + owner[1] + text[at[3]:]
		}
	}
	return text
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
