package postmortem

import (
	"strings"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// timeline is rules timeline-empty and timeline-order: the table says what
// happened when, oldest first.
func (c *checker) timeline() {
	if c.Timeline == nil || len(c.Timeline.Rows) == 0 {
		for _, s := range c.Sections {
			if s.Name == SectionTimeline {
				c.fail(diagnostic.TimelineEmpty, s.Heading, "", c.say("the timeline has no table of events", "時系列の表に出来事がありません"),
					SectionTimeline.ask(c.words))
				return
			}
		}
		return
	}
	c.dayMissing()
	c.zoneLinesApart()
	var last *TimelineRow
	for i := range c.Timeline.Rows {
		row := &c.Timeline.Rows[i]
		if row.badTime {
			c.unreadableTime(row)
			continue
		}
		if last != nil && row.before(last) {
			c.fail(diagnostic.TimelineOrder, row.At, "", c.say("%s is earlier than the row before it (%s)", "%s は前の行（%s）より前の時刻です", c.text(row.At), c.text(last.At)),
				c.say("put the rows in the order of time", "行を時刻の順に並べてください"))
		}
		last = row
	}
}

// dayMissing is the part of rule timeline-order about times of day that nothing gives a
// day: no such row is an event. It is said once, at the first.
func (c *checker) dayMissing() {
	at, n := c.Undated()
	if n == 0 {
		return
	}
	c.report(diagnostic.TimelineOrder, diagnostic.Warning, at, "", c.say("%q says no day, and nothing in the document does: rows that are not read: %d", "「%s」に日付がなく、文書のほかの箇所からも日付が分かりません。読み取れない行: %d 行", c.text(at), n),
		c.say("write occurred_at: into the front matter, or the date above the rows", "front matter に occurred_at: を書くか、行の上に日付を書いてください"))
}

// Undated gives how many rows of the timeline are a time of day on a day that nothing
// says, and where the first one's time stands.
func (d *Document) Undated() (first Span, n int) {
	if d.Timeline == nil {
		return first, 0
	}
	for _, row := range d.Timeline.Rows {
		if row.bare && !row.badTime {
			if n++; n == 1 {
				first = row.At
			}
		}
	}
	return first, n
}

// besideTheTimeline is the part of rule timeline-order that keeps events from being
// passed over in silence: the first table is the timeline, with those of its header.
func (c *checker) besideTheTimeline() {
	for _, at := range c.besideTimeline {
		c.report(diagnostic.TimelineOrder, diagnostic.Warning, c.trim(Span{at.Start, min(at.End, c.lineEnd(at.Start))}), "",
			c.say("these events are not read: the timeline is its first table, and the tables with the same header", "ここにある出来事は読み取られません。時系列として扱うのは、最初の表と見出し行が同じ表だけです"),
			c.say("move them into the table, or give the second table the same header", "表に移すか、2つ目の表の見出し行を最初の表とそろえてください"))
	}
}

// before tells whether a row is earlier than another. A date alone is the whole
// day.
func (r *TimelineRow) before(o *TimelineRow) bool {
	if !r.Event.At.Before(o.Event.At) {
		return false
	}
	ry, rm, rd := r.Event.At.Date()
	oy, om, od := o.Event.At.In(r.Event.At.Location()).Date()
	return !(r.dayOnly && ry == oy && rm == om && rd == od)
}

// unreadableTime is a warning where nothing looks like a time: a row that says
// "unknown" is honest.
func (c *checker) unreadableTime(row *TimelineRow) {
	severity := diagnostic.Warning
	if strings.ContainsFunc(c.text(row.At), unicode.IsDigit) {
		severity = diagnostic.Error
	}
	if row.zoneWord != "" {
		c.fail(diagnostic.TimelineOrder, row.At, "", c.say("%s: %q does not tell one time zone", "%s:「%s」ではどのタイムゾーンか決まりません", c.text(row.At), row.zoneWord), c.zoneFix(c.words))
		return
	}
	c.report(diagnostic.TimelineOrder, severity, row.At, "", c.say("%q is not a time", "「%s」は時刻として読めません", c.text(row.At)),
		c.say("write it as 2026-03-01 09:00, in %s", "2026-03-01 09:00 の形（%s）で書いてください", c.Zone))
}

// zoneFix says how a time is written whose zone cannot be mistaken.
func (d *Document) zoneFix(l incident.Lang) string {
	return l.Say("write it in %s without a zone, or with the offset: 2026-03-01T09:00:00-05:00", "%s の時刻をゾーン名なしで書くか、2026-03-01T09:00:00-05:00 のように時差を付けて書いてください", d.Zone)
}
