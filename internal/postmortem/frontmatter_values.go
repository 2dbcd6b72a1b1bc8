package postmortem

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// understandFront reads the values of the front matter into their types, the
// language and zone first, since the other sentences and times depend on them.
func (d *Document) understandFront() {
	f := &d.Front
	if e, ok := f.entry("lang"); ok {
		if l := incident.Lang(e.value); l.Valid() {
			d.Lang = l
		} else {
			d.badValue(e, "en, ja", likelyLang)
		}
	}
	d.understandZone()
	for _, e := range f.entries {
		d.understandEntry(e)
	}
	d.refuseUnlikelyKeys()
}

func (d *Document) understandEntry(e frontEntry) {
	f := &d.Front
	switch e.key {
	case "incident":
		f.Incident = e.value
	case "title":
		f.Title = e.value
	case "service":
		f.Service = e.value
	case "author":
		f.Author = e.value
	case approvedByKey:
		f.ApprovedBy = e.value
	case approvedRevisionKey:
		f.ApprovedRevision = e.value
	case "no_action_items":
		if !incident.SaysNotWhy(e.value) {
			f.NoActionItems = e.value
		}
	case "reopen_reason":
		f.ReopenReason = e.value
	case "severity":
		f.Severity = incident.Severity(e.value)
		if e.value != "" && !f.Severity.Valid() {
			d.badValue(e, "SEV1, SEV2, SEV3, SEV4", likelySeverity)
		}
	case "status":
		f.Status = d.understandStatus(e)
	case "occurred_at":
		f.OccurredAt = d.frontTime(e)
	case "detected_at":
		f.DetectedAt = d.frontTime(e)
	case "contained_at":
		f.ContainedAt = d.frontTime(e)
	case "recovered_at":
		f.RecoveredAt = d.frontTime(e)
	}
}

// understandStatus gives the status that a value means, in whatever spelling: "Closed" is
// held to the gate as "closed" is, also where a team passes over how it is written. One
// that means none is given as it stands.
func (d *Document) understandStatus(e frontEntry) Status {
	meant, ok := likelyStatus(e.value)
	if e.value != "" && (!ok || meant != e.value) {
		d.badValue(e, "draft, in-review, closed", likelyStatus)
	}
	if ok {
		return Status(meant)
	}
	return Status(e.value)
}

// badValue reports a value that is none of the allowed ones; likely tells which
// of them another spelling means.
func (d *Document) badValue(e frontEntry, allowed string, likely func(string) (string, bool)) {
	p := d.Front.problem(e.valueSpan(), d.say("%s cannot be %q", "%s に「%s」は書けません", e.key, e.value),
		d.say("write one of: %s", "次のどれかを書いてください: %s", allowed))
	if value, ok := likely(e.value); ok {
		p.fix = d.say("write %s", "%s と書いてください", value)
		p.edit = d.valueEdit(e, value)
	}
}

// frontTime reads a time. One in another form is corrected where it has a date and
// a time of day and nothing is left over; a name that does not tell one zone is
// for people to decide.
func (d *Document) frontTime(e frontEntry) time.Time {
	if e.value == "" {
		return time.Time{}
	}
	at, err := parseTime(e.value, d.Zone)
	if err == nil {
		return at
	}
	p := d.Front.problem(e.valueSpan(), d.say("%s: %q is not a time", "%s:「%s」は時刻として読めません", e.key, e.value),
		d.say("write it as 2026-03-01T09:00:00+09:00", "2026-03-01T09:00:00+09:00 の形で書いてください"))
	text := norm.NFKC.String(e.value)
	t, ok := readLooseTime(text)
	if !ok || !t.dated || !t.timed || t.unclear || strings.Trim(text[t.end:], " \t)]頃ごろ") != "" {
		return time.Time{}
	}
	at, bad := t.at(d.Zone)
	if _, known := zoneNamed(t.zone, d.Zone, at); !known {
		p.message = d.say("%s: %q does not tell one time zone", "%s:「%s」ではどのタイムゾーンか決まりません", e.key, t.zone)
		p.fix = d.zoneFix(d.Lang)
	}
	if bad {
		return time.Time{}
	}
	p.fix = d.say("write it as %s", "%s と書いてください", formatFrontTime(at, d.Zone))
	p.edit = d.valueEdit(e, formatFrontTime(at, d.Zone))
	return at
}

// valueSpan is where the value stands, on its first line.
func (e frontEntry) valueSpan() Span {
	return Span{e.valueAt, e.valueAt + max(1, len(e.value))}
}

// refuseUnlikelyKeys finds keys that are one slip away from one of ours. Other
// keys are left to the programs that own them: site generators share the front
// matter.
func (d *Document) refuseUnlikelyKeys() {
	seen := map[string]bool{}
	for _, e := range d.Front.entries {
		at := Span{e.keyAt, e.keyAt + len(e.key)}
		if seen[e.key] {
			d.Front.problem(at, d.say("%s stands twice", "%s が二度書かれています", e.key), d.say("keep one of the two", "どちらか一つにしてください"))
		}
		seen[e.key] = true
		if near := nearestKey(e.key); near != "" {
			p := d.Front.problem(at, d.say("unknown key %q", "キー「%s」は使えません", e.key), d.say("did you mean %s?", "%s ではありませんか", near))
			if _, there := d.Front.entry(near); !there && d.text(at) == e.key {
				p.edit = []diagnostic.Edit{{Start: at.Start, End: at.End, Text: near}}
			}
		}
	}
}

func nearestKey(key string) string {
	if slices.Contains(FrontKeys(), key) {
		return ""
	}
	normal := strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(key))
	for _, known := range FrontKeys() {
		if normal == known || len(known) > 4 && oneSlip(normal, known) {
			return known
		}
	}
	return ""
}

// oneSlip tells whether two words differ by one letter that was added, lost,
// changed or swapped with its neighbour.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// say formats a sentence in the language of the document.
func (d *Document) say(english, japanese string, args ...any) string {
	return d.Lang.Say(english, japanese, args...)
}

// FrontTimes gives the times that the front matter names, by the kind of event
// that each is of; a zero time is not known.
func (d *Document) FrontTimes() map[incident.EventKind]time.Time {
	return map[incident.EventKind]time.Time{
		incident.KindDetection: d.Front.DetectedAt, incident.KindContainment: d.Front.ContainedAt, incident.KindRecovery: d.Front.RecoveredAt,
	}
}
