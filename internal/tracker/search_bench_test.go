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

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// BenchmarkSearch prints how long a search takes beside the scan of every text
// that finds the same (LIKE on both words), on the same database: the median of 9
// of each, and their ratio. PMTRACKER_BENCH_INCIDENTS says on how many incidents
// of 1 kB (default 10,000).
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
			if _, err := tr.Search(context.Background(), vic, "warm up", 1); err != nil {
				b.Fatal(err)
			}
			b.Logf("%d incidents indexed in %s", n, time.Since(began).Round(time.Millisecond))
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

func measureSearch(b *testing.B, tr *tracker.Tracker, s *store.Store, query string) {
	b.Helper()
	ctx := context.Background()
	var where []string
	var args []any
	for i, word := range strings.Fields(query) {
		where, args = append(where, fmt.Sprintf("body LIKE $%d", i+1)), append(args, "%"+word+"%")
	}
	scan := "SELECT count(*) FROM search_doc WHERE " + strings.Join(where, " AND ")
	median := func(f func()) float64 {
		var all []float64
		for range 9 {
			began := time.Now()
			f()
			all = append(all, time.Since(began).Seconds()*1000)
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	var there, found int
	scanned := median(func() {
		if err := s.DB().QueryRowContext(ctx, scan, args...).Scan(&there); err != nil {
			b.Fatal(err)
		}
	})
	searched := median(func() {
		hits, err := tr.Search(ctx, vic, query, 20)
		if err != nil {
			b.Fatal(err)
		}
		found = len(hits)
	})
	if found != min(20, there) {
		b.Errorf("%q: %d found, %d are there", query, found, there)
	}
	b.ReportMetric(searched, "ms")
	b.ReportMetric(scanned, "scan-ms")
	b.ReportMetric(searched/scanned, "of-scan")
	b.ReportMetric(float64(there), "hits")
	b.ReportMetric(0, "ns/op")
}
