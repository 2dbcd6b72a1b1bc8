package tracker

import (
	"context"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Reopen takes a closed TARGET back into review. The reason stays in its timeline, in
// a file in its front matter; without one, or on an incident that is not closed, it is refused.
func (t *Tracker) Reopen(ctx context.Context, a Actor, target, reason string) error {
	if err := incident.CheckEventText(reason); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if incident.SaysNothing(reason) {
		return incident.Tell(incident.Invalid, "a closed incident is reopened for a reason; add --reason \"…\"", "クローズしたインシデントの再開には理由が必要です。--reason \"…\" を付けてください")
	}
	if a.namesFile(target) {
		return reopenFile(ctx, a, target, reason)
	}
	return t.change(ctx, a, Reviewer, "incident.reopen", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, target)
		if err != nil {
			return err
		}
		if in.State != incident.Closed {
			return incident.Tell(incident.Refused, "%[1]s is not closed but %[2]s; there is nothing to reopen", "%[1]s はクローズされていません（現在: %[3]s）。再開するものはありません",
				target, in.State.Label(incident.English), in.State.Label(incident.Japanese))
		}
		entry.Incident, entry.Detail = target, reason
		d, r, err := document(ctx, tx, target, 0)
		if err != nil {
			return err
		}
		text, err := d.SetFront("status", string(postmortem.StatusInReview))
		if err != nil {
			return err
		}
		if err := tx.SetState(ctx, target, incident.InReview); err != nil {
			return err
		}
		in.State = incident.InReview
		if _, err := t.save(ctx, tx, a, in, r.Number, text, "reopened: "+reason); err != nil {
			return err
		}
		now := t.now()
		_, err = tx.AppendEvent(ctx, target, incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindNote,
			Text: in.Lang.Say("Reopened: %s", "再開: %s", reason)})
		return err
	})
}

func reopenFile(ctx context.Context, a Actor, path, reason string) error {
	if err := a.may(Reviewer); err != nil {
		return err
	}
	d, err := LoadFile(path)
	if err != nil {
		return err
	}
	if d.Front.Status != postmortem.StatusClosed {
		return incident.Tell(incident.Refused, "%s is not closed but %s; there is nothing to reopen", "%s はクローズされていません（現在: %s）。再開するものはありません", path, d.Front.Status)
	}
	text, err := d.SetFront("status", string(postmortem.StatusInReview))
	if err != nil {
		return err
	}
	opened, err := postmortem.Parse(path, text)
	if err != nil {
		return err
	}
	if text, err = opened.SetFront("reopen_reason", addedReason(d.Front.ReopenReason, reason)); err != nil {
		return err
	}
	return saveFile(ctx, d, text)
}

// addedReason puts a reason behind those of earlier times, which stay. One that was given
// before is not given again: the Action asks for a new one.
func addedReason(earlier, reason string) string {
	const between = "; "
	if earlier == "" {
		return reason
	}
	if slices.Contains(strings.Split(earlier, between), reason) {
		return earlier
	}
	return earlier + between + reason
}
