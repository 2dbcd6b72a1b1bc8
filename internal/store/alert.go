package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Alert is an alert that belongs to an incident.
type Alert struct {
	Tool        string // "alertmanager", "grafana", …
	Fingerprint string
	Incident    string // its key
	Title       string
	FirstAt     time.Time
	LastAt      time.Time
	ResolvedAt  time.Time // zero: it fires
	Times       int       // how often it was told
}

// OpenIncidentOfAlert gives the key of the newest incident that is not recovered
// yet and to which an alert belongs; "" when there is none.
func (tx *Tx) OpenIncidentOfAlert(ctx context.Context, tool, fingerprint string) (string, error) {
	return tx.oneKey(ctx, `SELECT a.incident_key FROM alert a JOIN incident i ON i.key = a.incident_key
		WHERE a.tool = $1 AND a.fingerprint = $2 AND i.state IN ('declared', 'contained') ORDER BY i.declared_at DESC LIMIT 1`, tool, fingerprint)
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

// SaveAlert writes an alert of an incident, and tells whether that is news: the
// first time, or another state than before.
func (tx *Tx) SaveAlert(ctx context.Context, a Alert) (bool, error) {
	var resolved sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT resolved_at FROM alert WHERE tool = $1 AND fingerprint = $2 AND incident_key = $3", a.Tool, a.Fingerprint, a.Incident).Scan(&resolved)
	known := !errors.Is(err, sql.ErrNoRows)
	if err != nil && known {
		return false, said(err, "cannot read the alert")
	}
	err = tx.exec(ctx, "cannot write the alert", `INSERT INTO alert (tool, fingerprint, incident_key, title, first_at, last_at, resolved_at, times) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
		ON CONFLICT (tool, fingerprint, incident_key) DO UPDATE SET last_at = excluded.last_at, resolved_at = excluded.resolved_at, times = alert.times + 1`,
		a.Tool, a.Fingerprint, a.Incident, a.Title, micros(a.FirstAt), micros(a.LastAt), micros(a.ResolvedAt))
	return !known || resolved.Valid != !a.ResolvedAt.IsZero(), err
}

// CountAlerts tells how many different alerts belong to an incident.
func (tx *Tx) CountAlerts(ctx context.Context, key string) (n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM alert WHERE incident_key = $1", key).Scan(&n)
	return n, said(err, "cannot count the alerts")
}

// Alerts gives the alerts of an incident in the order in which they came.
func (tx *Tx) Alerts(ctx context.Context, key string) ([]Alert, error) {
	var alerts []Alert
	err := tx.each(ctx, "cannot read the alerts", func(scan func(...any) error) error {
		var a Alert
		var first, last, resolved sql.NullInt64
		err := scan(&a.Tool, &a.Fingerprint, &a.Incident, &a.Title, &first, &last, &resolved, &a.Times)
		a.FirstAt, a.LastAt, a.ResolvedAt = fromMicros(first), fromMicros(last), fromMicros(resolved)
		alerts = append(alerts, a)
		return err
	}, "SELECT tool, fingerprint, incident_key, title, first_at, last_at, resolved_at, times FROM alert WHERE incident_key = $1 ORDER BY first_at, fingerprint", key)
	return alerts, err
}
