package store

import "context"

// AppendSource keeps the line from which an event was made.
func (tx *Tx) AppendSource(ctx context.Context, eventID, raw string) error {
	return tx.exec(ctx, "cannot write where the event comes from", "INSERT INTO event_source (event_id, raw) VALUES ($1, $2)", eventID, raw)
}
