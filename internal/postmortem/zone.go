package postmortem

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// understandZone finds the zone of the times that say none: the one that timezone:
// names, else the offset that all times of the front matter have, else the team's. Times
// in UTC ("Z") say nothing of the others: programs write those.
func (d *Document) understandZone() {
	f := &d.Front
	if e, ok := f.entry("timezone"); ok && e.value != "" {
		f.Timezone = e.value
		zone, err := time.LoadLocation(e.value)
		if own := incident.OffsetZoneNamed(e.value); own != nil {
			zone, err = own, nil
		}
		if err == nil && e.value != "Local" {
			d.Zone = zone
			return
		}
		f.problem(e.valueSpan(), d.say("there is no time zone %q", "タイムゾーン「%s」はありません", e.value),
			d.say("use a name such as Asia/Tokyo or UTC", "Asia/Tokyo や UTC のような名前を書いてください"))
	}
	if times, offset := d.frontOffset(); len(times) > 0 && !hasOffset(d.team, offset, times) {
		d.Zone = incident.OffsetZone(offset)
	}
}

// frontOffset gives the times of the front matter and the offset that all of them have;
// none where one has another, or none, or is in UTC.
func (d *Document) frontOffset() (times []time.Time, offset int) {
	without := time.FixedZone("", 1)
	for _, key := range []string{"occurred_at", "detected_at", "contained_at", "recovered_at"} {
		e, _ := d.Front.entry(key)
		at, err := parseTime(e.value, without)
		if err != nil {
			continue // it is unknown, or is said to be no time
		}
		_, has := at.Zone()
		if at.Location() == without || at.Location() == time.UTC || strings.HasSuffix(strings.ToUpper(e.value), "Z") || len(times) > 0 && has != offset {
			return nil, 0
		}
		times, offset = append(times, at), has
	}
	return times, offset
}

// hasOffset tells whether the clocks of a zone have an offset at all of some times.
func hasOffset(zone *time.Location, offset int, times []time.Time) bool {
	for _, at := range times {
		if _, has := at.In(zone).Zone(); has != offset {
			return false
		}
	}
	return true
}

// readHeadingZone takes the zone that the heading of the timeline names in brackets:
// "Timeline (CET)", 「時系列（JST）」; false: it names none. One that nobody can tell is said,
// and the times are read as if it did not stand there. A date there is the day of the times
// below it.
func (d *Document) readHeadingZone(heading Span) bool {
	text := norm.NFKC.String(d.text(heading))
	if open := strings.LastIndexByte(text, '('); open > 0 {
		if t, ok := readLooseTime(text[open+1:]); ok && t.dated && !t.timed {
			d.dayAbove = civil.Date{Year: t.year, Month: time.Month(t.month), Day: t.day}
			text = text[:open+1] + text[open+1+t.end:]
		}
	}
	name := zoneOfRemark(text, d.Zone)
	named := namedZone(name, d.Zone)
	if d.timelineIn = named.zone; named.name != "" && !d.isCalled(name) {
		d.unread(diagnostic.TimelineOrder, heading, unsureZone(name, d.Zone))
	}
	return name != ""
}

// zoneOfRemark gives the zone that a remark in brackets at the end of a text names:
// "(UTC)", "(all times in CET)"; empty: none.
func zoneOfRemark(text string, own *time.Location) string {
	open, closed := strings.LastIndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || closed < open {
		return ""
	}
	remark := strings.TrimSpace(text[open+1 : closed])
	words := strings.Fields(remark)
	if len(words) < 2 {
		return zoneIn(remark)
	}
	if name := zoneSaid(remark, own); name != "" {
		return name
	}
	if last := words[len(words)-1]; !strings.ContainsAny(last, "0123456789") { // "(all times in CET)"
		return zoneIn(last)
	}
	return zoneIn(remark)
}

// isCalled tells whether the document's own zone has a name that can stand for several
// zones: at the time of the incident, else in winter or in summer.
func (d *Document) isCalled(name string) bool {
	at := cmp.Or(d.Front.OccurredAt, d.Front.DetectedAt)
	halves := []time.Time{at}
	if at.IsZero() {
		halves = []time.Time{time.Unix(0, 0), time.Unix(0, 0).AddDate(0, 6, 0)}
	}
	return slices.ContainsFunc(halves, func(at time.Time) bool {
		_, ok := zoneNamed(name, d.Zone, at)
		return ok
	})
}

// unsureZone says that a name of a zone can stand for several.
func unsureZone(name string, own *time.Location) telling {
	return func(l incident.Lang) (message, fix string) {
		return l.Say("%q does not tell one time zone; the times below it are read as %s", "「%s」ではどのタイムゾーンか決まりません。この下の時刻は %s として読み取ります", name, own),
			l.Say("write timezone: with a name such as Europe/Berlin into the front matter, or write UTC or the offset here: (UTC+1)", "front matter に timezone: を Asia/Tokyo のような名前で書くか、ここに UTC や (UTC+9) のような時差を書いてください")
	}
}
