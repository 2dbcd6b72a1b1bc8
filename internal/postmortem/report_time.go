package postmortem

import (
	"strings"
	"time"
	"unicode"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// readReportTimes reads the times of the reports as those of the timeline are read: in
// the zone that the header names, else in the timeline's; a time of day lies on the day
// of the report before it, else on that of the incident.
func (d *Document) readReportTimes() {
	last := d.Began()
	for i := range d.Reports {
		r := &d.Reports[i]
		zone := headerZone(r.sentHeader, d.timelineZone().zone)
		if r.SentAt = d.reportTime(r.sent, zone, last); !r.SentAt.IsZero() {
			last = r.SentAt
		}
		if r.next.text != "" {
			r.NextAt = d.reportTime(r.next, zone, last)
		}
	}
}

// reportTime reads the time of a report; zero, and a finding, where nobody can tell which
// moment is meant. What has no digit, such as "none", is no time that somebody wrote.
func (d *Document) reportTime(w writtenMoment, zone writtenZone, last time.Time) time.Time {
	at, read := readMoment(w.text, zone, func() civil.Date { return civil.DateOf(last.In(zone.zone)) }, last)
	if !read.badTime && !read.bare && !read.dayOnly {
		return at
	}
	if strings.ContainsFunc(w.text, unicode.IsNumber) {
		d.unread(diagnostic.ReportUnreadable, w.at, notATime(w.text, read))
	}
	return time.Time{}
}
