package cli

import (
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// command is a command of pmtracker: its name, and what makes it. To make them all
// costs more than most of them do, so that only the one that is named is made.
type command struct {
	name string
	make func(IO) *cobra.Command
}

// group is a part of the help.
type group struct {
	title    string
	commands []command
}

// groups lists every command under the heading by which the help shows it.
func groups() []group {
	return []group{
		{"The incident:", []command{
			{"declare", declareCommand},
			{"amend", amendCommand},
			{"log", logCommand},
			{"role", roleCommand},
			{"checklist", checklistCommand},
			{"decide", decideCommand},
			{"report", reportCommand},
			{"deliveries", deliveriesCommand},
			{"remind", remindCommand},
			{"recover", recoverCommand},
			{"reopen", reopenCommand},
			{"show", showCommand},
			{"list", listCommand},
			{"import", importCommand},
			{"search", searchCommand},
			{"similar", similarCommand},
		}},
		{"The postmortem:", []command{
			{"new", newCommand},
			{"generate", generateCommand},
			{"save", saveCommand},
			{"check", checkCommand},
			{"explain", explainCommand},
			{"lsp", lspCommand},
		}},
		{"From the postmortem to closed:", []command{
			{"tickets", ticketsCommand},
			{"approve", approveCommand},
			{"close", closeCommand},
			{"verify", verifyCommand},
			{"gameday", gamedayCommand},
			{"digest", digestCommand},
			{"action", actionCommand},
		}},
		{"Operations:", []command{
			{"serve", serveCommand},
			{"account", accountCommand},
			{"mcp", mcpCommand},
			{"backup", backupCommand},
			{"restore", restoreCommand},
			{"init", initCommand},
			{"doctor", doctorCommand},
			{"version", versionCommand},
		}},
	}
}

// newRoot makes the command line: the command that args begin with, and all of
// them where they name none, for help, completion and what is misspelt.
func newRoot(streams IO, args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "pmtracker",
		Short: "Incidents that may close only when behaviour changes",
		Long: "pmtracker writes the postmortem of an incident, opens its tickets, and refuses to close it\n" +
			"until every action item defines a change of behaviour and its ticket exists.",
		SilenceUsage: true, SilenceErrors: true,
	}
	acceptDatabase(root)
	acceptConfig(root)
	if named := findCommand(args); named != nil {
		root.AddCommand(named.make(streams))
		root.CompletionOptions.DisableDefaultCmd = true // it would be made for nothing
	} else {
		addAll(root, streams)
		root.InitDefaultCompletionCmd(args...)
		root.InitDefaultHelpCmd()
	}
	strict(root)
	keysAsTyped(root)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if rest := c.Flags().Args(); c.HasSubCommands() && len(rest) > 0 { // the flag may be that of the command that is misspelt
			return subcommand(c, rest)
		}
		return incident.Tell(incident.Invalid, "%w; see %s --help", "オプションが正しくありません（%w）。%s --help を参照してください", err, c.CommandPath())
	})
	if environmentLang() == incident.Japanese {
		speakJapanese(root)
	}
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	return root
}

// findCommand gives the command that the first argument names, or nil.
func findCommand(args []string) *command {
	if len(args) == 0 {
		return nil
	}
	for _, g := range groups() {
		for i := range g.commands {
			if g.commands[i].name == args[0] {
				return &g.commands[i]
			}
		}
	}
	return nil
}

func addAll(root *cobra.Command, streams IO) {
	for _, g := range groups() {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			made := c.make(streams)
			made.GroupID = g.title
			root.AddCommand(made)
		}
	}
}
