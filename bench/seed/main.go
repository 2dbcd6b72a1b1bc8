// Command seed fills a database with incidents as a large organisation has them
// after years: each with its timeline, about a kilobyte of words, and ten action
// items, one in ten still open. The same number gives the same database.
//
//	go run ./bench/seed -incidents 100000 sqlite:.tmp/bench/large.db
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/store"
)

const (
	owners   = 1000
	services = 40
	batch    = 2000 // incidents a transaction
)

// last is when the newest incident was declared: a fixed day, so that a number
// gives the same database.
var last = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func main() {
	n := flag.Int("incidents", 100_000, "how many incidents, spread over three years")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "seed: name one database, for example sqlite:.tmp/bench/large.db")
		os.Exit(2)
	}
	if err := run(context.Background(), flag.Arg(0), *n); err != nil {
		fmt.Fprintln(os.Stderr, "seed:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, dsn string, n int) error {
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	r := rand.New(rand.NewPCG(1, 2))
	for from := 0; from < n; from += batch {
		tx, err := s.DB().BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		w, err := newWriter(ctx, tx, r)
		for i := from; err == nil && i < min(n, from+batch); i++ {
			err = w.incident(ctx, i, n)
		}
		if err != nil {
			_ = tx.Rollback()
			return fmt.Errorf("cannot write incident %d: %w", from, err)
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	_, err = s.DB().ExecContext(ctx, "ANALYZE")
	return err
}

// writer has the statements of one transaction.
type writer struct {
	incidents, events, items, audits *sql.Stmt
	r                                *rand.Rand
}

func newWriter(ctx context.Context, tx *sql.Tx, r *rand.Rand) (*writer, error) {
	w := &writer{r: r}
	for into, query := range map[**sql.Stmt]string{
		&w.incidents: `INSERT INTO incident (key, title, severity, service, lang, timezone, state, occurred_at, declared_at, declared_by, author)
			VALUES ($1, $2, $3, $4, $5, 'UTC', $6, $7, $8, '@person1', '@person1')`,
		&w.events: `INSERT INTO event (id, incident_key, at, recorded_at, recorded_by, kind, role, actor, text, links) VALUES ($1, $2, $3, $3, '@person1', $4, '', '', $5, '[]')`,
		&w.items: `INSERT INTO action_item (incident_key, position, id, title, kind, owner, due, ticket, trigger_text, before_text, after_text, verified_by, verified, concrete, is_verified, state)
			VALUES ($1, $2, $3, $4, 'prevent', $5, $6, $7, 'a deploy raises the error rate above 2% for 5 minutes',
			'the on-call engineer decides by hand', 'the pipeline rolls back within 2 minutes', 'the game day injects errors', '', true, false, $8)`,
		&w.audits: `INSERT INTO audit (id, at, actor, origin, action, incident_key, detail) VALUES ($1, $2, 'seed', 'seed', 'seed', $3, '')`,
	} {
		stmt, err := tx.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		*into = stmt
	}
	return w, nil
}

// incident writes the i-th of n incidents, the oldest first.
func (w *writer) incident(ctx context.Context, i, n int) error {
	at := last.Add(-time.Duration(n-1-i) * (3 * 365 * 24 * time.Hour / time.Duration(n)))
	key := fmt.Sprintf("INC-%04d-%06d", at.Year(), i)
	service := fmt.Sprintf("service-%02d", w.r.IntN(services))
	lang, title := "en", service+": "+englishTitles[i%len(englishTitles)]
	if i%4 == 0 {
		lang, title = "ja", service+"で"+japaneseTitles[i/4%len(japaneseTitles)]
	}
	severity := fmt.Sprintf("SEV%d", 1+min(3, w.r.IntN(10)/2))
	state := "closed"
	if n-i <= n/50 {
		state = []string{"declared", "contained", "recovered", "in_review"}[i%4]
	}
	if _, err := w.incidents.ExecContext(ctx, key, title, severity, service, lang, state, at.Add(-10*time.Minute).UnixMicro(), at.UnixMicro()); err != nil {
		return err
	}
	for _, e := range []struct {
		after time.Duration
		kind  string
		text  string
	}{
		{-4 * time.Minute, "detection", "an alert fired"}, {0, "declaration", title},
		{9 * time.Minute, "note", w.words(i)}, {20 * time.Minute, "containment", "traffic was moved away"},
		{time.Duration(40+w.r.IntN(200)) * time.Minute, "recovery", "every number is back in its range"},
	} {
		if _, err := w.events.ExecContext(ctx, store.NewID(), key, at.Add(e.after).UnixMicro(), e.kind, e.text); err != nil {
			return err
		}
	}
	for item := range 10 {
		state, due := "done", civil.DateOf(at).AddDays(30+item)
		if (i*10+item)%10 == i%7 {
			state, due = "open", civil.DateOf(last).AddDays(i%300-120) // 40 % before that day
		}
		if _, err := w.items.ExecContext(ctx, key, item+1, fmt.Sprintf("AI-%d", item+1), "Deploys roll back by themselves when errors pass 2%", fmt.Sprintf("@person%d", (i*7919+item)%owners),
			due.String(), fmt.Sprintf("https://github.com/acme/checkout/issues/%d", i*10+item), state); err != nil {
			return err
		}
	}
	_, err := w.audits.ExecContext(ctx, store.NewID(), at.UnixMicro(), key)
	return err
}

// words gives about a kilobyte of text; one in a thousand has rare words.
func (w *writer) words(i int) string {
	var b strings.Builder
	for range 90 {
		b.WriteString(english[w.r.IntN(len(english))] + " ")
	}
	if i%4 == 0 {
		for range 20 {
			b.WriteString(japanese[w.r.IntN(len(japanese))] + "が")
		}
	}
	if i%1000 == 7 {
		b.WriteString("quicksilverish 経路情報の漏えい DBが遅い")
	}
	return b.String()
}

var (
	englishTitles  = []string{"requests fail", "latency doubled after a deploy", "card payments time out", "the queue grows", "a certificate expired", "disk is full", "logins are refused"}
	japaneseTitles = []string{"決済が失敗する", "応答が遅い", "検索結果が空になる", "証明書が期限切れ", "接続が枯渇した"}
	english        = strings.Fields("checkout search billing identity gateway inventory mail ledger replica certificate deploy rollback latency queue consumer index migration cache timeout retry disk quota dns balancer session token webhook invoice cron backup failover primary shard partition lock deadlock memory thread pool socket kernel firewall proxy")
	japanese       = strings.Fields("障害 復旧 決済 検索 認証 在庫 遅延 監視 接続 証明書 切り替え ロールバック データベース キャッシュ タイムアウト デプロイ")
)
