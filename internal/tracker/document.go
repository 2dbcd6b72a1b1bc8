package tracker

import (
	"bytes"
	"context"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Document gives the postmortem of a TARGET: of a file, or the current revision
// of an incident's. The number of the revision is 0 for a file.
func (t *Tracker) Document(ctx context.Context, a Actor, target string) (d *postmortem.Document, revision int, err error) {
	if a.namesFile(target) {
		d, err = LoadFile(target, t.Config.Zone)
		return d, 0, err
	}
	err = t.look(ctx, a, func(tx *store.Tx) error {
		var r store.Revision
		d, r, err = t.document(ctx, tx, target, 0)
		revision = r.Number
		return err
	})
	return d, revision, err
}

// document reads a revision of an incident's postmortem; number 0 means the
// current one.
func (t *Tracker) document(ctx context.Context, tx *store.Tx, key string, number int) (*postmortem.Document, store.Revision, error) {
	if _, err := tx.Incident(ctx, key); err != nil {
		return nil, store.Revision{}, err
	}
	r, err := tx.Revision(ctx, key, number)
	if err != nil {
		return nil, r, err
	}
	d, err := postmortem.ParseIn(key, []byte(r.Text), t.Config.Zone)
	return d, r, err
}

// checkOptions is what a check of a document in the database goes by, worded in the
// language of who reads it; empty: the document's. It has no folder in which relative
// links could lead anywhere.
func (t *Tracker) checkOptions(reader incident.Lang) postmortem.CheckOptions {
	o := CheckOptions(t.Config, t.now())
	o.Exists, o.Reader = nil, reader
	return o
}

// save writes the next revision of an incident's postmortem, with the index of
// its action items, and gives its number. From which revision a file was made is no
// part of it, nor who approved it, where it did not come in so. The text that its base, the current one, has already makes none. Where the
// edit changed what the front matter says of the incident, that follows.
func (t *Tracker) save(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, base int, text []byte, note string) (int, error) {
	return t.saveAs(ctx, tx, a, in, base, text, note, untilClosed)
}

// saveAs is save; what only follows a closed incident keeps its approval.
func (t *Tracker) saveAs(ctx context.Context, tx *store.Tx, a Actor, in store.Incident, base int, text []byte, note string, may lifetime) (int, error) {
	followed := in.State == incident.Closed && may == afterClosing
	d, err := postmortem.ParseIn(in.Key, text, t.Config.Zone)
	if err != nil {
		return 0, err
	}
	if err := fits(d, in); err != nil {
		return 0, err
	}
	text = d.WithoutBase()
	digest := d.Revision()
	if base > 0 && base == in.Revision {
		was, kept, err := t.document(ctx, tx, in.Key, 0)
		if err != nil || bytes.Equal(was.WithoutApproval(), d.WithoutApproval()) {
			return kept.Number, err
		}
		if !was.SaysApproved() { // it was written when the text was given out
			text = d.WithoutApproval()
		}
		digest = approvable(was, kept, d, followed)
		if err := t.followFront(ctx, tx, a, in, was, d); err != nil {
			return 0, err
		}
	}
	vague := map[string]bool{}
	for _, f := range postmortem.Check(d, t.checkOptions("")).Diagnostics {
		if f.Rule == diagnostic.ActionVague {
			vague[f.Item] = true
		}
	}
	var items []store.IndexedItem
	for _, it := range d.DatedItems() {
		items = append(items, store.IndexedItem{ActionItem: it, Concrete: it.After != "" && !vague[it.ID]})
	}
	return tx.SaveRevision(ctx, in.Key, base, store.Revision{
		Digest: digest, Text: string(text), SavedAt: t.now(), SavedBy: a.Name, Note: note,
	}, items)
}

// approvable gives the digest of which an approval of a text speaks: that of the
// revision before it where a reviewer has nothing new to judge.
func approvable(was *postmortem.Document, kept store.Revision, d *postmortem.Document, followed bool) string {
	if now := d.Revision(); !followed && was.Revision() != now {
		return now
	}
	return kept.Digest
}

// fits tells whether a text may be the postmortem of an incident: it speaks of
// that incident, and of its closing says what is so.
func fits(d *postmortem.Document, in store.Incident) error {
	if err := speaksOf(d, in.Key); err != nil {
		return err
	}
	closed := d.Front.Status == postmortem.StatusClosed
	if closed && in.State != incident.Closed {
		return incident.PutRightBy(incident.Tell(incident.Refused, "status: closed is not written by hand; run: pmtracker close %s", "status: closed は手で書けません。pmtracker close %s を実行してください", in.Key), incident.RemedyClose)
	}
	if !closed && in.State == incident.Closed {
		return closedError(in.Key)
	}
	return nil
}

// speaksOf tells whether a text is the postmortem of an incident.
func speaksOf(d *postmortem.Document, key string) error {
	if d.Front.Incident == key {
		return nil
	}
	return incident.Tell(incident.Refused, "the text is the postmortem of %q, not of %s; write incident: %[2]s into its front matter",
		"これは %q のポストモーテムで、%s のものではありません。front matter に incident: %[2]s と書いてください", d.Front.Incident, key)
}

// edited is one change of a postmortem: the new text and what was changed.
type edited struct {
	text []byte
	note string
}

// lifetime says how long something of a postmortem may be changed.
type lifetime bool

const (
	// untilClosed holds for what the gate judged and a reviewer approved.
	untilClosed lifetime = false
	// afterClosing holds for what keeps an action item alive then: that its check was
	// seen to hold, and who does it until when in which ticket, where the provider
	// says so. The approval stays, since nothing of it is a person's to write. What a
	// person writes into a closed file takes it back, whatever field it is.
	afterClosing lifetime = true
)

// edit changes the postmortem of a TARGET, in a file or as a new revision. change
// gives the new text of what it is shown; it may be called again. A file that says
// it is closed is judged by the gate again whenever it is checked, and so may be
// changed.
func (t *Tracker) edit(ctx context.Context, a Actor, may lifetime, action, target string, change func(d *postmortem.Document) (edited, error)) error {
	if a.namesFile(target) {
		if err := a.may(Responder); err != nil {
			return err
		}
		return editFile(ctx, target, t.Config.Zone, func(d *postmortem.Document) ([]byte, error) {
			e, err := change(d)
			if err != nil || may == untilClosed {
				return e.text, err
			}
			return stillApproved(d, e.text)
		})
	}
	return t.change(ctx, a, Responder, action, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Incident = target
		isNew, err := t.rewrite(ctx, tx, a, may, target, func(d *postmortem.Document) (edited, error) {
			e, err := change(d)
			entry.Detail = e.note
			return e, err
		})
		return onlyWhere(isNew, entry, err)
	})
}

// stillApproved lets the approval of a closed file speak of the text into which it is
// changed by what only follows. An approval of another text than that of the file
// stays what it is; a nil text leaves the file as it is.
func stillApproved(d *postmortem.Document, text []byte) ([]byte, error) {
	if text == nil || d.Front.Status != postmortem.StatusClosed || d.Front.ApprovedRevision != d.Revision() {
		return text, nil
	}
	changed, err := d.Edited(text)
	if err != nil || changed.Revision() == d.Front.ApprovedRevision {
		return text, err
	}
	return changed.SetFront("approved_revision", changed.Revision())
}

// onlyWhere takes an entry back where nothing was changed.
func onlyWhere(changed bool, entry *store.AuditEntry, err error) error {
	if !changed {
		entry.Action = ""
	}
	return err
}

// rewrite writes what change makes of the postmortem of an incident as its next
// revision and tells whether it is another; a nil text leaves it as it is.
func (t *Tracker) rewrite(ctx context.Context, tx *store.Tx, a Actor, may lifetime, key string, change func(d *postmortem.Document) (edited, error)) (isNew bool, err error) {
	in, err := tx.LockIncident(ctx, key)
	if err != nil {
		return false, err
	}
	if in.State == incident.Closed && may == untilClosed {
		return false, closedError(in.Key)
	}
	d, r, err := t.document(ctx, tx, key, 0)
	if err != nil {
		return false, err
	}
	e, err := change(d)
	if err != nil || e.text == nil {
		return false, err
	}
	number, err := t.saveAs(ctx, tx, a, in, r.Number, e.text, e.note, may)
	return number != r.Number, err
}

// Edit puts a whole new text in place of revision base of an incident's
// postmortem and gives the number of the new one; that of the current one where it has
// this text already. When somebody saved another in
// the meantime, it is a Conflict and nothing is written. The text of a closed
// incident stays as it was approved.
func (t *Tracker) Edit(ctx context.Context, a Actor, key string, base int, text, note string) (revision int, err error) {
	if err := incident.CheckText(text, note); err != nil {
		return 0, err
	}
	err = t.change(ctx, a, Responder, "postmortem.edit", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		entry.Incident, entry.Detail = key, note
		revision, err = t.save(ctx, tx, a, in, base, []byte(text), note)
		return onlyWhere(revision != in.Revision, entry, err)
	})
	return revision, err
}
