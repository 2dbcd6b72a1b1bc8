package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// GameDay is an exercise.
type GameDay struct {
	Key        string // GD-2026-0001
	Title      string
	PlannedFor civil.Date // a day in the team's zone
	PlannedBy  string
	PlannedAt  time.Time
	Items      []GameDayItem
}

// GameDayItem is an action item whose check a game day is to prove.
type GameDayItem struct {
	Incident string
	Item     string
	Results  []GameDayResult // oldest first
}

// GameDayResult is what was seen of a check at a game day.
type GameDayResult struct {
	Held     bool // the check was seen to hold
	Evidence string
	By       string
	At       time.Time
}

// InsertGameDay writes a new game day with its items and gives its key.
func (tx *Tx) InsertGameDay(ctx context.Context, g GameDay) (string, error) {
	const attempted = "cannot write the game day"
	var n int
	prefix := fmt.Sprintf("GD-%04d-", g.PlannedFor.Year)
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM gameday WHERE key LIKE $1", prefix+"%").Scan(&n); err != nil {
		return "", said(err, attempted)
	}
	var key string
	for taken := true; taken; { // another node may take the number that is free here
		n++
		key = fmt.Sprintf("%s%04d", prefix, n)
		written, err := tx.ExecContext(ctx, `INSERT INTO gameday (key, title, planned_for, planned_by, planned_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (key) DO NOTHING`, key, g.Title, g.PlannedFor.String(), g.PlannedBy, micros(g.PlannedAt))
		if err != nil {
			return "", said(err, attempted)
		}
		rows, err := written.RowsAffected()
		if err != nil {
			return "", said(err, attempted)
		}
		taken = rows == 0
	}
	for _, it := range g.Items {
		if err := tx.exec(ctx, attempted, "INSERT INTO gameday_item (gameday_key, incident_key, item) VALUES ($1, $2, $3)", key, it.Incident, it.Item); err != nil {
			return "", err
		}
	}
	return key, nil
}

// AppendGameDayResult writes what was seen of a check.
func (tx *Tx) AppendGameDayResult(ctx context.Context, key string, it GameDayItem, r GameDayResult) error {
	return tx.exec(ctx, "cannot write the result", `INSERT INTO gameday_result
		(id, gameday_key, incident_key, item, held, evidence, recorded_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		NewID(), key, it.Incident, it.Item, r.Held, r.Evidence, r.By, micros(r.At))
}

// GameDay gives one game day, NotFound where there is none.
func (tx *Tx) GameDay(ctx context.Context, key string) (GameDay, error) {
	g, err := scanGameDay(tx.QueryRowContext(ctx, "SELECT key, title, planned_for, planned_by, planned_at FROM gameday WHERE key = $1", key).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return g, incident.Tell(incident.NotFound, "there is no game day %s; pmtracker gameday list shows those that there are", "演習 %s はありません。一覧は pmtracker gameday list で確認できます", key)
	}
	if err != nil {
		return g, said(err, "cannot read the game day")
	}
	return g, tx.fillGameDay(ctx, &g)
}

// GameDays lists the game days, the earliest first.
func (tx *Tx) GameDays(ctx context.Context) ([]GameDay, error) {
	var all []GameDay
	err := tx.each(ctx, "cannot list the game days", func(scan func(...any) error) error {
		g, err := scanGameDay(scan)
		all = append(all, g)
		return err
	}, "SELECT key, title, planned_for, planned_by, planned_at FROM gameday ORDER BY planned_for, key")
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := tx.fillGameDay(ctx, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanGameDay(scan func(...any) error) (GameDay, error) {
	var g GameDay
	var day string
	var at sql.NullInt64
	if err := scan(&g.Key, &g.Title, &day, &g.PlannedBy, &at); err != nil {
		return g, err
	}
	g.PlannedAt = fromMicros(at)
	var err error
	g.PlannedFor, err = civil.ParseDate(day)
	return g, err
}

func (tx *Tx) fillGameDay(ctx context.Context, g *GameDay) error {
	err := tx.each(ctx, "cannot read the game day", func(scan func(...any) error) error {
		var it GameDayItem
		err := scan(&it.Incident, &it.Item)
		g.Items = append(g.Items, it)
		return err
	}, "SELECT incident_key, item FROM gameday_item WHERE gameday_key = $1 ORDER BY incident_key, item", g.Key)
	if err != nil {
		return err
	}
	return tx.each(ctx, "cannot read the game day", func(scan func(...any) error) error {
		var key, item string
		var r GameDayResult
		var at sql.NullInt64
		if err := scan(&key, &item, &r.Held, &r.Evidence, &r.By, &at); err != nil {
			return err
		}
		r.At = fromMicros(at)
		if i := slices.IndexFunc(g.Items, func(it GameDayItem) bool { return it.Incident == key && it.Item == item }); i >= 0 {
			g.Items[i].Results = append(g.Items[i].Results, r)
		}
		return nil
	}, "SELECT incident_key, item, held, evidence, recorded_by, at FROM gameday_result WHERE gameday_key = $1 ORDER BY id", g.Key)
}
