package incident

import (
	"slices"
	"time"
)

// Silence is a breach of the promise to report: the time named for the next
// report passed without one.
type Silence struct {
	DueAt  time.Time  // when the report was due
	Ended  time.Time  // when the next report was sent; zero: still silent
	Within ReportKind // the report that named the time; empty: the first report is late
}

// FirstReportDue is how long after the declaration the first report is due,
// where the checklist does not say.
const FirstReportDue = 15 * time.Minute

// Silences lists the breaches up to now, in the order of time. declaredAt starts
// the clock of the first report, which is due firstDue later; a completion
// report ends the duty to report, until a later report names a time again. One that was
// sent before the recovery completes nothing and ends no duty.
func (in Incident) Silences(declaredAt, now time.Time, firstDue time.Duration) []Silence {
	sent := in.timelyReports()
	sent = slices.DeleteFunc(sent, func(r Report) bool { return r.SentAt.IsZero() || r.SentAt.After(now) })
	slices.SortStableFunc(sent, func(a, b Report) int { return a.SentAt.Compare(b.SentAt) })
	var breaches []Silence
	due, within := time.Time{}, ReportKind("")
	if !declaredAt.IsZero() {
		due = declaredAt.Add(firstDue)
	}
	for _, r := range sent {
		if !due.IsZero() && due.Before(r.SentAt) {
			breaches = append(breaches, Silence{DueAt: due, Ended: r.SentAt, Within: within})
		}
		due, within = r.promises(), r.Kind
	}
	if !due.IsZero() && due.Before(now) {
		breaches = append(breaches, Silence{DueAt: due, Within: within})
	}
	return breaches
}

// timelyReports gives the reports without a completion report that came before there
// was a recovery to report.
func (in Incident) timelyReports() []Report {
	recovery, recovered := in.First(KindRecovery)
	return slices.DeleteFunc(slices.Clone(in.Reports), func(r Report) bool {
		return r.Kind == ReportCompletion && (!recovered || r.SentAt.Before(recovery.At))
	})
}

// NextReportDue gives the time by which the next report is owed, and the report
// that named it: none for the first report. The zero time: none is owed.
func (in Incident) NextReportDue(declaredAt time.Time, firstDue time.Duration) (time.Time, ReportKind) {
	var last Report
	for _, r := range in.timelyReports() {
		if !r.SentAt.Before(last.SentAt) {
			last = r
		}
	}
	if last.SentAt.IsZero() {
		return declaredAt.Add(firstDue), ""
	}
	return last.promises(), last.Kind
}

// promises gives the time at which a report says that the next one comes; the
// zero time: it promises none, as a completion report does.
func (r Report) promises() time.Time {
	if r.Kind == ReportCompletion {
		return time.Time{}
	}
	return r.NextAt
}

// Text tells an unbroken silence as a fact, as the timeline has it.
func (s Silence) Text(zone *time.Location, l Lang) string {
	due := s.DueAt.In(zone).Format("15:04 MST")
	if s.Within == "" {
		return l.Say("No first report was sent by %s", "%s までに初報が出ていない", due)
	}
	return l.Say("No report was sent by %s, the time that was named for it", "予告した %s までに連絡が出ていない", due)
}
