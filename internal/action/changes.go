package action

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// change is one file that a pull request touches.
type change struct {
	path    string // as it is now; of a deleted file: as it was
	old     string // as it was on the base branch; empty: it is new
	deleted bool
	link    bool // it is a symbolic link now
}

// comparison is what a pull request is compared with.
type comparison struct {
	base    string // the commit of the base branch
	changes []change
}

// compare finds what a pull request changes, out of the commits that are here: the
// merge commit that actions/checkout gives and its first parent, else the checkout and
// where it left the base branch. A group of the merge queue stands on its base.
func (j *Job) compare(ctx context.Context, e event) (comparison, error) {
	if j.git.commit(ctx, "HEAD") == "" && !j.isCheckout() {
		return comparison{}, noCheckout()
	}
	if e.MergeGroup != nil {
		return j.standingOn(ctx, e.MergeGroup.BaseSHA)
	}
	if parents := j.git.parents(ctx, "HEAD"); len(parents) == 2 && parents[1] == e.PullRequest.Head.SHA {
		return j.standingOn(ctx, parents[0]) // newer than the base that the event names
	}
	if j.onBaseAlone(ctx, e) {
		return comparison{}, incident.Tell(incident.Invalid, "the last commit of the pull request (%s) is not in this checkout, so nobody can tell what it changes; run this on pull_request, not on pull_request_target, and leave out ref: under actions/checkout",
			"プルリクエストの最後のコミット（%s）がチェックアウトされていないため、変更内容が分かりません。pull_request_target ではなく pull_request で実行し、actions/checkout の ref: を外してください", e.PullRequest.Head.SHA)
	}
	return j.since(ctx, e.PullRequest.Base.SHA)
}

// onBaseAlone tells whether the checkout is the base branch without the pull request, as
// pull_request_target gives it. A merged one is in it, be it as another commit.
func (j *Job) onBaseAlone(ctx context.Context, e event) bool {
	pr, at := e.PullRequest, j.git.commit(ctx, "HEAD")
	if j.Getenv("GITHUB_EVENT_NAME") != "pull_request_target" || pr.Merged || !plainSHA(pr.Head.SHA) {
		return false
	}
	if at != pr.Base.SHA && at != j.Getenv("GITHUB_SHA") {
		return false
	}
	_, err := j.git.run(ctx, "merge-base", "--is-ancestor", pr.Head.SHA, "HEAD")
	return err != nil
}

// standingOn compares the checkout with a commit that it stands on.
func (j *Job) standingOn(ctx context.Context, sha string) (comparison, error) {
	base := j.fetched(ctx, sha)
	if base == "" {
		return comparison{}, incident.Tell(incident.Invalid,
			"the base branch is not in this checkout, so nobody can tell what the pull request changes; write fetch-depth: 2 under actions/checkout", "ベースブランチがチェックアウトされていないため、プルリクエストの変更内容が分かりません。actions/checkout に fetch-depth: 2 を書いてください")
	}
	return j.diff(ctx, base, base)
}

// fetched gives a commit, which is fetched by itself where it is not here; "" where it
// cannot be had.
func (j *Job) fetched(ctx context.Context, sha string) string {
	base := j.git.commit(ctx, sha)
	if base == "" && plainSHA(sha) {
		if _, err := j.git.run(ctx, "fetch", "--no-tags", "--depth=1", "origin", sha); err == nil {
			base = j.git.commit(ctx, sha)
		}
	}
	return base
}

// since compares the checkout with the commit at which it left the base branch: what
// others changed there meanwhile is not the pull request's. A history that is cut off
// before that commit is fetched.
func (j *Job) since(ctx context.Context, sha string) (comparison, error) {
	from := j.ancestor(ctx, sha)
	if from == "" && plainSHA(sha) {
		both := []string{"origin", sha, j.git.commit(ctx, "HEAD")}
		if _, err := j.git.run(ctx, append([]string{"fetch", "--no-tags", "--unshallow"}, both...)...); err != nil { // the history is whole, or cannot be had
			_, _ = j.git.run(ctx, append([]string{"fetch", "--no-tags"}, both[:2]...)...) // whether it came is seen below
		}
		from = j.ancestor(ctx, sha)
	}
	if from == "" {
		return comparison{}, incident.Tell(incident.Invalid,
			"the commit at which the pull request left the base branch is not in this checkout, so nobody can tell what it changes; leave out ref: and write fetch-depth: 2 under actions/checkout, or fetch-depth: 0", "プルリクエストがベースブランチから分かれたコミットがチェックアウトされていないため、変更内容が分かりません。actions/checkout の ref: を外して fetch-depth: 2 を書くか、fetch-depth: 0 を書いてください")
	}
	return j.diff(ctx, j.git.commit(ctx, sha), from)
}

// ancestor gives the commit that the checkout and another one have in common; "" where
// that is not here.
func (j *Job) ancestor(ctx context.Context, sha string) string {
	base := j.git.commit(ctx, sha)
	if base == "" {
		return ""
	}
	out, err := j.git.run(ctx, "merge-base", base, "HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

func plainSHA(s string) bool {
	return len(s) >= 40 && strings.Trim(s, "0123456789abcdef") == ""
}

// diff lists the files that differ between a commit and the checkout's HEAD.
func (j *Job) diff(ctx context.Context, base, from string) (comparison, error) {
	out, err := j.git.run(ctx, "diff", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv", from, "HEAD", "--")
	if err != nil {
		return comparison{}, err
	}
	return comparison{base: base, changes: parseRawDiff(out)}, nil
}

// apart takes a closed document and the one that git takes for its new name as two, where
// the new one is of another incident: the closed one is deleted. before are the texts of
// the base branch.
func (j *Job) apart(changes []change, before map[string][]byte, folders []string) []change {
	var split []change
	for _, c := range changes {
		if c.old == "" || c.old == c.path || !j.otherIncident(c, closedDocument(c.old, before[c.old])) {
			split = append(split, c)
			continue
		}
		split = append(split, change{path: c.old, old: c.old, deleted: true})
		if inFolders(c.path, folders) {
			split = append(split, change{path: c.path})
		}
	}
	return split
}

// otherIncident tells whether a file is of another incident than a closed document of the
// base branch; nil: there is none. Of a file that cannot be read nobody can tell.
func (j *Job) otherIncident(c change, before *postmortem.Document) bool {
	if before == nil || before.Front.Incident == "" || c.link {
		return false
	}
	src, err := j.root.ReadFile(c.path)
	if err != nil {
		return false
	}
	d, err := postmortem.Parse(c.path, src)
	return err == nil && !d.Front.Broken() && d.Front.Incident != before.Front.Incident
}

// parseRawDiff reads what git diff --raw -z prints: ":100644 120000 OLD NEW R90",
// a name, and for a rename or copy a second name.
func parseRawDiff(out string) []change {
	var changes []change
	fields := strings.Split(out, "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		meta := strings.Fields(strings.TrimPrefix(fields[i], ":"))
		if len(meta) < 5 || fields[i+1] == "" { // cut off
			break
		}
		c := change{path: fields[i+1], old: fields[i+1], link: meta[1] == "120000"}
		switch meta[4][0] {
		case 'A':
			c.old = ""
		case 'D':
			c.deleted = true
		case 'R', 'C':
			if i+2 < len(fields) {
				c.path = fields[i+2]
				i++
			}
			if meta[4][0] == 'C' {
				c.old = ""
			}
		}
		changes = append(changes, c)
	}
	return changes
}
