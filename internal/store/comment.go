package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Comment is what somebody said about a line of a postmortem.
type Comment struct {
	ID         string
	Incident   string
	Revision   int // on which it was made
	Line       int // of that revision, from 1
	Quote      string
	Thread     string // ID of the comment that began it
	Author     string
	At         time.Time
	Text       string
	Suggestion *string // what the quoted line should become; nil: no suggestion
}

// ThreadState is what became of a thread.
type ThreadState string

// The states of a thread; one without any is open.
const (
	ThreadOpen     ThreadState = "open"
	ThreadResolved ThreadState = "resolved"
	ThreadApplied  ThreadState = "applied" // its suggestion was taken into the text
)

// AppendComment writes a comment and gives its ID. One without a thread begins
// its own.
func (tx *Tx) AppendComment(ctx context.Context, c Comment) (string, error) {
	c.ID = NewID()
	if c.Thread == "" {
		c.Thread = c.ID
	}
	return c.ID, tx.exec(ctx, "cannot write the comment", `INSERT INTO comment
		(id, incident_key, revision, line, quote, thread, author, at, text, suggestion) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, c.Incident, c.Revision, c.Line, c.Quote, c.Thread, c.Author, micros(c.At), c.Text, c.Suggestion)
}

const commentColumns = "id, incident_key, revision, line, quote, thread, author, at, text, suggestion"

func scanComment(scan func(...any) error) (Comment, error) {
	var c Comment
	var at sql.NullInt64
	err := scan(&c.ID, &c.Incident, &c.Revision, &c.Line, &c.Quote, &c.Thread, &c.Author, &at, &c.Text, &c.Suggestion)
	c.At = fromMicros(at)
	return c, err
}

// Comment gives one comment of an incident: NotFound where there is none.
func (tx *Tx) Comment(ctx context.Context, key, id string) (Comment, error) {
	c, err := scanComment(tx.QueryRowContext(ctx, "SELECT "+commentColumns+" FROM comment WHERE incident_key = $1 AND id = $2", key, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return c, incident.Tell(incident.NotFound, "%s has no comment %s", "%s にコメント %s はありません", key, id)
	}
	return c, said(err, "cannot read the comment")
}

// Comments gives the comments on a postmortem, oldest first.
func (tx *Tx) Comments(ctx context.Context, key string) ([]Comment, error) {
	var all []Comment
	err := tx.each(ctx, "cannot read the comments", func(scan func(...any) error) error {
		c, err := scanComment(scan)
		all = append(all, c)
		return err
	}, "SELECT "+commentColumns+" FROM comment WHERE incident_key = $1 ORDER BY id", key)
	return all, err
}

// SetThreadState writes what became of a thread.
func (tx *Tx) SetThreadState(ctx context.Context, key, thread string, s ThreadState, by string, at time.Time) error {
	return tx.exec(ctx, "cannot write the state of the thread", `INSERT INTO comment_state
		(id, incident_key, thread, state, by_person, at) VALUES ($1, $2, $3, $4, $5, $6)`, NewID(), key, thread, string(s), by, micros(at))
}

// ThreadStates gives the present state of the threads of an incident that have
// one.
func (tx *Tx) ThreadStates(ctx context.Context, key string) (map[string]ThreadState, error) {
	states := map[string]ThreadState{}
	err := tx.each(ctx, "cannot read the threads", func(scan func(...any) error) error {
		var thread string
		var s ThreadState
		err := scan(&thread, &s)
		states[thread] = s
		return err
	}, "SELECT thread, state FROM comment_state WHERE incident_key = $1 ORDER BY id", key)
	return states, err
}

// SetLook records the revision that a person looked at.
func (tx *Tx) SetLook(ctx context.Context, key, person string, revision int, at time.Time) error {
	return tx.exec(ctx, "cannot record what was looked at", `INSERT INTO review_look (incident_key, person, revision, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (incident_key, person) DO UPDATE SET revision = excluded.revision, at = excluded.at`, key, person, revision, micros(at))
}
