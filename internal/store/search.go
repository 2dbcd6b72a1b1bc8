package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// SearchDoc is what a search looks through of one incident. Title and Body are
// folded.
type SearchDoc struct {
	Key        string
	Title      string
	Body       string
	TitleGrams []string // letters and digits only
	BodyGrams  []string
	Audit      string // the incident's last entry in the audit log that it knows
	id         int64
}

// Entries of the audit log may become visible in another order than that of their
// IDs: transactions overlap, and the clocks of several nodes differ. So the entries
// before the last known one are looked at again: those of some minutes, but not
// more than some hundred. Once the last one is older than that, none comes late.
const (
	overlapTime    = 10 * time.Minute
	overlapEntries = 500
)

// window bounds how much of the audit log is looked at in one go, so that what is
// far behind catches up in steps of the same size.
const window = 4 * overlapEntries

// BehindSearch lists the incidents that changed since the search looked at them,
// at most limit, with the last entry in the audit log that was looked at.
func (tx *Tx) BehindSearch(ctx context.Context, now time.Time, limit int) ([]SearchDoc, error) {
	const attempted = "cannot see how fresh the search is"
	var last string
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(audit_id), '') FROM search_doc").Scan(&last); err != nil {
		return nil, said(err, attempted)
	}
	from := min(last, lowestID(now.Add(-overlapTime)))
	if u, err := ulid.Parse(last); err == nil {
		from = max(from, lowestID(ulid.Time(u.Time()).Add(-overlapTime)))
	}
	var entry string
	err := tx.QueryRowContext(ctx, "SELECT id FROM audit WHERE id <= $1 ORDER BY id DESC LIMIT 1 OFFSET $2", last, overlapEntries).Scan(&entry)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, said(err, attempted)
	}
	var behind []SearchDoc
	err = tx.each(ctx, attempted, func(scan func(...any) error) error {
		var d SearchDoc
		err := scan(&d.Key, &d.Audit)
		behind = append(behind, d)
		return err
	}, `SELECT incident_key, last FROM
			(SELECT incident_key, last, (SELECT audit_id FROM search_doc d WHERE d.incident_key = a.incident_key) AS known FROM
				(SELECT incident_key, max(id) AS last FROM
					(SELECT id, incident_key FROM audit WHERE id > $1 AND incident_key <> '' ORDER BY id LIMIT $2) w
				GROUP BY incident_key) a) b
		WHERE known IS NULL OR known < last ORDER BY last LIMIT $3`, max(from, entry), window, limit)
	return behind, err
}

// lowestID gives the lowest ID of a moment.
func lowestID(at time.Time) string {
	var low ulid.ULID
	if err := low.SetTime(ulid.Timestamp(at)); err != nil {
		return ""
	}
	return low.String()
}

// PutSearchDoc writes what a search looks through of an incident, in place of
// what was there.
func (tx *Tx) PutSearchDoc(ctx context.Context, d SearchDoc, declaredAt time.Time) error {
	const attempted = "cannot index the incident for the search"
	id, err := tx.searchID(ctx, d.Key, declaredAt)
	if err != nil {
		return said(err, attempted)
	}
	if tx.dialect == SQLite {
		if err := tx.exec(ctx, attempted, "DELETE FROM search_gram WHERE rowid = $1", id); err != nil {
			return err
		}
		grams := strings.Join(d.BodyGrams, " ")
		for _, g := range d.TitleGrams {
			grams += " " + ofTitle + g
		}
		if err := tx.exec(ctx, attempted, "INSERT INTO search_gram (rowid, grams) VALUES ($1, $2)", id, grams); err != nil {
			return err
		}
		return tx.exec(ctx, attempted, `INSERT INTO search_doc (id, incident_key, audit_id, title, body) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (incident_key) DO UPDATE SET audit_id = excluded.audit_id, title = excluded.title, body = excluded.body`,
			id, d.Key, d.Audit, d.Title, d.Body)
	}
	return tx.exec(ctx, attempted, `INSERT INTO search_doc (id, incident_key, audit_id, title, body, title_grams, body_grams)
		VALUES ($1, $2, $3, $4, $5, array_to_tsvector($6), array_to_tsvector($7))
		ON CONFLICT (incident_key) DO UPDATE SET audit_id = excluded.audit_id, title = excluded.title, body = excluded.body,
			title_grams = excluded.title_grams, body_grams = excluded.body_grams`,
		id, d.Key, d.Audit, d.Title, d.Body, d.TitleGrams, d.BodyGrams)
}

// searchID gives the id of an incident's search_doc, a new one where it has none.
func (tx *Tx) searchID(ctx context.Context, key string, declaredAt time.Time) (int64, error) {
	var id int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM search_doc WHERE incident_key = $1", key).Scan(&id)
	if err != nil || id > 0 {
		return id, err
	}
	for id = declaredAt.UnixMicro(); ; id++ {
		var taken bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM search_doc WHERE id = $1)", id).Scan(&taken)
		if err != nil || !taken {
			return id, err
		}
	}
}

// LockSearch keeps other nodes from indexing until the end of the transaction.
func (tx *Tx) LockSearch(ctx context.Context) error {
	if tx.dialect == SQLite {
		return nil
	}
	return tx.exec(ctx, "cannot lock the search", "LOCK TABLE search_doc IN SHARE ROW EXCLUSIVE MODE")
}

// LearnSearch lets PostgreSQL learn how frequent the grams are, after many
// incidents were indexed: without, it may walk through all of them for a rare one.
func (tx *Tx) LearnSearch(ctx context.Context) error {
	if tx.dialect == SQLite {
		return nil
	}
	return tx.exec(ctx, "cannot learn about the search", "ANALYZE search_doc")
}

// SearchDocOf gives what a search looks through of the incident with which a page of
// hits ended. It is Invalid where there is none.
func (tx *Tx) SearchDocOf(ctx context.Context, key string) (SearchDoc, error) {
	d := SearchDoc{Key: key}
	err := tx.QueryRowContext(ctx, "SELECT id, title, body FROM search_doc WHERE incident_key = $1", key).Scan(&d.id, &d.Title, &d.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return d, noPage(key, noIncident(key))
	}
	return d, said(err, "cannot search")
}

// SearchRange is in which incidents a search looks.
type SearchRange struct {
	Filter             // of states and service
	InTitle bool       // in their titles alone
	Behind  *SearchDoc // only in those that come after it; nil: from the newest
}

// Search goes over the incidents of a range that have all the grams, the newest first,
// until f says that it has enough. Without grams it goes over all of them.
func (tx *Tx) Search(ctx context.Context, grams []string, r SearchRange, f func(SearchDoc) (enough bool)) error {
	return tx.searchPages(ctx, tx.allGrams(grams, r.InTitle), r, f)
}

// SearchAny goes over the incidents that have all the grams of at least one of
// the groups anywhere, the newest first.
func (tx *Tx) SearchAny(ctx context.Context, groups [][]string, f func(SearchDoc) (enough bool)) error {
	var any []string
	for _, grams := range groups {
		if match := tx.allGrams(grams, false); match != "" {
			any = append(any, "("+match+")")
		}
	}
	return tx.searchPages(ctx, strings.Join(any, map[Dialect]string{SQLite: " OR ", PostgreSQL: " | "}[tx.dialect]), SearchRange{}, f)
}

// allGrams writes that all grams are there in the database's language of full
// text. They are letters and digits, so nothing in them needs an escape.
func (tx *Tx) allGrams(grams []string, inTitle bool) string {
	if len(grams) == 0 {
		return ""
	}
	if tx.dialect == PostgreSQL {
		return "'" + strings.Join(grams, "' & '") + "'"
	}
	before := ""
	if inTitle {
		before = ofTitle
	}
	return `"` + before + strings.Join(grams, `" AND "`+before) + `"`
}

// ofTitle marks the grams of a title in SQLite's index: with it they are longer
// than any other. (A column of its own would make a word that many bodies and no
// title have be looked up in each of them.)
const ofTitle = "tt"

// searchPages goes over what matches, some rows at a time.
func (tx *Tx) searchPages(ctx context.Context, match string, r SearchRange, f func(SearchDoc) bool) error {
	const page = 100
	if tx.dialect == PostgreSQL && match != "" {
		// Rare grams need another plan than frequent ones; and to read every row is
		// to unpack its grams, which the planner does not count.
		if err := tx.exec(ctx, "cannot search", "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true)"); err != nil {
			return err
		}
	}
	last := int64(1) << 62
	if r.Behind != nil {
		last = r.Behind.id
	}
	query, args := tx.searchPage(match, r)
	for {
		n, enough := 0, false
		err := tx.each(ctx, "cannot search", func(scan func(...any) error) error {
			var d SearchDoc
			if err := scan(&d.id, &d.Key, &d.Title, &d.Body); err != nil {
				return err
			}
			n, last = n+1, d.id
			enough = enough || f(d)
			return nil
		}, query, append([]any{last, page}, args...)...)
		if err != nil || n < page || enough {
			return err
		}
	}
}

// searchPage gives the statement for the rows of a range that match, before the id $1
// and at most $2, and what it takes behind these two.
func (tx *Tx) searchPage(match string, r SearchRange) (query string, args []any) {
	arg := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args)+2)
	}
	id := "d.id"
	query = "SELECT d.id, d.incident_key, d.title, d.body FROM search_doc d WHERE d.id < $1"
	switch {
	case match != "" && tx.dialect == SQLite:
		id = "g.rowid"
		query = "SELECT d.id, d.incident_key, d.title, d.body FROM search_gram g JOIN search_doc d ON d.id = g.rowid WHERE g.search_gram MATCH " + arg(match) + " AND g.rowid < $1"
	case match != "":
		query += " AND d." + map[bool]string{true: "title_grams", false: "body_grams"}[r.InTitle] + " @@ CAST(" + arg(match) + " AS tsquery)"
	}
	if where := r.where(arg); len(where) > 0 {
		query += " AND EXISTS (SELECT 1 FROM incident WHERE key = d.incident_key AND " + strings.Join(where, " AND ") + ")"
	}
	return query + " ORDER BY " + id + " DESC LIMIT $2", args
}
