package tracker

import (
	"context"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Entry is an event to be logged.
type Entry struct {
	Kind     incident.EventKind
	At       time.Time // when it happened; zero: now
	Role     incident.Role
	Actor    string // who acted; empty: nobody is named
	Text     string
	Links    []string
	Corrects string // the ID of the event that a correction puts right

	CorrectedAt time.Time // the right time of that event; zero: the correction is of its words
}

// Log appends one event to the timeline of an incident and gives it. The first
// containment moves a declared incident to contained; the event of kind severity that
// happened last, whose text begins with the new one, changes the severity. What has a use case
// of its own (declaration, role, recovery) is refused here.
func (t *Tracker) Log(ctx context.Context, a Actor, key string, entry Entry) (incident.Event, error) {
	return t.log(ctx, a, key, entry, func(*store.Tx) error { return nil })
}

// errLoggedAlready is what keeps LogMessage from logging a message a second time.
var errLoggedAlready = incident.Tell(incident.Conflict, "this message stands in a timeline already", "このメッセージはすでに時系列に記録されています")

// LogMessage is Log for what somebody wrote elsewhere, which is logged once, whoever logs
// it: message is its id there. One that stands in a timeline is a Conflict; one that was
// refused can be logged later.
func (t *Tracker) LogMessage(ctx context.Context, a Actor, key, message string, entry Entry) (incident.Event, error) {
	return t.log(ctx, a, key, entry, func(tx *store.Tx) error {
		first, err := tx.TakeDelivery(ctx, "slack", message, t.now())
		if err == nil && !first {
			err = errLoggedAlready
		}
		return err
	})
}

// log appends one event, in the transaction in which may allowed it.
func (t *Tracker) log(ctx context.Context, a Actor, key string, entry Entry, may func(tx *store.Tx) error) (incident.Event, error) {
	e, err := entry.event(t.now(), a)
	if err != nil {
		return e, err
	}
	if !e.CorrectedAt.IsZero() {
		if err := t.mayMove(ctx, a, key, e); err != nil {
			return e, err
		}
	}
	err = t.change(ctx, a, Responder, "event.append", func(tx *store.Tx, audit *store.AuditEntry) error {
		if err := may(tx); err != nil {
			return err
		}
		in, err := incidentFor(ctx, tx, key, e.Kind)
		if err != nil {
			return err
		}
		if err := incident.Happened(e.At, e.RecordedAt, in.Zone); err != nil {
			return err
		}
		if err := t.mayLog(ctx, tx, in, e); err != nil {
			return err
		}
		if e.ID, err = tx.AppendEvent(ctx, key, e); err != nil {
			return err
		}
		audit.Incident, audit.Detail = key, string(e.Kind)+" "+e.ID
		return follow(ctx, tx, in, e)
	})
	return e, err
}

// event checks an entry as far as that needs no database.
func (entry Entry) event(now time.Time, a Actor) (incident.Event, error) {
	e := incident.Event{
		At: micro(entry.At), RecordedAt: now, RecordedBy: a.Name, Kind: entry.Kind, Role: entry.Role, Actor: entry.Actor,
		Text: strings.TrimSpace(entry.Text), Links: incident.EventLinks(entry.Links), Corrects: entry.Corrects, CorrectedAt: micro(entry.CorrectedAt),
	}
	if e.At.IsZero() {
		e.At = now
	}
	if err := incident.CheckEventText(append([]string{e.Text, e.Actor, e.Corrects}, e.Links...)...); err != nil {
		return e, err
	}
	switch {
	case !e.Kind.Valid():
		return e, incident.Tell(incident.Invalid, "there is no kind of event %q; the kinds are %s", "イベントの種別 %q はありません。種別: %s", e.Kind, join(incident.LoggedKinds()))
	case e.Role != "" && !e.Role.Valid():
		return e, incident.Tell(incident.Invalid, "there is no role %q; the roles are %s", "役割 %q はありません。役割: %s", e.Role, join(incident.Roles()))
	case e.Text == "":
		return e, incident.Tell(incident.Invalid, "an event needs a text; write what happened", "イベントには本文が必要です。何が起きたかを書いてください")
	case e.Kind == incident.KindDeclaration:
		return e, incident.PutRightBy(incident.Tell(incident.Refused, "the incident is declared already; declare another with: pmtracker declare", "このインシデントはすでに宣言されています。別のインシデントは pmtracker declare で宣言してください"), incident.RemedyDeclare)
	case e.Kind == incident.KindRole:
		return e, incident.PutRightBy(incident.Tell(incident.Refused, "roles have rules; assign them with: pmtracker role INC assign ROLE PERSON", "役割は時系列に直接は書けません。pmtracker role INC assign ROLE PERSON で割り当ててください"), incident.RemedyRole)
	case e.Kind == incident.KindRecovery:
		return e, incident.PutRightBy(incident.Tell(incident.Refused, "recovery is declared by numbers, not by a line in the timeline; use: pmtracker recover INC --kpi NAME=VALUE", "復旧は時系列の一行ではなく、数値で宣言します。pmtracker recover INC --kpi NAME=VALUE を使ってください"), incident.RemedyRecovery)
	case e.Kind == incident.KindCorrection && e.Corrects == "":
		return e, incident.PutRightBy(incident.Tell(incident.Invalid, "a correction points at the event that it corrects; add --corrects ID (pmtracker show INC has the ids)", "訂正には、訂正するイベントの指定が必要です。--corrects ID を付けてください（ID は pmtracker show INC で確認できます）"), incident.RemedyCorrection)
	case e.Kind != incident.KindCorrection && (e.Corrects != "" || !e.CorrectedAt.IsZero()):
		return e, incident.PutRightBy(incident.Tell(incident.Invalid, "only a correction corrects an event; use --kind correction", "イベントを訂正できるのは種別 correction だけです。--kind correction を使ってください"), incident.RemedyKind)
	}
	if e.Kind == incident.KindSeverity {
		if _, ok := incident.SeverityOf(e.Text); !ok {
			return e, incident.Tell(incident.Invalid, "the text of a severity event begins with the new severity, for example \"SEV1: every region is affected\"", "種別 severity のイベントの本文は、新しい重大度で始めてください。例: \"SEV1: 全リージョンに影響\"")
		}
	}
	return e, nil
}

// incidentFor reads the incident of an event; it is held until the end of the
// transaction where the event may change it.
func incidentFor(ctx context.Context, tx *store.Tx, key string, kind incident.EventKind) (store.Incident, error) {
	if kind == incident.KindContainment || kind == incident.KindSeverity || kind == incident.KindCorrection {
		return tx.LockIncident(ctx, key)
	}
	return tx.Incident(ctx, key)
}

// mayLog judges an event against what the incident is.
func (t *Tracker) mayLog(ctx context.Context, tx *store.Tx, in store.Incident, e incident.Event) error {
	if in.State == incident.Closed {
		return closedError(in.Key)
	}
	if err := incident.CheckEventLinks(e.Links); err != nil {
		return err
	}
	switch e.Kind {
	case incident.KindAction:
		return t.mayAct(ctx, tx, in.Key, e)
	case incident.KindCorrection:
		return t.mayCorrect(ctx, tx, in, e)
	}
	return nil
}

// mayAct judges an action against the roles of the incident.
func (t *Tracker) mayAct(ctx context.Context, tx *store.Tx, key string, e incident.Event) error {
	roster, err := tx.Roster(ctx, key)
	if err != nil {
		return err
	}
	return roster.CanLog(e, t.Config.People)
}

// follow lets the incident follow from an event.
func follow(ctx context.Context, tx *store.Tx, in store.Incident, e incident.Event) error {
	switch {
	case e.Kind == incident.KindContainment && in.State == incident.Declared:
		return tx.SetState(ctx, in.Key, incident.Contained)
	case e.Kind == incident.KindSeverity, e.Kind == incident.KindCorrection && !e.CorrectedAt.IsZero():
		// An event may be written down after one that happened later.
		var err error
		if in.Events, err = tx.Events(ctx, in.Key); err != nil {
			return err
		}
		if s, ok := in.SeverityFromTimeline(); ok && s != in.Severity {
			return tx.SetSeverity(ctx, in.Key, s)
		}
	}
	return nil
}

func join[T ~string](names []T) string {
	var texts []string
	for _, n := range names {
		texts = append(texts, string(n))
	}
	return strings.Join(texts, ", ")
}
