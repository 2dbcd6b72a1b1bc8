package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type declareOptions struct {
	*session
	title, severity, service, lang string
	occurredAt, detectedAt         string
	customers                      string
	dataAtRisk                     bool
	format                         string
}

func declareCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "declare --title T --severity SEV1..SEV4", Short: "Declare an incident and print its key", Args: cobra.NoArgs,
		Example: "  pmtracker declare --title \"Card payments fail\" --severity SEV2 --service checkout\n" +
			"  pmtracker declare --title 決済が失敗する --severity SEV1 --occurred-at -20m --detected-at -5m\n" +
			"  pmtracker declare --title \"Orders are lost\" --customers partial --data-at-risk",
	}
	o := &declareOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) }
	cmd.Flags().StringVar(&o.title, "title", "", "what people cannot do")
	cmd.Flags().StringVar(&o.severity, "severity", "", "provisional severity: SEV1 (worst) to SEV4")
	cmd.Flags().StringVar(&o.customers, "customers", "", "how customers are affected: none, degraded, partial or all; proposes the severity where none is given")
	cmd.Flags().BoolVar(&o.dataAtRisk, "data-at-risk", false, "data may be lost, wrong or seen by others: makes the safe stop the first step")
	cmd.Flags().StringVar(&o.service, "service", "", "the service that is affected")
	cmd.Flags().StringVar(&o.occurredAt, "occurred-at", "", "when it began (default: not known)")
	cmd.Flags().StringVar(&o.detectedAt, "detected-at", "", "when it was noticed (default: now)")
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: the team's, else that of the title)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *declareOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		now, zone := t.Now(), t.Config.ZoneOr(time.Local)
		impact := incident.Impact{Customers: incident.CustomerImpact(o.customers), DataAtRisk: o.dataAtRisk}
		d := tracker.Declaration{Title: o.title, Severity: incident.SeverityNamed(o.severity), Impact: impact, Service: o.service, Lang: incident.Lang(o.lang)}
		var err error
		if d.OccurredAt, err = parseMoment("occurred-at", o.occurredAt, happened, zone, now); err != nil {
			return err
		}
		if d.DetectedAt, err = parseMoment("detected-at", o.detectedAt, happened, zone, now); err != nil {
			return err
		}
		in, err := t.Declare(ctx, o.actor, d)
		if err != nil {
			return err
		}
		firstStep := ""
		if impact.Named() {
			firstStep = impact.FirstStep(in.Lang)
		}
		return o.show(ctx, t, in, firstStep)
	})
}

// declared is a new incident, with what to do first and the earlier ones like it.
type declared struct {
	row
	FirstStep string  `json:"first_step,omitempty"`
	Similar   []alike `json:"similar"`
}

// show tells the key of the new incident, and on standard error what to do first and
// earlier incidents like it, with the action items that should have prevented it.
func (o *declareOptions) show(ctx context.Context, t *tracker.Tracker, in store.Incident, firstStep string) error {
	found, err := t.Similar(ctx, o.actor, in.Key, "", 3)
	if o.format == "json" {
		if e := o.streams.writeJSON(declared{rowOf(in), firstStep, alikeOf(found, t.Today())}); e != nil {
			return e
		}
		return err
	}
	if _, e := fmt.Fprintln(o.streams.Out, in.Key); e != nil {
		return e
	}
	if firstStep != "" {
		fmt.Fprintf(o.streams.Err, "%s: %s\n", in.Severity, firstStep)
	}
	if err != nil || len(found) == 0 {
		return err
	}
	fmt.Fprintln(o.streams.Err, say("earlier incidents like this one:", "似た過去のインシデント:"))
	writeAlike(o.streams.Err, alikeOf(found, t.Today()))
	return nil
}
