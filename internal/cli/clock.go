package cli

import (
	"os"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// clock gives the clock of a command: the machine's, or one that stands still at
// PMTRACKER_NOW (RFC 3339), for exercises and tests that replay an incident.
func clock() (func() time.Time, error) {
	text := os.Getenv("PMTRACKER_NOW")
	if text == "" {
		return time.Now, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "PMTRACKER_NOW: %q is not a time; write it as 2026-03-01T09:00:00Z, or leave it unset", "PMTRACKER_NOW: %q は時刻ではありません。2026-03-01T09:00:00Z のように書くか、設定しないでください", text)
	}
	return func() time.Time { return at }, nil
}
