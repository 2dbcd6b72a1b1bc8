package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ViewMark gives a mark of an incident that is another one once anything about it
// changed that its page shows: what is append-only is counted, of the rest the
// last change counts. NotFound where there is no such incident.
func (tx *Tx) ViewMark(ctx context.Context, key string) (string, error) {
	var state, severity, author string
	var revision, events, reports, roles, kpis, approvals, ticks int64
	var seen, done, curve sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT i.state, i.severity, i.author, i.revision,
		(SELECT count(*) FROM event x WHERE x.incident_key = i.key), (SELECT count(*) FROM report x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM role_assignment x WHERE x.incident_key = i.key), (SELECT count(*) FROM kpi_reading x WHERE x.incident_key = i.key),
		(SELECT count(*) FROM approval x WHERE x.incident_key = i.key), (SELECT count(*) FROM checklist_tick x WHERE x.incident_key = i.key),
		(SELECT max(t.seen_at) FROM action_item a JOIN ticket_seen t ON t.ticket = a.ticket WHERE a.incident_key = i.key),
		(SELECT count(CASE WHEN a.state = 'open' THEN 1 END) FROM action_item a WHERE a.incident_key = i.key),
		(SELECT max(x.at) FROM kpi_curve x WHERE x.incident_key = i.key)
		FROM incident i WHERE i.key = $1`, key).
		Scan(&state, &severity, &author, &revision, &events, &reports, &roles, &kpis, &approvals, &ticks, &seen, &done, &curve)
	if errors.Is(err, sql.ErrNoRows) {
		return "", incident.Tell(incident.NotFound, "there is no incident %s; pmtracker list shows those that there are", "インシデント %s はありません。一覧は pmtracker list で確認できます", key)
	}
	return fmt.Sprint(state, severity, author, revision, " ", events, " ", reports, " ", roles, " ", kpis, " ", approvals, " ", ticks, " ", seen.Int64, " ", done.Int64, " ", curve.Int64),
		said(err, "cannot read incident %s", key)
}
