package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type decideOptions struct {
	*session
	options        []string
	choose         int
	reason, format string
}

func decideCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "decide INC QUESTION --option TEXT=UNCERTAINTY,ROLLBACK… --choose N", Short: "Record a decision with its options", Args: cobra.MinimumNArgs(2),
		Long: "Record a decision with its options, each with its uncertainty and what it costs to roll back (low, medium or high).\n" +
			"As soon as an option is highly uncertain, the cheapest rollback wins: choosing another one needs a reason.",
		Example: "  pmtracker decide INC-2026-0042 \"How to stop the errors\" --option \"roll back=medium,low\" --option \"patch forward=high,high\" --choose 1\n" +
			"  pmtracker decide INC-2026-0042 エラーの止め方 --option 切り戻し=medium,low --option 修正を適用=high,high --choose 2 --reason 旧版の成果物が残っていない",
	}
	o := &decideOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.run(cmd.Context(), args[0], strings.Join(args[1:], " "))
	}
	cmd.Flags().StringArrayVar(&o.options, "option", nil, "TEXT=UNCERTAINTY,ROLLBACK (repeat for several)")
	cmd.Flags().IntVar(&o.choose, "choose", 1, "which option is taken, from 1")
	cmd.Flags().StringVar(&o.reason, "reason", "", "why")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *decideOptions) run(ctx context.Context, key, question string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	d := incident.Decision{Question: question, Chosen: o.choose - 1, Reason: o.reason}
	for _, text := range o.options {
		i := strings.LastIndex(text, "=")
		uncertainty, rollback, ok := strings.Cut(text[i+1:], ",")
		if i < 1 || !ok {
			return incident.Tell(incident.Invalid, "--option %q is not of the form TEXT=UNCERTAINTY,ROLLBACK, for example \"roll back=medium,low\"", "--option %q は 内容=不確実性,切り戻しコスト の形ではありません。例: \"切り戻す=medium,low\"", text)
		}
		d.Options = append(d.Options, incident.Option{Text: text[:i], Uncertainty: incident.Level(strings.TrimSpace(uncertainty)), Rollback: incident.Level(strings.TrimSpace(rollback))})
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		e, err := t.Decide(ctx, o.actor, key, d)
		if err != nil {
			return err
		}
		if o.format == "json" {
			return o.streams.writeJSON(map[string]any{"incident": key, "event": e.ID, "text": e.Text, "cheapest_rollback": d.Marked()})
		}
		_, err = fmt.Fprintln(o.streams.text(), e.Text)
		return err
	})
}
