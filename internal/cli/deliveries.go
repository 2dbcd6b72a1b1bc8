package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func deliveriesCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "deliveries INC", Short: "Show what became of reports and reminders that were sent", Args: cobra.ExactArgs(1),
		Long:    "Show what became of each message about an incident. With --retry, those that failed are tried again now.",
		Example: "  pmtracker deliveries INC-2026-0042\n  pmtracker deliveries INC-2026-0042 --retry\n  pmtracker deliveries INC-2026-0042 --format json",
	}
	s := newSession(streams, cmd)
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

func runDeliveries(ctx context.Context, s *session, key string, retry bool, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		var done []store.Delivery
		if retry {
			if err := t.Retry(ctx, s.actor, key); err != nil {
				return err
			}
			var err error
			if done, err = t.Deliver(ctx, s.actor, ""); err != nil {
				return err
			}
		}
		room, err := t.Room(ctx, s.actor, key)
		if err != nil {
			return err
		}
		if err := showDeliveries(s.streams, room, format); err != nil {
			return err
		}
		return tellDeliveries(s.streams, done)
	})
}

func showDeliveries(streams IO, r tracker.Room, format string) error {
	shown := []deliveryShown{}
	for _, d := range r.Deliveries {
		one := deliveryShown{Address: d.Address, Subject: d.Subject, State: d.State, Attempts: d.Attempts, SentAt: stamp(d.SentAt, r.Zone), Error: d.Error}
		if d.State == store.DeliveryPending {
			one.NextAt = stamp(d.NextAt, r.Zone)
		}
		shown = append(shown, one)
	}
	if format == "json" {
		return streams.writeJSON(map[string]any{"incident": r.Key, "deliveries": shown})
	}
	var table columns.Table
	for _, d := range shown {
		table.Add(state(environmentLang(), string(d.State)), d.Address, d.Subject, d.SentAt+d.Error)
	}
	_, err := table.WriteTo(streams.text())
	return err
}
