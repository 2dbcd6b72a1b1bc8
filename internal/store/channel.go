package store

import "context"

// BindChannel lets a Slack channel mean an incident from now on.
func (tx *Tx) BindChannel(ctx context.Context, channel, key string) error {
	return tx.exec(ctx, "cannot bind the channel to "+key, `INSERT INTO slack_channel (channel, incident_key) VALUES ($1, $2)
		ON CONFLICT (channel) DO UPDATE SET incident_key = excluded.incident_key`, channel, key)
}

// IncidentOfChannel gives the key of the incident that a Slack channel means; ""
// when it means none.
func (tx *Tx) IncidentOfChannel(ctx context.Context, channel string) (string, error) {
	return tx.oneKey(ctx, "SELECT incident_key FROM slack_channel WHERE channel = $1", channel)
}
