package cli

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpTexts gives every text of the help that has words.
func helpTexts() map[string]bool {
	root := newRoot(IO{}, nil)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	texts := map[string]bool{}
	for _, g := range root.Groups() {
		texts[g.Title] = true
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		texts[c.Short], texts[c.Long] = true, true
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { texts[f.Usage] = true })
		if c.Name() == "completion" || c.Name() == "help" { // cobra's own, below its name
			texts[c.Long] = c.Name() == "help"
			return
		}
		for _, below := range c.Commands() {
			walk(below)
		}
	}
	walk(root)
	return texts
}

// TestHelpIsThereInJapanese: each text of the help has its Japanese, and nothing
// is kept that the help no longer says.
func TestHelpIsThereInJapanese(t *testing.T) {
	words := regexp.MustCompile(`[A-Za-z]{2,} [a-z]{2,}|^[a-z]+$`)
	texts := helpTexts()
	for text, shown := range texts {
		if _, ok := helpJapanese[text]; shown && !ok && words.MatchString(text) {
			t.Errorf("no Japanese for the help text %q", text)
		}
	}
	for text := range helpJapanese {
		if _, ok := texts[text]; !ok {
			t.Errorf("the help no longer says %q", text)
		}
	}
}

// TestHelpSpeaksJapanese: in a Japanese terminal no line of the help is English,
// for every command, but for examples and names.
func TestHelpSpeaksJapanese(t *testing.T) {
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	english := regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)
	commands := [][]string{nil, {"help"}, {"tickets", "create"}, {"tickets", "sync"}, {"tickets", "link"}, {"gameday", "plan"}, {"role", "assign"},
		{"completion"}, {"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"}}
	for _, g := range groups() {
		for _, c := range g.commands {
			commands = append(commands, []string{c.name})
		}
	}
	for _, c := range commands {
		var out bytes.Buffer
		if status := Main(append(c, "--help"), IO{Out: &out, Err: &out}); status != 0 {
			t.Errorf("%v --help gives %d", c, status)
		}
		for _, cobras := range []string{"[flags]", "[command]", "(default"} {
			if strings.Contains(out.String(), cobras) {
				t.Errorf("%v --help says %s", c, cobras)
			}
		}
		named, _, err := newRoot(IO{}, nil).Find(c)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(strings.NewReplacer(named.Example, "", strings.Replace(named.UseLine(), "[flags]", "[オプション]", 1), "", named.CommandPath(), "").Replace(out.String())) {
			if english.MatchString(line) {
				t.Errorf("%v --help: %s", c, line)
			}
		}
	}
}
