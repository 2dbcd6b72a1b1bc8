package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func remindCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "remind", Short: "Give the reminders that are due, and try what was not delivered", Args: cobra.NoArgs,
		Long: "Give the reminders that are due in every open incident: overdue steps, the next report, nobody in command. Each\n" +
			"comes once, however often this runs. Messages that were not delivered are tried again. pmtracker serve does this\n" +
			"by itself; without a server, run it every minute.",
		Example: "  pmtracker remind\n  * * * * * pmtracker remind   # in a crontab",
	}
	s := newSession(streams, cmd)
	var format string
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return runRemind(cmd.Context(), s, format) }
	formatFlag(cmd, &format)
	return cmd
}

func runRemind(ctx context.Context, s *session, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		given, err := t.Remind(ctx, s.actor())
		if err != nil {
			return err
		}
		done, err := t.Deliver(ctx, s.actor(), "")
		if err != nil {
			return err
		}
		if format == "json" {
			err = s.streams.writeJSON(map[string]int{"reminders": given, "attempts": len(done)})
		} else {
			_, err = fmt.Fprintln(s.streams.Out, say("%d reminders", "リマインド %d 件", given))
		}
		if err != nil {
			return err
		}
		return tellDeliveries(s.streams, done)
	})
}
