package postmortem

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// frontTimes is the part of rule front-matter about times that cannot be so: one that the
// timeline contradicts, and a recovery that is still to come.
func (c *checker) frontTimes() {
	apart := c.timeApart("detected_at", c.Front.DetectedAt, incident.KindDetection)
	apart = c.timeApart("contained_at", c.Front.ContainedAt, incident.KindContainment) || apart
	apart = c.timeApart("recovered_at", c.Front.RecoveredAt, incident.KindRecovery) || apart
	if recovered := c.Front.RecoveredAt; !apart && !c.Now.IsZero() && recovered.After(c.Now) {
		e, _ := c.Front.entry("recovered_at")
		c.report(diagnostic.FrontMatter, diagnostic.Warning, e.valueSpan(), "", c.say("recovered_at (%s) is in the future", "recovered_at（%s）が未来の日時です", formatFrontTime(recovered, c.Zone)),
			c.say("write when it recovered, or leave it out until it has", "復旧した日時を書いてください。まだ復旧していなければ、空にしてください"))
	}
}

// timeApart reports a time of the front matter that is another one than that of the only
// event of its kind, by more than a minute: people write no seconds.
func (c *checker) timeApart(key string, at time.Time, kind incident.EventKind) bool {
	row := c.onlyRow(kind)
	if row == nil || at.IsZero() || row.Event.At.Sub(at).Abs() <= time.Minute || !c.knowsZones(key, row) {
		return false
	}
	e, _ := c.Front.entry(key)
	c.report(diagnostic.FrontMatter, diagnostic.Warning, e.valueSpan(), "", c.say("%s is %s here, and %s in the timeline", "%s はここでは %s、時系列では %s です", key, formatFrontTime(at, c.Zone), formatFrontTime(row.Event.At, c.Zone)),
		c.say("correct the one that is wrong", "誤っているほうを直してください"))
	return true
}

// onlyRow gives the only row of the timeline of a kind, where its moment can be read; nil:
// there is none, or there are several.
func (d *Document) onlyRow(kind incident.EventKind) *TimelineRow {
	if d.Timeline == nil {
		return nil
	}
	var only *TimelineRow
	for i := range d.Timeline.Rows {
		row := &d.Timeline.Rows[i]
		if row.Event.Kind != kind {
			continue
		}
		if only != nil || row.badTime || row.bare || row.dayOnly {
			return nil
		}
		only = row
	}
	return only
}

// knowsZones tells whether the document says of both times in which zone they are, so that
// they can be compared.
func (d *Document) knowsZones(key string, row *TimelineRow) bool {
	e, _ := d.Front.entry(key)
	_, noOffset := time.Parse(time.RFC3339, e.value)
	if row.Event.At.Location() != d.Zone { // said by itself, or above it
		return noOffset == nil
	}
	zone, said := d.Front.entry("timezone")
	times, _ := d.frontOffset()
	return said && zone.value != "" || len(times) > 0
}
