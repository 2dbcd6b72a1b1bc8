package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// BindChannel lets a Slack channel mean an incident: what is written there
// without a key is about it.
func (t *Tracker) BindChannel(ctx context.Context, a Actor, channel, key string) error {
	return t.change(ctx, a, Responder, "channel.bind", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.Incident(ctx, key); err != nil {
			return err
		}
		entry.Incident, entry.Detail = key, channel
		return tx.BindChannel(ctx, channel, key)
	})
}

// ChannelFree tells whether another incident may have a Slack channel. It is Refused
// while the one that the channel means is still burning: what people write there next
// would go into the wrong timeline.
func (t *Tracker) ChannelFree(ctx context.Context, a Actor, channel string) error {
	return t.look(ctx, a, func(tx *store.Tx) error {
		key, err := tx.IncidentOfChannel(ctx, channel)
		if err != nil || key == "" {
			return err
		}
		in, err := tx.Incident(ctx, key)
		if err != nil || in.State != incident.Declared && in.State != incident.Contained {
			return err
		}
		return incident.Tell(incident.Refused, "this channel is the room of %s (%s), which is not recovered yet, so nothing was declared; if this is another incident, send the same line in another channel",
			"このチャンネルは未復旧の %s（%s）の対応に使われているため、宣言していません。別のインシデントなら、別のチャンネルで同じ内容を送ってください", in.Key, in.Title)
	})
}

// IncidentOfChannel gives the key of the incident that a Slack channel means; ""
// when it means none.
func (t *Tracker) IncidentOfChannel(ctx context.Context, a Actor, channel string) (key string, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		key, err = tx.IncidentOfChannel(ctx, channel)
		return err
	})
	return key, err
}

// FirstTime tells whether a command of Slack comes for the first time: what it
// sends again changes nothing. What the command may do is judged where it is done.
func (t *Tracker) FirstTime(ctx context.Context, a Actor, id string) (first bool, err error) {
	if err := a.may(Viewer); err != nil {
		return false, err
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		first, err = tx.TakeDelivery(ctx, "slack", id, t.now())
		return err
	})
	return first, err
}
