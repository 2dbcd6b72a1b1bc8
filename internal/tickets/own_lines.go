package tickets

import (
	"regexp"
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
// wrote it, the first such one, as it writes it now.
func FollowOwner(text, now string) string {
	at, owner := ownerLine().FindStringSubmatchIndex(text), ownerLine().FindStringSubmatch(now)
	if at == nil || owner == nil {
		return text
	}
	return text[:at[2]] + owner[1] + text[at[3]:]
}

// firstLine gives where the first line that is not blank stands, without the blanks
// around it.
func firstLine(text string) (from, to int) {
	from = len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	line, _, _ := strings.Cut(text[from:], "\n")
	return from, from + len(strings.TrimRight(line, " \t\r"))
}
