package tracker_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// BenchmarkSearch prints how long a search takes beside the scan of every text
// that finds the same (LIKE on both words), and beside what the database itself
// offers for the best 20 by rank (bm25 over trigrams on SQLite, where no word is
// shorter; ts_rank without a stored vector on PostgreSQL, which finds whole words
// alone), on the same database: medians, and their ratios.
// PMTRACKER_BENCH_INCIDENTS says on how many incidents of 1 kB (default 10,000).
//
//	go test -run '^$' -bench Search -benchtime 1x ./internal/tracker
func BenchmarkSearch(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("PMTRACKER_BENCH_INCIDENTS"))
	if err != nil {
		n = 10_000
	}
	for _, database := range []struct {
		name string
		dsn  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", func(t testing.TB) string { return storetest.PostgreSQL(t) }}} {
		b.Run(database.name, func(b *testing.B) {
			s := storetest.Open(b, database.dsn(b))
			tr := &tracker.Tracker{Store: s, Now: time.Now}
			seedIncidents(b, s, n)
			began := time.Now()
			if _, err := tr.Search(context.Background(), vic, "warm up", store.Filter{Limit: 1}); err != nil {
				b.Fatal(err)
			}
			b.Logf("%d incidents indexed in %s", n, time.Since(began).Round(time.Millisecond))
			if s.Dialect() == store.SQLite {
				bareTrigrams(b, s)
			}
			for _, query := range []string{"quicksilverish", "漏え", "経路情報の漏えい", "checkout timeout", "決済", "heckou", "決済が検索", "ck"} {
				b.Run(query, func(b *testing.B) { measureSearch(b, tr, s, query) })
			}
		})
	}
}

// seedIncidents writes incidents with about a kilobyte of text each; one in a
// thousand has rare words.
func seedIncidents(b *testing.B, s *store.Store, n int) {
	b.Helper()
	ctx := context.Background()
	words := strings.Fields("checkout search billing identity gateway inventory mail ledger replica certificate deploy rollback latency queue consumer index migration cache timeout retry disk quota dns balancer session token webhook invoice cron backup failover primary shard partition lock deadlock memory thread pool socket kernel firewall proxy")
	japanese := strings.Fields("障害 復旧 決済 検索 認証 在庫 遅延 監視 接続 証明書 切り替え ロールバック データベース キャッシュ タイムアウト デプロイ")
	r := rand.New(rand.NewPCG(1, 2))
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for from := 0; from < n; from += 1000 {
		err := s.Write(ctx, func(tx *store.Tx) error {
			for i := from; i < min(n, from+1000); i++ {
				var body strings.Builder
				for range 90 {
					body.WriteString(words[r.IntN(len(words))] + " ")
				}
				if i%4 == 0 {
					for range 20 {
						body.WriteString(japanese[r.IntN(len(japanese))] + "が")
					}
				}
				if i%1000 == 7 {
					body.WriteString("quicksilverish 経路情報の漏えい")
				}
				key := fmt.Sprintf("INC-2026-%06d", i)
				in := store.Incident{State: incident.Closed, DeclaredAt: day.Add(time.Duration(i) * time.Minute), DeclaredBy: "x"}
				in.Key, in.Title, in.Severity, in.Lang, in.Zone = key, "requests failed", "SEV2", incident.English, time.UTC
				if err := tx.InsertIncident(ctx, in); err != nil {
					return err
				}
				if _, err := tx.AppendEvent(ctx, key, incident.Event{At: in.DeclaredAt, RecordedAt: in.DeclaredAt, Kind: incident.KindNote, Text: body.String()}); err != nil {
					return err
				}
				if err := tx.Audit(ctx, store.AuditEntry{At: in.DeclaredAt, Action: "seed", Incident: key}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// bareTrigrams makes SQLite's own full text of the same texts.
func bareTrigrams(b *testing.B, s *store.Store) {
	b.Helper()
	for _, sql := range []string{
		"CREATE VIRTUAL TABLE bare_trigram USING fts5(body, content='', tokenize='trigram')",
		"INSERT INTO bare_trigram (rowid, body) SELECT id, body FROM search_doc",
	} {
		if _, err := s.DB().Exec(sql); err != nil {
			b.Fatal(err)
		}
	}
}

// ranked is the database's own query for the best 20 by rank; "" where it has none
// for these words.
func ranked(s *store.Store, query string) (sql, arg string) {
	words := strings.Fields(query)
	if s.Dialect() == store.PostgreSQL {
		if len(words) < 2 { // a part of a word is none
			return "", ""
		}
		return `SELECT count(*) FROM (SELECT id, ts_rank(to_tsvector('simple', body), plainto_tsquery('simple', $1)) r FROM search_doc
			WHERE to_tsvector('simple', body) @@ plainto_tsquery('simple', $1) ORDER BY r DESC LIMIT 20) x`, query
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) < 3 {
			return "", ""
		}
	}
	return "SELECT count(*) FROM (SELECT rowid FROM bare_trigram WHERE bare_trigram MATCH $1 ORDER BY rank LIMIT 20)", `"` + strings.Join(words, `" "`) + `"`
}

// median gives the median time of n runs, in milliseconds.
func median(n int, f func()) float64 {
	var all []float64
	for range n {
		began := time.Now()
		f()
		all = append(all, time.Since(began).Seconds()*1000)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func measureSearch(b *testing.B, tr *tracker.Tracker, s *store.Store, query string) {
	b.Helper()
	ctx := context.Background()
	var where []string
	var args []any
	for i, word := range strings.Fields(query) {
		where, args = append(where, fmt.Sprintf("body LIKE $%d", i+1)), append(args, "%"+word+"%")
	}
	scan := "SELECT count(*) FROM search_doc WHERE " + strings.Join(where, " AND ")
	var there, found int
	scanned := median(9, func() {
		if err := s.DB().QueryRowContext(ctx, scan, args...).Scan(&there); err != nil {
			b.Fatal(err)
		}
	})
	searched := median(9, func() {
		hits, err := tr.Search(ctx, vic, query, store.Filter{Limit: 20})
		if err != nil {
			b.Fatal(err)
		}
		found = len(hits)
	})
	if found != min(20, there) {
		b.Errorf("%q: %d found, %d are there", query, found, there)
	}
	if sql, arg := ranked(s, query); sql != "" {
		best := median(3, func() {
			var n int
			if err := s.DB().QueryRowContext(ctx, sql, arg).Scan(&n); err != nil || n != min(20, there) {
				b.Fatalf("%s finds %d: %v", sql, n, err)
			}
		})
		b.ReportMetric(best, "rank-ms")
		b.ReportMetric(searched/best, "of-rank")
	}
	b.ReportMetric(searched, "ms")
	b.ReportMetric(scanned, "scan-ms")
	b.ReportMetric(searched/scanned, "of-scan")
	b.ReportMetric(float64(there), "hits")
	b.ReportMetric(0, "ns/op")
}
