package tracker

import (
	"bytes"
	"context"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// Saved is the revision that a file became.
type Saved struct {
	Revision   int
	Findings   int    // that the checker has on it
	File       []byte // the text of the file from which people go on
	SaidClosed bool   // and its incident is not: it waits in review
	Late       error  // tells of a beginning that the incident does not follow (LateBeginning); nil: none
}

// SaveFile stores the text of a file that people edited as the next revision of an
// incident's postmortem. base is the newest revision that it may replace; 0 means
// the one from which the file says it was made. When somebody saved another since,
// that is a Conflict and nothing is written. A text that is stored already makes
// no revision. One that says it is closed, while its incident is not, is stored as in
// review, as Import does.
func (t *Tracker) SaveFile(ctx context.Context, a Actor, key string, text []byte, base int, note string) (Saved, error) {
	d, err := postmortem.ParseIn(key, text, t.Config.Zone)
	if err != nil {
		return Saved{}, err
	}
	if err := speaksOf(d, key); err != nil {
		return Saved{}, err
	}
	all, err := t.Revisions(ctx, a, key)
	if err != nil {
		return Saved{}, err
	}
	last, err := t.lastOf(key, all)
	if err != nil {
		return Saved{}, err
	}
	s := Saved{Revision: len(all)}
	if d.Front.Status == postmortem.StatusClosed && last.Front.Status != postmortem.StatusClosed {
		s.SaidClosed = true
		if d, err = inReview(d); err != nil {
			return Saved{}, err
		}
	}
	s.Findings = len(postmortem.Check(d, t.checkOptions("")).Diagnostics)
	if len(all) == 0 || !bytes.Equal(d.WithoutApproval(), last.WithoutApproval()) {
		newest, err := mayFollow(key, d, all, base)
		if err != nil {
			return Saved{}, err
		}
		if s.Revision, err = t.Edit(ctx, a, key, newest, string(d.WithoutBase()), note); err != nil {
			return Saved{}, err
		}
	}
	s.File = d.WithBase(s.Revision)
	s.Late, err = t.LateBeginning(ctx, a, key)
	return s, err
}

// lastOf reads the newest of all revisions; while there is none, an empty text.
func (t *Tracker) lastOf(key string, all []Judged) (*postmortem.Document, error) {
	text := ""
	if len(all) > 0 {
		text = all[len(all)-1].Text
	}
	return postmortem.ParseIn(key, []byte(text), t.Config.Zone)
}

// inReview gives a document that says it is closed as one that waits for the gate: in
// the database an incident closes by that alone.
func inReview(d *postmortem.Document) (*postmortem.Document, error) {
	text, err := d.SetFront("status", string(postmortem.StatusInReview))
	if err != nil {
		return nil, err
	}
	return d.Edited(text)
}

// mayFollow gives the number of the newest of all revisions, where a text loses
// nothing that people wrote into it.
func mayFollow(key string, d *postmortem.Document, all []Judged, base int) (int, error) {
	newest := len(all)
	if base == 0 {
		base, _ = d.Base()
	}
	if base > newest {
		return 0, incident.Tell(incident.Refused, "%s has no revision %d, its newest is %d; write with generate -o what is there", "%s に第%d版はありません（最新は第%d版）。generate -o で最新の内容を書き出してください", key, base, newest)
	}
	if base == 0 && newest <= 1 { // it can have been made from no other
		return newest, nil
	}
	since := slices.DeleteFunc(slices.Clone(all[base:]), func(r Judged) bool { return r.Note == broughtUpToDate })
	if base > 0 && len(since) == 0 {
		return newest, nil
	}
	by := all[newest-1]
	if len(since) > 0 {
		by = since[len(since)-1]
	}
	if base == 0 {
		return 0, incident.Tell(incident.Conflict, "the text does not say from which revision of %s it was made (base_revision:), and %s saved revision %d; take your changes over into a file of: pmtracker generate %[1]s -o FILE, and save that, or add --base %[4]d to put this text in its place",
			"この内容が %s のどの版から作られたか分からず（base_revision: がありません）、%s が第%d版を保存しています。pmtracker generate %[1]s -o FILE で書き出したファイルに変更を移して保存するか、--base %[4]d を付けてこの内容で置き換えてください", key, by.SavedBy, by.Number, newest)
	}
	return 0, incident.Tell(incident.Conflict, "%s saved revision %d of %s after revision %d, from which this text was made; take your changes over into a file of: pmtracker generate %[3]s -o FILE, and save that, or add --base %[5]d to put this text in its place",
		"この内容は %[3]s の第%[4]d版から作られ、その後 %[1]s が第%[2]d版を保存しています。pmtracker generate %[3]s -o FILE で書き出したファイルに変更を移して保存するか、--base %[5]d を付けてこの内容で置き換えてください", by.SavedBy, by.Number, key, base, newest)
}
