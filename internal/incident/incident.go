// Package incident is the domain of pmtracker: incidents, their timeline, roles,
// reports, KPIs and action items, and the gate through which an incident closes.
// It does no I/O and reads no clock.
package incident

import (
	"slices"
	"time"
)

// State is where an incident stands in its life.
type State string

// The states, in the order in which an incident goes through them.
const (
	Declared  State = "declared"
	Contained State = "contained" // 安全化済み
	Recovered State = "recovered" // 復旧宣言
	InReview  State = "in_review"
	Closed    State = "closed"
)

// States lists the states in order.
func States() []State { return []State{Declared, Contained, Recovered, InReview, Closed} }

// Valid tells whether s is one of States.
func (s State) Valid() bool { return slices.Contains(States(), s) }

// Incident is what is known of one incident.
type Incident struct {
	Key         string // INC-2026-0042; empty in a timeline file
	Title       string
	Severity    Severity
	Service     string
	Lang        Lang
	Zone        *time.Location // the zone in which its times are shown; never nil after parsing
	OccurredAt  time.Time      // when it began; zero: not known
	BeganBefore []time.Time    // when it was said to have begun, in any order, before that was put right
	Author      string         // who wrote the postmortem
	Events      []Event        // by the time at which they happened
	KPIs        []KPI
	Reports     []Report
	ActionItems []ActionItem
	People      People  // of the team: a postmortem names none of them
	Record      *Record // what the room knows besides; nil: it was not handled in one
}

// First gives the first event of a kind, in the order of time.
func (in Incident) First(kind EventKind) (Event, bool) {
	var first Event
	found := false
	for _, e := range in.Events {
		if e.Kind == kind && (!found || e.At.Before(first.At)) {
			first, found = e, true
		}
	}
	return first, found
}

// Began gives the earliest time of which somebody said that the incident was there; zero:
// none is known. A note can be of long before.
func (in Incident) Began() time.Time {
	began := in.OccurredAt
	for _, kind := range []EventKind{KindDetection, KindDeclaration} {
		if e, ok := in.First(kind); ok && (began.IsZero() || e.At.Before(began)) {
			began = e.At
		}
	}
	return began
}

// StateFromTimeline tells how far the timeline says the incident has come:
// declared, contained or recovered.
func (in Incident) StateFromTimeline() State {
	if _, ok := in.First(KindRecovery); ok {
		return Recovered
	}
	if _, ok := in.First(KindContainment); ok {
		return Contained
	}
	return Declared
}
