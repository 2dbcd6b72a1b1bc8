package cli

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func closeCommand(streams IO) *cobra.Command {
	var dryRun bool
	var format string
	cmd := &cobra.Command{
		Use: "close TARGET", Short: "Run the gate, and close when every rule holds", Args: cobra.ExactArgs(1),
		Example: "  pmtracker close INC-2026-0042 --dry-run\n  pmtracker close docs/postmortems/INC-2026-0042.md --format json",
	}
	s := newSession(streams, cmd).withProvider(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), args, func(t *tracker.Tracker) error {
			c, err := t.Close(cmd.Context(), s.actor, args[0], environmentLang(), dryRun)
			if err != nil {
				return err
			}
			if !tracker.IsFile(args[0]) {
				byCommands(&c)
				if !c.Closed && len(c.Unmet) > 0 && format == "text" {
					defer fmt.Fprintln(streams.Err, howToEdit(args[0]))
				}
			}
			return showClosing(streams, c, cmp.Or(c.Incident, args[0]), format)
		})
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only say what is missing")
	formatFlag(cmd, &format)
	return cmd
}

// byCommands names the commands that put right what an incident in the database misses
// beside its postmortem: its reports and its recovery are not read from the tables there.
func byCommands(c *tracker.Closing) {
	for i, u := range c.Unmet {
		switch u.Remedy {
		case incident.RemedyReport:
			c.Unmet[i].Fix = c.Lang.Say("send it once every action item has its ticket, for it names them: pmtracker report %s completion", "恒久対応にチケットが揃ってから pmtracker report %s completion で送ってください。チケット番号は自動で入ります", c.Incident)
		case incident.RemedyDelivery:
			c.Unmet[i].Fix = c.Lang.Say("pmtracker deliveries %[1]s says why, --retry sends it again; what was told by other means is recorded without --send: pmtracker report %[1]s completion", "理由は pmtracker deliveries %[1]s で確認し、--retry で再送してください。別の手段で伝えた場合は、--send を付けずに pmtracker report %[1]s completion で記録してください", c.Incident)
		case incident.RemedyRecovery:
			c.Unmet[i].Fix = c.Lang.Say("declare it once the KPIs are back in their ranges: pmtracker recover %s --kpi NAME=VALUE --range NAME=LOW..HIGH", "KPI が正常範囲に戻ってから pmtracker recover %s --kpi NAME=VALUE --range NAME=LOW..HIGH で宣言してください", c.Incident)
		}
	}
}

// showClosing says what the gate says of the incident or file of a name.
func showClosing(streams IO, c tracker.Closing, name, format string) error {
	if format == "json" {
		if err := streams.writeJSON(c); err != nil {
			return err
		}
	} else {
		for _, u := range c.Unmet {
			place := string(u.Rule)
			if u.Item != "" {
				place += " " + u.Item
			}
			fmt.Fprintf(streams.text(), "%s: %s\n  %s%s\n", place, u.Message, c.Lang.Say("fix: ", "対処: "), u.Fix)
		}
		fmt.Fprintln(streams.text(), outcomeOf(c, name))
	}
	if len(c.Unmet) > 0 {
		return errFound
	}
	return nil
}

// outcomeOf says whether it is closed.
func outcomeOf(c tracker.Closing, name string) string {
	switch n := len(c.Unmet); {
	case c.Closed && n > 0:
		return c.Lang.Say("%s is closed; by now the rules above would not hold", "%s はクローズ済みですが、上の条件は現時点では満たしていません", name)
	case c.Closed:
		return c.Lang.Say("%s is closed", "%s はクローズ済みです", name)
	case c.SaysClosed && n > 0:
		return c.Lang.Say("%[1]s says that it is closed, and is not: %[3]s missing", "%[1]s の status は closed ですが、クローズの条件を満たしていません。不足が%[2]d件あります", name, n, thingsAre(n))
	case n > 0:
		return c.Lang.Say("%[1]s stays open: %[3]s missing", "%[1]s はクローズできません。不足が%[2]d件あります", name, n, thingsAre(n))
	}
	return c.Lang.Say("%s may close", "%s はクローズできます", name)
}

// thingsAre counts in English what is missing.
func thingsAre(n int) string {
	if n == 1 {
		return "one thing is"
	}
	return fmt.Sprintf("%d things are", n)
}
