package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func accountCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{Use: "account", Short: "Help those in who sign in at the pages"}
	cmd.AddCommand(accountPasswordCommand(streams))
	return cmd
}

func accountPasswordCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "password ACCOUNT", Short: "Give an account another password", Args: cobra.ExactArgs(1),
		Long: "Give an account another password, read as one line from standard input, and end its sessions. It works on the\n" +
			"database itself, so that an admin who is locked out gets in again.",
		Example: "  pmtracker account password @akiko < new-password.txt\n  pmtracker account password @akiko --db postgres://pm@db.example.com/pmtracker",
	}
	s := newSession(streams, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runAccountPassword(cmd.Context(), s, args[0]) }
	return cmd
}

func runAccountPassword(ctx context.Context, s *session, id string) error {
	line, err := bufio.NewReader(io.LimitReader(s.streams.In, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return incident.Tell(incident.Invalid, "cannot read the password from standard input: %w", "標準入力からパスワードを読み取れません: %w", err)
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		if err := t.ResetPassword(ctx, s.actor, id, strings.TrimRight(line, "\r\n")); err != nil {
			return err
		}
		fmt.Fprintln(s.streams.Err, say("%s has another password, and its sessions are ended", "%s のパスワードを変更し、セッションを終了しました", id))
		return nil
	})
}
