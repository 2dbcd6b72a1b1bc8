package cli

import (
	"os"
	"os/exec"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

func approveCommand(IO) *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "approve FILE", Short: "Approve this very revision of a postmortem", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return tracker.Approve(args[0], actor(as)) },
	}
	cmd.Flags().StringVar(&as, "as", "", "who approves (default: PMTRACKER_ACTOR, git's user.email, the login name)")
	return cmd
}

// actor says who acts.
func actor(as string) string {
	if as != "" {
		return as
	}
	if name := os.Getenv("PMTRACKER_ACTOR"); name != "" {
		return name
	}
	if out, err := exec.Command("git", "config", "user.email").Output(); err == nil && len(out) > 1 {
		return strings.TrimSpace(string(out))
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
