package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func backupCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "backup FILE", Short: "Write everything in the database to a file", Args: cobra.ExactArgs(1),
		Long: "Write everything in the database to a file, while others go on working. It can be restored into SQLite and into\n" +
			"PostgreSQL, whichever it came from. It is JSON, a row a line, packed with gzip.",
		Example: "  pmtracker backup pmtracker-2026-11-24.gz\n  pmtracker backup --db postgres://pm@db.example.com/pmtracker all.gz",
	}
	s := newSession(streams, cmd)
	s.existing = true // what looks like a backup, and is of nothing, is found out too late
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			if err := t.Backup(cmd.Context(), s.actor, args[0]); err != nil {
				return err
			}
			fmt.Fprintln(streams.Err, say("%s has everything", "%s にすべて書き出しました", args[0]))
			return nil
		})
	}
	return cmd
}

func restoreCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "Fill an empty database from a backup", Args: cobra.ExactArgs(1),
		Long:    "Fill an empty database from a backup. Everything comes in, or nothing; a database that has incidents is left alone.",
		Example: "  pmtracker restore pmtracker-2026-11-24.gz --db sqlite:new.db\n  pmtracker restore all.gz --db postgres://pm@db.example.com/pmtracker",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) error {
			if err := t.Restore(cmd.Context(), s.actor, args[0]); err != nil {
				return err
			}
			fmt.Fprintln(streams.Err, say("%s is restored", "%s から復元しました", args[0]))
			return nil
		})
	}
	return cmd
}
