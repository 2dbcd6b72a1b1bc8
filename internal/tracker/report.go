package tracker

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/report"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ReportRequest says which report to write.
type ReportRequest struct {
	Kind     incident.ReportKind
	Audience incident.Audience // empty: internal
	Lang     incident.Lang     // empty: the incident's
	NextAt   time.Time         // time of the next report; a first or periodic one needs it
	Set      map[string]string // what a person wrote, by the names of report.Fields
	Send     bool              // queue it to the addresses of its audience
}

// SentReport is a report as it was recorded.
type SentReport struct {
	report.Message
	ID string // by which its deliveries are about it
}

// Report writes a report from the template and the timeline, records it as sent
// now, with an event in the timeline, and gives it; with Send it is queued to the
// addresses of its audience, for Deliver. A first or periodic one without a time
// for the next is refused. That it comes late is kept in the timeline as a fact.
func (t *Tracker) Report(ctx context.Context, a Actor, key string, r ReportRequest) (m SentReport, err error) {
	if r.Audience == "" {
		r.Audience = incident.AudienceInternal
	}
	err = t.change(ctx, a, Responder, "report.send", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		d, err := t.reportDraft(ctx, tx, key, r)
		if err != nil {
			return err
		}
		if m.Message, err = report.Compose(d); err != nil {
			return err
		}
		if err := t.noteSilence(ctx, tx, a, in, d); err != nil {
			return err
		}
		sent := incident.Report{Kind: r.Kind, SentAt: d.Now, Audience: string(r.Audience), NextAt: micro(r.NextAt), Tickets: m.Tickets, Text: m.Text}
		if m.ID, err = tx.AppendReport(ctx, key, sent, a.Name); err != nil {
			return err
		}
		if r.Send {
			if err := t.queueReport(ctx, tx, key, m, r.Audience); err != nil {
				return err
			}
		}
		entry.Incident, entry.Detail = key, string(r.Kind)
		_, err = tx.AppendEvent(ctx, key, incident.Event{At: d.Now, RecordedAt: d.Now, RecordedBy: a.Name, Kind: incident.KindCommunication,
			Role: d.Roster.ActingRole(incident.Communication, a.Name, t.Config.People), Text: reportSent(sent, in.Zone, in.Lang)})
		return err
	})
	return m, err
}

// noteSilence keeps in the timeline that the report which these readers were promised
// was due and did not come, unless a reminder has written that already. What was due before an
// import is nobody's to tell.
func (t *Tracker) noteSilence(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, d report.Draft) error {
	list, err := t.checklist(ctx, in.Lang)
	if err != nil {
		return err
	}
	for _, owed := range d.Incident.ReportsOwed(in.DeclaredAt, list.FirstReportDue()) {
		if others := owed.To != "" && owed.To != d.Audience; others || !owed.DueAt.Before(d.Now) || owed.DueAt.Before(d.ImportedAt) {
			continue
		}
		r := owed.OverdueReminder(in.Zone, in.Lang)
		first, err := tx.GiveReminder(ctx, in.Key, r.Kind, micro(r.DueAt), d.Now)
		if err != nil {
			return err
		}
		if !first {
			continue
		}
		if err := t.keepFact(ctx, tx, a, in, r); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tracker) queueReport(ctx context.Context, tx *store.Tx, key string, m SentReport, audience incident.Audience) error {
	addresses := t.Config.Reports.Internal
	if audience == incident.AudienceCustomers {
		addresses = t.Config.Reports.Customers
	}
	if len(addresses) == 0 {
		return incident.Tell(incident.Invalid, "the configuration names nobody to send %s reports to; add reports: {%s: [\"slack:#channel\"]} to .pmtracker.yaml", "%s 向け連絡の送信先が設定されていません。.pmtracker.yaml に reports: {%s: [\"slack:#channel\"]} を追加してください", audience, audience)
	}
	return t.queue(ctx, tx, key, m.ID, addresses, notify.Message{Subject: m.Subject, Markdown: m.Text})
}

func (t *Tracker) reportDraft(ctx context.Context, tx *store.Tx, key string, r ReportRequest) (report.Draft, error) {
	if err := incident.CheckEventText(slices.Collect(maps.Values(r.Set))...); err != nil {
		return report.Draft{}, err
	}
	in, err := tx.WholeIncident(ctx, key)
	if err != nil {
		return report.Draft{}, err
	}
	roster, err := tx.Roster(ctx, key)
	l := r.Lang
	if l == "" {
		l = in.Lang
	}
	return report.Draft{
		Kind: r.Kind, Audience: r.Audience, Incident: in.Incident, Roster: roster, Lang: l, Now: t.now(), NextAt: r.NextAt, Set: r.Set,
		ImportedAt: importedAt(in, t.now()),
	}, err
}

// reportSent tells in one line that a report was sent, as the timeline has it.
func reportSent(r incident.Report, zone *time.Location, l incident.Lang) string {
	name := map[incident.ReportKind]string{
		incident.ReportFirst:      l.Say("First report sent", "初報を送付"),
		incident.ReportPeriodic:   l.Say("Periodic report sent", "定時報を送付"),
		incident.ReportCompletion: l.Say("Completion report sent", "完了報を送付"),
	}[r.Kind]
	if r.NextAt.IsZero() {
		return name
	}
	return name + l.Say("; the next one at %s", "。次回は %s", r.NextAt.In(zone).Format("2006-01-02 15:04 MST"))
}

// PreviewReport gives a report as it would be sent now, and records nothing.
func (t *Tracker) PreviewReport(ctx context.Context, a Actor, key string, r ReportRequest) (m report.Message, err error) {
	if r.Audience == "" {
		r.Audience = incident.AudienceInternal
	}
	err = t.look(ctx, a, func(tx *store.Tx) error {
		d, err := t.reportDraft(ctx, tx, key, r)
		if err != nil {
			return err
		}
		m, err = report.Compose(d)
		return err
	})
	return m, err
}
