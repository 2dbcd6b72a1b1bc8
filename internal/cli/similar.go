package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func similarCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "similar TARGET", Short: "Show earlier incidents like this one", Args: cobra.ExactArgs(1),
		Long: "Show earlier incidents like this one, with the action items that should have prevented it and what became of them.\n" +
			"An incident is compared with the others of the database, a file with the other postmortems of its folder.",
		Example: "  pmtracker similar INC-2026-0042\n  pmtracker similar docs/postmortems/INC-2026-0042.md --format json",
	}
	s := newSession(streams, cmd).reading()
	var format, folder string
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return runSimilar(cmd.Context(), s, args[0], folder, format)
	}
	cmd.Flags().StringVar(&folder, "from", "", "folder of the postmortems with which a file is compared (default: its own)")
	formatFlag(cmd, &format)
	return cmd
}

// alike is an earlier incident like the one that was asked about.
type alike struct {
	Incident    string         `json:"incident"`
	Title       string         `json:"title"`
	State       incident.State `json:"state"`
	Shared      []string       `json:"shared"`
	ActionItems []pastItem     `json:"action_items"`
}

type pastItem struct {
	ID    string          `json:"id"`
	Title string          `json:"title"`
	Owner string          `json:"owner"`
	Due   string          `json:"due"`
	State store.ItemState `json:"state"`
}

func runSimilar(ctx context.Context, s *session, target, folder, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, []string{target}, func(t *tracker.Tracker) error {
		found, err := t.Similar(ctx, s.actor, target, folder, 5)
		if err != nil {
			return err
		}
		all := alikeOf(found)
		if format == "json" {
			return s.streams.writeJSON(map[string]any{"target": target, "similar": all})
		}
		writeAlike(s.streams.text(), all)
		return nil
	})
}

func alikeOf(found []tracker.Alike) []alike {
	all := []alike{}
	for _, f := range found {
		one := alike{Incident: f.Key, Title: f.Title, State: f.State, Shared: f.Shared[:min(5, len(f.Shared))], ActionItems: []pastItem{}}
		for _, it := range f.Items {
			one.ActionItems = append(one.ActionItems, pastItem{it.ID, it.Title, it.Owner, it.Get(incident.FieldDue), it.State})
		}
		all = append(all, one)
	}
	return all
}

func writeAlike(out io.Writer, all []alike) {
	for _, a := range all {
		fmt.Fprintf(out, "%s  %s  %s  (%s)\n", a.Incident, a.State.Label(environmentLang()), a.Title, strings.Join(a.Shared, ", "))
		for _, it := range a.ActionItems {
			fmt.Fprintf(out, "    %s %s  %s %s  %s\n", it.ID, it.State, it.Owner, it.Due, it.Title)
		}
	}
}
