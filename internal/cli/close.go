package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func closeCommand(streams IO) *cobra.Command {
	var dryRun bool
	var format, providerName string
	cmd := &cobra.Command{
		Use: "close FILE", Short: "Run the gate, and close when every rule holds", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return incident.Errorf(incident.Invalid, "there is no format %q; use text or json", format)
			}
			c, err := tracker.Close(cmd.Context(), args[0], func() (tickets.Provider, error) { return provider(providerName) }, dryRun)
			if err != nil {
				return err
			}
			return showClosing(streams, c, format)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only say what is missing")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().StringVar(&providerName, "provider", "", "github or jira")
	return cmd
}

func showClosing(streams IO, c tracker.Closing, format string) error {
	if format == "json" {
		enc := json.NewEncoder(streams.Out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c); err != nil {
			return err
		}
	} else {
		for _, u := range c.Unmet {
			fmt.Fprintf(streams.Out, "%s %s: %s\n  fix: %s\n", u.Rule, u.Item, u.Message, u.Fix)
		}
		if len(c.Unmet) > 0 {
			fmt.Fprintf(streams.Out, "%s stays open: %d things are missing\n", c.Incident, len(c.Unmet))
		} else if c.Closed {
			fmt.Fprintf(streams.Out, "%s is closed\n", c.Incident)
		} else {
			fmt.Fprintf(streams.Out, "%s may close\n", c.Incident)
		}
	}
	if len(c.Unmet) > 0 {
		return errFound
	}
	return nil
}
