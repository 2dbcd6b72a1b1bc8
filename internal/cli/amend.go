package cli

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func amendCommand(streams IO) *cobra.Command {
	var title, service, severity, occurredAt, format string
	cmd := &cobra.Command{
		Use: "amend INC", Short: "Put the title, service, severity or beginning of an incident right", Args: cobra.ExactArgs(1),
		Long: "Put the title, service or severity of an incident right, or when it began, and its postmortem where that says the same.\n" +
			"Another severity stands in the timeline.",
		Example: "  pmtracker amend INC-2026-0042 --title \"Search is slow\" --service search\n" +
			"  pmtracker amend INC-2026-0042 --occurred-at 09:40",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		m := tracker.Amendment{Title: title, Severity: incident.Severity(severity)}
		if cmd.Flags().Changed("service") {
			m.Service = &service
		}
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			var err error
			if m.OccurredAt, err = parseMoment("occurred-at", occurredAt, happened, t.Config.ZoneOr(time.Local), t.Now()); err != nil {
				return err
			}
			in, err := t.Amend(cmd.Context(), s.actor, args[0], m)
			if err != nil {
				return err
			}
			said := map[string]any{"incident": in.Key, "title": in.Title, "service": in.Service, "severity": in.Severity}
			began := ""
			if !in.OccurredAt.IsZero() {
				said["occurred_at"] = stamp(in.OccurredAt, in.Zone)
				began = say("; it began at %s", "、発生 %s", in.OccurredAt.In(in.Zone).Format("2006-01-02 15:04 MST"))
			}
			return streams.did(format, said, say("%s: %s, service %q, %s", "%s: %s、サービス%q、%s", in.Key, in.Severity, in.Service, in.Title)+began)
		})
	}
	cmd.Flags().StringVar(&title, "title", "", "what people cannot do")
	cmd.Flags().StringVar(&service, "service", "", "what is affected; \"\": no service")
	cmd.Flags().StringVar(&severity, "severity", "", "severity: SEV1 (worst) to SEV4")
	cmd.Flags().StringVar(&occurredAt, "occurred-at", "", "when it began")
	formatFlag(cmd, &format)
	return cmd
}
