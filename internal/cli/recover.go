package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type recoverOptions struct {
	*session
	at, readBy, reason, format string
	kpis, ranges               []string
}

func recoverCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "recover INC", Short: "Declare recovery, by the KPIs", Args: cobra.ExactArgs(1),
		Long: "Declare recovery. It goes by numbers: every KPI inside its normal range, or entered by hand with who read it.\n" +
			"What speaks against it is said, and then nothing changes. Where Prometheus shows a KPI outside of its range while\n" +
			"the value that was read is inside, both are recorded in the timeline.",
		Example: "  pmtracker recover INC-2026-0042\n" +
			"  pmtracker recover INC-2026-0042 --kpi error_rate=0.4% --range error_rate=0..1 --read-by @ben\n" +
			"  pmtracker recover INC-2026-0042 --kpi p95=180ms --reason \"the provider's outage ended by itself\"",
	}
	o := &recoverOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) }
	cmd.Flags().StringArrayVar(&o.kpis, "kpi", nil, "NAME=VALUE that somebody read, with its unit if you like (repeat for several)")
	cmd.Flags().StringArrayVar(&o.ranges, "range", nil, "NAME=LOW..HIGH, the normal range of a KPI entered by hand, where the configuration fixes none and Prometheus does not show the KPI outside, too")
	cmd.Flags().StringVar(&o.readBy, "read-by", "", "who read them (default: who runs this)")
	cmd.Flags().StringVar(&o.reason, "reason", "", "why there was no containment, where there was none")
	cmd.Flags().StringVar(&o.at, "at", "", "when service was back, which the values until then and since have to show (default: now)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *recoverOptions) run(ctx context.Context, key string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	kpis, err := o.readings()
	if err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		zone, _, err := o.timesOf(ctx, t, key, o.at)
		if err != nil {
			return err
		}
		at, err := parseMoment("at", o.at, happened, zone, t.Now())
		if err != nil {
			return err
		}
		r, err := t.Recover(ctx, o.actor, key, tracker.RecoveryRequest{At: at, KPIs: kpis, Reason: o.reason, Lang: environmentLang()})
		if err != nil {
			return err
		}
		return showRecovery(o.streams, r, o.format)
	})
}

func showRecovery(streams IO, r tracker.Recovery, format string) error {
	if format == "json" {
		if err := streams.writeJSON(r); err != nil {
			return err
		}
	} else {
		for _, u := range r.Unmet {
			fmt.Fprintf(streams.text(), "%s\n  %s%s\n", u.Message, r.Lang.Say("fix: ", "対処: "), u.Fix)
		}
		if r.Recovered {
			fmt.Fprintln(streams.text(), r.Lang.Say("%s is recovered", "%s の復旧を宣言しました", r.Incident))
		}
	}
	if !r.Recovered {
		return errFound
	}
	return nil
}

// readings reads --kpi and --range.
func (o *recoverOptions) readings() ([]incident.KPI, error) {
	var kpis []incident.KPI
	for _, pair := range o.kpis {
		name, text, ok := strings.Cut(pair, "=")
		value, unit, isValue := incident.ParseValue(text)
		if !ok || name == "" || !isValue {
			return nil, incident.Tell(incident.Invalid, "--kpi %q is not of the form NAME=VALUE, for example %s", "--kpi %q は 名前=値 の形ではありません。例: %s", pair, incident.KPIExample)
		}
		kpis = append(kpis, incident.KPI{Name: name, Unit: unit, Value: &value, ReadBy: o.readBy})
	}
	ranged := map[string]bool{}
	for _, pair := range o.ranges {
		name, text, _ := strings.Cut(pair, "=")
		i := slices.IndexFunc(kpis, func(k incident.KPI) bool { return k.Name == name })
		switch {
		case i < 0:
			return nil, incident.Tell(incident.Invalid, "--range names %q, for which there is no --kpi", "--range の %q に対応する --kpi がありません", name)
		case ranged[name]:
			return nil, incident.Tell(incident.Invalid, "--range names %q twice; give each KPI one range", "--range に %q が2回あります。範囲は KPI ごとに一つ指定してください", name)
		}
		ranged[name] = true
		r, err := rangeOf(pair, text, kpis[i])
		if err != nil {
			return nil, err
		}
		kpis[i].Baseline = r
	}
	return kpis, nil
}

// rangeOf reads LOW..HIGH in the unit of the KPI; an end without a unit has that.
func rangeOf(pair, text string, k incident.KPI) (*incident.Range, error) {
	lowText, highText, ok := strings.Cut(text, "..")
	var ends [2]float64
	for i, end := range []string{lowText, highText} {
		v, unit, isValue := incident.ParseValue(end)
		if !ok || !isValue {
			return nil, incident.Tell(incident.Invalid, "--range %q is not of the form NAME=LOW..HIGH, for example error_rate=0..1", "--range %q は 名前=下限..上限 の形ではありません。例: error_rate=0..1", pair)
		}
		in, err := incident.KPI{Name: k.Name, Unit: unit, Value: &v}.In(k.Unit)
		if err != nil {
			return nil, err
		}
		ends[i] = *in.Value
	}
	return &incident.Range{Low: ends[0], High: ends[1]}, nil
}
