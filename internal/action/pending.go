package action

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// While the pull request of a merge waits, the links of tickets and the approvals that an
// earlier run brought together are on its branch alone. The next run takes them over: the
// ticket of a link that waits may be renamed or closed by now, and the reviews are those
// of another push.

// pending gives the documents that lack something as the open pull request of a delivery
// has them, by path.
func (j *Job) pending(ctx context.Context, c config.Config, d delivery, docs []*postmortem.Document) (map[string]*postmortem.Document, error) {
	var paths []string
	for _, doc := range docs {
		if slices.ContainsFunc(doc.ActionItems(), lacksTicket) || awaitsApproval(doc, c.Policy) {
			paths = append(paths, j.rel(doc.Path))
		}
	}
	if len(paths) == 0 || j.chosen("write") != byPull {
		return nil, nil
	}
	a, err := j.api()
	if err != nil {
		return nil, err
	}
	pulls, err := a.pullsFrom(ctx, d.branch, j.env("GITHUB_REF_NAME", ""))
	if err != nil || !slices.ContainsFunc(pulls, isOpen) {
		return nil, err
	}
	commit, _, err := j.proposed(ctx, d.branch)
	if err != nil || commit == "" {
		return nil, err
	}
	texts, err := j.git.blobs(ctx, commit, paths)
	if err != nil {
		return nil, err
	}
	waiting := map[string]*postmortem.Document{}
	for path, text := range texts {
		if doc, err := postmortem.ParseIn(path, text, c.Zone); err == nil { // what people broke there is theirs to mend
			waiting[path] = doc
		}
	}
	return waiting, nil
}

// takeOver writes the links that wait into the documents of the checkout, and gives the
// documents as they are then. An item whose title is another one by now is taken for
// another item.
func (j *Job) takeOver(docs []*postmortem.Document, waiting map[string]*postmortem.Document, m *merged) ([]*postmortem.Document, error) {
	taken := slices.Clone(docs)
	for i, d := range docs {
		path := j.rel(d.Path)
		there := waiting[path]
		if there == nil || there.Front.Incident != d.Front.Incident {
			continue
		}
		for _, item := range d.ActionItems() {
			ticket := linkOf(there, item)
			if item.Ticket != "" || ticket == "" {
				continue
			}
			text, err := taken[i].SetField(item.ID, incident.FieldTicket, ticket)
			if err != nil {
				continue // whoever opens its ticket says why the link cannot be written
			}
			if taken[i], err = taken[i].Edited(text); err != nil {
				return nil, err
			}
			m.link(path, d, item.ID, ticket)
		}
		if taken[i] == d {
			continue
		}
		if err := replace(j.root, path, taken[i].Source); err != nil {
			return nil, err
		}
	}
	return taken, nil
}

// linkOf gives the ticket that a document links for an item; empty: none.
func linkOf(d *postmortem.Document, item incident.ActionItem) string {
	for _, other := range d.ActionItems() {
		if other.ID == item.ID && tickets.SameTitle(item.Title, other.Title) {
			return other.Ticket
		}
	}
	return ""
}
