// Command digest measures the digest of a large database beside the bare SQL
// that reads every overdue action item with its incident, in turn and in one
// process, and how it grows with the items that are closed.
//
//	go run ./bench/digest -open 100000 -closed 900000 -dir .tmp/bench
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

const owners = 1000

var asOf = civil.Date{Year: 2026, Month: 11, Day: 23}

func main() {
	open := flag.Int("open", 100_000, "open action items, 40 % of them overdue")
	closed := flag.Int("closed", 900_000, "closed action items")
	dir := flag.String("dir", ".tmp/bench", "folder for the databases")
	flag.Parse()
	if err := run(context.Background(), *open, *closed, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "digest:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, open, closed int, dir string) error {
	few, err := prepare(ctx, dir, open, closed/9)
	if err != nil {
		return err
	}
	defer few.Close()
	many, err := prepare(ctx, dir, open, closed)
	if err != nil {
		return err
	}
	defer many.Close()
	var bare, digest, small []time.Duration
	for round := range 8 {
		a, err := timed(func() error { return overdueRows(ctx, many.DB()) })
		if err != nil {
			return err
		}
		b, err := timed(func() error { return makeDigest(ctx, many) })
		if err != nil {
			return err
		}
		c, err := timed(func() error { return makeDigest(ctx, few) })
		if err != nil {
			return err
		}
		if round > 0 {
			bare, digest, small = append(bare, a), append(digest, b), append(small, c)
		}
	}
	fmt.Printf("%d open (40 %% overdue), %d closed: bare SQL %v, digest %v, ratio %.2f\n", open, closed, median(bare), median(digest), ratio(digest, bare))
	fmt.Printf("with %d closed: digest %v, growth %.2f\n", closed/9, median(small), ratio(digest, small))
	return nil
}

func timed(f func() error) (time.Duration, error) {
	began := time.Now()
	err := f()
	return time.Since(began), err
}

func median(d []time.Duration) time.Duration {
	s := slices.Sorted(slices.Values(d))
	return s[len(s)/2].Round(time.Millisecond / 10)
}

// ratio is the median of the ratios within the rounds.
func ratio(of, to []time.Duration) float64 {
	var all []float64
	for i := range of {
		all = append(all, float64(of[i])/float64(to[i]))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func makeDigest(ctx context.Context, s *store.Store) error {
	t := &tracker.Tracker{Store: s, Now: time.Now, Config: config.Default()}
	d, err := t.Digest(ctx, tracker.CommandLine("bench"), tracker.DigestOptions(t.Config, asOf))
	if err == nil && (d.Totals.Overdue == 0 || len(d.Owners) != owners) {
		return fmt.Errorf("the digest is wrong: %+v, %d owners", d.Totals, len(d.Owners))
	}
	return err
}

// overdueRows reads what a digest shows, and does nothing with it.
func overdueRows(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `SELECT a.owner, a.due, a.id, a.title, a.ticket, a.incident_key, i.title FROM action_item a JOIN incident i ON i.key = a.incident_key
		WHERE a.state = 'open' AND a.due <> '' AND a.due < $1 ORDER BY a.owner, a.due`, asOf.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var owner, due, id, title, ticket, key, incident string
		if err := rows.Scan(&owner, &due, &id, &title, &ticket, &key, &incident); err != nil {
			return err
		}
	}
	return rows.Err()
}

// prepare fills a database, unless an earlier run did: ten action items an
// incident.
func prepare(ctx context.Context, dir string, open, closed int) (*store.Store, error) {
	file := filepath.Join(dir, fmt.Sprintf("digest-%d-%d.db", open, closed))
	_, err := os.Stat(file)
	there := err == nil
	s, err := store.Open(ctx, "sqlite:"+file)
	if err != nil || there {
		return s, err
	}
	tx, err := s.DB().BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	for n := range open + closed {
		if n%10 == 0 {
			_, err := tx.ExecContext(ctx, `INSERT INTO incident (key, title, severity, service, lang, timezone, state, occurred_at, declared_at, declared_by, author)
				VALUES ($1, 'Checkout failed for some orders', 'SEV2', 'checkout', 'en', 'UTC', 'closed', $2, $2, 'x', 'x')`, key(n), n)
			if err != nil {
				return nil, err
			}
		}
		if err := insertItem(ctx, tx, n, n*(open)/(open+closed) != (n+1)*open/(open+closed)); err != nil {
			return nil, err
		}
	}
	return s, tx.Commit()
}

func key(n int) string { return fmt.Sprintf("INC-2026-%06d", n/10) }

func insertItem(ctx context.Context, tx *sql.Tx, n int, open bool) error {
	state, due := "done", asOf.AddDays(-n%300)
	if open {
		state = "open"
		due = asOf.AddDays(n/10%300 - 120) // 40 % before that day
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO action_item (incident_key, position, id, title, kind, owner, due, ticket, trigger_text, before_text, after_text, verified_by, verified, concrete, is_verified, state)
		VALUES ($1, $2, $3, 'Deploys roll back by themselves when checkout errors pass 2%', 'prevent', $4, $5, $6, 'a deploy raises the error rate above 2% for 5 minutes',
		'the on-call engineer decides by hand', 'the pipeline rolls back within 2 minutes', 'the game day injects errors', '', true, false, $7)`,
		key(n), n%10+1, fmt.Sprintf("AI-%d", n%10+1), fmt.Sprintf("@person%d", n/10*7919%owners), due.String(), fmt.Sprintf("https://github.com/acme/checkout/issues/%d", n), state)
	return err
}
