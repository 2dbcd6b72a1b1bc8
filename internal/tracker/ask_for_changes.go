package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// AskForChanges records that a reviewer asks for changes to the revision of a digest,
// which has to be the current one. What that reviewer approved counts no more, and the
// request stands until its reviewer approves or withdraws it.
func (t *Tracker) AskForChanges(ctx context.Context, a Actor, key, digest, text string) error {
	if err := incident.CheckText(text); err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return incident.Tell(incident.Invalid, "say what should change", "修正してほしい点を書いてください")
	}
	return t.change(ctx, a, Reviewer, "postmortem.ask-changes", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.LockIncident(ctx, key); err != nil {
			return err
		}
		_, r, err := t.currentRevision(ctx, tx, key, digest)
		if err != nil {
			return err
		}
		entry.Incident, entry.Detail = key, r.Digest
		return tx.AppendVerdict(ctx, key, incident.Verdict{Revision: r.Digest, By: a.Name, At: t.now(), Wants: text})
	})
}

// WithdrawRequest takes back that the actor asked for changes, whatever the text says by
// now. Refused where no request of theirs stands.
func (t *Tracker) WithdrawRequest(ctx context.Context, a Actor, key string) error {
	return t.change(ctx, a, Reviewer, "postmortem.withdraw-request", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.LockIncident(ctx, key); err != nil {
			return err
		}
		_, requests, err := t.verdicts(ctx, tx, key)
		if err != nil {
			return err
		}
		var mine incident.Verdict
		for _, r := range requests {
			if t.Config.People.Same(r.By, a.Name) {
				mine = r
			}
		}
		if mine.By == "" {
			return incident.Tell(incident.Refused, "%s asks for no changes of %s, so there is nothing to withdraw", "%s は %s の修正を求めていないため、取り下げるものがありません", a.Name, key)
		}
		entry.Incident, entry.Detail = key, mine.Revision
		return tx.AppendVerdict(ctx, key, incident.Verdict{Revision: mine.Revision, By: a.Name, At: t.now()})
	})
}

// verdicts reads the verdicts of reviewers that count.
func (t *Tracker) verdicts(ctx context.Context, tx *store.Tx, key string) (approvals []incident.Approval, requests incident.Verdicts, err error) {
	all, err := tx.Verdicts(ctx, key)
	if err != nil {
		return nil, nil, err
	}
	approvals, requests = all.Standing(t.Config.People)
	return approvals, requests, nil
}
