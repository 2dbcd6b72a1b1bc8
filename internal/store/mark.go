package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// ViewMark gives a mark of an incident that is another one once anything about it
// changed that its pages show: what is append-only is counted, of the rest the
// last change counts. Each ticket has its own time, which only goes forward, so
// they are added up, from 2026 on, where the sum of any number of them has room; of the
// messages count those that were given up. With it comes the revision that a person
// looked at last, 0 for none. NotFound where there is no such incident.
//
// Every visit of a page asks this, and it is one statement, so that it needs no
// transaction. What is read after it is never older than the mark.
func (s *Store) ViewMark(ctx context.Context, key, person string) (mark string, lastLook int, err error) {
	var state, title, service, severity, author string
	var revision, events, reports, roles, kpis, approvals, ticks, comments, threads, requests int64
	var failed sql.NullString
	var occurred, seen, done, curve, look sql.NullInt64
	err = s.db.QueryRowContext(ctx, `SELECT i.state, i.title, i.service, i.severity, i.occurred_at, i.author, i.revision,
		(SELECT count(*) FROM event x WHERE x.incident_key = i.key), (SELECT count(*) FROM report x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM role_assignment x WHERE x.incident_key = i.key), (SELECT count(*) FROM kpi_reading x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM approval x WHERE x.incident_key = i.key), (SELECT count(*) FROM checklist_tick x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM comment x WHERE x.incident_key = i.key), (SELECT count(*) FROM comment_state x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM change_request x WHERE x.incident_key = i.key),
		(SELECT sum(t.seen_at - 1767225600000000) FROM action_item a JOIN ticket_seen t ON t.ticket = a.ticket WHERE a.incident_key = i.key),
		(SELECT count(CASE WHEN a.state = 'open' THEN 1 END) FROM action_item a WHERE a.incident_key = i.key),
		(SELECT count(*) || ' ' || min(d.id) || ' ' || max(d.id) FROM delivery d WHERE d.incident_key = i.key AND d.state = 'failed'),
		(SELECT max(x.at) FROM kpi_curve x WHERE x.incident_key = i.key),
		(SELECT x.revision FROM review_look x WHERE x.incident_key = i.key AND x.person = $2)
		FROM incident i WHERE i.key = $1`, key, person).
		Scan(&state, &title, &service, &severity, &occurred, &author, &revision, &events, &reports, &roles, &kpis, &approvals, &ticks, &comments, &threads, &requests, &seen, &done, &failed, &curve, &look)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, noIncident(key)
	}
	return fmt.Sprintln(state, strconv.Quote(title), strconv.Quote(service), severity, occurred.Int64, author, revision, events, reports, roles, kpis, approvals, ticks, comments, threads, requests, seen.Int64, done.Int64, failed.String, curve.Int64),
		int(look.Int64), said(err, "cannot read incident %s", key)
}
