package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func importCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "import FILE…", Short: "Take timelines and postmortems into the database", Args: cobra.MinimumNArgs(1),
		Long:    "Take timeline files (YAML, JSON) and postmortem files (Markdown) into the database. All come in, or none does.",
		Example: "  pmtracker import timeline.yaml\n  pmtracker import docs/postmortems/*.md",
	}
	s := newSession(streams, cmd)
	var format string
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runImport(cmd.Context(), s, args, format) }
	formatFlag(cmd, &format)
	return cmd
}

func runImport(ctx context.Context, s *session, paths []string, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		all, err := t.Import(ctx, s.actor(), paths)
		if err != nil {
			return err
		}
		return writeRows(s.streams, all, format)
	})
}
