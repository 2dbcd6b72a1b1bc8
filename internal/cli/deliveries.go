package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func deliveriesCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "deliveries INC|digest", Short: "Show what became of reports, reminders and the digest", Args: cobra.ExactArgs(1),
		Long:    "Show what became of each message about an incident, or of the last digest. With --retry, those that failed are tried again now.",
		Example: "  pmtracker deliveries INC-2026-0042\n  pmtracker deliveries INC-2026-0042 --retry\n  pmtracker deliveries INC-2026-0042 --format json\n  pmtracker deliveries digest",
	}
	s := newSession(streams, cmd).reading()
	var format string
	var retry bool
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return runDeliveries(cmd.Context(), s, args[0], retry, format)
	}
	cmd.Flags().BoolVar(&retry, "retry", false, "try those that failed again now")
	formatFlag(cmd, &format)
	return cmd
}

type deliveryShown struct {
	Address  string              `json:"address"`
	Subject  string              `json:"subject"`
	State    store.DeliveryState `json:"state"`
	Attempts int                 `json:"attempts"`
	SentAt   string              `json:"sent_at,omitempty"`
	NextAt   string              `json:"next_at,omitempty"`
	Error    string              `json:"error,omitempty"`
}

func runDeliveries(ctx context.Context, s *session, of string, retry bool, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		var done tracker.Delivered
		if retry {
			if err := retryDeliveries(ctx, t, s.actor, of); err != nil {
				return err
			}
			var err error
			if done, err = t.Deliver(ctx, s.actor, ""); err != nil {
				return err
			}
		}
		all, zone, err := deliveriesOf(ctx, t, s.actor, of)
		if err != nil {
			return err
		}
		if err := showDeliveries(s.streams, of, all, zone, format); err != nil {
			return err
		}
		return tellDeliveries(s.streams, done)
	})
}

// theDigest stands in place of an incident's key for the messages of the digest.
const theDigest = "digest"

func retryDeliveries(ctx context.Context, t *tracker.Tracker, a tracker.Actor, of string) error {
	if of == theDigest {
		return t.RetryDigest(ctx, a)
	}
	return t.Retry(ctx, a, of)
}

// deliveriesOf gives the messages and the zone in which their times are told.
func deliveriesOf(ctx context.Context, t *tracker.Tracker, a tracker.Actor, of string) ([]store.Delivery, *time.Location, error) {
	if of == theDigest {
		all, err := t.DigestDeliveries(ctx, a)
		return all, t.Config.ZoneOr(time.Local), err
	}
	room, err := t.Room(ctx, a, of)
	return room.Deliveries, room.Zone, err
}

func showDeliveries(streams IO, of string, all []store.Delivery, zone *time.Location, format string) error {
	shown := []deliveryShown{}
	for _, d := range all {
		one := deliveryShown{Address: d.Address, Subject: d.Subject, State: d.State, Attempts: d.Attempts, SentAt: stamp(d.SentAt, zone), Error: d.Error}
		if d.State == store.DeliveryPending {
			one.NextAt = stamp(d.NextAt, zone)
		}
		shown = append(shown, one)
	}
	if format == "json" {
		return streams.writeJSON(map[string]any{"incident": of, "deliveries": shown})
	}
	var table columns.Table
	for _, d := range shown {
		table.Add(state(environmentLang(), string(d.State)), d.Address, d.Subject, d.SentAt+d.Error)
	}
	_, err := table.WriteTo(streams.text())
	return err
}
