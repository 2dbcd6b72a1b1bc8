package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type logOptions struct {
	*session
	kind, at, role, who, corrects, correctedAt, format string
	links                                              []string
}

func logCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "log INC --kind K TEXT", Short: "Append one event to an incident's timeline", Args: cobra.MinimumNArgs(2),
		Long: "Append one event to an incident's timeline. Nothing that is written there is ever changed: a mistake is put\n" +
			"right by an event of kind correction. The kinds: detection, severity, containment, hypothesis, decision, action,\n" +
			"communication, kpi, note, correction. Roles and recovery have commands of their own.",
		Example: "  pmtracker log INC-2026-0042 --kind containment --role Ops \"The new checkout is switched off\"\n" +
			"  pmtracker log INC-2026-0042 --kind hypothesis --at -10m --link https://example.com/d/7 \"The pool of the replica is used up\"\n" +
			"  pmtracker log INC-2026-0042 --kind correction --corrects 01K… --corrected-at 09:12 \"It was 09:12, not 09:21\"",
	}
	o := &logOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.run(cmd.Context(), args[0], strings.Join(args[1:], " "))
	}
	cmd.Flags().StringVar(&o.kind, "kind", string(incident.KindNote), "kind of event")
	cmd.Flags().StringVar(&o.at, "at", "", "when it happened (default: now)")
	cmd.Flags().StringVar(&o.role, "role", "", "the role that acted: IC, Ops, Comm or Rec")
	cmd.Flags().StringVar(&o.who, "actor", "", "who acted; a postmortem shows the role in place of the name")
	cmd.Flags().StringArrayVar(&o.links, "link", nil, "evidence (repeat for several)")
	cmd.Flags().StringVar(&o.corrects, "corrects", "", "the event that a correction puts right")
	cmd.Flags().StringVar(&o.correctedAt, "corrected-at", "", "the right time of that event; durations and the postmortem go by it")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *logOptions) run(ctx context.Context, key, text string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		zone, events, err := o.timesOf(ctx, t, key, o.at, o.correctedAt)
		if err != nil {
			return err
		}
		at, err := parseMoment("at", o.at, happened, zone, t.Now())
		if err != nil {
			return err
		}
		correctedAt, err := parseMoment("corrected-at", o.correctedAt, corrected(events[o.corrects]), zone, t.Now())
		if err != nil {
			return err
		}
		e, err := t.Log(ctx, o.actor(), key, tracker.Entry{
			Kind: incident.EventKind(o.kind), At: at, Role: incident.Role(o.role), Actor: o.who, Text: text, Links: o.links, Corrects: o.corrects, CorrectedAt: correctedAt,
		})
		if err != nil {
			return err
		}
		if o.format == "json" {
			return o.streams.writeJSON(eventOf(e, time.UTC))
		}
		_, err = fmt.Fprintln(o.streams.Out, e.ID)
		return err
	})
}
