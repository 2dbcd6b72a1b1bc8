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

type reportOptions struct {
	*session
	lang, audience, nextAt, nextIn, format string
	set                                    []string
	send                                   bool
}

func reportCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "report INC first|periodic|completion", Short: "Write a report, record it as sent, and print it", Args: cobra.ExactArgs(2),
		Long: "Write a report (初報・定時報・完了報) from the timeline, record it as sent, and print it, ready to paste.\n" +
			"A first or periodic report needs the time of the next one.",
		Example: "  pmtracker report INC-2026-0042 first --next-in 30m --set scope=\"every card payment in Europe\"\n" +
			"  pmtracker report INC-2026-0042 periodic --audience customers --next-at 10:30 --send\n" +
			"  pmtracker report INC-2026-0042 completion --set cause=\"a deploy without a canary\" --lang ja",
	}
	o := &reportOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0], args[1]) }
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: the incident's)")
	cmd.Flags().StringVar(&o.audience, "audience", "internal", "whom it is for: internal or customers")
	cmd.Flags().StringVar(&o.nextAt, "next-at", "", "time of the next report")
	cmd.Flags().StringVar(&o.nextIn, "next-in", "", "or how long until then: 30m")
	cmd.Flags().StringArrayVar(&o.set, "set", nil, "field=text: what the timeline does not say (repeat for several)")
	cmd.Flags().BoolVar(&o.send, "send", false, "send it to the addresses that reports: in .pmtracker.yaml names")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *reportOptions) run(ctx context.Context, key, kind string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		zone, _, err := o.timesOf(ctx, t, key, o.nextAt)
		if err != nil {
			return err
		}
		r, err := o.request(kind, zone, t.Now())
		if err != nil {
			return err
		}
		m, err := t.Report(ctx, o.actor, key, r)
		if err != nil {
			return err
		}
		if o.format == "json" {
			err = o.streams.writeJSON(map[string]any{"incident": key, "kind": r.Kind, "subject": m.Subject, "text": m.Text, "tickets": append([]string{}, m.Tickets...),
				"next_at": stamp(r.NextAt, t.Config.ZoneOr(time.UTC))})
		} else {
			_, err = fmt.Fprint(o.streams.Out, m.Text)
		}
		if err != nil || !o.send {
			return err
		}
		done, err := t.Deliver(ctx, o.actor, m.ID)
		if err != nil {
			return err
		}
		return tellDeliveries(o.streams, done)
	})
}

func (o *reportOptions) request(kind string, zone *time.Location, now time.Time) (tracker.ReportRequest, error) {
	r := tracker.ReportRequest{Kind: incident.ReportKindOf(kind), Audience: incident.Audience(o.audience), Lang: incident.Lang(o.lang), Set: map[string]string{}, Send: o.send}
	if r.Lang != "" && !r.Lang.Valid() {
		return r, incident.Tell(incident.Invalid, "there is no language %q; use en or ja", "言語 %q はありません。en か ja を使ってください", o.lang)
	}
	if o.nextAt != "" && o.nextIn != "" {
		return r, incident.Tell(incident.Invalid, "--next-at and --next-in say the same thing twice; keep one", "--next-at と --next-in は同じ意味です。どちらか一方だけを指定してください")
	}
	var err error
	if r.NextAt, err = parseMoment("next-at", o.nextAt, expected, zone, now); err != nil {
		return r, err
	}
	if o.nextIn != "" {
		d, ok := incident.DurationOf(o.nextIn)
		if !ok {
			return r, incident.Tell(incident.Invalid, "--next-in: %q is not a length of time; write 30m or 1h30m", "--next-in: %q は時間の長さではありません。30m や 1h30m のように書いてください", o.nextIn)
		}
		if d != 0 {
			r.NextAt = now.Add(d)
		}
	}
	for _, pair := range o.set {
		field, text, ok := strings.Cut(pair, "=")
		if !ok {
			return r, incident.Tell(incident.Invalid, "--set %q is not of the form field=text", "--set %q は 項目=本文 の形ではありません", pair)
		}
		r.Set[field] = text
	}
	return r, nil
}
