package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func ticketsLinkCommand(streams IO) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "link TARGET ITEM URL", Short: "Let an action item take an existing ticket", Args: cobra.ExactArgs(3),
		Long: "Let an action item take an existing ticket. The provider is asked whether it exists; a ticket of another\n" +
			"organisation, or one that this account may not see, is refused.",
		Example: "  pmtracker tickets link docs/postmortems/INC-2026-0042.md AI-1 https://github.com/acme/checkout/issues/812\n" +
			"  pmtracker tickets link INC-2026-0042 AI-2 PAY-12 --provider jira",
	}
	s := newSession(streams, cmd).withProvider(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), args[:1], func(t *tracker.Tracker) error {
			url, warnings, err := t.LinkTicket(cmd.Context(), s.actor, args[0], args[1], args[2])
			if err != nil {
				return err
			}
			if format == "json" {
				err = streams.writeJSON(map[string]any{"target": args[0], "item": args[1], "ticket": url})
			} else {
				_, err = fmt.Fprintln(streams.Out, args[1], url)
			}
			streams.aside(args[1], url, nil, warnings)
			return err
		})
	}
	formatFlag(cmd, &format)
	return cmd
}
