package incident

import (
	"slices"
	"time"
)

// Record is what the room of an incident knows beside its timeline. A timeline
// file has none of it.
type Record struct {
	Roster    Roster
	Decisions []DatedDecision // by time
	Gaps      []Gap           // by time
}

// DatedDecision is a decision and when it was taken.
type DatedDecision struct {
	At         time.Time
	Superseded []time.Time // when it was said to have been taken before a correction
	Decision
}

// GapKind says what people were owed and did not get in time.
type GapKind string

// The kinds of gap.
const (
	GapFirstReport GapKind = "first-report"
	GapReport      GapKind = "report"           // one whose time an earlier report had named
	GapCustomers   GapKind = "customers-report" // such a one to customers
	GapCommander   GapKind = "commander"
)

// Gap is a stretch in which a report that was owed did not come, or nobody
// commanded.
type Gap struct {
	Kind  GapKind
	Due   time.Time
	Ended time.Time // when it came; zero: it did not
}

// Label tells what was missing.
func (k GapKind) Label(l Lang) string {
	switch k {
	case GapFirstReport:
		return l.Say("first report", "初報")
	case GapReport:
		return l.Say("report at the time that was named for it", "予告した時刻の連絡")
	case GapCustomers:
		return l.Say("report to customers at the time that was named for it", "予告した時刻のお客様向けの連絡")
	}
	return l.Say("an Incident Commander", "インシデントコマンダー（IC）")
}

// Gaps lists what people were owed and did not get in time, by the time at which
// it was owed: the silences, and the stretches of five minutes and more between
// the declaration and recoveredAt (zero: now) in which nobody commanded.
func Gaps(silences []Silence, roster Roster, declaredAt, recoveredAt, now time.Time) []Gap {
	var gaps []Gap
	for _, s := range silences {
		kind := GapReport
		switch {
		case s.Within == "":
			kind = GapFirstReport
		case s.To == AudienceCustomers:
			kind = GapCustomers
		}
		gaps = append(gaps, Gap{Kind: kind, Due: s.DueAt, Ended: s.Ended})
	}
	if recoveredAt.IsZero() {
		recoveredAt = now
	}
	gaps = append(gaps, roster.commandGaps(declaredAt, recoveredAt)...)
	slices.SortStableFunc(gaps, func(a, b Gap) int { return a.Due.Compare(b.Due) })
	return gaps
}

// commandGaps lists the stretches from one moment to another in which nobody
// commanded for longer than patience allows.
func (r Roster) commandGaps(from, to time.Time) []Gap {
	commands := slices.DeleteFunc(slices.Clone(r), func(a Assignment) bool { return a.Role != Commander })
	slices.SortStableFunc(commands, func(a, b Assignment) int { return a.From.Compare(b.From) })
	var gaps []Gap
	since := from // nobody commands from here on, as far as is known
	for _, a := range commands {
		if a.From.After(to) {
			break
		}
		if a.From.Sub(since) >= commandPatience {
			gaps = append(gaps, Gap{Kind: GapCommander, Due: since, Ended: a.From})
		}
		if a.Until.IsZero() {
			return gaps
		}
		if a.Until.After(since) {
			since = a.Until
		}
	}
	if to.Sub(since) >= commandPatience {
		gaps = append(gaps, Gap{Kind: GapCommander, Due: since})
	}
	return gaps
}
