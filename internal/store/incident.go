package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Incident is an incident as the database keeps it.
type Incident struct {
	incident.Incident
	State      incident.State
	DeclaredAt time.Time
	DeclaredBy string
	Revision   int // number of the postmortem's current revision; 0: there is none
	Impact     incident.Impact
}

const incidentColumns = "key, title, severity, service, lang, timezone, state, occurred_at, declared_at, declared_by, author, revision, customers, data_at_risk"

func scanIncident(scan func(...any) error) (Incident, error) {
	var in Incident
	var zone string
	var occurred, declared sql.NullInt64
	err := scan(&in.Key, &in.Title, &in.Severity, &in.Service, &in.Lang, &zone, &in.State, &occurred, &declared, &in.DeclaredBy, &in.Author, &in.Revision, &in.Impact.Customers, &in.Impact.DataAtRisk)
	if err != nil {
		return Incident{}, err
	}
	in.OccurredAt, in.DeclaredAt = fromMicros(occurred), fromMicros(declared)
	if in.Zone = location(zone); in.Zone == nil {
		in.Zone = time.UTC
	}
	return in, nil
}

// Incident gives the incident of a key, without what belongs to it: NotFound
// where there is none.
func (tx *Tx) Incident(ctx context.Context, key string) (Incident, error) {
	return tx.oneIncident(ctx, key, "")
}

// LockIncident gives the incident of a key and holds it until the end of the
// transaction: for a change that depends on what the incident is now.
func (tx *Tx) LockIncident(ctx context.Context, key string) (Incident, error) {
	return tx.oneIncident(ctx, key, tx.forUpdate())
}

// noIncident says that there is no incident of a key.
func noIncident(key string) error {
	return incident.PutRightBy(incident.Tell(incident.NotFound, "%w; pmtracker list shows those that there are",
		"%w。一覧は pmtracker list で確認できます", incident.Tell(incident.NotFound, "there is no incident %s", "インシデント %s はありません", key)), incident.RemedyFind)
}

func (tx *Tx) oneIncident(ctx context.Context, key, lock string) (Incident, error) {
	row := tx.QueryRowContext(ctx, "SELECT "+incidentColumns+" FROM incident WHERE key = $1"+lock, key)
	in, err := scanIncident(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return in, noIncident(key)
	}
	return in, said(err, "cannot read incident %s", key)
}

// IncidentDeclared gives the key of an incident of that title that was declared at that
// very moment: the first of several; "" where there is none.
func (tx *Tx) IncidentDeclared(ctx context.Context, title string, at time.Time) (string, error) {
	var key string
	err := tx.QueryRowContext(ctx, "SELECT key FROM incident WHERE declared_at = $1 AND title = $2 ORDER BY key LIMIT 1", micros(at), title).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return key, said(err, "cannot look for the incident %s", title)
}

// NextKey gives the key of a new incident of a year: INC-2026-0042.
func (tx *Tx) NextKey(ctx context.Context, year int) (string, error) {
	for {
		var n int
		err := tx.QueryRowContext(ctx, `INSERT INTO incident_number (year, last) VALUES ($1, 1)
			ON CONFLICT (year) DO UPDATE SET last = incident_number.last + 1 RETURNING last`, year).Scan(&n)
		if err != nil {
			return "", said(err, "cannot number the incident")
		}
		key := fmt.Sprintf("INC-%04d-%04d", year, n)
		_, err = tx.Incident(ctx, key)
		if incident.CodeOf(err) == incident.NotFound { // an import may have brought the key along
			return key, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// InsertIncident writes a new incident: its own row, not what belongs to it.
func (tx *Tx) InsertIncident(ctx context.Context, in Incident) error {
	return tx.exec(ctx, "cannot write incident "+in.Key, `INSERT INTO incident (`+incidentColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		in.Key, in.Title, string(in.Severity), in.Service, string(in.Lang), in.Zone.String(), string(in.State), micros(in.OccurredAt),
		micros(in.DeclaredAt), in.DeclaredBy, in.Author, in.Revision, string(in.Impact.Customers), in.Impact.DataAtRisk)
}

// SetState moves an incident to a state.
func (tx *Tx) SetState(ctx context.Context, key string, s incident.State) error {
	return tx.exec(ctx, "cannot change the state of "+key, "UPDATE incident SET state = $2 WHERE key = $1", key, string(s))
}

// SetSeverity changes the severity of an incident.
func (tx *Tx) SetSeverity(ctx context.Context, key string, s incident.Severity) error {
	return tx.exec(ctx, "cannot change the severity of "+key, "UPDATE incident SET severity = $2 WHERE key = $1", key, string(s))
}

// SetNames changes the title and the service of an incident.
func (tx *Tx) SetNames(ctx context.Context, key, title, service string) error {
	return tx.exec(ctx, "cannot change the title and service of "+key, "UPDATE incident SET title = $2, service = $3 WHERE key = $1", key, title, service)
}

// SetOccurred changes when an incident began.
func (tx *Tx) SetOccurred(ctx context.Context, key string, at time.Time) error {
	return tx.exec(ctx, "cannot change when "+key+" began", "UPDATE incident SET occurred_at = $2 WHERE key = $1", key, micros(at))
}

// Filter chooses incidents. The zero value chooses all.
type Filter struct {
	States  []incident.State // any of them; none: all
	Service string           // empty: all
	Before  string           // only those after which this key comes, newest first; empty: from the newest
	Limit   int              // 0: all
}

// noPage says that a page of a list cannot begin behind a key.
func noPage(key string, err error) error {
	if incident.CodeOf(err) != incident.NotFound {
		return err
	}
	return incident.Tell(incident.Invalid, "%q is no incident with which a page of the list ended; begin at its first page", "%q は一覧のページの末尾のインシデントではありません。最初のページから取得してください", key)
}

// where gives the conditions of states and service in SQL; arg takes each value and
// gives its place.
func (f Filter) where(arg func(any) string) (conditions []string) {
	if len(f.States) > 0 {
		var marks []string
		for _, s := range f.States {
			marks = append(marks, arg(string(s)))
		}
		conditions = append(conditions, "state IN ("+strings.Join(marks, ", ")+")")
	}
	if f.Service != "" {
		conditions = append(conditions, "service = "+arg(f.Service))
	}
	return conditions
}

// Incidents lists incidents, the newest first, without what belongs to them. It is
// Invalid where there is no incident from which on they are wanted.
func (tx *Tx) Incidents(ctx context.Context, f Filter) ([]Incident, error) {
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	where := f.where(arg)
	if f.Before != "" {
		if _, err := tx.Incident(ctx, f.Before); err != nil {
			return nil, noPage(f.Before, err)
		}
		before := arg(f.Before)
		where = append(where, "(declared_at, key) < (SELECT declared_at, key FROM incident WHERE key = "+before+")")
	}
	query := "SELECT " + incidentColumns + " FROM incident"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += " ORDER BY declared_at DESC, key DESC"
	if f.Limit > 0 {
		query += " LIMIT " + arg(f.Limit)
	}
	var all []Incident
	err := tx.each(ctx, "cannot list the incidents", func(scan func(...any) error) error {
		in, err := scanIncident(scan)
		all = append(all, in)
		return err
	}, query, args...)
	return all, err
}

// WholeIncident gives an incident with everything that belongs to it.
func (tx *Tx) WholeIncident(ctx context.Context, key string) (Incident, error) {
	in, err := tx.Incident(ctx, key)
	if err != nil {
		return in, err
	}
	return in, tx.fill(ctx, &in)
}

func (tx *Tx) fill(ctx context.Context, in *Incident) error {
	var err error
	if in.Events, err = tx.Events(ctx, in.Key); err != nil {
		return err
	}
	if in.KPIs, err = tx.KPIs(ctx, in.Key); err != nil {
		return err
	}
	if in.Reports, err = tx.Reports(ctx, in.Key); err != nil {
		return err
	}
	items, err := tx.ActionItems(ctx, in.Key)
	for _, i := range items {
		in.ActionItems = append(in.ActionItems, i.ActionItem)
	}
	return err
}
