package cli

import (
	"os"
	"os/exec"
	"os/user"
	"strings"
)

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
