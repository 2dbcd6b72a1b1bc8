package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func closeCommand(streams IO) *cobra.Command {
	var dryRun bool
	var format string
	cmd := &cobra.Command{
		Use: "close TARGET", Short: "Run the gate, and close when every rule holds", Args: cobra.ExactArgs(1),
		Example: "  pmtracker close INC-2026-0042 --dry-run\n  pmtracker close docs/postmortems/INC-2026-0042.md --format json",
	}
	s := newSession(streams, cmd).withProvider(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), args, func(t *tracker.Tracker) error {
			c, err := t.Close(cmd.Context(), s.actor(), args[0], dryRun)
			if err != nil {
				return err
			}
			return showClosing(streams, c, format)
		})
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only say what is missing")
	formatFlag(cmd, &format)
	return cmd
}

func showClosing(streams IO, c tracker.Closing, format string) error {
	if format == "json" {
		if err := streams.writeJSON(c); err != nil {
			return err
		}
	} else {
		for _, u := range c.Unmet {
			fmt.Fprintf(streams.Out, "%s %s: %s\n  fix: %s\n", u.Rule, u.Item, u.Message, u.Fix)
		}
		if len(c.Unmet) > 0 {
			fmt.Fprintf(streams.Out, "%s stays open: %d things are missing\n", c.Incident, len(c.Unmet))
		} else if c.Closed {
			fmt.Fprintf(streams.Out, "%s is closed\n", c.Incident)
		} else {
			fmt.Fprintf(streams.Out, "%s may close\n", c.Incident)
		}
	}
	if len(c.Unmet) > 0 {
		return errFound
	}
	return nil
}
