package cli

import (
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func approveCommand(streams IO) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "approve TARGET", Short: "Approve this very revision of a postmortem", Args: cobra.ExactArgs(1),
		Example: "  pmtracker approve INC-2026-0042 --as ben@example.com\n  pmtracker approve docs/postmortems/INC-2026-0042.md",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), args, func(t *tracker.Tracker) error {
			if err := t.Approve(cmd.Context(), s.actor, args[0]); err != nil {
				return err
			}
			by := s.actor.Name
			return streams.did(format, map[string]any{"target": args[0], "approved": true, "approved_by": by},
				say("%s is approved by %s", "%s は %s により承認されました", args[0], by))
		})
	}
	formatFlag(cmd, &format)
	return cmd
}
