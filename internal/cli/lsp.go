package cli

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/lsp"
)

func lspCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "lsp", Short: "Serve an editor: findings while typing, explanations, completion, fixes", Args: cobra.NoArgs,
		Long: "Speak the Language Server Protocol over standard input and output. A Markdown file counts as a postmortem when\n" +
			"its front matter names an incident, or when it lies in the folder postmortems: of .pmtracker.yaml.\n" +
			"docs/CHECKING.md shows how to set up Neovim, Helix and Emacs.",
		Example: "  pmtracker lsp",
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := lsp.Serve(cmd.Context(), stdio{streams.In, streams.Out}, Version)
			if errors.Is(err, lsp.ErrNoShutdown) {
				return err
			}
			if err != nil && cmd.Context().Err() == nil {
				return incident.Tell(incident.Invalid, "the editor's connection failed: %w", "エディターとの接続が切れました: %w", err)
			}
			return nil
		},
	}
	cmd.Flags().Bool("stdio", false, "changes nothing: many editors say so that they use standard input and output")
	cmd.Flags().Var(configFlag{}, "config", configUsage)
	return cmd
}

// stdio makes one stream of standard input and output. Closing it closes the
// input, so that a read that waits for the editor ends.
type stdio struct {
	io.Reader
	io.Writer
}

func (s stdio) Close() error {
	if c, ok := s.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
