package action_test

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
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

// explained lists messages of the Action that need no row in the table, by their
// beginnings, with the reason.
func explained() map[string]string {
	const (
		itself  = "it names the input or the event, and what it takes"
		again   = "it says itself to run the job again"
		outside = "nobody sees it on GitHub's runners: only by hand, or when the runner's disk is full"
		git     = "git failed on this very checkout; its own words stand behind it"
	)
	return map[string]string{
		"there is no command": itself, "the event … does not say what to do": itself, "the input … is true or false": itself, "the input … takes": itself, "nobody is named to send": itself, "digest-to: ": itself,
		"the event is about": itself, "this command changes a branch": itself, "cannot read the folder": itself, "cannot read the repository": itself,
		"GITHUB_API_URL is not": outside, "GITHUB_EVENT_PATH is not set": outside, "cannot read the event": outside, "… is not an event of GitHub": outside,
		"cannot write what the runner reads": outside, "cannot write …": outside, "cannot write the report": outside,
		"cannot read the configuration": outside, "cannot read the report": outside, "cannot read the files of the base branch": git,
		"git ended while": git, "git says of": git, "… is no regular file": "it names the file, and that nothing is written to it",
		"the branch … moves faster": again, "the check of this pull request has not ended": again, "the job was ended while it": again, "GitHub ": "it stands behind \"cannot …\", which has rows, and says what to do",
		"give the job ":        "it stands behind the message whose row the table has, and says what to give",
		"correct the setting ": "it stands behind a message that names the setting",
	}
}

// messages gives the sentences by which the Action stops a pull request, fails or
// warns, in both languages; "GitHub" before those that carry an answer of GitHub.
func messages(t *testing.T) (all [][2]string, ofGitHub map[string]bool) {
	t.Helper()
	ofGitHub = map[string]bool{}
	said := regexp.MustCompile(`(incident\.Tell\([A-Za-z.]+, ?|failed\(err, |j\.leaveOut\(|Say\()\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"`)
	stops := regexp.MustCompile(`^(it was closed|it is closed on|it is a symbolic|nobody has approved|whether somebody approved|%s is also the incident|%s was written by people|no ticket is opened|ticket %s is not confirmed)`)
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, m := range said.FindAllStringSubmatch(strings.ReplaceAll(read(t, path), "\n", " "), -1) {
			switch {
			case m[1] == "Say(" && !stops.MatchString(m[2]):
				continue
			case m[1] == "j.leaveOut(":
				m[2], m[3] = "left out: "+m[2], "省略しました: "+m[3]
			}
			pair := [2]string{}
			for i, text := range m[2:] {
				pair[i] = strings.ReplaceAll(placeOfValue.ReplaceAllString(text, "…"), `\"`, `"`)
			}
			ofGitHub[pair[0]] = m[1] == "failed(err, "
			all = append(all, pair)
		}
	}
	for _, m := range regexp.MustCompile(`fail "([^"]*)"`).FindAllStringSubmatch(read(t, "../../scripts/action.sh"), -1) {
		text := placeOfValue.ReplaceAllString(m[1], "…") // before there is a program, there is no language
		all = append(all, [2]string{text, text})
	}
	return all, ofGitHub
}

// TestWhatStopsHasARow: whoever looks a message of the Action up finds it, in
// either language.
func TestWhatStopsHasARow(t *testing.T) {
	all, ofGitHub := messages(t)
	if len(all) < 50 {
		t.Fatalf("only %d messages were found", len(all))
	}
	used := map[string]bool{}
	for lang, page := range []string{"GITHUB-ACTION.md", "GITHUB-ACTION.ja.md"} {
		_, table, _ := strings.Cut(read(t, "../../docs/"+page), []string{"## Troubleshooting, by message\n", "## メッセージ別の対処\n"}[lang])
		var quoted []string
		for line := range strings.Lines(table) {
			if cells := strings.Split(line, "|"); len(cells) >= 4 {
				for _, m := range quotedMessage.FindAllStringSubmatch(cells[1], -1) {
					quoted = append(quoted, strings.NewReplacer("pmtracker_…", "…", "INC-…", "…", "README.md", "…").Replace(m[1]+m[2]))
				}
			}
		}
		for _, message := range all {
			if !hasRow(message[lang], quoted) && !ofGitHub[message[0]] && !isExplained(message[0], used) {
				t.Errorf("%s has no row for %q", page, message[lang])
			}
		}
	}
	for beginning := range explained() {
		if !used[beginning] {
			t.Errorf("%q needs its exception no more", beginning)
		}
	}
}

// hasRow tells whether a quoted message is this one: its parts stand in it, one
// behind the other, or it goes on with what stands in a place of the message.
func hasRow(message string, quoted []string) bool {
	return slices.ContainsFunc(quoted, func(q string) bool {
		if strings.HasPrefix(q, strings.TrimRight(message, "…: ")) {
			return true
		}
		rest, long := message, false
		for part := range strings.SplitSeq(q, "…") {
			part = strings.Trim(part, " _(),;.（）。")
			_, after, ok := strings.Cut(rest, part)
			if !ok {
				return false
			}
			rest, long = after, long || len(part) >= 8
		}
		return long
	})
}

func isExplained(message string, used map[string]bool) bool {
	for beginning := range explained() {
		if strings.HasPrefix(message, beginning) {
			used[beginning] = true
			return true
		}
	}
	return false
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
					part = strings.Trim(part, " _(),;.（）。")
					if len(part) >= 8 && !strings.Contains(printed, part) {
						t.Errorf("%s: nothing prints %q, of the row\n%s", page, part, line)
					}
				}
			}
		}
	}
	if en, ja := rows["GITHUB-ACTION.md"], rows["GITHUB-ACTION.ja.md"]; en < 22 || en != ja {
		t.Errorf("%d rows in English, %d in Japanese", en, ja)
	}
}
