package store

import (
	"context"
	"database/sql"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendVerdict writes what a reviewer says of the revision of a digest.
func (tx *Tx) AppendVerdict(ctx context.Context, key string, v incident.Verdict) error {
	if v.Approves {
		return tx.exec(ctx, "cannot write the approval", "INSERT INTO approval (id, incident_key, digest, approved_by, at) VALUES ($1, $2, $3, $4, $5)",
			NewID(), key, v.Revision, v.By, micros(v.At))
	}
	return tx.exec(ctx, "cannot write the request for changes", "INSERT INTO change_request (id, incident_key, digest, asked_by, at, text) VALUES ($1, $2, $3, $4, $5, $6)",
		NewID(), key, v.Revision, v.By, micros(v.At), v.Wants)
}

// Verdicts gives what reviewers said of the revisions of an incident's postmortem,
// oldest first, what they said otherwise later too.
func (tx *Tx) Verdicts(ctx context.Context, key string) (all incident.Verdicts, err error) {
	err = tx.each(ctx, "cannot read the verdicts of the reviewers", func(scan func(...any) error) error {
		var v incident.Verdict
		var id, kind string
		var at sql.NullInt64
		err := scan(&id, &kind, &v.Revision, &v.Number, &v.By, &at, &v.Wants)
		v.At, v.Approves = fromMicros(at), kind == "approval"
		all = append(all, v)
		return err
	}, `SELECT v.id, v.kind, v.digest, COALESCE((SELECT max(r.number) FROM revision r WHERE r.incident_key = $1 AND r.digest = v.digest), 0), v.by_person, v.at, v.text
		FROM (SELECT id, 'approval' AS kind, digest, approved_by AS by_person, at, '' AS text FROM approval WHERE incident_key = $1
			UNION ALL SELECT id, 'request', digest, asked_by, at, text FROM change_request WHERE incident_key = $1) v ORDER BY v.id`, key)
	return all, err
}
