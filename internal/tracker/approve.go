package tracker

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Approve records that the actor, who is not the author, approves this very
// revision of a TARGET's postmortem. An edit afterwards takes it back.
func (t *Tracker) Approve(ctx context.Context, a Actor, target string) error {
	if a.namesFile(target) {
		return t.approveFile(ctx, a, target)
	}
	return t.ApproveRevision(ctx, a, target, "")
}

// ApproveRevision approves the postmortem of an incident, as Approve does, but
// only while the revision of a digest is the current one: a page shows one text
// and must not approve another. The empty digest means the current one.
func (t *Tracker) ApproveRevision(ctx context.Context, a Actor, target, digest string) error {
	return t.change(ctx, a, Reviewer, "postmortem.approve", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := tx.LockIncident(ctx, target)
		if err != nil {
			return err
		}
		d, r, err := t.currentRevision(ctx, tx, target, digest)
		if err != nil {
			return err
		}
		if err := t.mayApprove(a, d, in.Author); err != nil {
			return err
		}
		entry.Incident, entry.Detail = target, r.Digest
		return tx.AppendVerdict(ctx, target, incident.Verdict{By: a.Name, Revision: r.Digest, At: t.now(), Approves: true})
	})
}

// currentRevision reads the revision that a reviewer judges: it is a Conflict where the
// text is another one by now than that of the digest; an empty digest means the current.
func (t *Tracker) currentRevision(ctx context.Context, tx *store.Tx, key, digest string) (*postmortem.Document, store.Revision, error) {
	d, r, err := t.document(ctx, tx, key, 0)
	if err == nil && digest != "" && digest != r.Digest {
		err = incident.Tell(incident.Conflict, "the postmortem of %s was changed since you looked at it; read the present revision before you judge it", "%s のポストモーテムは、表示した後に変更されています。現在の版を読んでから判断してください", key)
	}
	return d, r, err
}

func (t *Tracker) approveFile(ctx context.Context, a Actor, path string) error {
	if err := a.may(Reviewer); err != nil {
		return err
	}
	d, err := LoadFile(path, t.Config.Zone)
	if err != nil {
		return err
	}
	if err := t.mayApprove(a, d, ""); err != nil {
		return err
	}
	text, err := d.WithApproval(a.Name)
	if err != nil {
		return err
	}
	return saveFile(ctx, d, text)
}

// MayApprove tells why the actor cannot approve the postmortem of an incident as it was
// seen; nil: nobody has to be asked for that but a reviewer.
func (t *Tracker) MayApprove(a Actor, seen Viewed) error {
	return t.mayApprove(a, seen.Paper.Document, seen.Author)
}

// mayApprove refuses the author: as the document names one, and as the database
// knows who generated it.
func (t *Tracker) mayApprove(a Actor, d *postmortem.Document, generatedBy string) error {
	people := t.Config.People
	if incident.Unwritten(d.Front.Author) {
		return incident.Tell(incident.Refused, "%s names no author; write author: in its front matter first", "%s に作成者がありません。先に front matter に author: を書いてください", d.Path)
	}
	if !people.Identified(d.Front.Author) {
		return incident.Tell(incident.Refused, "%s: the author %q is a name, and whose login that is nobody can tell; write author: as one login (\"@akiko\") or e-mail address first, or give that name an id under people: in .pmtracker.yaml",
			"%s: 作成者 %q は名前だけで、どのログインの人か分かりません。先に author: をログイン（\"@akiko\"）かメールアドレスで1人だけ書くか、.pmtracker.yaml の people: でその名前に id を付けてください", d.Path, d.Front.Author)
	}
	if !people.CanApprove(a.Name) {
		return incident.PutRightBy(incident.Tell(incident.Refused, "%s: %q is not one person who could approve it; approve as one, by login (\"@ben\") or e-mail address (--as PERSON)",
			"%s: %q は承認できる一人の人ではありません。ログイン（\"@ben\"）かメールアドレスで、1人として承認してください（--as 氏名）", d.Path, a.Name), incident.RemedyApproval)
	}
	for _, author := range []string{d.Front.Author, generatedBy} {
		if err := notTheAuthor(people, a.Name, author, d.Path); author != "" && err != nil {
			return incident.PutRightBy(err, incident.RemedyApproval)
		}
	}
	return nil
}

// notTheAuthor refuses who is the author, or may be by the name.
func notTheAuthor(people incident.People, who, author, path string) error {
	switch {
	case people.Distinct(who, author):
		return nil
	case people.MayBeNameOf(who, author):
		return incident.Tell(incident.Refused, "%s: %q may be the name of %q, who wrote this postmortem; approve by login (\"@ben\") or e-mail address (--as PERSON)",
			"%s: %q は作成者 %q の氏名かもしれません。ログイン（\"@ben\"）かメールアドレスで承認してください（--as 氏名）", path, who, author)
	case !people.Same(author, who) && people.MayBeNameOf(author, who):
		return incident.Tell(incident.Refused, "%s: the author %q may be the name of %q; write author: as one login (\"@ben\") or e-mail address",
			"%s: 作成者 %q は %q の名前かもしれません。author: をログイン（\"@ben\"）かメールアドレスで1人だけ書いてください", path, author, who)
	}
	return incident.Tell(incident.Refused, "%s: %q wrote this postmortem; somebody else has to approve it (--as PERSON)",
		"%s: 作成者は %q です。作成者以外の人が承認してください（--as 氏名）", path, author)
}
