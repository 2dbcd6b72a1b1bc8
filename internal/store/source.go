package store

import "context"

// AppendSource keeps the line from which an event was made.
func (tx *Tx) AppendSource(ctx context.Context, eventID, raw string) error {
	return tx.exec(ctx, "cannot write where the event comes from", "INSERT INTO event_source (event_id, raw) VALUES ($1, $2)", eventID, raw)
}

// Sources gives the lines from which the events of an incident were made, by the
// ids of the events.
func (tx *Tx) Sources(ctx context.Context, key string) (map[string]string, error) {
	sources := map[string]string{}
	err := tx.each(ctx, "cannot read where the events come from", func(scan func(...any) error) error {
		var id, raw string
		err := scan(&id, &raw)
		sources[id] = raw
		return err
	}, "SELECT s.event_id, s.raw FROM event_source s JOIN event e ON e.id = s.event_id WHERE e.incident_key = $1", key)
	return sources, err
}
