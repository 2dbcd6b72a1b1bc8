package tracker_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// BenchmarkAppend prints how many events a second go through the use case, and
// its ratio to the bare SQL in the same round on the same database: one insert,
// and a select with an insert and an audit row, a transaction each. Medians of 5
// rounds; every commit is synced.
//
//	go test -run '^$' -bench Append -benchtime 1x ./internal/tracker
func BenchmarkAppend(b *testing.B) {
	for _, database := range []struct {
		name string
		dsn  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.DurablePostgreSQL}} {
		b.Run(database.name, func(b *testing.B) {
			s := storetest.Open(b, database.dsn(b))
			f := newFloor(b, s)
			for _, writers := range []int{1, 16} {
				b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) { f.measure(b, writers) })
			}
		})
	}
}

// floor is a database with incidents for the use case, and bare tables.
type floor struct {
	s    *store.Store
	tr   *tracker.Tracker
	keys []string
}

func newFloor(b *testing.B, s *store.Store) *floor {
	b.Helper()
	f := &floor{s: s, tr: &tracker.Tracker{Store: s, Now: time.Now}}
	for range 200 {
		in, err := f.tr.Declare(context.Background(), akiko, tracker.Declaration{Title: "Card payments fail", Severity: "SEV2"})
		if err != nil {
			b.Fatal(err)
		}
		f.keys = append(f.keys, in.Key)
	}
	id := map[store.Dialect]string{store.SQLite: "integer primary key", store.PostgreSQL: "bigserial primary key"}[s.Dialect()]
	for _, sql := range []string{
		"create table bare_incident(id bigint primary key, key text not null unique, state text not null)",
		"create table bare_event(id " + id + ", incident_id bigint not null references bare_incident, at text not null, recorded_at text not null, recorded_by text not null, kind text not null, text text not null)",
		"create index bare_event_incident on bare_event(incident_id, at, id)",
		"create table bare_audit(id " + id + ", at text not null, who text not null, what text not null)",
	} {
		if _, err := s.DB().Exec(sql); err != nil {
			b.Fatal(err)
		}
	}
	for i, key := range f.keys {
		if _, err := s.DB().Exec("insert into bare_incident values ($1, $2, 'declared')", i, key); err != nil {
			b.Fatal(err)
		}
	}
	return f
}

const eventText = "error rate 3% on node 7; the pool of the replica reached 77 connections and new requests waited for the checkout"

func (f *floor) useCase(ctx context.Context, n int) error {
	_, err := f.tr.Log(ctx, akiko, f.keys[n], tracker.Entry{Kind: incident.KindNote, Text: eventText})
	return err
}

func (f *floor) bareInsert(ctx context.Context, n int) error {
	return f.bare(ctx, func(tx *sql.Tx) error { return insertBare(ctx, tx, n) })
}

func (f *floor) bareWithAudit(ctx context.Context, n int) error {
	return f.bare(ctx, func(tx *sql.Tx) error {
		var state string
		if err := tx.QueryRowContext(ctx, "select id, state from bare_incident where key = $1", f.keys[n]).Scan(&n, &state); err != nil {
			return err
		}
		if err := insertBare(ctx, tx, n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert into bare_audit(at, who, what) values ($1, 'akiko@example.com', 'event.append')", time.Now().UTC().Format(time.RFC3339Nano))
		return err
	})
}

func insertBare(ctx context.Context, tx *sql.Tx, n int) error {
	now := time.Now().UTC().Format(time.RFC3339Nano)
	_, err := tx.ExecContext(ctx, "insert into bare_event(incident_id, at, recorded_at, recorded_by, kind, text) values ($1, $2, $3, 'akiko@example.com', 'note', $4)", n, now, now, eventText)
	return err
}

// bareLock lets the writers of SQLite queue, as those of the floor do for its
// one connection.
var bareLock sync.Mutex

func (f *floor) bare(ctx context.Context, do func(*sql.Tx) error) error {
	if f.s.Dialect() == store.SQLite {
		bareLock.Lock()
		defer bareLock.Unlock()
	}
	tx, err := f.s.DB().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// rate gives how many times a second f runs in several writers, over d.
func rate(b *testing.B, writers, incidents int, d time.Duration, f func(context.Context, int) error) float64 {
	b.Helper()
	var n atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range writers {
		wg.Go(func() {
			for time.Since(began) < d {
				if err := f(context.Background(), rand.IntN(incidents)); err != nil {
					b.Error(err)
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(n.Load()) / time.Since(began).Seconds()
}

func (f *floor) measure(b *testing.B, writers int) {
	b.Helper()
	const rounds, d = 5, 600 * time.Millisecond
	var used, ofInsert, ofAudit []float64
	for range rounds {
		insert := rate(b, writers, len(f.keys), d, f.bareInsert)
		use := rate(b, writers, len(f.keys), d, f.useCase)
		audit := rate(b, writers, len(f.keys), d, f.bareWithAudit)
		used, ofInsert, ofAudit = append(used, use), append(ofInsert, use/insert), append(ofAudit, use/audit)
	}
	median := func(v []float64) float64 { slices.Sort(v); return v[len(v)/2] }
	b.ReportMetric(median(used), "events/s")
	b.ReportMetric(median(ofInsert), "of-bare-insert")
	b.ReportMetric(median(ofAudit), "of-bare-audit")
	b.ReportMetric(0, "ns/op")
}
