// Package cli is the command line: one file a command. Results go to standard
// output, talk to standard error.
package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// IO is where a command reads and writes.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
}

// text is where a command writes for people; JSON and documents go to Out as they are.
func (s IO) text() io.Writer { return terminal.Writer{Out: s.Out} }

// Version is set when a release is built.
var Version = "development"

// Main runs the command line and gives the exit status: 0 done and nothing
// found, 1 refused or found something, 2 wrong use or unreadable input, 3 an
// outside service failed.
func Main(args []string, streams IO) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second Ctrl-C ends it at once
	streams.In, streams.Err = interruptible{ctx, streams.In}, terminal.Writer{Out: streams.Err}
	root := newRoot(streams, args)
	root.SetArgs(args)
	err := root.ExecuteContext(tickets.OnWait(ctx, (&ticketTalk{streams: streams}).wait))
	if err == nil {
		return 0
	}
	if err != errFound {
		fmt.Fprintln(streams.Err, sentence(err, environmentLang()))
	}
	return exitStatus(err)
}

// exitStatus is the one place that gives a failure its exit status.
func exitStatus(err error) int {
	switch incident.CodeOf(err) {
	case incident.Refused, incident.Conflict, incident.Forbidden:
		return 1
	case incident.Unavailable:
		return 3
	}
	return 2
}

// sentence is an error as people read it in a language.
func sentence(err error, l incident.Lang) string {
	text := strings.TrimSpace(incident.Sentence(err, l))
	if strings.HasPrefix(text, "unknown command") && !strings.Contains(text, "--help") { // cobra's own words
		text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n\n", "; ")), " ")
		return l.Say(text+"; see pmtracker --help", "そのコマンドはありません（"+text+"）。pmtracker --help を参照してください")
	}
	return text
}

// errFound ends a command that has already said what it found.
var errFound = incident.Tell(incident.Refused, "found something", "問題が見つかりました")

func versionCommand(streams IO) *cobra.Command {
	var format string
	cmd := &cobra.Command{Use: "version", Short: "Print the version", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		if format == "json" {
			return streams.writeJSON(map[string]any{"version": Version})
		}
		_, err := fmt.Fprintln(streams.Out, "pmtracker", Version)
		return err
	}}
	formatFlag(cmd, &format)
	return cmd
}

// readFile reads a file, or standard input for "-".
func readFile(path string, in io.Reader) ([]byte, error) {
	if path == "-" {
		return tracker.ReadInput(in)
	}
	return tracker.ReadFile(path)
}
