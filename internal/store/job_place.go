package store

import (
	"context"
	"database/sql"
	"errors"
)

// JobPlace gives the last that a job did which goes through more than one run can
// do; empty: it begins.
func (tx *Tx) JobPlace(ctx context.Context, job string) (after string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT after FROM job_place WHERE job = $1", job).Scan(&after)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return after, said(err, "cannot read how far the job %s has come", job)
}

// SetJobPlace keeps the last that a job did.
func (tx *Tx) SetJobPlace(ctx context.Context, job, after string) error {
	return tx.exec(ctx, "cannot keep how far the job has come", `INSERT INTO job_place (job, after) VALUES ($1, $2)
		ON CONFLICT (job) DO UPDATE SET after = $2`, job, after)
}
