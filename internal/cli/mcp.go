package cli

import (
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/mcp"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func mcpCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "mcp", Short: "Answer an assistant over standard input and output (Model Context Protocol)", Args: cobra.NoArgs,
		Example: "  pmtracker mcp\n  pmtracker mcp --allow-writes --as @akiko\n  claude mcp add pmtracker -- pmtracker mcp",
	}
	s := newSession(streams, cmd)
	writes := cmd.Flags().Bool("allow-writes", false, "let the assistant log events, tick steps, comment, fill in action items and open tickets")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			a := s.actor
			a.Lang = environmentLang()
			return mcp.ServeStdio(cmd.Context(), t, a, *writes)
		})
	}
	return cmd
}
