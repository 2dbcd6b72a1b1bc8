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
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type digestOptions struct {
	*session
	from, asOf, format, lang string
	offline, send            bool
}

func digestCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "digest [--from DIR]", Short: "Say which action items are overdue or due soon, by owner", Args: cobra.NoArgs,
		Long: "Say which action items are overdue or due soon, by owner, oldest first.\n" +
			"It reads the folder that --from or .pmtracker.yaml names, else the database, and where there is none docs/postmortems.\n" +
			"The state of tickets in a folder is asked of the provider where it is set up (GITHUB_TOKEN, JIRA_URL …); otherwise\n" +
			"only an item whose document says that it was verified counts as done.\n" +
			"--send exits with 0 when everybody in digest.to got it (an unknown address of whom escalate_to names is a warning),\n" +
			"with 2 when somebody was not reached, with 3 when sending it again can help.",
		Example: "  pmtracker digest\n  pmtracker digest --from docs/postmortems --as-of 2026-11-23 --format markdown\n" +
			"  pmtracker digest --offline --format json\n  pmtracker digest --send",
	}
	o := &digestOptions{session: newSession(streams, cmd).withProvider(cmd).reading()}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) }
	cmd.Flags().StringVar(&o.from, "from", "", "folder of the postmortems (default: postmortems: of .pmtracker.yaml, unless a database is named)")
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "the day, YYYY-MM-DD (default: today in the team's zone)")
	cmd.Flags().StringVar(&o.format, "format", "text", "text, markdown, html or json")
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "do not ask the provider about tickets")
	cmd.Flags().BoolVar(&o.send, "send", false, "send it to digest: {to: […]} of .pmtracker.yaml, too")
	return cmd
}

func (o *digestOptions) run(ctx context.Context) error {
	c, err := config.Load("")
	if err != nil {
		return err
	}
	now, err := clock()
	if err != nil {
		return err
	}
	options, err := digestOptionsOf(c, o.asOf, o.lang, now())
	if err != nil {
		return err
	}
	write, err := digestWriter(o.format)
	if err != nil {
		return err
	}
	d, unreadable, err := o.digest(ctx, c, options)
	if err != nil {
		return err
	}
	if err := write(d, o.streams.Out); err != nil {
		return incident.Tell(incident.Invalid, "cannot write the digest: %w", "ダイジェストを書き込めません: %w", err)
	}
	if o.send && unreadable == nil {
		return o.sendDigest(ctx, c, d, now())
	}
	return unreadable
}

// digest makes the digest of the folder, or of the database. unreadable says
// which files could not be read; the digest is of the others.
func (o *digestOptions) digest(ctx context.Context, c config.Config, options digest.Options) (d digest.Digest, unreadable, err error) {
	if o.from == "" && o.readsDatabase(ctx, c) {
		err = o.session.run(ctx, nil, func(t *tracker.Tracker) error {
			d, err = t.Digest(ctx, o.actor, options)
			return err
		})
		return d, nil, err
	}
	dirs, base := postmortemFolders(c, o.from)
	docs, unreadable := tracker.LoadFolders(ctx, dirs, c.Zone)
	if unreadable != nil && docs == nil {
		return d, nil, unreadable
	}
	states, unread, err := o.digestStates(ctx, docs)
	return tracker.FolderDigest(docs, states, unread, base, options), unreadable, err
}

// readsDatabase tells whether the digest, where no folder is named, is that of the database:
// one is named, or no folder is configured and there is a database, or no default folder.
// Which of the unnamed is read is said.
func (o *digestOptions) readsDatabase(ctx context.Context, c config.Config) bool {
	if o.db != "" || os.Getenv("PMTRACKER_DB") != "" || os.Getenv("PMTRACKER_DB_FILE") != "" {
		return true
	}
	if c.Postmortems != "" {
		return false
	}
	dirs, _ := postmortemFolders(c, "")
	dsn, err := databaseName("")
	if err != nil || len(dirs) != 1 || !isFolder(dirs[0]) {
		return true
	}
	if schema, err := store.SchemaOf(ctx, dsn); err != nil || schema != store.NoDatabase {
		return true
	}
	fmt.Fprintln(o.streams.Err, say("there is no database, so this is the digest of the postmortems in %s", "データベースがないため、%s のポストモーテムを対象にします", dirs[0]))
	return false
}

// isFolder tells whether a folder is there.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// sendDigest sends a digest to those of digest.to. That no address is known of whom it
// escalates to is a warning: everybody named there got it.
func (o *digestOptions) sendDigest(ctx context.Context, c config.Config, d digest.Digest, at time.Time) error {
	if len(c.Digest.To) == 0 {
		return incident.Tell(incident.Invalid, "nobody is named to send the digest to; write digest: {to: [\"slack:#sre\"]} in %s", "ダイジェストの送信先がありません。%s に digest: {to: [\"slack:#sre\"]} を書いてください", config.FileName)
	}
	s, err := sender()
	if err != nil {
		return err
	}
	sent, unaddressed := tracker.SendDigest(ctx, s, d.Recipients(c.Digest.To), d, at), tracker.Unaddressed(d)
	switch {
	case unaddressed == nil:
		return sent
	case sent == nil:
		fmt.Fprintln(o.streams.Err, warning(sentence(unaddressed, environmentLang())))
		return nil
	}
	return incident.Tell(incident.CodeOf(sent), "%w; also, %w", "%w。また、%w", sent, unaddressed)
}

// digestStates asks about the tickets. A digest of which one could not be read is not
// sent: whoever closed a ticket is not to be blamed for it.
func (o *digestOptions) digestStates(ctx context.Context, docs []*postmortem.Document) (tracker.TicketStates, []string, error) {
	if o.offline {
		return nil, nil, nil
	}
	states, err := o.ticketStates(ctx, docs)
	unread := tracker.UnreadIn(err)
	if unread == nil || o.send {
		return states, nil, err
	}
	fmt.Fprintln(o.streams.Err, warning(sentence(err, environmentLang())))
	return states, unread, nil
}

// digestOptionsOf takes from the configuration what a digest needs.
func digestOptionsOf(c config.Config, asOf, lang string, now time.Time) (digest.Options, error) {
	o := tracker.DigestOptions(c, civil.DateOf(now.In(c.ZoneOr(time.Local))))
	if asOf != "" {
		day, err := civil.ParseDate(asOf)
		if err != nil {
			return o, incident.Tell(incident.Invalid, "--as-of: %q is not a day; write it as 2026-11-23", "--as-of: %q は日付ではありません。2026-11-23 のように書いてください", asOf)
		}
		o.AsOf = day
	}
	l, err := chosenLang(lang, c)
	o.Lang = l
	return o, err
}

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
	return nil, incident.Tell(incident.Invalid, "there is no format %q; use text, markdown, html or json", "形式 %q はありません。text、markdown、html、json のいずれかを使ってください", format)
}

// postmortemFolders gives the folders of the postmortems and the folder to which
// paths are shown relative: that of the configuration file. named is what the flag of
// the command says, one folder.
func postmortemFolders(c config.Config, named string) (dirs []string, base string) {
	base = "."
	if c.Path != "" {
		base = filepath.Dir(c.Path)
	}
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, base); err == nil {
			base = rel
		}
	}
	if named != "" {
		return []string{named}, base
	}
	return tracker.PostmortemFolders(c, base), base
}
