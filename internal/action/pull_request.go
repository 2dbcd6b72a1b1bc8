package action

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// pullRequest judges the postmortems that a pull request changes, or a group of the
// merge queue, tells what it found in every way for which the job has the right, and
// refuses a document that says it is closed while the gate is not open.
func (j *Job) pullRequest(ctx context.Context) error {
	e, err := j.event()
	if err != nil {
		return err
	}
	if e.PullRequest == nil && e.MergeGroup == nil {
		return incident.Tell(incident.Invalid, "the event is about no pull request; run this command on pull_request or merge_group", "イベントがプルリクエストに関するものではありません。このコマンドは pull_request か merge_group で実行してください")
	}
	diff, err := j.compare(ctx, e)
	if err != nil {
		return err
	}
	verdicts, err := j.verdicts(ctx, e, diff)
	if err != nil {
		return err
	}
	return cmp.Or(ended(ctx), j.tell(ctx, e, verdicts))
}

// ended is the error of a job that was ended while it judged: what nobody was asked about
// then counts as not confirmed.
func ended(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return incident.Tell(incident.Unavailable, "the job was ended while it waited for GitHub or for the tickets, so that not all was asked; run it again", "GitHub やチケットの応答を待つ間にジョブが終了したため、一部は未確認です。再実行してください")
}

// verdicts judges the documents by the rules of the base branch.
func (j *Job) verdicts(ctx context.Context, e event, diff comparison) ([]verdict, error) {
	base, err := j.git.blobs(ctx, diff.base, []string{config.FileName})
	if err != nil {
		return nil, err
	}
	team, broken := j.baseConfig(base[config.FileName])
	folders, err := j.present(team, diff.changes)
	if err != nil {
		return nil, err
	}
	named := withLinked(j.folders(team), folders)
	changes, err := j.documents(diff, named, folders)
	if err != nil {
		return nil, err
	}
	var olds []string
	for _, c := range changes {
		if c.old != "" {
			olds = append(olds, c.old)
		}
	}
	before, err := j.git.blobs(ctx, diff.base, olds)
	if err != nil {
		return nil, err
	}
	changes = j.apart(changes, before, named)
	g := judge{job: j, config: team, folders: named, anywhere: broken, provider: sync.OnceValues(func() (tickets.Provider, error) { return j.provider(team) })}
	g.reviews = j.reviews(ctx, e, changes, before)
	var verdicts []verdict
	for _, c := range changes {
		verdicts = append(verdicts, g.document(ctx, c, before[c.old]))
	}
	if len(verdicts) > 0 {
		files, err := j.keys(folders, verdicts)
		if err != nil {
			return nil, err
		}
		sameKey(verdicts, files)
	}
	if v, changed := j.ownConfig(diff, team); changed {
		verdicts = append(verdicts, v)
	}
	return verdicts, nil
}

// baseConfig reads the settings of the base branch. Where they cannot be read, a
// pull request must be able to correct them, and what it brings itself may not
// weaken the gate: it is judged by the defaults, wherever its documents lie.
func (j *Job) baseConfig(src []byte) (team config.Config, broken bool) {
	if src == nil {
		return config.Default(), false
	}
	team, err := config.Parse(config.FileName, src)
	if err == nil {
		return team, false
	}
	team = config.Default()
	team.Postmortems = "."
	l := langOf(team)
	fmt.Fprintf(j.Out, "::warning title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(l.Say(
		"the .pmtracker.yaml of the base branch cannot be read, so this check goes by the defaults; correct it there: %s",
		"ベースブランチの .pmtracker.yaml を読み取れないため、既定の設定で判定します。ベースブランチで修正してください: %s", incident.Sentence(err, l)))))
	return team, true
}

// documents picks the changed files that count, or with the input "all" every
// one of the folders that are present.
func (j *Job) documents(diff comparison, named, folders []string) ([]change, error) {
	var picked []change
	for _, c := range diff.changes {
		if inFolders(c.path, named) || c.old != "" && inFolders(c.old, named) {
			picked = append(picked, c)
		}
	}
	if !j.on("all") {
		return picked, nil
	}
	known := map[string]bool{}
	for _, c := range picked {
		known[c.path] = true
	}
	for _, folder := range folders {
		err := fs.WalkDir(j.root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && inFolders(name, folders) && !known[name] {
				known[name] = true // a folder may be in another one
				picked = append(picked, change{path: name, old: name, link: e.Type()&fs.ModeSymlink != 0})
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, incident.Tell(incident.Invalid, "cannot read the folder %s: %w", "フォルダー %s を読み取れません: %w", folder, err)
		}
	}
	slices.SortFunc(picked, func(a, b change) int { return strings.Compare(a.path, b.path) })
	return picked, nil
}

// reviews asks GitHub who approves the head commit, where a document says that
// it is closed: nobody's own word counts for that.
func (j *Job) reviews(ctx context.Context, e event, changes []change, before map[string][]byte) reviews {
	if !slices.ContainsFunc(changes, func(c change) bool { return j.mayBeClosed(c, before[c.old]) }) {
		return reviews{}
	}
	a, err := j.api()
	if err != nil {
		return reviews{all: reviewed{asked: err}}
	}
	var words reviews
	if e.MergeGroup != nil {
		words.of, err = j.groupReviews(ctx, a, *e.MergeGroup)
	} else {
		words.all, err = a.approvals(ctx, e.PullRequest.Number, e.PullRequest.Head.SHA, e.PullRequest.User.Login)
	}
	if incident.CodeOf(err) == incident.Refused {
		j.leaveOut("the reviews of the pull request", "プルリクエストのレビュー", "pull-requests: read", err)
		return reviews{all: reviewed{asked: incident.Tell(incident.Refused, "this job lacks permissions: pull-requests: read", "このジョブに permissions: pull-requests: read がありません")}}
	}
	if err != nil {
		return reviews{all: reviewed{asked: err}} // what else is found is told all the same
	}
	return words
}

// mayBeClosed tells whether the gate could be asked about a file.
func (j *Job) mayBeClosed(c change, base []byte) bool {
	if closedDocument(c.old, base) != nil {
		return true
	}
	if c.deleted || c.link {
		return false
	}
	src, err := j.root.ReadFile(c.path)
	return err == nil && closedDocument(c.path, src) != nil
}

// ownConfig judges the configuration that the pull request itself changes. It
// takes effect once it is merged.
func (j *Job) ownConfig(diff comparison, team config.Config) (verdict, bool) {
	at := slices.IndexFunc(diff.changes, func(c change) bool { return c.path == config.FileName && !c.deleted })
	if at < 0 {
		return verdict{}, false
	}
	l := team.Lang
	if l == "" {
		l = incident.English
	}
	v := verdict{Path: config.FileName, Title: config.FileName, Lang: l, NoDocument: true}
	if diff.changes[at].link {
		v.Problem, v.NoDocument = linkRefused(l), false
		return v, true
	}
	src, err := j.root.ReadFile(config.FileName)
	if err == nil {
		_, err = config.Parse(config.FileName, src)
	}
	if err != nil {
		u := diagnostic.NewUnread(config.FileName, err, l)
		v.Problem, v.Line, v.Column, v.NoDocument = u.Why, u.Line, u.Column, false
		if all := reason(err, l); strings.Contains(all, "\n") { // several mistakes, each with its place
			v.Problem = all
		}
		return v, true
	}
	notice(j.Out, l.Say("%s is changed here; it takes effect once it is merged, this check goes by the base branch",
		"%s が変更されています。マージ後に有効になり、このチェックはベースブランチの設定に従います", path.Base(config.FileName)))
	return v, true
}

// tell says what was found: annotations, log, summary, outputs, SARIF, comment.
func (j *Job) tell(ctx context.Context, e event, verdicts []verdict) error {
	team := j.lang()
	l := spoken(verdicts, team)
	if err := annotate(j.Out, annotations(verdicts), l); err != nil {
		return err
	}
	if err := freely(j.Out, func(w io.Writer) error { return j.writeFiles("text", w, verdicts) }); err != nil {
		return err
	}
	j.outputs = append(j.outputs, outputs(verdicts)...)
	page := report(verdicts, team)
	unwritten := cmp.Or(j.sarif(verdicts), j.report(e, verdicts)) // what else there is to tell is told first
	var silent error
	if j.on("comment") && e.PullRequest != nil {
		silent = j.pullRequestComment(ctx, e, page, verdicts)
	}
	for _, what := range j.notCalled {
		notice(j.Out, what.tell(l))
		page += "\n" + what.tell(l) + "\n"
	}
	if err := cmp.Or(j.summarize(page), silent, unwritten); err != nil {
		return err
	}
	if s := count(verdicts); s.errors > 0 || len(s.refused) > 0 {
		return told{incident.Errorf(incident.Refused, "%s", s.verdict(l))}
	}
	return nil
}

func outputs(verdicts []verdict) []output {
	s := count(verdicts)
	list := func(names []string) string {
		text, _ := json.Marshal(names) // strings always encode
		return string(text)
	}
	return []output{
		{"errors", strconv.Itoa(s.errors)}, {"warnings", strconv.Itoa(s.warnings)},
		{"closed", list(s.closed)}, {"refused", list(s.refused)}, {"tickets", list(s.tickets)},
	}
}

// annotations gives the remarks in the order in which they should be read: what
// stops a document from being closed, then the other errors.
func annotations(verdicts []verdict) []annotation {
	var gate, rest []annotation
	for _, v := range verdicts {
		if v.Problem != "" {
			gate = append(gate, annotation{diagnostic.Diagnostic{Severity: diagnostic.Error, Message: v.Problem, Line: v.Line, Column: v.Column}, v.Path, v.Lang})
		}
		for i, d := range v.Diagnostics {
			if a := (annotation{d, v.Path, v.Lang}); d.Rule == diagnostic.Gate || v.Held && slices.Contains(v.Said, i) {
				gate = append(gate, a)
			} else {
				rest = append(rest, a)
			}
		}
	}
	return append(gate, rest...)
}

// writeFiles writes the findings in one of the checker's own formats.
func (j *Job) writeFiles(format string, w io.Writer, verdicts []verdict) error {
	report, err := diagnostic.NewReport(format, w, diagnostic.Options{Version: j.Version})
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		path := terminal.Plain(v.Path)
		switch {
		case v.NoDocument:
		case v.Problem != "":
			err = report.Unread(diagnostic.Unread{Path: path, Lang: v.Lang, Line: v.Line, Column: v.Column, Why: v.Problem})
		default:
			err = report.Add(diagnostic.File{Path: path, Incident: v.Key, Status: v.Status, Lang: v.Lang, Diagnostics: v.Diagnostics, Source: v.source})
		}
		if err != nil {
			return err
		}
	}
	return report.Close()
}

// sarif writes the file that the input "sarif" names.
func (j *Job) sarif(verdicts []verdict) error {
	name := j.input("sarif", "")
	if name == "" {
		return nil
	}
	var text bytes.Buffer
	if err := j.writeFiles("sarif", &text, verdicts); err != nil {
		return err
	}
	return j.putResult(name, text.Bytes())
}
