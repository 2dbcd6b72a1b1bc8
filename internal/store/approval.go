package store

import (
	"context"
	"database/sql"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendApproval writes that somebody approves the revision of a digest.
func (tx *Tx) AppendApproval(ctx context.Context, key string, a incident.Approval) error {
	return tx.exec(ctx, "cannot write the approval", "INSERT INTO approval (id, incident_key, digest, approved_by, at) VALUES ($1, $2, $3, $4, $5)",
		NewID(), key, a.Revision, a.By, micros(a.At))
}

// Approvals gives the approvals of an incident's postmortem, oldest first, those
// of earlier revisions too.
func (tx *Tx) Approvals(ctx context.Context, key string) ([]incident.Approval, error) {
	var all []incident.Approval
	err := tx.each(ctx, "cannot read the approvals", func(scan func(...any) error) error {
		var a incident.Approval
		var at sql.NullInt64
		err := scan(&a.Revision, &a.By, &at)
		a.At = fromMicros(at)
		all = append(all, a)
		return err
	}, "SELECT digest, approved_by, at FROM approval WHERE incident_key = $1 ORDER BY id", key)
	return all, err
}
