package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/golang-sql/civil"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type digestOptions struct {
	streams                        IO
	from, asOf, format, lang, prov string
	offline                        bool
}

func digestCommand(streams IO) *cobra.Command {
	o := &digestOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "digest [--from DIR]", Short: "Say which action items are overdue or due soon, by owner", Args: cobra.NoArgs,
		Long: "Say which action items are overdue or due soon, by owner, oldest first.\n" +
			"The state of tickets is asked of the provider where it is set up (GITHUB_TOKEN, JIRA_URL …); otherwise only\n" +
			"an item whose document says that it was verified counts as done.",
		Example: "  pmtracker digest\n  pmtracker digest --from docs/postmortems --as-of 2026-11-23 --format markdown\n" +
			"  pmtracker digest --offline --format json",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&o.from, "from", "", "folder of the postmortems (default: postmortems: of .pmtracker.yaml)")
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "the day, YYYY-MM-DD (default: today in the team's zone)")
	cmd.Flags().StringVar(&o.format, "format", "text", "text, markdown, html or json")
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml)")
	cmd.Flags().StringVar(&o.prov, "provider", "", "github or jira")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "do not ask the provider about tickets")
	return cmd
}

func (o *digestOptions) run(ctx context.Context) error {
	c, err := config.Load("")
	if err != nil {
		return err
	}
	options, err := digestOptionsOf(c, o.asOf, o.lang, time.Now())
	if err != nil {
		return err
	}
	write, err := digestWriter(o.format)
	if err != nil {
		return err
	}
	dir, base, err := postmortemFolder(c, o.from)
	if err != nil {
		return err
	}
	docs, unreadable := tracker.LoadFolder(ctx, dir)
	if unreadable != nil && docs == nil {
		return unreadable
	}
	d := tracker.Digest(docs, o.ticketStates(ctx, docs), base, options)
	if err := write(d, o.streams.Out); err != nil {
		return err
	}
	return unreadable
}

// ticketStates asks the provider, where one is set up. A provider that cannot be
// asked is told and does not stop the digest, which then says what it rests on.
func (o *digestOptions) ticketStates(ctx context.Context, docs []*postmortem.Document) tracker.TicketStates {
	if o.offline {
		return nil
	}
	p, err := provider(o.prov)
	if err != nil {
		if o.prov != "" {
			fmt.Fprintln(o.streams.Err, err)
		}
		return nil
	}
	states, err := tracker.AskTickets(ctx, p, docs)
	if err != nil {
		fmt.Fprintln(o.streams.Err, "warning:", err)
		return nil
	}
	return states
}

// digestOptionsOf takes from the configuration what a digest needs.
func digestOptionsOf(c config.Config, asOf, lang string, now time.Time) (digest.Options, error) {
	o := digest.Options{
		AsOf: civil.DateOf(now.In(c.ZoneOr(time.Local))), SoonDays: days(c.Digest.Soon), EscalateDays: days(c.Digest.EscalateAfter),
		EscalateTo: c.Digest.EscalateTo, People: c.People, Lang: c.Lang,
	}
	if asOf != "" {
		day, err := civil.ParseDate(asOf)
		if err != nil {
			return o, incident.Errorf(incident.Invalid, "--as-of: %q is not a day; write it as 2026-11-23", asOf)
		}
		o.AsOf = day
	}
	if lang != "" {
		o.Lang = incident.Lang(lang)
	}
	if o.Lang == "" {
		o.Lang = incident.English
	}
	if !o.Lang.Valid() {
		return o, incident.Errorf(incident.Invalid, "--lang: there is no language %q; use en or ja", lang)
	}
	return o, nil
}

func days(d time.Duration) int { return int(d / (24 * time.Hour)) }

func digestWriter(format string) (func(digest.Digest, io.Writer) error, error) {
	switch format {
	case "text":
		return digest.Digest.WriteText, nil
	case "markdown":
		return digest.Digest.WriteMarkdown, nil
	case "html":
		return digest.Digest.WriteHTML, nil
	case "json":
		return digest.Digest.WriteJSON, nil
	}
	return nil, incident.Errorf(incident.Invalid, "there is no format %q; use text, markdown, html or json", format)
}

// postmortemFolder gives the folder of the postmortems and the folder to which
// paths are shown relative: that of the configuration file.
func postmortemFolder(c config.Config, from string) (dir, base string, err error) {
	base = "."
	if c.Path != "" {
		base = filepath.Dir(c.Path)
	}
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, base); err == nil {
			base = rel
		}
	}
	switch {
	case from != "":
		return from, base, nil
	case c.Postmortems != "":
		return filepath.Join(base, c.Postmortems), base, nil
	}
	return "", "", incident.Errorf(incident.Invalid, "no folder of postmortems is configured; name it with --from DIR, or as postmortems: in %s", config.FileName)
}
