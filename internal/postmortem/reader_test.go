package postmortem_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestTheReaderChangesNoVerdict checks every document of the repository for readers of
// both languages: the same findings at the same places, the same fixes, and the same
// rules that the gate misses. Only the words differ.
func TestTheReaderChangesNoVerdict(t *testing.T) {
	read, worded := 0, 0
	for path, src := range documents(t) {
		d, err := postmortem.Parse(path, src)
		if err != nil {
			continue
		}
		judge := func(reader incident.Lang) (postmortem.Result, []incident.Unmet) {
			o := postmortem.CheckOptions{Reader: reader, BlameWords: []string{"on-call", "担当"}, VagueWords: []string{"page", "通知"}, Exists: func(string) bool { return false }}
			result := postmortem.Check(d, o)
			return result, incident.Gate(d.Snapshot(result.Findings, o))
		}
		own, ownUnmet := judge("")
		for _, reader := range []incident.Lang{incident.English, incident.Japanese} {
			result, unmet := judge(reader)
			if diff := cmp.Diff(own, result, withoutWords()); diff != "" {
				t.Errorf("%s, read in %s, is judged otherwise (-its own +read):\n%s", path, reader, diff)
			}
			if diff := cmp.Diff(ownUnmet, unmet, withoutWords()); diff != "" {
				t.Errorf("the gate of %s, read in %s, says otherwise (-its own +read):\n%s", path, reader, diff)
			}
			if diff := cmp.Diff(own, result); (diff == "") != (reader == d.Lang || len(own.Diagnostics) == 0) && len(own.Findings) > 0 {
				t.Errorf("%s in %s, read in %s: %s", path, d.Lang, reader, diff)
			}
			worded += len(result.Findings)
		}
		read++
	}
	if read < 20 || worded < 40 {
		t.Errorf("%d documents with %d findings were read: too few to tell", read, worded)
	}
}

func withoutWords() cmp.Options {
	return cmp.Options{
		cmpopts.IgnoreFields(diagnostic.Diagnostic{}, "Message", "Suggestion"),
		cmpopts.IgnoreFields(incident.Finding{}, "Message", "Fix"),
		cmpopts.IgnoreFields(incident.Unmet{}, "Message", "Fix"),
	}
}

// documents gives the Markdown of the repository, that in its test scripts included.
func documents(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	root := filepath.Join("..", "..")
	for _, folder := range []string{"examples", "docs", filepath.Join("internal", "cli", "testdata"), filepath.Join("internal", "explain")} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			src, err := os.ReadFile(path)
			switch filepath.Ext(path) {
			case ".md":
				found[path] = src
			case ".txtar":
				for _, part := range strings.Split(string(src), "\n-- ")[1:] {
					if name, text, ok := strings.Cut(part, " --\n"); ok && filepath.Ext(name) == ".md" {
						found[path+"/"+name] = []byte(text + "\n")
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
