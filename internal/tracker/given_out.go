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
func givenOut(d *postmortem.Document, digest string, approvals []incident.Approval) ([]byte, error) {
	text := d.AsKept()
	for _, a := range slices.Backward(approvals) {
		if a.Revision != digest {
			continue
		}
		kept, err := d.Edited(text)
		if err != nil {
			return nil, err
		}
		if approved, err := kept.WithApproval(a.By); err == nil {
			return approved, nil
		}
		break // its front matter takes no line: it goes out without
	}
	return text, nil
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
	g.Text, err = givenOut(d, r.Digest, approvals)
	return err
}

// GivenOut gives the text of the postmortem for a file outside the database.
func (v Viewed) GivenOut() ([]byte, error) {
	return givenOut(v.Paper.Document, v.Paper.Digest, v.Approvals)
}
