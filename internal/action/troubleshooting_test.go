package action_test

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	quotedMessage = regexp.MustCompile("`([^`]+(?:`<!--[^`]*-->`)?)`|「([^」]+)」")
	placeOfValue  = regexp.MustCompile(`%(\[\d+\])?[a-z]|\$\{[^}]+\}|\$[a-zA-Z_]+`)
)

// sources gives what the Action can print: its own program text and that of the
// packages whose sentences it passes on, with a place for each value.
func sources(t *testing.T) string {
	t.Helper()
	text := read(t, "../../scripts/action.sh")
	for _, dir := range []string{".", "../incident", "../tickets", "../tracker"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				text += read(t, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(placeOfValue.ReplaceAllString(text, "…"), `\"`, `"`)
}

// TestTroubleshootingQuotesWhatIsPrinted: a message of the table, that nothing
// prints, helps nobody who looks for it. Both languages have a row for each.
func TestTroubleshootingQuotesWhatIsPrinted(t *testing.T) {
	printed := sources(t)
	rows := map[string]int{}
	for page, title := range map[string]string{"GITHUB-ACTION.md": "## Troubleshooting, by message\n", "GITHUB-ACTION.ja.md": "## メッセージ別の対処\n"} {
		_, table, ok := strings.Cut(read(t, "../../docs/"+page), title)
		if !ok {
			t.Fatalf("%s has no table", page)
		}
		for line := range strings.Lines(table) {
			cells := strings.Split(line, "|")
			if len(cells) < 4 || !quotedMessage.MatchString(cells[1]) {
				continue
			}
			rows[page]++
			for _, m := range quotedMessage.FindAllStringSubmatch(cells[1], -1) {
				quoted := strings.NewReplacer("pmtracker_…", "…", "README.md", "…").Replace(m[1] + m[2]) // these are values, too
				for _, part := range strings.FieldsFunc(quoted, func(r rune) bool { return strings.ContainsRune("…:;", r) }) {
					part = strings.Trim(part, " _(),;（）")
					if len(part) >= 8 && !strings.Contains(printed, part) {
						t.Errorf("%s: nothing prints %q, of the row\n%s", page, part, line)
					}
				}
			}
		}
	}
	if en, ja := rows["GITHUB-ACTION.md"], rows["GITHUB-ACTION.ja.md"]; en < 15 || en != ja {
		t.Errorf("%d rows in English, %d in Japanese", en, ja)
	}
}
