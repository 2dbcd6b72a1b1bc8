package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Reopen takes a closed incident back into review. The reason stays in its
// timeline; without one, or on an incident that is not closed, it is refused.
func (t *Tracker) Reopen(ctx context.Context, a Actor, key, reason string) error {
	if err := incident.CheckText(reason); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return incident.Tell(incident.Invalid, "a closed incident is reopened for a reason; add --reason \"…\"", "完了したインシデントの再開には理由が必要です。--reason \"…\" を付けてください")
	}
	return t.change(ctx, a, Reviewer, "incident.reopen", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, key)
		if err != nil {
			return err
		}
		if in.State != incident.Closed {
			return incident.Tell(incident.Refused, "%s is not closed but %s; there is nothing to reopen", "%s は完了していません（現在: %s）。再開するものはありません", key, in.State)
		}
		entry.Incident, entry.Detail = key, reason
		d, r, err := document(ctx, tx, key, 0)
		if err != nil {
			return err
		}
		text, err := d.SetFront("status", string(postmortem.StatusInReview))
		if err != nil {
			return err
		}
		if err := tx.SetState(ctx, key, incident.InReview); err != nil {
			return err
		}
		in.State = incident.InReview
		if _, err := t.save(ctx, tx, a, in, r.Number, text, "reopened: "+reason); err != nil {
			return err
		}
		now := t.now()
		_, err = tx.AppendEvent(ctx, key, incident.Event{At: now, RecordedAt: now, RecordedBy: a.Name, Kind: incident.KindNote,
			Text: in.Lang.Say("Reopened: %s", "再開: %s", reason)})
		return err
	})
}
