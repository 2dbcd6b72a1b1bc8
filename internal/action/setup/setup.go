// Package setup holds the files that make a repository a home for postmortems:
// workflows, settings, an issue form, a template, an owner.
package setup

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

//go:embed files
var files embed.FS

// Answers are what the files depend on.
type Answers struct {
	Action       string // what workflows use: "pmtracker/pmtracker@v1"
	Lang         incident.Lang
	Zone         string // IANA
	Folder       string // of the postmortems, relative to the repository, or a list that tracker.FolderNames reads
	Branch       string // to which pull requests are merged
	At           string // time of the digest in Zone: "09:00"
	Holidays     string // calendar; empty: none
	Jira         bool
	PullRequests bool // links come back as a pull request, not as a commit
	Forks        bool // pull requests come from forks
}

// File is one file of the repository.
type File struct {
	Path string
	Text []byte
	Own  bool // the team changes it; one that is there is kept
}

// Check says what is wrong with the answers; the error is Invalid.
func (a Answers) Check() error {
	bad := func(what, whatJa, value, example string) error {
		return incident.Tell(incident.Invalid, what+" cannot be %q; write for example %s", whatJa+"に %q は使えません。例: %s", value, example)
	}
	switch _, err := time.Parse("15:04", a.At); {
	case !a.Lang.Valid():
		return bad("the language", "言語", string(a.Lang), "en, ja")
	case len(a.Folders()) == 0 || slices.ContainsFunc(a.Folders(), notAFolder):
		return incident.Tell(incident.Invalid, "the folder of the postmortems cannot be %q; name a folder of this repository (not its files), with / between the steps: %s",
			"ポストモーテムのフォルダーに %q は使えません。このリポジトリのフォルダーを（ファイルではなく）/ 区切りで指定してください。例: %s", a.Folder, config.DefaultPostmortems)
	case a.Branch == "" || strings.Trim(a.Branch, plainName) != "":
		return bad("the branch", "ブランチ", a.Branch, "main")
	case err != nil:
		return bad("the time of the digest", "ダイジェストの時刻", a.At, "09:00")
	}
	if _, err := time.LoadLocation(a.Zone); err != nil || a.Zone == "" || a.Zone == "Local" {
		return bad("the time zone", "タイムゾーン", a.Zone, "Asia/Tokyo")
	}
	_, err := config.NewCalendar(a.Holidays)
	return err
}

// plainName are the letters of a name that means itself, wherever it is written.
const plainName = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/"

// Folders gives the names that the folder's list has, some of which may be patterns.
func (a Answers) Folders() []string { return tracker.FolderNames(a.Folder) }

// notAFolder tells whether a name is none of a folder within the repository, or cannot be
// written down so that everybody reads the same.
func notAFolder(name string) bool {
	steps := strings.Split(name, "/")
	return slices.Contains(steps, "..") || strings.Contains(name, "**") || strings.ContainsAny(name, "'\"`") || namesFiles(name) || needlessEscape.MatchString(name) ||
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar })
}

// namesFiles tells whether a name is one of postmortems, or a pattern of theirs.
func namesFiles(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".md") }

// needlessEscape is a backslash that is none of a pattern: elsewhere it stands between the
// steps of a path.
var needlessEscape = regexp.MustCompile(`\\(?:[^*?\[\]\\]|$)`)

// FolderValue is the list of folders as a value of YAML.
func (a Answers) FolderValue() string {
	list := strings.Join(a.Folders(), ", ")
	if strings.Trim(list, plainName) == "" {
		return list
	}
	return "'" + list + "'"
}

// BranchList is the branch as a YAML list.
func (a Answers) BranchList() string { return "[" + strconv.Quote(a.Branch) + "]" }

// Cron is the time of the digest every day, in UTC as the zone stands at the
// beginning of 2026.
func (a Answers) Cron() (string, error) {
	zone, err := time.LoadLocation(a.Zone)
	if err != nil {
		return "", err
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-01-05 "+a.At, zone)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %d * * *", at.UTC().Minute(), at.UTC().Hour()), nil
}

// Files gives the files of the answers, in the order in which they are told.
func (a Answers) Files() ([]File, error) {
	if err := a.Check(); err != nil {
		return nil, err
	}
	lang := string(a.Lang)
	out := []File{{Path: config.FileName, Own: true}}
	sources := []string{"config." + lang + ".yaml"}
	add := func(name, source string) {
		out = append(out, File{Path: name})
		sources = append(sources, source)
	}
	add(".github/workflows/pmtracker.yml", "check.yml")
	add(".github/workflows/pmtracker-review.yml", "review.yml")
	add(".github/workflows/pmtracker-main.yml", "main.yml")
	if a.Forks {
		add(".github/workflows/pmtracker-forks.yml", "comment.yml")
	}
	add(".github/ISSUE_TEMPLATE/incident.yml", "incident."+lang+".yml")
	for _, folder := range a.Folders() { // git keeps no folder without a file, and checks refuse one that is missing
		if folder != "." && !tracker.IsPattern(folder) {
			add(path.Join(folder, "README.md"), "index."+lang+".md")
			out[len(out)-1].Own = true
		}
	}
	for i, source := range sources {
		text, err := a.render(source)
		if err != nil {
			return nil, err
		}
		out[i].Text = text
	}
	form, err := postmortem.BuiltinTemplate(a.Lang)
	if err != nil {
		return nil, err
	}
	return append(out, File{Path: ".github/pmtracker/postmortem." + lang + ".md", Text: []byte(form.Text), Own: true}), nil
}

// render fills one file. Its marks are [[ ]]: braces belong to GitHub.
func (a Answers) render(source string) ([]byte, error) {
	text, err := files.ReadFile("files/" + source)
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "the file %s is not in the program: %w", source, err)
	}
	t, err := template.New(source).Delims("[[", "]]").Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "the file %s: %w", source, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, a); err != nil {
		return nil, incident.Errorf(incident.Internal, "the file %s: %w", source, err)
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}
