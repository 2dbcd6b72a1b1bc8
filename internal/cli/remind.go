package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
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
			err = s.streams.writeJSON(map[string]any{"reminders": len(given), "attempts": len(done), "given": given})
		} else {
			err = showReminders(s.streams, given)
		}
		if err != nil {
			return err
		}
		if err := tellDeliveries(s.streams, done); err != nil {
			return err
		}
		if len(given) > 0 && len(t.Config.Reports.Internal) == 0 {
			return incident.Tell(incident.Invalid, "the reminders went to nobody; add reports: {internal: [\"slack:#channel\"]} to .pmtracker.yaml",
				"リマインドの送信先がないため、誰にも届いていません。.pmtracker.yaml に reports: {internal: [\"slack:#channel\"]} を追加してください")
		}
		return nil
	})
}

// showReminders writes how many reminders there were, and each in a line.
func showReminders(streams IO, given []tracker.GivenReminder) error {
	many := "%d reminders"
	if len(given) == 1 {
		many = "%d reminder"
	}
	if _, err := fmt.Fprintln(streams.Out, say(many, "リマインド %d 件", len(given))); err != nil {
		return err
	}
	for _, r := range given {
		if _, err := fmt.Fprintf(streams.Out, "%s %s: %s\n", r.Incident, r.Title, r.Text); err != nil {
			return err
		}
	}
	return nil
}
