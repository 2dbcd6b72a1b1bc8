package web

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// entry is a line of the timeline as somebody typed it.
type entry struct {
	at   time.Time // zero: now
	kind incident.EventKind
	text string
}

// parseEntry reads a line such as "10 min ago rolled back the deploy",
// 「5分前 安全化: 流量を止めた」 or "14:05 decision: roll back". Time and kind may
// be left out: it is then now and a note. Times without a day are the last such
// time before now, in zone; began is when the incident did.
func parseEntry(line string, now, began time.Time, zone *time.Location) entry {
	e := entry{kind: incident.KindNote}
	e.at, e.text = incident.TimeFirst(strings.TrimSpace(norm.NFC.String(line)), now, began, zone)
	if kind, rest, ok := incident.KindFirst(e.text); ok && rest != "" {
		e.kind, e.text = kind, rest
	}
	return e
}
