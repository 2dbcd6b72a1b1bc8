package action

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// delivery is how changes come back to the repository.
type delivery struct {
	branch      string    // of the pull request
	title, body [2]string // in English and in Japanese
	onlyPull    bool      // always as a pull request
}

// deliveries is how often a branch that moves is taken anew.
const deliveries = 8

// bringBack lets work change files of the checkout and brings them to the
// branch, as a commit or as a pull request. Where the branch moved in the
// meantime, it starts again from what is there now.
func (j *Job) bringBack(ctx context.Context, d delivery, work func(context.Context, config.Config) (merged, error)) error {
	branch := j.env("GITHUB_REF_NAME", "")
	if branch == "" || j.env("GITHUB_REF_TYPE", "branch") != "branch" {
		return incident.Tell(incident.Invalid, "this command changes a branch; run it on push, schedule or workflow_dispatch", "このコマンドはブランチを変更します。push、schedule、workflow_dispatch で実行してください")
	}
	var before []link // of the tries whose branch moved
	for try := 1; ; try++ {
		c, err := j.teamConfig()
		if err != nil {
			return err
		}
		m, err := work(ctx, c)
		if err != nil && len(m.touched) == 0 {
			return err
		}
		if err != nil {
			m.problems = append(m.problems, err)
		}
		moved, e := j.deliver(ctx, d, &m, branch) // what was opened is linked, also where a later one failed
		if e == nil && moved && try < deliveries && err == nil {
			if e = j.takeAnew(ctx, branch); e == nil {
				j.outputs, before = nil, append(before, m.links...)
				continue
			}
		}
		if e == nil && moved {
			e = incident.Tell(incident.Unavailable, "the branch %s moves faster than this job; run it again, it opens no second ticket", "ブランチ %s がこのジョブより速く更新されています。もう一度実行してください。チケットが二重に起票されることはありません", branch)
		}
		if e != nil && len(m.touched) > 0 {
			m.lines = append(m.lines, "", m.lang.Say("The changed files were not brought to the branch: ", "変更したファイルはブランチに反映されていません: ")+digest.Escape(incident.Sentence(e, m.lang)))
		}
		j.tellLeft(c, before, &m)
		return cmp.Or(err, e, j.close(m))
	}
}

// close tells what was done.
func (j *Job) close(m merged) error {
	page := "## pmtracker\n\n"
	if lines := m.told(); len(lines) == 0 {
		page += m.lang.Say("Nothing to do.", "することはありませんでした。") + "\n"
	} else {
		page += strings.Join(lines, "\n") + "\n"
	}
	for _, what := range j.notCalled {
		notice(j.Out, what.tell(m.lang))
		page += "\n" + what.tell(m.lang) + "\n"
	}
	if err := j.summarize(page); err != nil {
		return err
	}
	if len(m.problems) > 0 {
		return told{incident.Errorf(incident.Refused, "%w", m.problems[0])}
	}
	return nil
}

// teamConfig reads the configuration of the checkout, which is the branch's own.
func (j *Job) teamConfig() (config.Config, error) {
	src, err := j.root.ReadFile(config.FileName)
	if os.IsNotExist(err) {
		return config.Default(), nil
	}
	if err != nil {
		return config.Config{}, incident.Tell(incident.Invalid, "cannot read the configuration: %w", "設定を読み取れません: %w", err)
	}
	return config.Parse(filepath.Join(j.dir, config.FileName), src)
}

// deliver commits the touched files and pushes them. moved says that the branch
// has commits that this checkout does not know.
func (j *Job) deliver(ctx context.Context, d delivery, m *merged, branch string) (moved bool, err error) {
	propose := d.onlyPull || j.chosen("write") == byPull
	news, err := j.commit(ctx, d, *m)
	switch {
	case err != nil:
		return false, err
	case news && propose:
		return j.propose(ctx, d, m, branch)
	case news:
		return j.push(ctx, "HEAD:refs/heads/"+branch)
	case propose && len(m.problems) == 0: // else nobody can tell that what waits is needed no more
		return false, j.withdraw(ctx, d, m, branch)
	}
	return false, nil
}

// committer is the address under which the Action commits.
const committer = "41898282+github-actions[bot]@users.noreply.github.com"

// commit commits the touched files; news is false where they are as they were.
func (j *Job) commit(ctx context.Context, d delivery, m merged) (news bool, err error) {
	if len(m.touched) == 0 {
		return false, nil
	}
	if _, err := j.git.run(ctx, append([]string{"add", "--"}, m.touched...)...); err != nil {
		return false, err
	}
	if _, err := j.git.run(ctx, "diff", "--cached", "--quiet", "--"); err == nil {
		return false, nil
	}
	who := []string{"-c", "user.name=" + bot, "-c", "user.email=" + committer, "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"}
	_, err = j.git.run(ctx, append(who, "commit", "--quiet", "--no-verify", "-m", m.lang.Say(d.title[0], d.title[1]))...)
	return err == nil, err
}

// push sends a commit. A branch that moved is no error.
func (j *Job) push(ctx context.Context, refspec ...string) (moved bool, err error) {
	out, err := j.git.command(ctx, append([]string{"push", "--quiet", "origin"}, refspec...)...).CombinedOutput()
	if err == nil {
		return false, nil
	}
	said := string(out)
	for _, sign := range []string{"[rejected]", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref", "incorrect old value"} {
		if strings.Contains(said, sign) && !strings.Contains(said, "hook declined") {
			return true, nil
		}
	}
	return false, incident.Tell(incident.Unavailable,
		"cannot push (%s); this job needs permissions: contents: write, and a branch that is not protected against it (else use write: pull-request)", "push できません（%s）。このジョブには permissions: contents: write と、push が保護されていないブランチが必要です（保護されている場合は write: pull-request を使ってください）", firstLine(said))
}

// takeAnew makes the checkout what the branch is now. Tickets opened in this run
// are found again by their markers.
func (j *Job) takeAnew(ctx context.Context, branch string) error {
	if _, err := j.git.run(ctx, "fetch", "--quiet", "--no-tags", "origin", "refs/heads/"+branch); err != nil {
		return err
	}
	_, err := j.git.run(ctx, "reset", "--quiet", "--hard", "FETCH_HEAD")
	return err
}
