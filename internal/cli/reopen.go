package cli

import (
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func reopenCommand(streams IO) *cobra.Command {
	var reason, format string
	cmd := &cobra.Command{
		Use: "reopen TARGET --reason T", Short: "Take a closed incident back into review", Args: cobra.ExactArgs(1),
		Example: "  pmtracker reopen INC-2026-0042 --reason \"it happened again on 2026-12-03\"",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			if err := t.Reopen(cmd.Context(), s.actor, args[0], reason); err != nil {
				return err
			}
			return streams.did(format, map[string]any{"target": args[0], "state": incident.InReview, "reason": reason},
				say("%s is in review again", "%s はレビュー中に戻りました", args[0]))
		})
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why; it stays in the timeline")
	formatFlag(cmd, &format)
	return cmd
}
