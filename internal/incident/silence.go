package incident

import (
	"cmp"
	"slices"
	"time"
)

// Silence is a breach of the promise to report: the time named for the next
// report passed without one.
type Silence struct {
	DueAt  time.Time  // when the report was due
	Ended  time.Time  // when the next report was sent; zero: still silent
	Within ReportKind // the report that named the time; empty: the first report is late
	To     Audience   // to whom; empty: the first report, to anybody
}

// Owed is a report for which people wait.
type Owed struct {
	DueAt time.Time
	Named ReportKind // the report that named the time; empty: the first report, which nothing names
	To    Audience   // to whom; empty: the first report, to anybody
}

// Label names what is owed, as a list has it beside its time.
func (o Owed) Label(l Lang) string {
	if o.To == AudienceCustomers {
		return l.Say("next report to customers", "次回連絡（お客様向け）")
	}
	return l.Say("next report", "次回連絡")
}

// FirstReportDue is how long after the declaration the first report is due,
// where the checklist does not say.
const FirstReportDue = 15 * time.Minute

// Silences lists the breaches up to now, in the order of time. declaredAt starts
// the clock of the first report, which is due firstDue later. A promise is kept by a
// report to those to whom it was made, however often others hear something meanwhile;
// a completion report ends the duty to report to its readers, until a later report
// names a time again. One that was sent before the recovery completes nothing and ends
// no duty, and one that reached nobody is none.
func (in Incident) Silences(declaredAt, now time.Time, firstDue time.Duration) []Silence {
	sent := slices.DeleteFunc(in.timelyReports(), func(r Report) bool { return r.SentAt.After(now) })
	var breaches []Silence
	broken := func(s Silence, after []Report) {
		if len(after) > 0 {
			s.Ended = after[0].SentAt
		}
		if end := cmp.Or(s.Ended, now); !s.DueAt.IsZero() && s.DueAt.Before(end) {
			breaches = append(breaches, s)
		}
	}
	if !declaredAt.IsZero() {
		broken(Silence{DueAt: declaredAt.Add(firstDue)}, sent)
	}
	for _, to := range Audiences() {
		theirs := sentTo(to, sent)
		for i, r := range theirs {
			if r.To() != to { // it is owed to the customers whom it names beside these
				continue
			}
			broken(Silence{DueAt: r.promises(), Within: r.Kind, To: to}, theirs[i+1:])
		}
	}
	slices.SortStableFunc(breaches, func(a, b Silence) int { return a.DueAt.Compare(b.DueAt) })
	return breaches
}

// ReportsOwed gives the reports for which people wait, the next first: that which was
// promised last to each audience, or the first report of all.
func (in Incident) ReportsOwed(declaredAt time.Time, firstDue time.Duration) []Owed {
	sent := in.timelyReports()
	if len(sent) == 0 {
		if declaredAt.IsZero() {
			return nil
		}
		return []Owed{{DueAt: declaredAt.Add(firstDue)}}
	}
	var owed []Owed
	for _, to := range Audiences() {
		theirs := sentTo(to, sent)
		if len(theirs) == 0 {
			continue
		}
		if last := theirs[len(theirs)-1]; last.To() == to && !last.promises().IsZero() {
			owed = append(owed, Owed{DueAt: last.promises(), Named: last.Kind, To: to})
		}
	}
	slices.SortStableFunc(owed, func(a, b Owed) int { return a.DueAt.Compare(b.DueAt) })
	return owed
}

// timelyReports gives the reports that reached somebody, in the order of time, without
// a completion report that came before there was a recovery to report.
func (in Incident) timelyReports() []Report {
	recovery, recovered := in.First(KindRecovery)
	sent := slices.DeleteFunc(slices.Clone(in.Reports), func(r Report) bool {
		return r.Lost || r.SentAt.IsZero() || r.Kind == ReportCompletion && (!recovered || r.SentAt.Before(recovery.At))
	})
	slices.SortStableFunc(sent, func(a, b Report) int { return a.SentAt.Compare(b.SentAt) })
	return sent
}

// sentTo gives the reports that were for an audience, perhaps beside another.
func sentTo(to Audience, sent []Report) []Report {
	return slices.DeleteFunc(slices.Clone(sent), func(r Report) bool { return !r.Reaches(to) })
}

// LostReports gives for each audience the last report, where it reached nobody.
func (in Incident) LostReports() []Report {
	var lost []Report
	for _, to := range Audiences() {
		var last Report
		for _, r := range sentTo(to, in.Reports) {
			if !r.SentAt.Before(last.SentAt) {
				last = r
			}
		}
		if last.Lost {
			lost = append(lost, last)
		}
	}
	return lost
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
	switch {
	case s.Within == "":
		return l.Say("No first report was sent by %s", "%s までに初報が出ていない", due)
	case s.To == AudienceCustomers:
		return l.Say("No report was sent to customers by %s, the time that was named for it", "予告した %s までにお客様向けの連絡が出ていない", due)
	}
	return l.Say("No report was sent by %s, the time that was named for it", "予告した %s までに連絡が出ていない", due)
}
