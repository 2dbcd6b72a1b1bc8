package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type listOptions struct {
	*session
	states          []string
	service, format string
	limit           int
}

// row is an incident in a list.
type row struct {
	Incident   string            `json:"incident"`
	Title      string            `json:"title"`
	Severity   incident.Severity `json:"severity"`
	Service    string            `json:"service"`
	State      incident.State    `json:"state"`
	DeclaredAt string            `json:"declared_at"`
}

func rowOf(in store.Incident) row {
	return row{in.Key, in.Title, in.Severity, in.Service, in.State, in.DeclaredAt.In(in.Zone).Format(time.RFC3339)}
}

func listCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "List the incidents, the newest first", Args: cobra.NoArgs,
		Example: "  pmtracker list\n  pmtracker list --state in_review --format json",
	}
	o := &listOptions{session: newSession(streams, cmd).reading()}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) }
	cmd.Flags().StringSliceVar(&o.states, "state", nil, "only these: declared, contained, recovered, in_review, closed")
	cmd.Flags().StringVar(&o.service, "service", "", "only those of this service")
	cmd.Flags().IntVar(&o.limit, "limit", 0, "at most so many (0: all)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	f := store.Filter{Service: o.service, Limit: o.limit}
	for _, s := range o.states {
		if !incident.State(s).Valid() {
			return incident.Tell(incident.Invalid, "there is no state %q; the states are declared, contained, recovered, in_review, closed", "状態 %q はありません。declared、contained、recovered、in_review、closed のいずれかです", s)
		}
		f.States = append(f.States, incident.State(s))
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		all, err := t.List(ctx, o.actor, f)
		if err != nil {
			return err
		}
		return writeRows(o.streams, all, o.format)
	})
}

// writeRows writes a list of incidents.
func writeRows(streams IO, all []store.Incident, format string) error {
	rows := []row{}
	for _, in := range all {
		rows = append(rows, rowOf(in))
	}
	if format == "json" {
		return streams.writeJSON(map[string]any{"incidents": rows})
	}
	var table columns.Table
	for _, r := range rows {
		table.Add(r.Incident, string(r.Severity), r.State.Label(environmentLang()), r.DeclaredAt, r.Title)
	}
	_, err := table.WriteTo(streams.text())
	return err
}
