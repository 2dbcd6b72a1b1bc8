package cli

import (
	"bytes"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type saveOptions struct {
	*session
	message, format string
	base            int
}

func saveCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "save INC FILE", Short: "Store an edited postmortem as the next revision", Args: cobra.ExactArgs(2),
		Long: "Store a postmortem that people edited in a file (generate INC -o FILE) as the next revision of an incident in the\n" +
			"database. The file says from which revision it was made; when somebody saved another in the meantime, nothing is\n" +
			"stored, so that nobody's work is lost. \"-\" reads standard input.",
		Example: "  pmtracker generate INC-2026-0042 -o postmortem.md\n  pmtracker save INC-2026-0042 postmortem.md --message \"AI-1 is concrete\"",
	}
	o := &saveOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed("base") && o.base < 1 {
			return incident.Tell(incident.Invalid, "--base: %d is no revision; they count from 1", "--base: %d という版はありません。版は 1 から数えます", o.base)
		}
		return o.run(cmd.Context(), args[0], args[1])
	}
	cmd.Flags().StringVar(&o.message, "message", "", "what was changed")
	cmd.Flags().IntVar(&o.base, "base", 0, "the newest revision, which this text may replace (default: what base_revision: in the file says)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *saveOptions) run(ctx context.Context, key, file string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	text, err := readFile(file, o.streams.In)
	if err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		saved, err := t.SaveFile(ctx, o.actor, key, text, o.base, o.message)
		if err != nil {
			return err
		}
		if saved.SaidClosed {
			o.streams.saidClosed(key)
		}
		if saved.Late != nil {
			fmt.Fprintln(o.streams.Err, sentence(saved.Late, environmentLang()))
		}
		if err := o.tell(key, saved); err != nil {
			return err
		}
		if file == "-" || bytes.Equal(text, saved.File) {
			return nil
		}
		return tracker.ReplaceFile(ctx, file, text, saved.File)
	})
}

// tell says which revision the text is now.
func (o *saveOptions) tell(key string, s tracker.Saved) error {
	if o.format == "json" {
		return o.streams.writeJSON(map[string]any{"incident": key, "revision": s.Revision})
	}
	line := say("%s: revision %d", "%s: 第%d版", key, s.Revision)
	if s.Findings > 0 {
		line += say("; findings of check: %d", "（検査の指摘: %d件）", s.Findings)
	}
	_, err := fmt.Fprintln(o.streams.Out, line)
	return err
}

// howToEdit says how people edit the postmortem of an incident in the database.
func howToEdit(key string) string {
	return say("to edit its postmortem: pmtracker generate %s -o FILE, edit FILE, pmtracker save %[1]s FILE", "ポストモーテムの編集: pmtracker generate %s -o FILE で書き出し、FILE を編集し、pmtracker save %[1]s FILE で保存します", key)
}
