package action

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// merged is what one run after a merge did.
type merged struct {
	opened   []string // tickets, those found again included
	lines    []string // Markdown, for the summary
	touched  []string // files of the repository that were changed
	index    []string // those of the index
	problems []error
	lang     incident.Lang
}

func (m *merged) touch(path string) {
	if !slices.Contains(m.touched, path) {
		m.touched = append(m.touched, path)
	}
}

// merge opens the tickets that merged postmortems lack, records the approval of
// those that were closed, keeps the index page, and brings it all back to the
// branch. A run that finds nothing to do changes nothing, so that its own commit
// starts no further one; a branch that moved in the meantime is taken anew, and
// tickets opened before are found again by their markers.
func (j *Job) merge(ctx context.Context) error {
	return j.bringBack(ctx, delivery{
		branch: "pmtracker/tickets",
		title:  [2]string{"pmtracker: link the tickets of action items", "pmtracker: 恒久対応のチケットをリンク"},
		body: [2]string{"Links the tickets that were opened for action items, and keeps the index page. Merging it starts nothing further.",
			"恒久対応のために作成したチケットをリンクし、一覧ページを更新します。マージしても、これ以上何も始まりません。"},
	}, func(ctx context.Context, c config.Config) (merged, error) {
		m := merged{lang: langOf(c)}
		folders, err := j.present(c, nil)
		if err != nil {
			return m, err
		}
		docs, err := j.load(ctx, c, folders)
		if err != nil {
			return m, err
		}
		owners := j.keyOwners(docs)
		for _, d := range docs {
			if other := owners[d.Front.Incident]; d.Front.Incident != "" && other != j.rel(d.Path) {
				j.refuseKey(d, other, &m)
				continue
			}
			if err := j.openTickets(ctx, c, d, &m); err != nil {
				return m, err
			}
		}
		if err := j.recordApprovals(ctx, c, docs, &m); err != nil {
			return m, err
		}
		list, _ := json.Marshal(append([]string{}, m.opened...)) // strings always encode
		j.output("tickets", string(list))
		if !j.on("index") {
			return m, nil
		}
		return m, j.writeIndex(ctx, c, folders, &m)
	})
}

func langOf(c config.Config) incident.Lang {
	if c.Lang == "" {
		return incident.English
	}
	return c.Lang
}

// load reads the postmortems of folders of the checkout, each once. One that cannot be read
// is told, and does not stop the others.
func (j *Job) load(ctx context.Context, c config.Config, folders []string) ([]*postmortem.Document, error) {
	var docs []*postmortem.Document
	for _, folder := range outermost(folders) {
		some, err := tracker.LoadFolder(ctx, filepath.Join(j.dir, folder), c.Zone)
		if err != nil {
			if incident.CodeOf(err) == incident.Unavailable {
				return nil, err
			}
			fmt.Fprintf(j.Out, "::warning title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(incident.Sentence(err, langOf(c)))))
		}
		docs = append(docs, some...)
	}
	return docs, nil
}

// rel names a file as the repository does.
func (j *Job) rel(path string) string {
	if rel, err := filepath.Rel(j.dir, path); err == nil {
		return filepath.ToSlash(rel)
	}
	return path
}

// address is where people find a file of the branch: its page at GitHub, or its
// name in the repository where the runner does not say.
func (j *Job) address(file string) string {
	server, err := url.Parse(j.env("GITHUB_SERVER_URL", ""))
	repository, branch := j.env("GITHUB_REPOSITORY", ""), j.env("GITHUB_REF_NAME", "")
	if err != nil || server.Host == "" || repository == "" || branch == "" {
		return j.rel(file)
	}
	return server.JoinPath(repository, "blob", branch).String() + "/" + (&url.URL{Path: j.rel(file)}).EscapedPath()
}

// refuseKey opens no ticket for a document whose key another one has: it would be
// given the tickets of that one.
func (j *Job) refuseKey(d *postmortem.Document, other string, m *merged) {
	if !slices.ContainsFunc(d.ActionItems(), lacksTicket) {
		return
	}
	path, found := j.rel(d.Path), keyTaken(d.Lang, d.Front.Incident, other)
	annotation{found, path, d.Lang}.tell(j)
	m.lines = append(m.lines, fmt.Sprintf("- %s: %s", codeSpan(path), digest.Escape(found.Message+"; "+found.Suggestion)))
	m.problems = append(m.problems, incident.Errorf(incident.Refused, "%s: %s; %s", path, found.Message, found.Suggestion))
}

func lacksTicket(a incident.ActionItem) bool { return a.Ticket == "" }

// openTickets opens what a document lacks, once each of its action items says
// what changes, who does it and until when: a ticket of anything less is noise.
func (j *Job) openTickets(ctx context.Context, c config.Config, d *postmortem.Document, m *merged) error {
	if !slices.ContainsFunc(d.ActionItems(), lacksTicket) {
		return nil
	}
	path := j.rel(d.Path)
	if item := unfinished(d, tracker.CheckOptions(c, j.Now())); item != "" {
		m.lines = append(m.lines, fmt.Sprintf("- %s: %s", codeSpan(path), digest.Escape(d.Lang.Say("no ticket is opened before every action item is complete; see %s",
			"恒久対応がすべて書かれるまでチケットは作成しません（%s を参照）", item))))
		return nil
	}
	t := &tracker.Tracker{Config: c, Now: j.Now, Place: j.address, Provider: func() (tickets.Provider, error) { return j.provider(c) }}
	err := t.CreateTickets(tickets.WithLang(ctx, d.Lang), tracker.Actor{Name: "github-actions[bot]", Access: tracker.Responder, Origin: "action", Files: true}, d.Path, tracker.TicketRun{
		Opened: func(t tracker.OpenedTicket) {
			m.touch(path)
			m.opened = append(m.opened, t.Ticket)
			m.lines = append(m.lines, fmt.Sprintf("- %s %s: %s", digest.Escape(tracker.KeyOf(d)), t.Item, ticketText(t.Ticket)))
			for _, w := range t.Warnings {
				annotation{diagnostic.Diagnostic{Severity: diagnostic.Warning, Message: w}, path, d.Lang}.tell(j)
			}
		},
	})
	if code := incident.CodeOf(err); err != nil && code != incident.Unavailable {
		annotation{diagnostic.Diagnostic{Severity: diagnostic.Error, Message: incident.Sentence(err, d.Lang)}, path, d.Lang}.tell(j)
		m.lines = append(m.lines, fmt.Sprintf("- %s: %s", codeSpan(path), digest.Escape(incident.Sentence(err, d.Lang))))
		m.problems = append(m.problems, err)
		return nil
	}
	return err
}

// ticketText shows a ticket as a link, where it is an address.
func ticketText(ticket string) string {
	if strings.HasPrefix(ticket, "https://") && !strings.ContainsAny(ticket, " <>") {
		return "<" + ticket + ">"
	}
	return digest.Escape(ticket)
}

// tell writes an annotation of which the run may have a few.
func (a annotation) tell(j *Job) {
	if err := a.write(j.Out); err != nil {
		fmt.Fprintln(j.Err, err)
	}
}

// unfinished names an action item of which the checker has something to say that
// a ticket would inherit; empty: none.
func unfinished(d *postmortem.Document, o postmortem.CheckOptions) string {
	for _, found := range postmortem.Check(d, o).Diagnostics {
		switch found.Rule {
		case diagnostic.ActionFieldMissing, diagnostic.ActionVague, diagnostic.ActionOwner, diagnostic.ActionDue:
			if found.Severity == diagnostic.Error && found.Item != "" {
				return found.Item
			}
		}
	}
	return ""
}

// recordApprovals writes into closed documents who approved them: the review of
// the pull request is GitHub's word, and whoever checks the file later has only
// the file.
func (j *Job) recordApprovals(ctx context.Context, c config.Config, docs []*postmortem.Document, m *merged) error {
	var waiting []*postmortem.Document
	for _, d := range docs {
		if d.Front.Status == postmortem.StatusClosed && d.Front.ApprovedRevision != d.Revision() && asksApproval(d, c.Policy) {
			waiting = append(waiting, d)
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	approved, err := j.mergedReviews(ctx, waiting, m)
	if err != nil {
		return err
	}
	t := &tracker.Tracker{Config: c, Now: j.Now}
	for _, d := range waiting {
		path := j.rel(d.Path)
		for _, a := range approved[path].given {
			err := t.Approve(ctx, tracker.Actor{Name: a.By, Access: tracker.Reviewer, Origin: "action", Files: true}, d.Path)
			if err == nil {
				m.touch(path)
				m.lines = append(m.lines, fmt.Sprintf("- %s: %s", digest.Escape(tracker.KeyOf(d)), digest.Escape(d.Lang.Say("approved by %s", "承認: %s", strings.TrimPrefix(a.By, "@")))))
				break
			}
			if incident.CodeOf(err) != incident.Refused { // the author's own word: the next one may count
				return err
			}
		}
	}
	return nil
}

// asksApproval tells whether the gate asks who approved a document: its review, or the
// reason why it has no action item.
func asksApproval(d *postmortem.Document, p incident.Policy) bool {
	return p.On(incident.RuleReview) || p.On(incident.RuleActionItems) && len(d.ActionItems()) == 0
}

// mergedReviews asks who approved the pull requests by which the push changed documents.
// Without the right to ask, nothing is recorded.
func (j *Job) mergedReviews(ctx context.Context, docs []*postmortem.Document, m *merged) (map[string]reviewed, error) {
	commit := j.git.commit(ctx, j.env("GITHUB_SHA", "HEAD"))
	a, err := j.api()
	if err != nil || commit == "" {
		return nil, err
	}
	paths := make([]string, len(docs))
	for i, d := range docs {
		paths[i] = j.rel(d.Path)
	}
	commits, err := j.pushed(ctx, m, commit, paths)
	if err != nil {
		return nil, err
	}
	pulls, err := a.pullsOfAll(ctx, commits)
	if incident.CodeOf(err) == incident.Refused {
		j.leaveOut("who approved the closed documents", "クローズした文書の承認者", "pull-requests: read")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return j.reviewsByFile(ctx, a, commit, pulls)
}

// reviewsByFile gives what the reviewers of pull requests said of the files that a
// commit holds exactly as they were approved. Where another change was merged
// into a file, nobody has seen what came of it.
func (j *Job) reviewsByFile(ctx context.Context, a *api, commit string, pulls []*gh.PullRequest) (map[string]reviewed, error) {
	said := map[string]reviewed{}
	for _, pr := range pulls {
		words, err := a.approvals(ctx, pr.GetNumber(), pr.GetHead().GetSHA(), pr.GetUser().GetLogin())
		if err != nil {
			return nil, err
		}
		files, err := a.files(ctx, pr.GetNumber())
		if err != nil {
			return nil, err
		}
		for path, blob := range files {
			of := said[path]
			of.passed = append(of.passed, words.passed...)
			if now, err := j.git.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", commit+":"+path); err == nil && strings.TrimSpace(now) == blob {
				of.given = append(of.given, words.given...)
			} else {
				of.passed = append(of.passed, outdated(words.given)...)
			}
			said[path] = of
		}
	}
	return said, nil
}

// outdated passes over approvals of a file that was changed elsewhere as well.
func outdated(given []incident.Approval) []passedOver {
	var passed []passedOver
	for _, a := range given {
		passed = append(passed, passedOver{strings.TrimPrefix(a.By, "@"),
			"approved it before the base branch changed the document as well: bring the branch up to date and ask again", "承認後にベースブランチでも文書が変更されました。ブランチを最新にして、もう一度承認してもらってください"})
	}
	return passed
}
