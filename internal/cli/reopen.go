package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func reopenCommand(streams IO) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "reopen TARGET --reason T", Short: "Take a closed incident back into review", Args: cobra.ExactArgs(1),
		Example: "  pmtracker reopen INC-2026-0042 --reason \"it happened again on 2026-12-03\"",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			if err := t.Reopen(cmd.Context(), s.actor(), args[0], reason); err != nil {
				return err
			}
			fmt.Fprintln(streams.Err, say("%s is in review again", "%s はレビュー中に戻りました", args[0]))
			return nil
		})
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why; it stays in the timeline")
	return cmd
}
