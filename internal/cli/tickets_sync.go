package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type ticketsSyncOptions struct {
	*session
	streams IO
	write   string
	format  string
}

func ticketsSyncCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "sync [TARGET…]", Short: "Bring back state, owner, due date and title of tickets",
		Long: "Ask the provider about every ticket and say where it and the document differ, side by side.\n" +
			"Exit 1: something differs, a ticket is missing or may not be read; exit 2 or 3: a postmortem could not be read, or a ticket not be\n" +
			"asked about, which stops no other. A target may be a folder; without one it is the folder of\n" +
			"the postmortems (postmortems: of .pmtracker.yaml), or with --db every incident of the database.",
		Example: "  pmtracker tickets sync\n" +
			"  pmtracker tickets sync --write doc docs/postmortems/INC-2026-0042.md\n" +
			"  pmtracker tickets sync --write ticket INC-2026-0042",
	}
	o := &ticketsSyncOptions{session: newSession(streams, cmd).withProvider(cmd), streams: streams}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) }
	cmd.Flags().StringVar(&o.write, "write", "", "settle what differs: doc takes over what the ticket says, ticket what the document says")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *ticketsSyncOptions) run(ctx context.Context, args []string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	write := tracker.SyncWrite(o.write)
	if write != tracker.SyncShow && write != tracker.SyncDoc && write != tracker.SyncTicket {
		return incident.Tell(incident.Invalid, "--write: %q is no side; use doc or ticket", "--write: %q は指定できません。doc か ticket を使ってください", o.write)
	}
	targets, unreadable := o.targets(ctx, args)
	if unreadable != nil && len(targets) == 0 {
		return unreadable
	}
	return o.session.run(ctx, targets, func(t *tracker.Tracker) error {
		if len(targets) == 0 {
			var err error
			if targets, err = t.TicketTargets(ctx, o.actor); err != nil {
				return err
			}
		}
		synced, err := t.SyncTickets(ctx, o.actor, targets, write)
		err = errors.Join(err, unreadable)
		if err != nil && len(synced) == 0 {
			return err
		}
		if len(synced) == 0 {
			fmt.Fprintln(o.streams.Err, o.nothing(args, targets))
		}
		return cmp.Or(err, o.show(synced)) // what became of the others is told all the same
	})
}

// nothing says that no ticket was asked about, and where links were looked for.
func (o *ticketsSyncOptions) nothing(args, targets []string) string {
	switch {
	case len(args) > 0:
		return say("no action item of %s links a ticket, so there is nothing to compare", "%s にチケットへのリンクがないため、比べるものがありません", strings.Join(args, ", "))
	case len(targets) > 0 && tracker.IsFile(targets[0]):
		return say("no action item of the postmortems in %s links a ticket, so there is nothing to compare", "%s のポストモーテムにチケットへのリンクがないため、比べるものがありません", strings.Join(foldersOf(targets), ", "))
	}
	return say("no incident of the database links a ticket, so there is nothing to compare; name a file or folder to compare its postmortems",
		"データベースのインシデントにチケットへのリンクがないため、比べるものがありません。ポストモーテムを比べるには、ファイルかフォルダーを指定してください")
}

// foldersOf gives the folders that files lie in, each once.
func foldersOf(files []string) []string {
	var folders []string
	for _, f := range files {
		if dir := filepath.Dir(f); !slices.Contains(folders, dir) {
			folders = append(folders, dir)
		}
	}
	return folders
}

// targets opens folders. None at all: the database is meant. The error says what in
// the folders could not be read; the others come all the same.
func (o *ticketsSyncOptions) targets(ctx context.Context, args []string) (targets []string, unreadable error) {
	if len(args) == 0 && o.db == "" {
		c, err := config.Load("")
		if err != nil {
			return nil, err
		}
		for _, folder := range tracker.PostmortemFolders(c, filepath.Dir(c.Path)) {
			if info, err := os.Stat(folder); err == nil && info.IsDir() {
				args = append(args, folder)
			}
		}
	}
	for _, arg := range args {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			targets = append(targets, arg)
			continue
		}
		docs, err := tracker.LoadFolder(ctx, arg, nil) // for their tickets
		unreadable = errors.Join(unreadable, err)
		for _, d := range docs {
			targets = append(targets, d.Path)
		}
	}
	if len(args) > 0 && len(targets) == 0 && unreadable == nil {
		return nil, incident.Tell(incident.Invalid, "there is no postmortem in %s", "%s にポストモーテムはありません", args[0])
	}
	return targets, unreadable
}

// show writes items and tickets side by side where they differ.
func (o *ticketsSyncOptions) show(synced []tracker.TicketSync) error {
	open := 0
	for _, s := range synced {
		if s.State == "missing" || s.State == "unread" {
			open++
		}
		for _, d := range s.Differences {
			if !d.Settled {
				open++
			}
		}
	}
	if o.format == "json" {
		if err := o.streams.writeJSON(map[string]any{"tickets": synced, "unsettled": open}); err != nil {
			return err
		}
	} else {
		for _, s := range synced {
			o.showOne(s)
		}
	}
	if open > 0 {
		return errFound
	}
	return nil
}

func (o *ticketsSyncOptions) showOne(s tracker.TicketSync) {
	l := environmentLang()
	fmt.Fprintf(o.streams.text(), "%s %s %s %s\n", s.Incident, s.Item, state(l, s.State), s.Ticket)
	if s.Why != "" {
		fmt.Fprintf(o.streams.text(), "  %s\n", s.Why)
	}
	for _, d := range s.Differences {
		settled := ""
		if d.Settled {
			settled = say("   settled", "   解消済み")
		}
		fmt.Fprintf(o.streams.text(), "  %s %s%s %s%s%s\n", columns.Pad(fieldWord(l, d.Field), 8), say("document: ", "文書: "), columns.Pad(cmp.Or(d.Document, "–"), 28),
			say("ticket: ", "チケット: "), cmp.Or(d.Ticket, "–"), settled)
	}
	o.streams.aside(s.Item, s.Ticket, s.Closed, s.Warnings)
}

// fieldWord says which field differs, as a document of a language calls it.
func fieldWord(l incident.Lang, field string) string {
	if l == incident.Japanese && field != "title" {
		return incident.Field(field).Label(l)
	}
	return state(l, field)
}
