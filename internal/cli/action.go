package cli

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/action"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func actionCommand(streams IO) *cobra.Command {
	return &cobra.Command{
		Use: "action [" + strings.Join(action.Commands(), "|") + "]", Short: "What the GitHub Action runs inside a workflow",
		Args: cobra.MaximumNArgs(1),
		Long: "What the GitHub Action (action.yml) runs inside a workflow. Inputs come as variables INPUT_NAME, the rest as the\n" +
			"runner sets it. Without a command the event decides: a pull request is judged, a push opens tickets, a schedule\n" +
			"posts the digest. docs/GITHUB-ACTION.md has workflows to copy.",
		Example: "  pmtracker action pull-request\n  INPUT_DIGEST_TO=issue pmtracker action digest",
		RunE: func(cmd *cobra.Command, args []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			job := &action.Job{
				Getenv: os.Getenv, Out: streams.Out, Err: streams.Err, Now: now, Pause: tickets.SystemClock{}.Sleep,
				Sender: sender, Version: Version,
				Provider: func(c config.Config) (tickets.Provider, error) {
					return newProvider("", c, tracker.SentBeside(c))
				},
			}
			return job.Run(cmd.Context(), strings.Join(args, ""))
		},
	}
}
