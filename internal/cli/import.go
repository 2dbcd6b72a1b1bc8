package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type importOptions struct {
	*session
	title, severity, zone, format string
	dryRun                        bool
}

func importCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "import FILE…", Short: "Take timelines, postmortems and other tools' exports into the database", Args: cobra.MinimumNArgs(1),
		Long: "Take timeline files (YAML, JSON) and postmortem files (Markdown) into the database, each as an incident; or what\n" +
			"other tools kept of one incident, all files together: a channel of a Slack export, PagerDuty log entries and\n" +
			"webhooks, and payloads of Opsgenie, Alertmanager, Grafana and Statuspage. Their times are converted, and kinds of\n" +
			"event are proposed: --dry-run prints the proposal as a timeline file, with the line that each event comes from, to\n" +
			"correct and then import. Without it, what sounds like a containment or a recovery comes in as a note. All come in, or\n" +
			"none does. A postmortem that says closed comes in as in review: in the database it closes by the gate alone.",
		Example: "  pmtracker import timeline.yaml docs/postmortems/*.md\n" +
			"  pmtracker import --dry-run --timezone Asia/Tokyo slack-export/incident-42/ pagerduty.json > timeline.yaml\n" +
			"  pmtracker import --title \"Checkout answers 500\" --severity SEV2 slack-export/incident-42/",
	}
	o := &importOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) }
	cmd.Flags().StringVar(&o.title, "title", "", "title of the incident that exports tell of (default: what they say)")
	cmd.Flags().StringVar(&o.severity, "severity", "", "its severity (default: what they say, else SEV3)")
	cmd.Flags().StringVar(&o.zone, "timezone", "", "zone in which its times are shown, for example Asia/Tokyo (default: the team's)")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print the proposed timeline of exports and store nothing")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *importOptions) run(ctx context.Context, paths []string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	exports := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !tracker.IsExport(p) })
	if len(exports) > 0 && len(exports) < len(paths) {
		for _, p := range paths {
			if _, err := os.Stat(p); err != nil {
				return tracker.Unreadable(p, err)
			}
		}
		return incident.Tell(incident.Invalid, "%s is another tool's export and the rest is not; import them one after the other", "%s はほかのツールのエクスポートですが、残りは違います。一つずつ取り込んでください", exports[0])
	}
	forExports := o.dryRun || o.title != "" || o.severity != "" || o.zone != ""
	misused := func() error {
		return incident.Tell(incident.Invalid, "--dry-run, --title, --severity and --timezone are for other tools' exports; %s says itself what it is", "--dry-run、--title、--severity、--timezone はほかのツールのエクスポート用です。%s には必要ありません", paths[0])
	}
	targets := []string(nil)
	if o.dryRun || len(exports) == 0 && forExports {
		targets = paths // files: the database is not opened
	}
	return o.session.run(ctx, targets, func(t *tracker.Tracker) error {
		if len(exports) > 0 {
			return o.importLog(ctx, t, exports)
		}
		if forExports { // what cannot be read is said as it is without
			if err := t.CheckImport(o.actor, paths); err != nil {
				return err
			}
			return misused()
		}
		all, err := t.Import(ctx, o.actor, paths)
		if err != nil {
			return err
		}
		var rows []store.Incident
		for _, one := range all {
			if one.SaidClosed {
				o.streams.saidClosed(one.Key)
			}
			if one.UndatedReports > 0 {
				fmt.Fprintln(o.streams.Err, say("%s: reports whose time of sending cannot be read did not come in: %d; write it as 2026-03-01 09:00 before you import, or send them with: pmtracker report %[1]s",
					"%s: 送信時刻を読み取れない連絡 %d 件は取り込んでいません。2026-03-01 09:00 の形で書いてから取り込むか、pmtracker report %[1]s で送ってください", one.Key, one.UndatedReports))
			}
			if one.UnreadRows > 0 {
				fmt.Fprintln(o.streams.Err, say("%s: rows of the timeline whose time cannot be read did not come in: %d; write it as 2026-03-01 09:00 before you import, or log them with: pmtracker log %[1]s",
					"%s: 時刻を読み取れない時系列の行 %d 件は取り込んでいません。2026-03-01 09:00 の形で書いてから取り込むか、pmtracker log %[1]s で記録してください", one.Key, one.UnreadRows))
			}
			rows = append(rows, one.Incident)
		}
		return writeRows(o.streams, rows, o.format)
	})
}

// saidClosed tells whose file said closed that its incident closes here by the gate alone.
func (s IO) saidClosed(key string) {
	fmt.Fprintln(s.Err, say("%s: its file says closed; here it is in review until the gate opens: pmtracker close %[1]s",
		"%s: ファイルでは closed ですが、レビュー中として取り込みました。クローズ条件を確認してクローズしてください: pmtracker close %[1]s", key))
}

// importLog takes in, or shows, what other tools kept of one incident.
func (o *importOptions) importLog(ctx context.Context, t *tracker.Tracker, paths []string) error {
	r := tracker.LogImport{Paths: paths, Title: o.title, Severity: incident.SeverityNamed(o.severity)}
	if o.zone != "" {
		zone, err := time.LoadLocation(o.zone)
		if err != nil || o.zone == "Local" {
			return incident.Tell(incident.Invalid, "--timezone: there is no time zone %q; write a name such as Asia/Tokyo or UTC", "--timezone: タイムゾーン %q はありません。Asia/Tokyo や UTC のように書いてください", o.zone)
		}
		r.Zone = zone
	}
	if o.dryRun {
		text, err := t.ProposeLog(o.actor, r)
		if err != nil {
			return err
		}
		_, err = o.streams.Out.Write(text)
		return err
	}
	in, unconfirmed, err := t.ImportLog(ctx, o.actor, r)
	if err != nil {
		return err
	}
	switch {
	case unconfirmed == 1:
		fmt.Fprintln(o.streams.Err, say("%s: 1 line that sounds like a containment or a recovery came in as a note; if it is one, log it, with --at, or correct the proposal of --dry-run and import that",
			"%s: 安全化や復旧と読める 1 行は note として取り込みました。実際の安全化は --at を付けて記録するか、--dry-run の提案を直してから取り込んでください", in.Key))
	case unconfirmed > 1:
		fmt.Fprintln(o.streams.Err, say("%[2]s: %[1]d lines that sound like a containment or a recovery came in as notes; log those that are, with --at, or correct the proposal of --dry-run and import that",
			"%[2]s: 安全化や復旧と読める %[1]d 行は note として取り込みました。実際の安全化は --at を付けて記録するか、--dry-run の提案を直してから取り込んでください", unconfirmed, in.Key))
	}
	return writeRows(o.streams, []store.Incident{in}, o.format)
}
