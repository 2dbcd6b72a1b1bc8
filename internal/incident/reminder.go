package incident

import (
	"slices"
	"time"
)

// Reminder is something that the people in the room have to be told.
type Reminder struct {
	Kind  string    // with DueAt it is one reminder, which is given once
	DueAt time.Time // when what it reminds of is, or was, due
	Loud  bool      // it breaks a promise or leaves the room without command
	Text  string    // one line
	Fact  string    // what the timeline has to keep of it; empty: nothing
}

// The kinds of reminder; that of a step ends with the step's id, that of a report to
// customers with a colon and their name: theirs may be due with that of the team.
const (
	RemindStep          = "step:"
	RemindReportSoon    = "report-soon"
	RemindReportOverdue = "report-overdue"
	RemindReportLost    = "report-lost"
	RemindNoCommander   = "no-commander"
)

const (
	// reportWarning is how long before the next report is due it is reminded of.
	reportWarning = 5 * time.Minute
	// commandPatience is how long nobody may command before that is said.
	commandPatience = 5 * time.Minute
	// stale is how late a reminder may come: after a longer stop it helps nobody. That
	// a report was promised and did not come is told however late: it is owed still.
	stale = 12 * time.Hour
)

// RoomFacts is what reminders depend on.
type RoomFacts struct {
	Incident   Incident
	State      State
	DeclaredAt time.Time
	ImportedAt time.Time // before it nothing was owed to this room; zero: it was declared here
	Roster     Roster
	Checklist  Checklist
	Ticks      []Tick
}

// ReportsOwed gives the reports for which people wait, the next first. One that was
// promised is owed until the incident is closed; a first report that never came is
// waited for until its review, when it would tell nobody anything.
func (f RoomFacts) ReportsOwed() []Owed {
	if f.State == Closed {
		return nil
	}
	return slices.DeleteFunc(f.Incident.ReportsOwed(f.DeclaredAt, f.Checklist.FirstReportDue()), func(o Owed) bool {
		return f.State == InReview && o.Named == "" || o.DueAt.Before(f.ImportedAt)
	})
}

// Silences lists the breaches up to now of what was promised to this room.
func (f RoomFacts) Silences(now time.Time) []Silence {
	breaches := f.Incident.Silences(f.DeclaredAt, now, f.Checklist.FirstReportDue())
	return slices.DeleteFunc(breaches, func(s Silence) bool { return s.DueAt.Before(f.ImportedAt) })
}

// Reminders lists what is due at now, in the incident's language. Steps and
// command are reminded of until recovery is declared, reports until the
// completion report, and nothing of the time before an import. The list depends on now and the facts alone: who gives a
// reminder keeps note of it.
func Reminders(f RoomFacts, now time.Time) []Reminder {
	var due []Reminder
	add := func(r Reminder) {
		if now.Sub(r.DueAt) < stale && !r.DueAt.Before(f.ImportedAt) {
			due = append(due, r)
		}
	}
	if f.State == Declared || f.State == Contained {
		for _, r := range f.steps(now) {
			add(r)
		}
		if since := f.Roster.CommandGap(f.DeclaredAt); !since.IsZero() && !now.Before(since.Add(commandPatience)) {
			add(f.noCommander(since))
		}
	}
	if f.State != Closed {
		for _, r := range f.Incident.LostReports() {
			due = append(due, f.lost(r, now))
		}
	}
	for _, owed := range f.ReportsOwed() {
		if !now.Before(owed.DueAt.Add(-reportWarning)) {
			due = append(due, owed.reminder(now, f.Incident.Zone, f.Incident.Lang))
		}
	}
	return due
}

func (f RoomFacts) steps(now time.Time) []Reminder {
	var due []Reminder
	l := f.Incident.Lang
	for _, s := range f.Checklist.Progress(f.Incident, f.Roster, f.Ticks, now) {
		// The first report has a reminder of its own.
		if s.Overdue && s.ID != StepFirstReport {
			due = append(due, Reminder{Kind: RemindStep + s.ID, DueAt: s.DueAt, Text: l.Say("%s is overdue: %s", "%s の期限を過ぎています: %s", s.Mark(), s.Text)})
		}
	}
	return due
}

func (f RoomFacts) noCommander(since time.Time) Reminder {
	l, clock := f.Incident.Lang, since.In(f.Incident.Zone).Format("15:04 MST")
	return Reminder{Kind: RemindNoCommander, DueAt: since.Add(commandPatience), Loud: true,
		Text: l.Say("Nobody commands since %s: assign an IC with pmtracker role %s assign IC PERSON", "%s から IC がいません。pmtracker role %s assign IC 氏名 で割り当ててください", clock, f.Incident.Key),
		Fact: l.Say("No IC from %s for more than %d minutes", "%s から%d分以上 IC が不在", clock, int(commandPatience.Minutes()))}
}

// Clock writes a time as those of the same day say it, 15:04, and with its day for those
// of another.
func Clock(at, now time.Time, zone *time.Location) string {
	at, now = at.In(zone), now.In(zone)
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02 15:04")
}

// lost reminds of a report that was sent and reached nobody.
func (f RoomFacts) lost(r Report, now time.Time) Reminder {
	l, zone := f.Incident.Lang, f.Incident.Zone
	clock := Clock(r.SentAt, now, zone) + r.SentAt.In(zone).Format(" MST")
	return Reminder{Kind: reminderKind(RemindReportLost, r.To()), DueAt: r.SentAt, Loud: true,
		Text: l.Say("The %s (%s) of %s reached nobody: pmtracker deliveries %s says why, --retry sends it again. What was told by other means is recorded without --send",
			"%[3]s の%[1]s（%[2]s）は誰にも届いていません。理由は pmtracker deliveries %[4]s で確認し、--retry で再送してください。別の手段で伝えた場合は --send を付けずに記録してください", r.Kind.Label(l), r.To().Label(l), clock, f.Incident.Key)}
}

// reminder reminds of a report that is due soon, or was due.
func (o Owed) reminder(now time.Time, zone *time.Location, l Lang) Reminder {
	clock := Clock(o.DueAt, now, zone) + o.DueAt.In(zone).Format(" MST")
	customers := o.To == AudienceCustomers
	if !now.After(o.DueAt) {
		text := l.Say("The next report is due at %s, also when nothing new is known", "次の連絡は %s です。新しい情報がなくても連絡してください", clock)
		if customers {
			text = l.Say("The next report to customers is due at %s, also when nothing new is known", "次のお客様向けの連絡は %s です。新しい情報がなくても連絡してください", clock)
		}
		return Reminder{Kind: reminderKind(RemindReportSoon, o.To), DueAt: o.DueAt, Text: text}
	}
	text := l.Say("The report due at %s was not sent: send one now, also when nothing new is known", "%s の連絡が出ていません。新しい情報がなくても、いま連絡してください", clock)
	if customers {
		text = l.Say("The report to customers due at %s was not sent: send one now, also when nothing new is known", "%s のお客様向けの連絡が出ていません。新しい情報がなくても、いま連絡してください", clock)
	}
	return Reminder{Kind: reminderKind(RemindReportOverdue, o.To), DueAt: o.DueAt, Loud: true, Text: text, Fact: o.broken().Text(zone, l)}
}

// OverdueReminder gives what the timeline keeps of a report that did not come, as the
// reminder which tells of it.
func (o Owed) OverdueReminder(zone *time.Location, l Lang) Reminder {
	return Reminder{Kind: reminderKind(RemindReportOverdue, o.To), DueAt: o.DueAt, Fact: o.broken().Text(zone, l)}
}

// reminderKind tells the reminders of what concerns customers from those of the team.
func reminderKind(kind string, to Audience) string {
	if to == AudienceCustomers {
		return kind + ":" + string(to)
	}
	return kind
}

func (o Owed) broken() Silence { return Silence{DueAt: o.DueAt, Within: o.Named, To: o.To} }
