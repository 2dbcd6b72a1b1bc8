package incident

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Step is one item of the first-response checklist (初動).
type Step struct {
	ID   string
	Due  time.Duration // after the declaration
	Text string
}

// Checklist is what has to be done in the first thirty minutes, in order.
type Checklist []Step

// The steps that the timeline itself can show to be done. A team's checklist may
// leave them out, or have others, which people tick.
const (
	StepDeclare     = "declare"
	StepContain     = "contain"
	StepRoles       = "roles"
	StepFirstReport = "first-report"
	StepRecovery    = "recovery"
	StepRecord      = "record"
)

var stepLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[-*]\s+(?:\[ \]\s+)?T\+(\d{1,3})\s+([a-z0-9][a-z0-9-]*)\s*[:：]\s*(\S.*)$`)
})

// ParseChecklist reads a checklist: Markdown in which each list item is a step,
//
//   - T+15 first-report: send the first report
//
// with the minute after the declaration by which it is due, an id and what to
// do. Other lines are for people. name stands in errors, which are Invalid and
// name the line.
func ParseChecklist(name, text string) (Checklist, error) {
	var list Checklist
	seen := map[string]int{}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		trimmed := strings.TrimSpace(line)
		if !strings.HasPrefix(trimmed, "- ") && !strings.HasPrefix(trimmed, "* ") {
			continue
		}
		m := stepLine().FindStringSubmatch(trimmed)
		if m == nil {
			return nil, Tell(Invalid, "%s:%d: this is not a step; write it as \"- T+15 first-report: send the first report\"", "%s:%d: 手順の形ではありません。\"- T+15 first-report: 第一報を送る\" のように書いてください", name, i+1)
		}
		if first := seen[m[2]]; first != 0 {
			return nil, Tell(Invalid, "%s:%d: step %s stands on line %d already; give it another id", "%s:%d: 手順 %s は%d行目にもあります。別の id を付けてください", name, i+1, m[2], first)
		}
		seen[m[2]] = i + 1
		minutes, _ := strconv.Atoi(m[1])
		list = append(list, Step{ID: m[2], Due: time.Duration(minutes) * time.Minute, Text: strings.TrimSpace(m[3])})
	}
	if len(list) == 0 {
		return nil, Tell(Invalid, "%s: the checklist has no step; write at least one as \"- T+15 first-report: send the first report\"", "%s: チェックリストに手順がありません。\"- T+15 first-report: 第一報を送る\" のように一つ以上書いてください", name)
	}
	return list, nil
}

// Find gives the step of an id.
func (c Checklist) Find(id string) (Step, bool) {
	for _, s := range c {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}

// For gives the checklist as it stands for an incident of a known harm: where data is at
// risk, the safe stop comes first, and says why.
func (c Checklist) For(i Impact, l Lang) Checklist {
	if !i.DataAtRisk {
		return c
	}
	stop, ok := c.Find(StepContain)
	if !ok {
		stop = Step{ID: StepContain, Due: safeStopDue}
	}
	stop.Text = i.FirstStep(l)
	first := Checklist{stop}
	for _, s := range c {
		if s.ID != StepContain {
			first = append(first, s)
		}
	}
	return first
}

// safeStopDue is when the safe stop is due where a team's checklist has no such step.
const safeStopDue = 5 * time.Minute

// FirstReportDue is how long after the declaration the first report is due.
func (c Checklist) FirstReportDue() time.Duration {
	if s, ok := c.Find(StepFirstReport); ok {
		return s.Due
	}
	return FirstReportDue
}

// Tick is a step that a person marked as done.
type Tick struct {
	Step string
	At   time.Time
	By   string
}

// StepState is where one step stands.
type StepState struct {
	Step
	DueAt   time.Time
	DoneAt  time.Time // zero: not done
	DoneBy  string    // empty: the timeline shows it
	Overdue bool      // due and not done
}

// Progress tells where each step stands at now. A step is done when a person
// ticked it, or when the timeline shows it: a containment, a first report, a
// commander and a communication lead.
func (c Checklist) Progress(in Incident, roster Roster, ticks []Tick, now time.Time) []StepState {
	declared, _ := in.First(KindDeclaration)
	states := make([]StepState, 0, len(c))
	for _, s := range c {
		state := StepState{Step: s, DueAt: declared.At.Add(s.Due), DoneAt: shown(s.ID, in, roster)}
		for _, t := range ticks {
			if t.Step == s.ID && (state.DoneAt.IsZero() || t.At.Before(state.DoneAt)) {
				state.DoneAt, state.DoneBy = t.At, t.By
			}
		}
		state.Overdue = state.DoneAt.IsZero() && !declared.At.IsZero() && now.After(state.DueAt)
		states = append(states, state)
	}
	return states
}

// shown gives the moment at which the timeline shows a step to be done.
func shown(step string, in Incident, roster Roster) time.Time {
	first := func(kind EventKind) time.Time {
		e, _ := in.First(kind)
		return e.At
	}
	switch step {
	case StepDeclare:
		return first(KindDeclaration)
	case StepContain:
		return first(KindContainment)
	case StepRecovery:
		return first(KindRecovery)
	case StepRoles:
		commander, lead := taken(roster, Commander), taken(roster, Communication)
		if commander.IsZero() || lead.IsZero() {
			return time.Time{}
		}
		return later(commander, lead)
	case StepRecord:
		return taken(roster, Recorder)
	case StepFirstReport:
		for _, r := range in.Reports {
			if r.Kind == ReportFirst && !r.Lost {
				return r.SentAt
			}
		}
	}
	return time.Time{}
}

// taken gives the moment at which a role was first taken.
func taken(roster Roster, role Role) time.Time {
	for _, a := range roster {
		if a.Role == role {
			return a.From
		}
	}
	return time.Time{}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Mark writes the step's minute: "T+15".
func (s Step) Mark() string { return fmt.Sprintf("T+%02d", int(s.Due.Minutes())) }
