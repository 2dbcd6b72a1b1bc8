package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/action/setup"
	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type initOptions struct {
	streams                   IO
	answers                   setup.Answers
	lang, provider, reviewers string
	yes, force                bool
}

func initCommand(streams IO) *cobra.Command {
	o := &initOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "init", Short: "Set up a repository: workflows, settings, issue form, template", Args: cobra.NoArgs,
		Long: "Set up a repository for postmortems: workflows of GitHub Actions, .pmtracker.yaml, an issue form for a new\n" +
			"incident, the postmortem's template, an index page, lines in CODEOWNERS. What no flag says is asked. A file\n" +
			"that is there and says something else is shown and kept, unless you say otherwise; a second run changes nothing.",
		Example: "  pmtracker init\n  pmtracker init --yes --lang ja --timezone Asia/Tokyo --reviewers @acme/sre\n" +
			"  pmtracker init --yes --provider jira --links-as-pull-request --forks",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)")
	f.StringVar(&o.answers.Folder, "postmortems", "", "folder of the postmortems (default: "+config.DefaultPostmortems+")")
	f.StringVar(&o.answers.Zone, "timezone", "", "the team's time zone, for example Asia/Tokyo")
	f.StringVar(&o.provider, "provider", "", "where tickets are: github or jira")
	f.StringVar(&o.answers.Branch, "branch", "", "branch to which pull requests are merged (default: git's)")
	f.StringVar(&o.answers.At, "digest-at", "09:00", "time of the digest, in the team's zone")
	f.StringVar(&o.answers.Holidays, "holidays", "", "calendar of public holidays: jp, us, gb, de or fr")
	f.StringVar(&o.answers.Action, "action", "", "what workflows use (default: this release of pmtracker/pmtracker)")
	f.StringVar(&o.reviewers, "reviewers", "", "who reviews postmortems, for CODEOWNERS: @acme/sre")
	f.BoolVar(&o.answers.Forks, "forks", false, "pull requests come from forks: add the workflow that comments on them")
	f.Bool("links-as-pull-request", false, "bring ticket links back as a pull request, not as a commit")
	f.BoolVar(&o.yes, "yes", false, "ask nothing, take what the flags and the defaults say")
	f.BoolVar(&o.force, "force", false, "overwrite files that say something else")
	return cmd
}

func (o *initOptions) run(cmd *cobra.Command) error {
	ask := newAsker(o.streams)
	c := config.Default()
	src, err := os.ReadFile(config.FileName)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return incident.Tell(incident.Invalid, "cannot read the configuration: %w", "設定を読み取れません: %w", err)
	}
	if there {
		if c, err = config.Parse(config.FileName, src); err != nil {
			return err
		}
	}
	o.answers.PullRequests, _ = cmd.Flags().GetBool("links-as-pull-request")
	if err := o.defaults(c); err != nil {
		return err
	}
	if err := o.questions(cmd, ask, there); err != nil {
		return err
	}
	files, err := o.answers.Files()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := o.write(ask, file); err != nil {
			return err
		}
	}
	if err := o.codeOwners(); err != nil {
		return err
	}
	for _, folder := range o.answers.Folders() {
		if len(tracker.NamedFolders(os.DirFS("."), folder)) == 0 {
			fmt.Fprintln(o.streams.Err, warning(say("there is no folder %s yet; checks fail until there is one", "フォルダー %s がまだありません。作成するまでチェックは失敗します", folder)))
		}
	}
	fmt.Fprintln(o.streams.Err, say("next: commit these, and make the job \"gate\" a required check of the branch (docs/GITHUB-ACTION.md)",
		"次に: これらをコミットし、ジョブ「gate」をブランチの必須チェックにしてください（docs/GITHUB-ACTION.ja.md）"))
	return nil
}

// defaults fills what no flag says from the settings that are there, and from
// what the machine knows. What a flag says wrongly is refused before anything is asked.
func (o *initOptions) defaults(c config.Config) (err error) {
	a := &o.answers
	if a.Lang, err = chosenLang(o.lang, c); err != nil {
		return err
	}
	a.Folder = firstOf(relativeFolders(a.Folder), c.Postmortems, config.DefaultPostmortems)
	if c.Zone != nil {
		a.Zone = firstOf(a.Zone, c.Zone.String())
	}
	if name := time.Local.String(); name != "Local" {
		a.Zone = firstOf(a.Zone, name)
	}
	a.Zone = firstOf(a.Zone, "UTC")
	a.Holidays = firstOf(a.Holidays, c.Digest.Holidays)
	a.Branch = firstOf(a.Branch, defaultBranch(), "main")
	a.Jira = c.Tickets.Provider == incident.Jira
	if o.provider != "" {
		if err := takeProvider(a, o.provider); err != nil {
			return err
		}
	}
	ref := "v1" // the Action refuses a ref that belongs to no release
	if strings.HasPrefix(Version, "v") && !strings.Contains(Version, "-") {
		ref = Version
	}
	a.Action = firstOf(a.Action, "pmtracker/pmtracker@"+ref)
	return a.Check()
}

// relativeFolders gives a list of folders that somebody typed with those that are absolute
// paths as seen from here: to a shell, /docs is no folder of the repository, as it is to git.
func relativeFolders(list string) string {
	names := strings.Split(list, ",")
	for i, name := range names {
		if name = strings.TrimSpace(name); filepath.IsAbs(name) {
			names[i] = seenFromHere(name)
		}
	}
	return strings.Join(names, ",")
}

// seenFromHere gives an absolute path as seen from the working directory, by its own name
// or by the one that it has without symbolic links; a path outside of it begins with "..".
func seenFromHere(name string) string {
	here, err := os.Getwd()
	if err != nil {
		return name
	}
	seen, err := filepath.Rel(here, name)
	if real, e := filepath.EvalSymlinks(here); e == nil && (err != nil || !filepath.IsLocal(seen)) {
		seen, err = filepath.Rel(real, name)
	}
	if err != nil {
		return name
	}
	return filepath.ToSlash(seen)
}

// takeProvider takes the ticket system that somebody named, in any case.
func takeProvider(a *setup.Answers, name string) error {
	p := incident.ProviderName(strings.ToLower(name))
	if !p.Valid() {
		return incident.Tell(incident.Invalid, "--provider: there is no ticket provider %q; use github or jira", "--provider: チケットの連携先 %q はありません。github か jira を使ってください", name)
	}
	a.Jira = p == incident.Jira
	return nil
}

func firstOf[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

// defaultBranch is the branch that origin calls its default, else the present
// one.
func defaultBranch() string {
	for _, args := range [][]string{{"symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"}, {"symbolic-ref", "--quiet", "--short", "HEAD"}} {
		if out, err := exec.Command("git", args...).Output(); err == nil {
			return strings.TrimPrefix(strings.TrimSpace(string(out)), "origin/")
		}
	}
	return ""
}

// questions asks for what no flag says, unless the repository is set up already
// or nothing is to be asked. A wrong answer is asked for again at once.
func (o *initOptions) questions(cmd *cobra.Command, ask *asker, there bool) error {
	if o.yes || there {
		return nil
	}
	for _, q := range []struct {
		question, flag, fallback string
		take                     func(a *setup.Answers, answer string) error
	}{
		{say("Language of new postmortems (en or ja)", "新しいポストモーテムの言語（en か ja）"), "lang", string(o.answers.Lang),
			func(a *setup.Answers, s string) error { a.Lang = incident.Lang(strings.ToLower(s)); return nil }},
		{say("Folder of the postmortems", "ポストモーテムのフォルダー"), "postmortems", o.answers.Folder,
			func(a *setup.Answers, s string) error { a.Folder = relativeFolders(s); return nil }},
		{say("Time zone of the team", "チームのタイムゾーン"), "timezone", o.answers.Zone,
			func(a *setup.Answers, s string) error { a.Zone = s; return nil }},
		{say("Where tickets are (github or jira)", "チケットの連携先（github か jira）"), "provider", string(incident.GitHub), takeProvider},
	} {
		if cmd.Flags().Changed(q.flag) {
			continue
		}
		_, err := ask.text(q.question, q.fallback, q.flag+say(" (or --yes)", "（または --yes）"), func(answer string) error {
			next := o.answers
			if err := q.take(&next, answer); err != nil {
				return err
			}
			if err := next.Check(); err != nil {
				return err
			}
			o.answers = next
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// write puts one file in place, and says what became of it.
func (o *initOptions) write(ask *asker, file setup.File) error {
	now, err := os.ReadFile(file.Path)
	became := "written"
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return incident.Tell(incident.Invalid, "cannot read %s: %w", "%s を読み取れません: %w", file.Path, err)
	case bytes.Equal(now, file.Text):
		return o.said("as it is", file.Path)
	case file.Own && !o.force:
		return o.said("kept", file.Path)
	case !o.force && !o.mayOverwrite(ask, file, now):
		return o.said("kept", file.Path)
	default:
		became = "overwritten"
	}
	if err := os.MkdirAll(filepath.Dir(file.Path), 0o755); err != nil {
		return incident.Tell(incident.Invalid, "cannot make the folder of %s: %w", "%s のフォルダーを作成できません: %w", file.Path, err)
	}
	if err := tracker.WriteFile(file.Path, file.Text); err != nil {
		return err
	}
	return o.said(became, file.Path)
}

// mayOverwrite shows how a file that is there differs from the one that would be written,
// and asks whether it may be overwritten; else it says how to get the difference.
func (o *initOptions) mayOverwrite(ask *asker, file setup.File, now []byte) bool {
	fmt.Fprint(o.streams.Err, terminal.Plain(string(diff.Diff(file.Path, now, file.Path+say(" (new)", "（新しい内容）"), file.Text))))
	if !o.yes && ask.yes(say("%s is there and says something else; overwrite it?", "%s はすでにあり、内容が異なります。上書きしますか", file.Path)) {
		return true
	}
	fmt.Fprintln(o.streams.Err, warning(say("%s is kept without that difference; take it over by hand, or delete the file and run init again (--force overwrites every file that says something else, the settings, too)",
		"%s は残し、上の差分は反映していません。手で書き写すか、ファイルを削除してもう一度 init を実行してください（--force では、設定を含め、内容の異なるファイルをすべて上書きします）", file.Path)))
	return false
}

func (o *initOptions) said(became, path string) error {
	_, err := fmt.Fprintln(o.streams.Out, columns.Pad(state(environmentLang(), became), 11), path)
	return err
}

// codeOwners adds the lines that ask the reviewers for their word: on postmortems,
// and on what decides about them, which a pull request could otherwise take away
// in the name of something else.
func (o *initOptions) codeOwners() error {
	if o.reviewers == "" {
		return nil
	}
	file := ".github/CODEOWNERS"
	for _, known := range []string{"CODEOWNERS", "docs/CODEOWNERS"} {
		if _, err := os.Stat(known); err == nil {
			file = known
		}
	}
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return incident.Tell(incident.Invalid, "cannot read %s: %w", "%s を読み取れません: %w", file, err)
	}
	all := ownerLines(string(text), o.ownedFolders(file), o.reviewers)
	if all == string(text) {
		return o.said("as it is", file)
	}
	if err := tracker.WriteFile(file, []byte(all)); err != nil {
		return err
	}
	return o.said("written", file)
}

// ownedFolders gives the folders of the postmortems as patterns of a CODEOWNERS file. One
// that such a pattern cannot mean is told, for somebody to decide who owns it.
func (o *initOptions) ownedFolders(file string) []string {
	var patterns []string
	for _, folder := range o.answers.Folders() {
		if strings.ContainsAny(folder, "#[]!\\") {
			fmt.Fprintln(o.streams.Err, warning(say("no pattern of %[2]s can mean the folder %[1]s; write a line there for a folder above it", "フォルダー %[1]s は %[2]s のパターンでは表せません。その上のフォルダーの行を書いてください", folder, file)))
			continue
		}
		pattern := "*"
		if folder != "." {
			pattern = "/" + strings.ReplaceAll(folder, " ", `\ `) + "/"
		}
		patterns = append(patterns, pattern)
	}
	return patterns
}

// ownerLines adds to a CODEOWNERS file what it has no line for.
// https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
func ownerLines(text string, folders []string, reviewers string) string {
	for _, pattern := range append(folders, "/"+config.FileName, "/.github/workflows/pmtracker*.yml") {
		known := slices.ContainsFunc(strings.Split(text, "\n"), func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), pattern+" ") })
		if !known {
			if text != "" && !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			text += pattern + " " + reviewers + "\n"
		}
	}
	return text
}
