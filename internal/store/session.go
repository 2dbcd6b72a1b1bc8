package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Session is a visit of a browser. Its key is the hash of what the cookie holds.
type Session struct {
	Key       string
	Data      string // JSON
	Account   string // empty: nobody signed in
	ExpiresAt time.Time
}

// Session gives a session that has not expired at now; ok is false where there
// is none.
func (tx *Tx) Session(ctx context.Context, key string, now time.Time) (data string, ok bool, err error) {
	err = tx.QueryRowContext(ctx, "SELECT data FROM web_session WHERE token = $1 AND expires_at > $2", key, micros(now)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return data, err == nil, said(err, "cannot read the session")
}

// SaveSession writes a session in place of what it was. One that was ended stays
// ended: the answer to a request that had read it before must not bring it back.
func (tx *Tx) SaveSession(ctx context.Context, s Session) error {
	return tx.exec(ctx, "cannot write the session", `INSERT INTO web_session (token, data, account_id, expires_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, account_id = excluded.account_id, expires_at = excluded.expires_at
		WHERE web_session.expires_at > 0`, s.Key, s.Data, s.Account, micros(s.ExpiresAt))
}

// endedSession is what is left of a session that was ended: its key, and when, as
// the negative of the time.
const endedSession = "UPDATE web_session SET data = '{}', account_id = '', expires_at = $2 WHERE expires_at > 0 AND "

// DeleteSession ends a session.
func (tx *Tx) DeleteSession(ctx context.Context, key string, now time.Time) error {
	if err := tx.exec(ctx, "cannot end the session", endedSession+"token = $1", key, -now.UnixMicro()); err != nil {
		return err
	}
	return tx.forgetSessions(ctx, now)
}

// EndSessions ends the sessions of an account.
func (tx *Tx) EndSessions(ctx context.Context, account string, now time.Time) error {
	if err := tx.exec(ctx, "cannot end the sessions", endedSession+"account_id = $1", account, -now.UnixMicro()); err != nil {
		return err
	}
	return tx.forgetSessions(ctx, now)
}

// EndOtherSessions ends the sessions of an account but that of a key.
func (tx *Tx) EndOtherSessions(ctx context.Context, account, key string, now time.Time) error {
	if err := tx.exec(ctx, "cannot end the sessions", endedSession+"account_id = $1 AND token <> $3", account, -now.UnixMicro(), key); err != nil {
		return err
	}
	return tx.forgetSessions(ctx, now)
}

// forgetSessions deletes the sessions that have expired, and what is left of those
// that were ended longer ago than any request lasts.
func (tx *Tx) forgetSessions(ctx context.Context, now time.Time) error {
	return tx.exec(ctx, "cannot forget old sessions", "DELETE FROM web_session WHERE expires_at > 0 AND expires_at <= $1 OR expires_at < 0 AND expires_at > $2",
		now.UnixMicro(), -now.Add(-time.Hour).UnixMicro())
}

// Sessions lists the sessions of an account that have not expired.
func (tx *Tx) Sessions(ctx context.Context, account string, now time.Time) ([]Session, error) {
	var all []Session
	err := tx.each(ctx, "cannot list the sessions", func(scan func(...any) error) error {
		var s Session
		var at sql.NullInt64
		err := scan(&s.Key, &s.Data, &s.Account, &at)
		s.ExpiresAt = fromMicros(at)
		all = append(all, s)
		return err
	}, "SELECT token, data, account_id, expires_at FROM web_session WHERE account_id = $1 AND expires_at > $2 ORDER BY expires_at DESC", account, micros(now))
	return all, err
}
