package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// commands lists every command under the heading by which the help shows it.
func commands(streams IO) []group {
	return []group{
		{"The incident:", []*cobra.Command{
			declareCommand(streams),
			logCommand(streams),
			roleCommand(streams),
			checklistCommand(streams),
			decideCommand(streams),
			reportCommand(streams),
			deliveriesCommand(streams),
			remindCommand(streams),
			recoverCommand(streams),
			reopenCommand(streams),
			showCommand(streams),
			listCommand(streams),
			importCommand(streams),
			searchCommand(streams),
			similarCommand(streams),
		}},
		{"The postmortem:", []*cobra.Command{
			newCommand(streams),
			generateCommand(streams),
			checkCommand(streams),
			explainCommand(streams),
			lspCommand(streams),
		}},
		{"From the postmortem to closed:", []*cobra.Command{
			ticketsCommand(streams),
			approveCommand(streams),
			closeCommand(streams),
			verifyCommand(streams),
			gamedayCommand(streams),
			digestCommand(streams),
			actionCommand(streams),
		}},
		{"Operations:", []*cobra.Command{
			serveCommand(streams),
			mcpCommand(streams),
			backupCommand(streams),
			restoreCommand(streams),
			initCommand(streams),
			doctorCommand(streams),
			versionCommand(streams),
		}},
	}
}

// group is a part of the help.
type group struct {
	title    string
	commands []*cobra.Command
}

// newRoot makes the command line.
func newRoot(streams IO) *cobra.Command {
	root := &cobra.Command{
		Use:   "pmtracker",
		Short: "Incidents that may close only when behaviour changes",
		Long: "pmtracker writes the postmortem of an incident, opens its tickets, and refuses to close it\n" +
			"until every action item defines a change of behaviour and its ticket exists.",
		SilenceUsage: true, SilenceErrors: true,
	}
	for _, g := range commands(streams) {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return fmt.Errorf("%w; see %s --help", err, c.CommandPath()) })
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	return root
}
