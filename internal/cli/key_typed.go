package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// keysAsTyped lets every command below root whose first argument is an incident take its key in
// letters of any case and width. A file, or an incident that came with a key in small
// letters, is still named as it is written.
func keysAsTyped(root *cobra.Command) {
	for _, c := range root.Commands() {
		keysAsTyped(c)
		first, _, _ := strings.Cut(strings.TrimPrefix(c.Use, c.Name()+" "), " ")
		several := strings.Contains(first, "…")
		if run := c.RunE; run != nil && (strings.Contains(first, "INC") || strings.Contains(first, "TARGET")) {
			c.RunE = func(c *cobra.Command, args []string) error {
				meant := slices.Clone(args)
				for i, arg := range args {
					if (i == 0 || several) && !tracker.IsFile(arg) && incident.KeyTyped(arg) != arg {
						meant[i] = keyTyped(c, arg)
					}
				}
				return run(c, meant)
			}
		}
	}
}

// keyTyped asks the database of a command which incident is meant, before the command
// runs. Why it cannot be asked is the command's to say, which is about to open it.
func keyTyped(c *cobra.Command, arg string) string {
	key := incident.KeyTyped(arg)
	db, _ := c.Flags().GetString("db")
	s := &session{db: db, existing: true}
	_ = s.run(c.Context(), []string{arg}, func(t *tracker.Tracker) error {
		named, err := t.KeyTyped(c.Context(), tracker.CommandLine(""), arg)
		if err == nil {
			key = named
		}
		return err
	})
	return key
}
