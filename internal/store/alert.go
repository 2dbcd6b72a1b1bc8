package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Alert is an alert that belongs to an incident.
type Alert struct {
	Tool        string // "alertmanager", "grafana", …
	Fingerprint string
	Incident    string // its key
	Title       string
	FirstAt     time.Time // when it last began to fire
	LastAt      time.Time // when it was last heard of
	ResolvedAt  time.Time // zero: it fires
	Listed      bool      // the timeline lists it; the others of a storm are counted
}

// IncidentOfAlert gives the key of the newest incident that is not recovered yet, or
// else is not reviewed yet, and to which an alert belongs; "" when there is none.
func (tx *Tx) IncidentOfAlert(ctx context.Context, tool, fingerprint string, orRecovered bool) (string, error) {
	return tx.oneKey(ctx, `SELECT a.incident_key FROM alert a JOIN incident i ON i.key = a.incident_key
		WHERE a.tool = $1 AND a.fingerprint = $2 AND (i.state IN ('declared', 'contained') OR $3 AND i.state = 'recovered') ORDER BY i.declared_at DESC LIMIT 1`, tool, fingerprint, orRecovered)
}

// OpenIncidentOfService gives the key of the newest incident about a service that
// is not recovered yet; "" when there is none.
func (tx *Tx) OpenIncidentOfService(ctx context.Context, service string) (string, error) {
	return tx.oneKey(ctx, `SELECT key FROM incident WHERE service = $1 AND service <> '' AND state IN ('declared', 'contained')
		ORDER BY declared_at DESC LIMIT 1`, service)
}

// OpenIncidentFromAlerts gives the key of the newest incident that alerts
// declared since a moment and that is not recovered yet; "" when there is none.
func (tx *Tx) OpenIncidentFromAlerts(ctx context.Context, since time.Time) (string, error) {
	return tx.oneKey(ctx, `SELECT i.key FROM incident i
		WHERE i.declared_at >= $1 AND i.state IN ('declared', 'contained') AND EXISTS (SELECT 1 FROM alert a WHERE a.incident_key = i.key)
		ORDER BY i.declared_at DESC LIMIT 1`, micros(since))
}

// LockAlerts lets one transaction at a time decide to which incident alerts
// belong. On SQLite a write transaction is alone from its start.
func (tx *Tx) LockAlerts(ctx context.Context) error {
	if tx.dialect != PostgreSQL {
		return nil
	}
	return tx.exec(ctx, "cannot wait for other alerts", "LOCK TABLE alert IN SHARE ROW EXCLUSIVE MODE")
}

func (tx *Tx) oneKey(ctx context.Context, query string, args ...any) (string, error) {
	var key string
	err := tx.QueryRowContext(ctx, query, args...).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return key, said(err, "cannot look for the incident of the alert")
}

// AlertOf gives an alert as the newest incident knows it; found is false where none
// does.
func (tx *Tx) AlertOf(ctx context.Context, tool, fingerprint string) (a Alert, found bool, err error) {
	var first, last, resolved sql.NullInt64
	err = tx.QueryRowContext(ctx, `SELECT tool, fingerprint, incident_key, title, first_at, last_at, resolved_at, listed FROM alert
		WHERE tool = $1 AND fingerprint = $2 ORDER BY first_at DESC, incident_key DESC LIMIT 1`, tool, fingerprint).
		Scan(&a.Tool, &a.Fingerprint, &a.Incident, &a.Title, &first, &last, &resolved, &a.Listed)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	a.FirstAt, a.LastAt, a.ResolvedAt = fromMicros(first), fromMicros(last), fromMicros(resolved)
	return a, true, said(err, "cannot read the alert")
}

// SaveAlert writes an alert of an incident as it is now.
func (tx *Tx) SaveAlert(ctx context.Context, a Alert) error {
	return tx.exec(ctx, "cannot write the alert", `INSERT INTO alert (tool, fingerprint, incident_key, title, first_at, last_at, resolved_at, listed, times) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
		ON CONFLICT (tool, fingerprint, incident_key) DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at, resolved_at = excluded.resolved_at, times = alert.times + 1`,
		a.Tool, a.Fingerprint, a.Incident, a.Title, micros(a.FirstAt), micros(a.LastAt), micros(a.ResolvedAt), a.Listed)
}

// CountAlerts tells how many different alerts belong to an incident.
func (tx *Tx) CountAlerts(ctx context.Context, key string) (c incident.AlertCount, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*), count(*) FILTER (WHERE listed), count(resolved_at) FROM alert WHERE incident_key = $1", key).
		Scan(&c.Total, &c.Listed, &c.Resolved)
	return c, said(err, "cannot count the alerts")
}
