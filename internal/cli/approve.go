package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func approveCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "approve TARGET", Short: "Approve this very revision of a postmortem", Args: cobra.ExactArgs(1),
		Example: "  pmtracker approve INC-2026-0042 --as ben@example.com\n  pmtracker approve docs/postmortems/INC-2026-0042.md",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.run(cmd.Context(), args, func(t *tracker.Tracker) error {
			if err := t.Approve(cmd.Context(), s.actor(), args[0]); err != nil {
				return err
			}
			fmt.Fprintln(streams.Err, say("%s is approved by %s", "%s は %s により承認されました", args[0], s.actor().Name))
			return nil
		})
	}
	return cmd
}
