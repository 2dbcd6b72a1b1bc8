package cli

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakJapanese gives the help of a command in Japanese: what helpJapanese says of
// its texts, and cobra's own headings. It happens when help is asked for, so that
// no other run pays for it.
func speakJapanese(root *cobra.Command) {
	shown := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		inJapanese(root, c)
		shown(c, args)
	})
}

// inJapanese turns the texts that the help of c shows: its own, those of the
// commands below it, and the headings.
func inJapanese(root, c *cobra.Command) {
	c.Root().InitDefaultHelpCmd()
	c.InitDefaultHelpFlag()
	cobra.AddTemplateFunc("japaneseDefaults", japaneseDefaults)
	root.SetUsageTemplate(japaneseHeadings.Replace(root.UsageTemplate()))
	if c.Flags().HasAvailableFlags() && !c.DisableFlagsInUseLine && c.Runnable() {
		c.DisableFlagsInUseLine = true
		c.Use += " [オプション]"
	}
	c.Use = strings.Replace(c.Use, "[command]", "[コマンド]", 1) // of cobra's own help
	for _, g := range root.Groups() {
		g.Title = japanese(g.Title)
	}
	for _, one := range append([]*cobra.Command{c}, c.Commands()...) {
		one.Short, one.Long = japanese(one.Short), japanese(one.Long)
		one.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				f.Usage = "このヘルプを表示"
			}
			f.Usage = japanese(f.Usage)
		})
	}
}

// japanese gives a help text in Japanese; itself where it is so already.
func japanese(text string) string {
	if said, ok := helpJapanese[text]; ok {
		return said
	}
	return completionHelp.Replace(text)
}

// japaneseHeadings are the headings of cobra's usage template.
var japaneseHeadings = strings.NewReplacer(
	"Usage:", "使い方:",
	"Aliases:", "別名:",
	"Examples:", "例:",
	"Available Commands:", "コマンド:",
	"Additional Commands:", "その他:",
	"Global Flags:", "共通のオプション:",
	"Flags:", "オプション:",
	`Use "{{.CommandPath}} [command] --help" for more information about a command.`, `各コマンドの詳細は "{{.CommandPath}} [コマンド] --help" で表示します。`,
	"[command]", "[コマンド]",
	"FlagUsages |", "FlagUsages | japaneseDefaults |",
)

var defaultOfFlag = regexp.MustCompile(`\(default "?([^")]*)"?\)`)

// japaneseDefaults turns what pflag says of the defaults.
func japaneseDefaults(usages string) string {
	return defaultOfFlag.ReplaceAllString(usages, "（既定: $1）")
}
