package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func showCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "show TARGET", Short: "Show an incident, a postmortem file or a timeline file", Args: cobra.ExactArgs(1),
		Example: "  pmtracker show INC-2026-0042\n  pmtracker show docs/postmortems/INC-2026-0042.md --format json\n  pmtracker show timeline.yaml",
	}
	s := newSession(streams, cmd).reading()
	var format string
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), s, args[0], format) }
	formatFlag(cmd, &format)
	return cmd
}

func runShow(ctx context.Context, s *session, target, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, []string{target}, func(t *tracker.Tracker) error {
		shown, err := t.Show(ctx, s.actor, target)
		if err != nil {
			return err
		}
		if shown.Stored != nil { // when the next report is owed depends on the checklist
			sayOtherChecklist(s.streams, t)
		}
		if format == "json" {
			return s.streams.writeJSON(shownOf(shown))
		}
		return showText(s.streams, shown)
	})
}

// shown is the show output of the contract.
type shown struct {
	Incident    string            `json:"incident"`
	Title       string            `json:"title"`
	Severity    incident.Severity `json:"severity"`
	Service     string            `json:"service"`
	State       incident.State    `json:"state"`
	Lang        incident.Lang     `json:"lang"`
	Author      string            `json:"author"`
	Customers   string            `json:"customers,omitempty"` // how they were affected at the declaration
	DataAtRisk  bool              `json:"data_at_risk,omitempty"`
	OccurredAt  *string           `json:"occurred_at"`
	Revision    int               `json:"revision"`
	Metrics     metrics           `json:"metrics"`
	Alerts      *alertCount       `json:"alerts,omitempty"` // only where there are any
	Events      []event           `json:"events"`
	Roles       []roleHeld        `json:"roles"`
	KPIs        []kpiRead         `json:"kpis"`
	Reports     []sentReport      `json:"reports"`
	ActionItems []item            `json:"action_items"`
}

type metrics struct {
	Detect  *int64 `json:"mttd_seconds"`
	Declare *int64 `json:"mtta_seconds"`
	Contain *int64 `json:"mttc_seconds"`
	Recover *int64 `json:"mttr_seconds"`
}

// alertCount is how many different alerts belong to an incident. The timeline lists the
// first of them alone.
type alertCount struct {
	Total    int `json:"total"`
	Listed   int `json:"listed"`
	Resolved int `json:"resolved"`
}

type event struct {
	ID         string             `json:"id,omitempty"`
	At         string             `json:"at"`
	RecordedAt string             `json:"recorded_at,omitempty"`
	RecordedBy string             `json:"recorded_by,omitempty"`
	Kind       incident.EventKind `json:"kind"`
	Role       incident.Role      `json:"actor_role,omitempty"`
	Actor      string             `json:"actor,omitempty"`
	Text       string             `json:"text"`
	Links      []string           `json:"links,omitempty"`
	Corrects   string             `json:"corrects,omitempty"`
	Corrected  string             `json:"corrected_at,omitempty"`
	WrittenAt  string             `json:"written_at,omitempty"` // before a correction of its time
	Source     string             `json:"source,omitempty"`     // the line of another tool's export
}

type roleHeld struct {
	Role   incident.Role `json:"role"`
	Person string        `json:"person"`
	From   string        `json:"from"`
	Until  string        `json:"until,omitempty"`
}

type kpiRead struct {
	Name     string   `json:"name"`
	Unit     string   `json:"unit,omitempty"`
	Value    *float64 `json:"value"`
	Baseline string   `json:"baseline,omitempty"`
	ReadBy   string   `json:"read_by,omitempty"`
}

type sentReport struct {
	Kind    incident.ReportKind `json:"kind"`
	SentAt  string              `json:"sent_at"`
	NextAt  string              `json:"next_at,omitempty"`
	Tickets []string            `json:"tickets,omitempty"`
}

type item struct {
	ID         string           `json:"id"`
	Title      string           `json:"title"`
	Kind       string           `json:"kind"`
	Owner      string           `json:"owner"`
	Due        string           `json:"due"`
	Ticket     string           `json:"ticket"`
	When       string           `json:"when"`
	Before     string           `json:"before"`
	After      string           `json:"after"`
	VerifiedBy string           `json:"verified_by"`
	Verified   string           `json:"verified,omitempty"`
	Concrete   bool             `json:"concrete"`
	Missing    []incident.Field `json:"missing"`
}

func shownOf(s tracker.Shown) shown {
	zone := s.Zone
	out := shown{
		Incident: s.Key, Title: s.Title, Severity: s.Severity, Service: s.Service, State: s.State, Lang: s.Lang, Author: s.Author,
		Revision: s.Revision, Metrics: metricsOf(s.Incident.Metrics()), Events: []event{}, Roles: []roleHeld{}, KPIs: []kpiRead{},
		Reports: []sentReport{}, ActionItems: []item{},
	}
	if s.Stored != nil {
		out.Customers, out.DataAtRisk = string(s.Stored.Impact.Customers), s.Stored.Impact.DataAtRisk
	}
	if s.Alerts.Total > 0 {
		count := alertCount(s.Alerts)
		out.Alerts = &count
	}
	if !s.OccurredAt.IsZero() {
		at := stamp(s.OccurredAt, zone)
		out.OccurredAt = &at
	}
	for _, e := range s.Events {
		one := eventOf(e, zone)
		one.Source = s.Sources[e.ID]
		out.Events = append(out.Events, one)
	}
	for _, a := range s.Roster {
		out.Roles = append(out.Roles, roleHeld{a.Role, a.Person, stamp(a.From, zone), stamp(a.Until, zone)})
	}
	for _, k := range s.KPIs {
		one := kpiRead{Name: k.Name, Unit: k.Unit, Value: k.Value, ReadBy: k.ReadBy}
		if k.Baseline != nil {
			one.Baseline = k.Baseline.String()
		}
		out.KPIs = append(out.KPIs, one)
	}
	for _, r := range s.Reports {
		out.Reports = append(out.Reports, sentReport{r.Kind, stamp(r.SentAt, zone), stamp(r.NextAt, zone), r.Tickets})
	}
	for _, a := range s.ActionItems {
		out.ActionItems = append(out.ActionItems, item{
			ID: a.ID, Title: a.Title, Kind: string(a.Kind), Owner: a.Owner, Due: a.Get(incident.FieldDue), Ticket: a.Ticket, When: a.When,
			Before: a.Before, After: a.After, VerifiedBy: a.VerifiedBy, Verified: a.Verified, Concrete: s.Concrete[a.ID], Missing: a.Missing(),
		})
	}
	return out
}

func metricsOf(m incident.Metrics) metrics {
	seconds := func(d *time.Duration) *int64 {
		if d == nil {
			return nil
		}
		n := int64(*d / time.Second)
		return &n
	}
	return metrics{seconds(m.Detect), seconds(m.Declare), seconds(m.Contain), seconds(m.Recover)}
}

func eventOf(e incident.Event, zone *time.Location) event {
	return event{
		ID: e.ID, At: stamp(e.At, zone), RecordedAt: stamp(e.RecordedAt, zone), RecordedBy: e.RecordedBy, Kind: e.Kind, Role: e.Role,
		Actor: e.Actor, Text: e.Text, Links: e.Links, Corrects: e.Corrects, Corrected: stamp(e.CorrectedAt, zone), WrittenAt: stamp(e.WrittenAt, zone),
	}
}

// stamp writes a time as RFC 3339 in zone; nothing for one that is not known.
func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339Nano)
}

// showText writes what a person wants to see first: state, who is on it, durations,
// KPIs, timeline, and what the action items still lack.
func showText(streams IO, s tracker.Shown) error {
	fmt.Fprintf(streams.text(), "%s  %s  %s\n%s\n\n", s.Key, s.Severity, s.State.Label(s.Lang), s.Title)
	for _, table := range []columns.Table{peopleOf(s), durations(s), kpisOf(s), timelineOf(s), itemsOf(s)} {
		if _, err := table.WriteTo(streams.text()); err != nil {
			return err
		}
	}
	return nil
}

func durations(s tracker.Shown) (t columns.Table) {
	m := s.Incident.Metrics()
	for _, line := range []struct {
		name string
		d    *time.Duration
	}{
		{s.Lang.Say("MTTD", "MTTD（発生→検知）"), m.Detect}, {s.Lang.Say("MTTA", "MTTA（検知→宣言）"), m.Declare},
		{s.Lang.Say("time to contain", "安全化までの時間"), m.Contain}, {s.Lang.Say("MTTR", "MTTR（検知→復旧）"), m.Recover},
	} {
		text := s.Lang.Say("unknown", "不明")
		if line.d != nil {
			text = postmortem.Duration(*line.d, s.Lang)
		}
		t.Add(line.name, text)
	}
	t.Add()
	return t
}

func timelineOf(s tracker.Shown) (t columns.Table) {
	if len(s.Events) == 0 {
		return t
	}
	t.Add(s.Lang.Say("times in %s", "時刻は %s", s.Zone))
	for _, e := range s.Events {
		t.Add(e.At.In(s.Zone).Format("2006-01-02 15:04"), e.Kind.Label(s.Lang), string(e.Role), strings.ReplaceAll(eventText(s, e), "\n", " ")+evidence(e))
	}
	t.Add()
	return t
}

// eventText is the text of an event with what a correction has to do with it.
func eventText(s tracker.Shown, e incident.Event) string {
	text := e.Text
	if note := s.CorrectionNote(e, s.Zone, s.Lang); note != "" {
		text = note + ": " + text
	}
	if !e.WrittenAt.IsZero() {
		text += s.Lang.Say(" (written as %s, corrected)", "（%s と記録、訂正済み）", e.WrittenAt.In(s.Zone).Format("2006-01-02 15:04"))
	}
	return text
}

func itemsOf(s tracker.Shown) (t columns.Table) {
	for _, a := range s.ActionItems {
		lacks := []string{}
		for _, f := range a.Missing() {
			lacks = append(lacks, f.Label(s.Lang))
		}
		if a.After != "" && !s.Concrete[a.ID] {
			lacks = append(lacks, s.Lang.Say("a concrete change", "具体的な変化"))
		}
		text := s.Lang.Say("complete", "記入済み")
		if len(lacks) > 0 {
			text = s.Lang.Say("lacks ", "不足: ") + strings.Join(lacks, s.Lang.Say(", ", "、"))
		}
		t.Add(a.ID, a.Title, text)
	}
	return t
}
