package tracker

import (
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// givenOut gives a revision's text as it leaves the database. There an approval is a row;
// outside the text alone can say who gave it, and is judged by that. digest is that of
// the revision, of which approvals of it speak.
func givenOut(d *postmortem.Document, digest string, approvals []incident.Approval) []byte {
	i := slices.IndexFunc(approvals, func(a incident.Approval) bool { return a.Revision == digest })
	says := d.Front.ApprovedRevision == d.Revision()
	switch {
	case i < 0 && says: // and took it back
		return d.WithoutApproval()
	case i < 0 || says && slices.ContainsFunc(d.Approvals(), func(said incident.Approval) bool { return said.By == approvals[i].By }):
		return d.Source
	}
	text, err := d.WithApproval(approvals[i].By)
	if err != nil { // its front matter takes no line: it goes out without
		return d.Source
	}
	return text
}

// giveOut puts the current revision of an incident's postmortem into what generate gives.
func (t *Tracker) giveOut(ctx context.Context, tx *store.Tx, key string, g *Generated) error {
	d, r, err := t.document(ctx, tx, key, 0)
	if err != nil {
		return err
	}
	approvals, _, err := t.verdicts(ctx, tx, key)
	if err != nil {
		return err
	}
	g.Revision = r.Number
	g.Text = givenOut(d, r.Digest, approvals)
	return nil
}

// GivenOut gives the text of the postmortem for a file outside the database.
func (v Viewed) GivenOut() []byte {
	return givenOut(v.Paper.Document, v.Paper.Digest, v.Approvals)
}
