package store

import (
	"context"
	"database/sql"
	"time"
)

// AuditEntry says who changed what, when and from where.
type AuditEntry struct {
	At       time.Time
	Actor    string
	Origin   string // "cli", "web 192.0.2.7", …
	Action   string // "event.append"
	Incident string // its key; empty: about no incident
	Detail   string
}

// Audit writes an entry behind the audit log.
func (tx *Tx) Audit(ctx context.Context, e AuditEntry) error {
	return tx.exec(ctx, "cannot write the audit log", `INSERT INTO audit
		(id, at, actor, origin, action, incident_key, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		NewID(), micros(e.At), e.Actor, e.Origin, e.Action, e.Incident, e.Detail)
}

// AuditLog gives the entries about an incident, oldest first; of every incident
// where key is empty.
func (tx *Tx) AuditLog(ctx context.Context, key string) ([]AuditEntry, error) {
	var entries []AuditEntry
	err := tx.each(ctx, "cannot read the audit log", func(scan func(...any) error) error {
		var e AuditEntry
		var at sql.NullInt64
		err := scan(&at, &e.Actor, &e.Origin, &e.Action, &e.Incident, &e.Detail)
		e.At = fromMicros(at)
		entries = append(entries, e)
		return err
	}, "SELECT at, actor, origin, action, incident_key, detail FROM audit WHERE $1 = '' OR incident_key = $1 ORDER BY id", key)
	return entries, err
}

// InUseSince gives the time of the first entry; the zero time: there is none.
func (tx *Tx) InUseSince(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT min(at) FROM audit").Scan(&at)
	return fromMicros(at), said(err, "cannot read the audit log")
}

// LastAudit gives the ID of the last entry about an incident, "" where there is
// none.
func (tx *Tx) LastAudit(ctx context.Context, key string) (string, error) {
	var id sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT max(id) FROM audit WHERE incident_key = $1", key).Scan(&id)
	return id.String, said(err, "cannot read the audit log")
}
