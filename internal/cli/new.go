package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type newOptions struct {
	streams                                              IO
	dir, lang, title, severity, service, author, templat string
	occurredAt, detectedAt                               string
}

func newCommand(streams IO) *cobra.Command {
	o := &newOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "new", Short: "Write a fresh postmortem into the right folder, with the next free key", Args: cobra.NoArgs,
		Long: "Write a fresh postmortem into the folder that .pmtracker.yaml names, with the next free key.\n" +
			"What no flag says is asked. The path is printed; a file that is there is never overwritten.",
		Example: "  pmtracker new\n  pmtracker new --title \"Checkout failed for 40% of orders\" --severity SEV2 --detected-at \"2026-11-20 09:12\"\n" +
			"  pmtracker new --lang ja --title 決済が失敗 --severity SEV1 --detected-at 2026-11-20T09:12:00+09:00",
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			return o.run(cmd.Context(), now())
		},
	}
	cmd.Flags().StringVar(&o.dir, "dir", "", "folder of the postmortems (default: postmortems: of .pmtracker.yaml)")
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml)")
	cmd.Flags().StringVar(&o.title, "title", "", "what people could not do")
	cmd.Flags().StringVar(&o.severity, "severity", "", "SEV1 to SEV4")
	cmd.Flags().StringVar(&o.service, "service", "", "the service")
	cmd.Flags().StringVar(&o.occurredAt, "occurred-at", "", "when it began")
	cmd.Flags().StringVar(&o.detectedAt, "detected-at", "", "when it was detected")
	cmd.Flags().StringVar(&o.author, "author", "", "who writes the postmortem (default: as for --as elsewhere)")
	cmd.Flags().StringVar(&o.templat, "template", "", "a template of your own (default: .github/pmtracker/postmortem.LANG.md, where it exists)")
	return cmd
}

func (o *newOptions) run(ctx context.Context, now time.Time) error {
	c, err := config.Load("")
	if err != nil {
		return err
	}
	in := incident.Incident{Lang: c.Lang, Zone: c.ZoneOr(time.Local), Service: o.service, Author: actor(o.author), People: c.People}
	if in.Zone == time.Local {
		in.Zone = time.UTC
	}
	if o.lang != "" {
		in.Lang = incident.Lang(o.lang)
	}
	if in.Lang == "" {
		in.Lang = incident.English
	}
	if !in.Lang.Valid() {
		return incident.Tell(incident.Invalid, "--lang: there is no language %q; use en or ja", "--lang: 言語 %q はありません。en か ja を使ってください", o.lang)
	}
	dir, base, err := postmortemFolder(c, o.dir)
	if err != nil {
		return err
	}
	if err := o.questions(&in, now); err != nil {
		return err
	}
	tmpl, err := teamTemplate(base, o.templat, in.Lang)
	if err != nil {
		return err
	}
	path, err := tracker.New(ctx, dir, in, tmpl, now)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.streams.Err, in.Lang.Say("next: fill in the prompts (⟨…⟩), then run: pmtracker check %s", "次に: ⟨…⟩ の箇所を書き、pmtracker check %s を実行してください", path))
	_, err = fmt.Fprintln(o.streams.Out, path)
	return err
}

// questions fills the incident from the flags, and asks for the rest.
func (o *newOptions) questions(in *incident.Incident, now time.Time) error {
	a, l := newAsker(o.streams), in.Lang
	wrong := func(text string) error { return incident.Errorf(incident.Invalid, "%s", text) }
	severity := func(s string) error {
		if !incident.Severity(s).Valid() {
			return wrong(l.Say("write SEV1, SEV2, SEV3 or SEV4", "SEV1、SEV2、SEV3、SEV4 のどれかを書いてください"))
		}
		return nil
	}
	moment := func(s string) error {
		if s == "" {
			return nil
		}
		_, err := readMoment(s, in.Zone)
		return err
	}
	for _, q := range []struct {
		value                    *string
		question, fallback, flag string
		check                    func(string) error
	}{
		{&o.title, l.Say("Title (what people could not do)", "題名（何ができなくなったか）"), "", "title", func(s string) error {
			if s == "" {
				return wrong(l.Say("the title must not be empty", "題名を書いてください"))
			}
			return nil
		}},
		{&o.severity, l.Say("Severity", "重大度"), "SEV3", "severity", severity},
		{&o.detectedAt, l.Say("Time of detection", "検知した時刻"), now.In(in.Zone).Format("2006-01-02 15:04"), "detected-at", moment},
	} {
		if *q.value == "" {
			answer, err := a.text(q.question, q.fallback, q.flag, q.check)
			if err != nil {
				return err
			}
			*q.value = answer
		} else if err := q.check(*q.value); err != nil {
			return incident.Errorf(incident.Invalid, "--%s: %w", q.flag, err)
		}
	}
	if err := moment(o.occurredAt); err != nil {
		return incident.Errorf(incident.Invalid, "--occurred-at: %w", err)
	}
	in.Title, in.Severity = o.title, incident.Severity(o.severity)
	if o.occurredAt != "" {
		in.OccurredAt, _ = readMoment(o.occurredAt, in.Zone)
	}
	detected, _ := readMoment(o.detectedAt, in.Zone)
	in.Events = []incident.Event{{At: detected, Kind: incident.KindDetection, Text: l.Say("Detected", "検知")}}
	return nil
}

// readMoment reads a time: RFC 3339, or local with the team's zone.
func readMoment(text string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if t, ok := localTime(text); ok {
		if moments := incident.WallClock(t, zone); len(moments) > 0 {
			return moments[0], nil
		}
		return t, incident.Tell(incident.Invalid, "%q does not exist in %s: the clocks were put forward; write the time with its offset", "%q は %s に存在しません（夏時間への切り替え）。時差を付けて書いてください", text, zone)
	}
	return time.Time{}, incident.Tell(incident.Invalid, "%q is not a time; write it as 2026-11-20 09:12 or 2026-11-20T09:12:00+09:00", "%q は時刻ではありません。2026-11-20 09:12 か 2026-11-20T09:12:00+09:00 のように書いてください", text)
}

// teamTemplate gives the template that is named, else the team's own, else the
// one that comes with pmtracker.
func teamTemplate(base, name string, l incident.Lang) (postmortem.Template, error) {
	if name == "" {
		own := filepath.Join(base, ".github", "pmtracker", "postmortem."+string(l)+".md")
		if _, err := os.Stat(own); err != nil {
			return postmortem.BuiltinTemplate(l)
		}
		name = own
	}
	text, err := readFile(name, nil)
	return postmortem.Template{Name: name, Text: string(text)}, err
}
