package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// tellSkipped writes into the timeline, and into that of the postmortem, who closes an
// incident that never recovered and which states it skips. A team that turned the rule
// of recovery off may do so, but not silently. It gives the postmortem as it then is.
func (t *Tracker) tellSkipped(ctx context.Context, tx *store.Tx, a Actor, key string, d *postmortem.Document) (*postmortem.Document, error) {
	in, err := tx.WholeIncident(ctx, key)
	if err != nil {
		return d, err
	}
	skipped := skippedStates(in)
	if len(skipped) == 0 {
		return d, nil
	}
	now := t.now()
	e := incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Actor: a.Name, Kind: incident.KindNote,
		Text: in.Lang.Say("Closed by %s; these states were skipped: %s", "%s がクローズ。経ていない状態: %s", a.Name, strings.Join(skipped, in.Lang.Say(", ", "、")))}
	if e.ID, err = tx.AppendEvent(ctx, key, e); err != nil || d.Timeline == nil {
		return d, err
	}
	in.Events = []incident.Event{e}
	text, _, err := postmortem.Update(d, t.asWritten(in.Incident))
	if incident.CodeOf(err) == incident.Refused {
		return d, nil // people wrote its timeline in another form
	}
	if err != nil {
		return d, err
	}
	return d.Edited(text)
}

// skippedStates names the states that an incident without a recovery has not been in
// before it is closed. With one, what was skipped stands in the timeline with its reason.
func skippedStates(in store.Incident) []string {
	if _, recovered := in.First(incident.KindRecovery); recovered {
		return nil
	}
	var skipped []string
	if _, contained := in.First(incident.KindContainment); !contained {
		skipped = append(skipped, incident.Contained.Label(in.Lang))
	}
	skipped = append(skipped, incident.Recovered.Label(in.Lang))
	if in.State != incident.InReview {
		skipped = append(skipped, incident.InReview.Label(in.Lang))
	}
	return skipped
}
