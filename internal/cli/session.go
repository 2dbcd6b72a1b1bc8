package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// session is what the commands that work on incidents share: who acts, on which
// database, with which ticket system.
type session struct {
	streams      IO
	db, as       string
	providerName string
	reads        bool          // a database that --db names and that does not exist is a mistake, not a new one
	existing     bool          // and so is any that does not exist
	actor        tracker.Actor // who acts, as run found out
}

const databaseUsage = "database: sqlite:FILE or postgres://… (default: PMTRACKER_DB, else a file in the data folder)"

// acceptDatabase lets every command take --db, so that who calls them need not know
// which of them read a database. Those that do have the flag as their own; of the
// others the help does not speak of it.
func acceptDatabase(root *cobra.Command) {
	root.PersistentFlags().String("db", "", databaseUsage)
	root.PersistentFlags().Lookup("db").Hidden = true
}

// acceptConfig lets every command take --config, the file that it reads in place of
// the one of PMTRACKER_CONFIG. Of those that have no flag of their own for it the help
// does not speak.
func acceptConfig(root *cobra.Command) {
	root.PersistentFlags().Var(configFlag{}, "config", configUsage)
	root.PersistentFlags().Lookup("config").Hidden = true
}

const configUsage = "configuration file (default: PMTRACKER_CONFIG, or .pmtracker.yaml here or above)"

// configFlag puts the file where each reader of the configuration looks for it.
type configFlag struct{}

func (configFlag) String() string { return "" }
func (configFlag) Type() string   { return "string" }

// Set lets the flag beat the environment; an empty one means the default.
func (configFlag) Set(path string) error {
	if path == "" {
		return nil
	}
	return os.Setenv("PMTRACKER_CONFIG", path)
}

func newSession(streams IO, cmd *cobra.Command) *session {
	s := &session{streams: streams}
	cmd.Flags().StringVar(&s.db, "db", "", databaseUsage)
	cmd.Flags().StringVar(&s.as, "as", "", "who acts (default: PMTRACKER_ACTOR, git's user.email, the login name)")
	return s
}

// withProvider lets a command choose the ticket system.
func (s *session) withProvider(cmd *cobra.Command) *session {
	cmd.Flags().StringVar(&s.providerName, "provider", "", "ticket system: github or jira")
	return s
}

// reading is for a command that only reads: it makes no database, and refuses where --db
// names one that does not exist. Another may still be to come, and is read as an empty one.
func (s *session) reading() *session {
	s.reads = true
	return s
}

// run gives the use cases to f. The database is opened only where one of the
// targets is no file, or none is named.
func (s *session) run(ctx context.Context, targets []string, f func(*tracker.Tracker) error) (err error) {
	c, err := config.Load("")
	if err != nil {
		return err
	}
	if c.Tickets, err = withDurations(c.Tickets); err != nil {
		return err
	}
	now, err := clock()
	if err != nil {
		return err
	}
	t := &tracker.Tracker{Config: c, Now: now, Prometheus: prometheus, Sender: sender}
	t.Provider = func() (tickets.Provider, error) {
		if t.Store != nil {
			return newProvider(s.providerName, c, t.Store)
		}
		return newProvider(s.providerName, c, tracker.SentBeside(c))
	}
	if len(targets) == 0 || slices.ContainsFunc(targets, func(target string) bool { return !tracker.IsFile(target) }) {
		if t.Store, err = s.open(ctx); err != nil {
			return err
		}
		defer func() {
			if e := t.Store.Close(); err == nil && e != nil {
				err = incident.Errorf(incident.Internal, "cannot close the database: %w", e)
			}
		}()
	}
	if s.actor, err = t.AtCommandLine(ctx, actor(s.as)); err != nil {
		return err
	}
	return f(t)
}

// open opens the database.
func (s *session) open(ctx context.Context) (*store.Store, error) {
	dsn, err := databaseName(s.db)
	if err != nil {
		return nil, err
	}
	switch {
	case s.existing, s.reads && s.db != "":
		return store.OpenExisting(ctx, dsn)
	case s.reads:
		return store.OpenReading(ctx, dsn)
	}
	return store.Open(ctx, dsn)
}

// databaseName chooses the database: the flag, else PMTRACKER_DB (or the file
// that PMTRACKER_DB_FILE names), else a SQLite file in the user's data folder.
func databaseName(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	name, err := config.Secret("PMTRACKER_DB")
	if err != nil || name != "" {
		return name, err
	}
	folder := os.Getenv("XDG_DATA_HOME")
	if folder == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", incident.Tell(incident.Invalid, "there is no home folder for the database; name one with --db sqlite:FILE: %w", "データベースを置くホームフォルダーがありません。--db sqlite:FILE で指定してください: %w", err)
		}
		folder = filepath.Join(home, ".local", "share")
	}
	return "sqlite:" + filepath.Join(folder, "pmtracker", "pmtracker.db"), nil
}

// formatFlag adds --format, text or json.
func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "text or json")
}

// did says what a command did: as one JSON object on standard output, or to people
// in a sentence beside it.
func (streams IO) did(format string, result map[string]any, sentence string) error {
	if format == "json" {
		return streams.writeJSON(result)
	}
	_, err := fmt.Fprintln(streams.Err, sentence)
	return err
}

func checkFormat(format string) error {
	if format != "text" && format != "json" {
		return incident.Tell(incident.Invalid, "there is no format %q; use text or json", "形式 %q はありません。text か json を使ってください", format)
	}
	return nil
}

// writeJSON writes one value as a line of JSON.
func (streams IO) writeJSON(v any) error {
	enc := json.NewEncoder(streams.Out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return incident.Tell(incident.Invalid, "cannot write the result: %w", "結果を書き込めません: %w", err)
	}
	return nil
}
