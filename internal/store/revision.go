package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Revision is one state of an incident's postmortem.
type Revision struct {
	Number  int    // from 1
	Digest  string // of which an approval speaks
	Text    string // Markdown
	SavedAt time.Time
	SavedBy string
	Note    string // what was changed
}

// SaveRevision writes the next revision of a postmortem and the index of its
// action items. base is the number of the revision from which the text was made,
// 0 where there was none; when somebody saved another in the meantime, that is a
// Conflict.
func (tx *Tx) SaveRevision(ctx context.Context, key string, base int, r Revision, items []IndexedItem) (int, error) {
	in, err := tx.LockIncident(ctx, key)
	if err != nil {
		return 0, err
	}
	if in.Revision != base {
		return 0, incident.Tell(incident.Conflict, "the postmortem of %s was changed by somebody else in the meantime (revision %d, yours began at %d); load it again", "%s のポストモーテムはその間にほかの人が変更しました（現在は第%d版、編集を始めたのは第%d版）。読み込み直してください", key, in.Revision, base)
	}
	number := base + 1
	err = tx.exec(ctx, "cannot write the revision", `INSERT INTO revision
		(incident_key, number, digest, text, saved_at, saved_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		key, number, r.Digest, r.Text, micros(r.SavedAt), r.SavedBy, r.Note)
	if err != nil {
		return 0, err
	}
	if err := tx.exec(ctx, "cannot write the revision", "UPDATE incident SET revision = $2 WHERE key = $1", key, number); err != nil {
		return 0, err
	}
	return number, tx.indexItems(ctx, key, items)
}

const revisionColumns = "number, digest, text, saved_at, saved_by, note"

func scanRevision(scan func(...any) error) (Revision, error) {
	var r Revision
	var at sql.NullInt64
	err := scan(&r.Number, &r.Digest, &r.Text, &at, &r.SavedBy, &r.Note)
	r.SavedAt = fromMicros(at)
	return r, err
}

// Revision gives one revision of a postmortem; number 0 means the current one.
// NotFound where there is none.
func (tx *Tx) Revision(ctx context.Context, key string, number int) (Revision, error) {
	query, args := "SELECT "+revisionColumns+" FROM revision WHERE incident_key = $1 ORDER BY number DESC LIMIT 1", []any{key}
	if number > 0 {
		query, args = "SELECT "+revisionColumns+" FROM revision WHERE incident_key = $1 AND number = $2", []any{key, number}
	}
	r, err := scanRevision(tx.QueryRowContext(ctx, query, args...).Scan)
	if errors.Is(err, sql.ErrNoRows) && number > 0 {
		newest, err := tx.Revision(ctx, key, 0)
		if err != nil {
			return r, err
		}
		return r, incident.Tell(incident.NotFound, "there is no revision %d of the postmortem of %s; the newest is %d", "%[2]s のポストモーテムに第%[1]d版はありません。最新は第%[3]d版です", number, key, newest.Number)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return r, incident.Tell(incident.NotFound, "%s has no postmortem yet; write it with: pmtracker generate %s", "%s にポストモーテムはまだありません。pmtracker generate %s で作成してください", key, key)
	}
	return r, said(err, "cannot read the postmortem of %s", key)
}

// Revisions gives all revisions of a postmortem, oldest first.
func (tx *Tx) Revisions(ctx context.Context, key string) ([]Revision, error) {
	var all []Revision
	err := tx.each(ctx, "cannot read the revisions", func(scan func(...any) error) error {
		r, err := scanRevision(scan)
		all = append(all, r)
		return err
	}, "SELECT "+revisionColumns+" FROM revision WHERE incident_key = $1 ORDER BY number", key)
	return all, err
}

// SetAuthor records who wrote the postmortem first.
func (tx *Tx) SetAuthor(ctx context.Context, key, author string) error {
	return tx.exec(ctx, "cannot write the author", "UPDATE incident SET author = $2 WHERE key = $1", key, author)
}
