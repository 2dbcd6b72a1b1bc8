package store

import (
	"context"
	"time"
)

// GiveReminder writes that a reminder is given, and tells whether it is the first
// time: whoever writes the row gives it, however many nodes try.
func (tx *Tx) GiveReminder(ctx context.Context, key, kind string, dueAt, now time.Time) (bool, error) {
	result, err := tx.ExecContext(ctx, "INSERT INTO reminder (incident_key, kind, due_at, given_at) VALUES ($1, $2, $3, $4) ON CONFLICT (incident_key, kind, due_at) DO NOTHING",
		key, kind, micros(dueAt), micros(now))
	return firstTime(result, err, "cannot write the reminder")
}

// SeeWebhook writes that a request came, and tells whether it is the first time.
func (tx *Tx) SeeWebhook(ctx context.Context, id string, now time.Time) (bool, error) {
	result, err := tx.ExecContext(ctx, "INSERT INTO webhook_seen (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", id, micros(now))
	return firstTime(result, err, "cannot write that the request came")
}

func firstTime(result interface{ RowsAffected() (int64, error) }, err error, attempted string) (bool, error) {
	if err != nil {
		return false, said(err, attempted)
	}
	n, err := result.RowsAffected()
	return n == 1, said(err, attempted)
}
