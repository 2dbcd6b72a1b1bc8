package tracker

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Declaration is what has to be known to declare an incident.
type Declaration struct {
	Title      string
	Severity   incident.Severity // provisional; empty: what the impact proposes, where it is named
	Impact     incident.Impact
	Service    string
	Lang       incident.Lang // of the incident; empty: the team's, else that of the title
	OccurredAt time.Time     // zero: not known
	DetectedAt time.Time     // zero: now
}

// Declare opens an incident and gives it with its new key. The times of detection and
// declaration stand in its timeline.
func (t *Tracker) Declare(ctx context.Context, a Actor, d Declaration) (store.Incident, error) {
	in, err := t.declared(a, d)
	if err != nil {
		return in, err
	}
	err = t.change(ctx, a, Responder, "incident.declare", func(tx *store.Tx, entry *store.AuditEntry) error {
		key, err := tx.NextKey(ctx, in.DeclaredAt.In(in.Zone).Year())
		if err != nil {
			return err
		}
		in.Key = key
		entry.Incident, entry.Detail = key, string(in.Severity)+" "+in.Title
		return insertWhole(ctx, tx, in)
	})
	return in, err
}

// declared makes the incident of a declaration.
func (t *Tracker) declared(a Actor, d Declaration) (store.Incident, error) {
	now := t.now()
	title := strings.Join(strings.Fields(d.Title), " ")
	if title == "" {
		return store.Incident{}, incident.PutRightBy(incident.Tell(incident.Invalid, "an incident needs a title; add --title \"what people cannot do\"", "インシデントには題名が必要です。--title \"利用者ができなくなったこと\" を付けてください"), incident.RemedyTitle)
	}
	if err := checkNames(title, d.Service); err != nil {
		return store.Incident{}, err
	}
	if err := d.Impact.Check(); err != nil {
		return store.Incident{}, err
	}
	if d.Severity == "" && d.Impact.Named() {
		d.Severity = d.Impact.Severity()
	}
	if d.Severity == "" {
		return store.Incident{}, incident.Tell(incident.Invalid, "the severity is missing; add --severity SEV1 (worst) to SEV4, or --customers, which proposes one",
			"重大度がありません。--severity SEV1（最も重い）〜 SEV4、または重大度の目安になる --customers を付けてください")
	}
	if err := checkSeverity(d.Severity); err != nil {
		return store.Incident{}, err
	}
	if d.DetectedAt.IsZero() {
		d.DetectedAt = now
	}
	if err := incident.Happened(d.DetectedAt, now, t.zone()); err != nil {
		return store.Incident{}, err
	}
	if err := beganBefore(d.OccurredAt, d.DetectedAt, t.zone()); err != nil {
		return store.Incident{}, err
	}
	l := t.langOf(d.Lang, title)
	if !l.Valid() {
		return store.Incident{}, incident.Tell(incident.Invalid, "there is no language %q; use en or ja", "言語 %q はありません。en か ja を使ってください", l)
	}
	in := store.Incident{State: incident.Declared, DeclaredAt: now, DeclaredBy: a.Name, Impact: d.Impact, Incident: incident.Incident{
		Title: title, Severity: d.Severity, Service: strings.TrimSpace(d.Service), Lang: l, Zone: t.zone(),
		OccurredAt: micro(d.OccurredAt),
	}}
	in.Events = []incident.Event{
		{At: micro(d.DetectedAt), RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindDetection, Text: l.Say("The incident is detected", "インシデントを検知")},
		{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindDeclaration, Text: l.Say("Declared as %s: %s", "%s として宣言: %s", d.Severity, title)},
	}
	if d.Impact.DataAtRisk {
		in.Events = append(in.Events, incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindNote,
			Text: l.Say("Data is at risk: the safe stop comes first", "データに影響のおそれがあるため、安全化を最優先とする")})
	}
	return in, nil
}

// beganBefore refuses a beginning after the detection; zero: nobody knows it.
func beganBefore(occurred, detected time.Time, zone *time.Location) error {
	if !occurred.After(detected) {
		return nil
	}
	const layout = "2006-01-02 15:04:05 MST"
	return incident.Tell(incident.Invalid, "the incident cannot be detected (%s) before it occurred (%s); correct one of the two times", "検知（%s）が発生（%s）より前になっています。どちらかの時刻を直してください",
		detected.In(zone).Format(layout), occurred.In(zone).Format(layout))
}

// How long the title and the service of an incident may be, in letters: they stand in
// lists, subjects and channel names.
const (
	titleLimit   = 200
	serviceLimit = 100
)

// checkNames tells whether a title and a service can stand where they are shown.
func checkNames(title, service string) error {
	if n := utf8.RuneCountInString(title); n > titleLimit {
		return incident.Tell(incident.Invalid, "the title has %d characters, and %d are the most; say in one line what people cannot do, and log the rest", "題名が %d 文字あり、上限の %d 文字を超えています。利用者ができなくなったことを一行で書き、残りは時系列に記録してください", n, titleLimit)
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(service)); n > serviceLimit {
		return incident.Tell(incident.Invalid, "the name of the service has %d characters, and %d are the most; shorten it", "サービス名が %d 文字あり、上限の %d 文字を超えています。短くしてください", n, serviceLimit)
	}
	return incident.CheckText(title, service)
}

// checkSeverity tells whether a severity is one of the four.
func checkSeverity(s incident.Severity) error {
	if s.Valid() {
		return nil
	}
	return incident.Tell(incident.Invalid, "there is no severity %q; use SEV1, SEV2, SEV3 or SEV4", "重大度 %q はありません。SEV1、SEV2、SEV3、SEV4 のいずれかを使ってください", s)
}

// langOf chooses the language of an incident: what is asked for, else the team's,
// else that of its words.
func (t *Tracker) langOf(asked incident.Lang, words string) incident.Lang {
	switch {
	case asked != "":
		return asked
	case t.Config.Lang != "":
		return t.Config.Lang
	}
	return incident.LangOf(words)
}

// micro gives a time as the database keeps it.
func micro(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(time.Microsecond)
}

// insertWhole writes a new incident with its timeline, KPIs and reports, and gives
// its events their IDs.
func insertWhole(ctx context.Context, tx *store.Tx, in store.Incident) error {
	if err := tx.InsertIncident(ctx, in); err != nil {
		return err
	}
	for i, e := range in.Events {
		id, err := tx.AppendEvent(ctx, in.Key, e)
		if err != nil {
			return err
		}
		in.Events[i].ID = id
	}
	for _, k := range in.KPIs {
		if err := tx.AppendKPI(ctx, in.Key, k, in.DeclaredAt); err != nil {
			return err
		}
	}
	for _, r := range in.Reports {
		if _, err := tx.AppendReport(ctx, in.Key, r, in.DeclaredBy); err != nil {
			return err
		}
	}
	return nil
}
