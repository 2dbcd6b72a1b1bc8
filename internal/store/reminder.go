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
	if err != nil {
		return false, said(err, "cannot write the reminder")
	}
	n, err := result.RowsAffected()
	return n == 1, said(err, "cannot write the reminder")
}

// ReminderGiven tells whether a reminder was given.
func (tx *Tx) ReminderGiven(ctx context.Context, key, kind string, dueAt time.Time) (bool, error) {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT count(*) FROM reminder WHERE incident_key = $1 AND kind = $2 AND due_at = $3", key, kind, micros(dueAt)).Scan(&n)
	return n > 0, said(err, "cannot read the reminders")
}
