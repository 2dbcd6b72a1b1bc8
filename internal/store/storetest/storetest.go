// Package storetest runs tests on both databases: SQLite, and a private
// PostgreSQL cluster that lives as long as the test process.
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
//	func TestX(t *testing.T) {
//		storetest.Each(t, func(t *testing.T, dsn string) { … })
//	}
//
// PostgreSQL comes from Debian's postgresql-15 or from PATH. Where it is absent
// its half is skipped, and fails when PMTRACKER_TEST_ALL is set.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/pmtracker/pmtracker/internal/store"
)

// Main runs the tests of a package and stops the cluster that they started.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Each runs a test on an empty database of each kind, as subtests "sqlite" and
// "postgres".
func Each(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, PostgreSQL(t)) })
}

// EachStore is Each with the database opened.
func EachStore(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	Each(t, func(t *testing.T, dsn string) { test(t, Open(t, dsn)) })
}

// Open opens a database and closes it at the end of the test.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// SQLite gives the DSN of a new SQLite file.
func SQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
}

// PostgreSQL gives the DSN of a new database of the cluster, with the present
// schema.
func PostgreSQL(t testing.TB) string {
	t.Helper()
	c, err := cluster()
	if errors.Is(err, errNoPostgreSQL) && os.Getenv("PMTRACKER_TEST_ALL") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	dsn, err := c.newDatabase(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

// DurablePostgreSQL gives the DSN of a database of a cluster of its own that
// syncs at each commit, for measurements.
func DurablePostgreSQL(t testing.TB) string {
	t.Helper()
	c, err := startPostgres(true)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(c.stop)
	dsn, err := c.newDatabase(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

var errNoPostgreSQL = errors.New("there is no PostgreSQL; install it with: apt-get install postgresql-15")

// one is the cluster of this process, started when the first test asks.
var one struct {
	sync.Mutex
	c     *postgres
	err   error
	asked bool
}

func cluster() (*postgres, error) {
	one.Lock()
	defer one.Unlock()
	if !one.asked {
		one.asked = true
		one.c, one.err = startPostgres(false)
	}
	return one.c, one.err
}

// Stop stops the cluster, for a TestMain that does not end in Main.
func Stop() {
	one.Lock()
	defer one.Unlock()
	if one.c != nil {
		one.c.stop()
	}
	one.c, one.asked = nil, false
}

var databases atomic.Int64

// newDatabase makes a copy of the template, which has the schema.
func (p *postgres) newDatabase(ctx context.Context) (string, error) {
	name := fmt.Sprintf("t%d", databases.Add(1))
	admin, err := p.connect(ctx, "postgres")
	if err != nil {
		return "", err
	}
	defer func() { _ = admin.Close(ctx) }()
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE base"); err != nil {
		return "", fmt.Errorf("create a database: %w", err)
	}
	return p.dsn(name), nil
}
