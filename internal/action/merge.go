package action

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// merged is what one run after a merge did.
type merged struct {
	links    []link   // to tickets, those found again included
	lines    []string // Markdown, for the summary
	touched  []string // files of the repository that were changed
	index    []string // those of the index
	problems []error  // what was refused, or ended the run
	lang     incident.Lang
}

func (m *merged) touch(path string) {
	if !slices.Contains(m.touched, path) {
		m.touched = append(m.touched, path)
	}
}

// link is that of an item of a document to its ticket.
type link struct{ path, key, item, ticket string }

// link takes note of a ticket that a document of the repository links now. Of two that were
// opened for one item, the one that stays comes last.
func (m *merged) link(path string, d *postmortem.Document, item, ticket string) {
	m.touch(path)
	now := link{path, tracker.KeyOf(d), item, ticket}
	at := slices.IndexFunc(m.links, func(l link) bool { return l.path == path && l.item == item })
	if at < 0 {
		m.links = append(m.links, now)
		return
	}
	m.links[at] = now
}

// tickets gives those that are linked, as a JSON list.
func (m *merged) tickets() string {
	names := []string{}
	for _, l := range m.links {
		names = append(names, l.ticket)
	}
	list, _ := json.Marshal(names) // strings always encode
	return string(list)
}

// told gives what was done, as Markdown.
func (m *merged) told() []string {
	var lines []string
	for _, l := range m.links {
		lines = append(lines, fmt.Sprintf("- %s %s: %s", digest.Escape(l.key), l.item, ticketText(l.ticket)))
	}
	return append(lines, m.lines...)
}

// merge opens the tickets that merged postmortems lack, records the approval of
// those that were closed, keeps the index page, and brings it all back to the
// branch. A run that finds nothing to do changes nothing, so that its own commit
// starts no further one; a branch that moved in the meantime is taken anew, and
// tickets opened before are found again by their markers.
func (j *Job) merge(ctx context.Context) error {
	d := delivery{
		branch: "pmtracker/tickets",
		title:  [2]string{"pmtracker: link the tickets of action items", "pmtracker: 恒久対応のチケットをリンク"},
		body: [2]string{"Links the tickets that were opened for action items, and keeps the index page. Merging it starts nothing further.",
			"恒久対応のために作成したチケットをリンクし、一覧ページを更新します。マージしても、これ以上何も始まりません。"},
	}
	return j.bringBack(ctx, d, func(ctx context.Context, c config.Config) (merged, error) {
		m := merged{lang: langOf(c)}
		folders, err := j.present(c, nil)
		if err != nil {
			return m, err
		}
		docs, err := j.load(ctx, c, folders)
		if err != nil {
			return m, err
		}
		waiting, err := j.pending(ctx, c, d, docs)
		if err != nil {
			return m, err
		}
		if docs, err = j.takeOver(docs, waiting, &m); err != nil {
			return m, err
		}
		if err := j.openAll(ctx, c, docs, &m); err != nil {
			return m, err
		}
		if err := j.recordApprovals(ctx, c, docs, waiting, &m); err != nil {
			return m, err
		}
		j.output("tickets", m.tickets())
		if !j.on("index") {
			return m, nil
		}
		return m, j.writeIndex(ctx, c, folders, &m)
	})
}

// openAll opens what the documents lack; of two with one key only the owner's.
func (j *Job) openAll(ctx context.Context, c config.Config, docs []*postmortem.Document, m *merged) error {
	owners := j.keyOwners(docs)
	for _, d := range docs {
		if other := owners[d.Front.Incident]; d.Front.Incident != "" && other != j.rel(d.Path) {
			j.refuseKey(d, other, m)
			continue
		}
		if err := j.openTickets(ctx, c, d, m); err != nil {
			return err
		}
	}
	return nil
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
	for _, folder := range tracker.Outermost(folders) {
		some, err := tracker.LoadFolder(ctx, filepath.Join(j.dir, folder), c.Zone)
		if err != nil {
			if incident.CodeOf(err) == incident.Unavailable {
				return nil, err
			}
			warn(j.Out, err, langOf(c))
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

// named lets a sentence about files of the checkout name them as the repository does.
func (j *Job) named(sentence string) string {
	dir, err := filepath.Abs(j.dir)
	if err != nil || dir == string(filepath.Separator) {
		return sentence
	}
	return strings.ReplaceAll(sentence, dir+string(filepath.Separator), "")
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
			m.link(path, d, t.Item, t.Ticket)
			for _, w := range t.Warnings {
				annotation{diagnostic.Diagnostic{Severity: diagnostic.Warning, Message: w}, path, d.Lang}.tell(j)
			}
		},
	})
	if code := incident.CodeOf(err); err != nil && code != incident.Unavailable {
		why := j.named(incident.Sentence(err, d.Lang))
		annotation{diagnostic.Diagnostic{Severity: diagnostic.Error, Message: why}, path, d.Lang}.tell(j)
		m.lines = append(m.lines, fmt.Sprintf("- %s: %s", codeSpan(path), digest.Escape(why)))
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
