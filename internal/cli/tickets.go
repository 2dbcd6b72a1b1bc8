package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func ticketsCommand(streams IO) *cobra.Command {
	var dryRun bool
	var providerName string
	create := &cobra.Command{
		Use: "create FILE", Short: "Open a ticket for each action item without one", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := provider(providerName)
			if err != nil {
				return err
			}
			if dryRun {
				return previewTickets(cmd, streams, p, args[0])
			}
			return tracker.CreateTickets(cmd.Context(), args[0], tracker.TicketRun{Provider: p, Clock: tickets.SystemClock{}, Opened: func(t tracker.OpenedTicket) {
				fmt.Fprintln(streams.Out, t.Item, t.Ticket)
			}})
		},
	}
	create.Flags().BoolVar(&dryRun, "dry-run", false, "print what would be sent")
	create.Flags().StringVar(&providerName, "provider", "", "github or jira")
	cmd := &cobra.Command{Use: "tickets", Short: "Tickets of action items"}
	cmd.AddCommand(create)
	return cmd
}

func previewTickets(cmd *cobra.Command, streams IO, p tickets.Provider, path string) error {
	d, err := tracker.LoadFile(path)
	if err != nil {
		return err
	}
	drafts, err := tracker.TicketDrafts(d, nil)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(streams.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	for _, draft := range drafts {
		request, err := p.Preview(cmd.Context(), draft)
		if err != nil {
			return err
		}
		if err := enc.Encode(request); err != nil {
			return err
		}
	}
	return nil
}
