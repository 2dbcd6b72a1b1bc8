package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/golang-sql/civil"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func similarCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "similar TARGET", Short: "Show earlier incidents like this one", Args: cobra.ExactArgs(1),
		Long: "Show earlier incidents like this one, with the action items that should have prevented it and what became of them.\n" +
			"An incident is compared with the others of the database, a file with the other postmortems of its folder. The tickets of\n" +
			"files are asked about where the provider is set up (GITHUB_TOKEN, JIRA_URL …).",
		Example: "  pmtracker similar INC-2026-0042\n  pmtracker similar docs/postmortems/INC-2026-0042.md --format json",
	}
	o := &similarOptions{session: newSession(streams, cmd).withProvider(cmd).reading()}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) }
	cmd.Flags().StringVar(&o.folder, "from", "", "folder of the postmortems with which a file is compared (default: its own)")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "do not ask the provider about tickets")
	formatFlag(cmd, &o.format)
	return cmd
}

type similarOptions struct {
	*session
	folder, format string
	offline        bool
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

	Overdue  bool   `json:"overdue"` // open, and its day is over
	Standing string `json:"-"`       // the state for people, "overdue" included
}

func (o *similarOptions) run(ctx context.Context, target string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, []string{target}, func(t *tracker.Tracker) error {
		found, err := t.Similar(ctx, o.actor, target, o.folder, 5)
		if err != nil {
			return err
		}
		if err := o.askTickets(ctx, found); err != nil {
			return err
		}
		all := alikeOf(found, t.Today())
		if o.format == "json" {
			return o.streams.writeJSON(map[string]any{"target": target, "similar": all})
		}
		writeAlike(o.streams.text(), all)
		return nil
	})
}

// askTickets asks about the tickets of the files that were found. One that could not be
// asked about is told and keeps nobody from seeing the rest.
func (o *similarOptions) askTickets(ctx context.Context, found []tracker.Alike) error {
	var docs []*postmortem.Document
	linked := false
	for _, a := range found {
		if a.Doc == nil {
			continue
		}
		docs = append(docs, a.Doc)
		linked = linked || slices.ContainsFunc(a.Items, func(it store.IndexedItem) bool { return it.Ticket != "" })
	}
	if !linked {
		return nil
	}
	var states tracker.TicketStates
	var err error
	if !o.offline {
		states, err = o.ticketStates(ctx, docs)
	}
	switch {
	case tracker.UnreadIn(err) != nil:
		fmt.Fprintln(o.streams.Err, warning(sentence(err, environmentLang())))
	case err != nil:
		return err
	case states == nil && o.format == "text":
		fmt.Fprintln(o.streams.Err, say("the tickets were not asked; an item counts as done only where its document says that it was verified",
			"チケットには問い合わせていません。文書に確認済みと書かれたものだけを完了と数えています"))
	}
	for i := range found {
		found[i].TakeTickets(states)
	}
	return nil
}

// alikeOf is what is told of incidents that were found, as it stands on a day.
func alikeOf(found []tracker.Alike, on civil.Date) []alike {
	all := []alike{}
	for _, f := range found {
		one := alike{Incident: f.Key, Title: f.Title, State: f.State, Shared: f.Shared[:min(5, len(f.Shared))], ActionItems: []pastItem{}}
		for _, it := range f.Items {
			one.ActionItems = append(one.ActionItems, pastItem{it.ID, it.Title, it.Owner, it.Get(incident.FieldDue), it.State,
				it.Overdue(on), it.Standing(on, environmentLang())})
		}
		all = append(all, one)
	}
	return all
}

func writeAlike(out io.Writer, all []alike) {
	for _, a := range all {
		fmt.Fprintf(out, "%s  %s  %s  (%s)\n", a.Incident, a.State.Label(environmentLang()), a.Title, strings.Join(a.Shared, ", "))
		for _, it := range a.ActionItems {
			fmt.Fprintf(out, "    %s %s  %s %s  %s\n", it.ID, it.Standing, it.Owner, it.Due, it.Title)
		}
	}
}
