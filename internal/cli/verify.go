package cli

import (
	"time"

	"github.com/golang-sql/civil"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func verifyCommand(streams IO) *cobra.Command {
	var evidence, format string
	cmd := &cobra.Command{
		Use: "verify TARGET ITEM --evidence TEXT", Short: "Record that an action item's check was seen to hold", Args: cobra.ExactArgs(2),
		Long: "Record that an action item's check was seen to hold: the item is verified, which is more than done.\n" +
			"The day, the person and the evidence go into the item's field \"Verified\"; nothing else changes.",
		Example: "  pmtracker verify docs/postmortems/INC-2026-0042.md AI-1 --evidence \"game day 2027-01-20: rolled back in 90 s\"\n" +
			"  pmtracker verify INC-2026-0042 AI-2 --as @ben --evidence https://example.com/runs/7",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return s.run(cmd.Context(), args[:1], func(t *tracker.Tracker) error {
			today := civil.DateOf(t.Now().In(t.Config.ZoneOr(time.Local)))
			v := incident.Verification{On: today, By: s.actor.Name, Evidence: evidence}
			if err := t.Verify(cmd.Context(), s.actor, args[0], args[1], v); err != nil {
				return err
			}
			return streams.did(format, map[string]any{"target": args[0], "item": args[1], "verified": true, "on": v.On.String(), "by": v.By, "evidence": v.Evidence},
				say("%s %s is verified", "%s %s は効果確認済みになりました", args[0], args[1]))
		})
	}
	cmd.Flags().StringVar(&evidence, "evidence", "", "what was seen: a number, a link, a test run")
	formatFlag(cmd, &format)
	return cmd
}
