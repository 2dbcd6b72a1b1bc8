package store

import (
	"context"
	"time"
)

// SlackRoom is where in Slack an incident is handled, and what stands there.
type SlackRoom struct {
	Incident  string
	Channel   string   // its id; empty: not known yet
	Own       bool     // it was made for the incident
	Described bool     // topic and purpose are set
	Invited   []string // member ids
	Denied    bool     // the app may make no channel, and that was said
	Posting   bool     // the status message was on its way: whether it came is not known
	Message   string   // id of the status message
	Pinned    bool     // it is, or cannot be
	Shown     string   // its text
	State     string   // of the incident, as that text says
	NextAt    time.Time
}

// TakeSlackRoom gives the room of an incident to one who works on it, until the
// lease ends; found is false while somebody else does, or Slack asked to wait.
func (tx *Tx) TakeSlackRoom(ctx context.Context, key string, now time.Time, lease time.Duration) (r SlackRoom, found bool, err error) {
	const attempted = "cannot take the room in Slack"
	if err := tx.exec(ctx, attempted, `INSERT INTO slack_room (incident_key, channel, own, described, invited, denied, message, pinned, shown, state, next_at)
		VALUES ($1, '', FALSE, FALSE, '[]', FALSE, '', FALSE, '', '', 0) ON CONFLICT (incident_key) DO NOTHING`, key); err != nil {
		return r, false, err
	}
	taken, err := tx.ExecContext(ctx, "UPDATE slack_room SET next_at = $2 WHERE incident_key = $1 AND next_at <= $3", key, micros(now.Add(lease)), micros(now))
	if err != nil {
		return r, false, said(err, attempted)
	}
	if n, err := taken.RowsAffected(); err != nil || n == 0 {
		return r, false, said(err, attempted)
	}
	r.Incident = key
	var invited string
	err = tx.QueryRowContext(ctx, "SELECT channel, own, described, invited, denied, posting, message, pinned, shown, state FROM slack_room WHERE incident_key = $1", key).
		Scan(&r.Channel, &r.Own, &r.Described, &invited, &r.Denied, &r.Posting, &r.Message, &r.Pinned, &r.Shown, &r.State)
	if err != nil {
		return r, false, said(err, attempted)
	}
	return r, true, unlist(invited, &r.Invited)
}

// SaveSlackRoom writes what stands in Slack now.
func (tx *Tx) SaveSlackRoom(ctx context.Context, r SlackRoom) error {
	return tx.exec(ctx, "cannot write the room in Slack", `UPDATE slack_room SET channel = $2, own = $3, described = $4, invited = $5, denied = $6, message = $7,
		pinned = $8, shown = $9, state = $10, next_at = $11, posting = $12 WHERE incident_key = $1`,
		r.Incident, r.Channel, r.Own, r.Described, list(r.Invited), r.Denied, r.Message, r.Pinned, r.Shown, r.State, r.NextAt.UnixMicro(), r.Posting)
}

// ChannelOfIncident gives a Slack channel that means an incident; "" when none
// does.
func (tx *Tx) ChannelOfIncident(ctx context.Context, key string) (string, error) {
	return tx.oneKey(ctx, "SELECT channel FROM slack_channel WHERE incident_key = $1 ORDER BY channel LIMIT 1", key)
}

// StaleInSlack lists the incidents whose status message tells of another state
// than they have.
func (tx *Tx) StaleInSlack(ctx context.Context) ([]string, error) {
	var keys []string
	err := tx.each(ctx, "cannot list the rooms in Slack", func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, "SELECT r.incident_key FROM slack_room r JOIN incident i ON i.key = r.incident_key WHERE r.message <> '' AND r.state <> i.state ORDER BY r.incident_key")
	return keys, err
}
