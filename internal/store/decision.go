package store

import (
	"context"
	"encoding/json"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendDecision keeps the options of a decision beside its event.
func (tx *Tx) AppendDecision(ctx context.Context, key, eventID string, d incident.Decision) error {
	body, err := json.Marshal(d)
	if err != nil {
		return incident.Errorf(incident.Internal, "cannot write the decision: %w", err)
	}
	return tx.exec(ctx, "cannot write the decision", "INSERT INTO decision (event_id, incident_key, body) VALUES ($1, $2, $3)", eventID, key, string(body))
}

// Decisions gives the decisions of an incident by the ids of their events.
func (tx *Tx) Decisions(ctx context.Context, key string) (map[string]incident.Decision, error) {
	decisions := map[string]incident.Decision{}
	err := tx.each(ctx, "cannot read the decisions", func(scan func(...any) error) error {
		var id, body string
		if err := scan(&id, &body); err != nil {
			return err
		}
		var d incident.Decision
		err := json.Unmarshal([]byte(body), &d)
		decisions[id] = d
		return err
	}, "SELECT event_id, body FROM decision WHERE incident_key = $1 ORDER BY event_id", key)
	return decisions, err
}
