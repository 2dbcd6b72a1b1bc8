package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
		Long: "Write a fresh postmortem into the folder that .pmtracker.yaml names, else docs/postmortems, with the next free key.\n" +
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
	cmd.Flags().StringVar(&o.dir, "dir", "", "folder of the postmortems (default: postmortems: of .pmtracker.yaml, else docs/postmortems)")
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)")
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
	l, err := chosenLang(o.lang, c)
	if err != nil {
		return err
	}
	zone := c.ZoneOr(time.Local)
	in := incident.Incident{Lang: l, Zone: zone, Service: o.service, Author: actor(o.author), People: c.People}
	if zone.String() == "Local" { // the machine does not say its name, and a document needs one
		in.Zone = time.UTC
	}
	dir, base, err := o.folder(c)
	if err != nil {
		return err
	}
	if err := o.questions(&in, zone, now); err != nil {
		return err
	}
	tmpl, err := teamTemplate(base, o.templat, in.Lang)
	if err != nil {
		return err
	}
	path, err := tracker.New(ctx, dir, tracker.PostmortemFolders(c, base), in, tmpl, now)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.streams.Err, say("next: fill in the prompts (⟨…⟩), then run: pmtracker check %s", "次に: ⟨…⟩ の箇所を書き、pmtracker check %s を実行してください", incident.ShellWord(path)))
	_, err = fmt.Fprintln(o.streams.Out, path)
	return err
}

// folder gives the folder to write into, and the one to which paths are relative.
func (o *newOptions) folder(c config.Config) (dir, base string, err error) {
	dirs, base := postmortemFolders(c, o.dir)
	if o.dir == "" && (len(dirs) > 1 || tracker.IsPattern(c.Postmortems) && !isFolder(dirs[0])) {
		return "", "", incident.Tell(incident.Invalid, "postmortems: in %s names more than one folder or none (%s); say with --dir which one this postmortem goes into",
			"%s の postmortems: が示すフォルダーが一つではありません（%s）。書き込む先を --dir で指定してください", config.FileName, strings.Join(dirs, ", "))
	}
	return dirs[0], base, nil
}

// questions fills the incident from the flags, and asks for the rest. Times that
// tell no offset are those of zone.
func (o *newOptions) questions(in *incident.Incident, zone *time.Location, now time.Time) error {
	a := newAsker(o.streams)
	if err := a.flagOr(&o.title, say("Title (what people could not do)", "題名（何ができなくなったか）"), "", "title", func(s string) error {
		if s == "" {
			return incident.Tell(incident.Invalid, "the title must not be empty", "題名を書いてください")
		}
		return nil
	}); err != nil {
		return err
	}
	if err := a.flagOr(&o.severity, say("Severity", "重大度"), "SEV3", "severity", func(s string) error {
		if !incident.SeverityNamed(s).Valid() {
			return incident.Tell(incident.Invalid, "--severity: write SEV1, SEV2, SEV3 or SEV4", "--severity: SEV1、SEV2、SEV3、SEV4 のどれかを書いてください")
		}
		return nil
	}); err != nil {
		return err
	}
	var detected time.Time
	err := a.flagOr(&o.detectedAt, say("Time of detection (%s)", "検知した時刻（%s）", zoneName(zone, now)), now.In(zone).Format("2006-01-02 15:04"), "detected-at", func(s string) (err error) {
		detected, err = parseMoment("detected-at", s, happened, zone, now)
		return err
	})
	if err != nil {
		return err
	}
	if in.OccurredAt, err = parseMoment("occurred-at", o.occurredAt, happened, zone, now); err != nil {
		return err
	}
	in.Title, in.Severity = o.title, incident.SeverityNamed(o.severity)
	in.Events = []incident.Event{{At: detected, Kind: incident.KindDetection, Text: in.Lang.Say("Detected", "検知")}}
	return nil
}

// zoneName names a zone for who types a time of it; the machine's own may have no
// name, but has an offset.
func zoneName(zone *time.Location, now time.Time) string {
	if name := zone.String(); name != "Local" {
		return name
	}
	return now.In(zone).Format("UTC-07:00")
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
