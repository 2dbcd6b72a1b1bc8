package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// strict refuses, in every command below root, what it does not know: a subcommand
// that is not there, where cobra would show the help and call it done, and a wrong
// number of arguments, by the name of the one that is missing.
func strict(root *cobra.Command) {
	for _, c := range root.Commands() {
		strict(c)
		if c.Name() == "help" {
			c.Args = helpTopic
			continue
		}
		if c.HasSubCommands() && !c.Runnable() {
			c.Args = func(c *cobra.Command, args []string) error { return subcommand(c, args) }
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
			c.DisableFlagsInUseLine = true
			continue
		}
		if judge := c.Args; judge != nil {
			c.Args = func(c *cobra.Command, args []string) error {
				if judge(c, args) == nil {
					return nil
				}
				return wrongArguments(c, args)
			}
		}
	}
}

// helpTopic lets help refuse a command that is not there.
func helpTopic(help *cobra.Command, args []string) error {
	named, rest, err := help.Root().Find(args)
	if err != nil || !named.HasSubCommands() {
		return err
	}
	return subcommand(named, rest)
}

// subcommand refuses what is no command below a group of them.
func subcommand(group *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if group.SuggestionsMinimumDistance == 0 {
		group.SuggestionsMinimumDistance = 2
	}
	if near := group.SuggestionsFor(args[0]); len(near) > 0 {
		return incident.Tell(incident.Invalid, "unknown command %q for %q; did you mean %s? See %[2]s --help",
			"コマンド %q は %q にありません。%s ではありませんか。%[2]s --help を参照してください", args[0], group.CommandPath(), near[0])
	}
	return incident.Tell(incident.Invalid, "unknown command %q for %q; see %[2]s --help", "コマンド %q は %q にありません。%[2]s --help を参照してください", args[0], group.CommandPath())
}

// wrongArguments says which argument is missing, or which is one too many.
func wrongArguments(c *cobra.Command, args []string) error {
	wanted := argumentsOf(c.Use)
	if len(args) < len(wanted) {
		return incident.Tell(incident.Invalid, "%s is missing; write: %s", "%s がありません。次の形で書いてください: %s", strings.Join(wanted[len(args):], ", "), usage(c))
	}
	extra := args[len(args)-1]
	if len(wanted) < len(args) {
		extra = args[len(wanted)]
	}
	for _, name := range []string{"title", "reason", "message", "evidence"} {
		if f := c.Flags().Lookup(name); f != nil && f.Changed {
			return incident.Tell(incident.Invalid, "%q is one argument too many; put a text of several words in quotes: --%s \"%s\"",
				"%q は余分な引数です。空白を含む文は引用符で囲んでください: --%s \"%s\"", extra, name, f.Value.String()+" "+extra+" …")
		}
	}
	return incident.Tell(incident.Invalid, "%q is one argument too many; put a text of several words in quotes; write: %s", "%q は余分な引数です。空白を含む文は引用符で囲み、次の形で書いてください: %s", extra, usage(c))
}

func usage(c *cobra.Command) string {
	return strings.TrimSuffix(c.CommandPath(), c.Name()) + strings.TrimSuffix(c.Use, " [オプション]")
}

// argumentsOf gives the arguments that a line of usage asks for: neither flags with
// their values nor what stands in brackets.
func argumentsOf(use string) []string {
	var wanted []string
	words := strings.Fields(use)
	for i := 1; i < len(words); i++ {
		switch word := words[i]; {
		case word[0] == '[':
			for i+1 < len(words) && words[i][len(words[i])-1] != ']' {
				i++
			}
		case word[0] == '-':
			if i+1 < len(words) && words[i+1][0] != '-' {
				i++
			}
		default:
			wanted = append(wanted, strings.TrimSuffix(word, "…"))
		}
	}
	return wanted
}
