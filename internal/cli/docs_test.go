package cli

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/timeline"
)

// documentedLine is a call of the program as a line of code, documentedWord one
// between backquotes.
var (
	documentedLine = regexp.MustCompile(`^[ \t]*(?:run: |- |\$ )?(?:bin/)?pmtracker (.+)`)
	documentedWord = regexp.MustCompile("`pmtracker ([^`]+)`")
)

var documentedFlag = regexp.MustCompile(`(?:^|\s)--([a-z][a-z-]*)`)

// TestDocumentedCommands holds every command line in the documents against the
// program: the command is there, and it knows the flags.
func TestDocumentedCommands(t *testing.T) {
	root := newRoot(IO{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, nil)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	seen := 0
	for _, path := range documents(t) {
		for _, call := range calls(read(t, path)) {
			seen++
			cmd, _, err := root.Find(strings.Fields(call))
			if err != nil || cmd == root && !strings.HasPrefix(call, "--") {
				t.Errorf("%s: pmtracker %s: there is no such command", path, call)
				continue
			}
			for _, flag := range documentedFlag.FindAllStringSubmatch(call, -1) {
				if !knows(cmd, flag[1]) {
					t.Errorf("%s: pmtracker %s: %s has no flag --%s", path, call, cmd.CommandPath(), flag[1])
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d command lines were found in the documents", seen)
	}
}

// calls gives the command lines of a document, without their comments.
func calls(text string) []string {
	var found []string
	fenced := false
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
			continue
		}
		for _, m := range documentedWord.FindAllStringSubmatch(line, -1) {
			found = append(found, m[1])
		}
		if m := documentedLine.FindStringSubmatch(line); m != nil && (fenced || strings.HasPrefix(line, "    ")) {
			call, _, _ := strings.Cut(m[1], " #")
			found = append(found, call)
		}
	}
	return found
}

func knows(cmd *cobra.Command, flag string) bool {
	return flag == "help" || cmd.Flags().Lookup(flag) != nil || cmd.InheritedFlags().Lookup(flag) != nil
}

var fencedYAML = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestDocumentedTimelines reads every timeline that the documents show.
func TestDocumentedTimelines(t *testing.T) {
	seen := 0
	for _, path := range documents(t) {
		for _, block := range fencedYAML.FindAllStringSubmatch(read(t, path), -1) {
			if !strings.Contains(block[1], "\nevents:") {
				continue
			}
			seen++
			if _, err := timeline.Parse(path, []byte(block[1])); err != nil {
				t.Error(err)
			}
		}
	}
	if seen < 2 {
		t.Errorf("only %d timelines were found in the documents", seen)
	}
}

// documents lists what people read.
func documents(t *testing.T) []string {
	t.Helper()
	paths := []string{}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/rules/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	return paths
}

func read(t *testing.T, path string) string {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
