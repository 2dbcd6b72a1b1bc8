package store

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	"modernc.org/sqlite"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Dialect is a kind of database.
type Dialect string

// The databases.
const (
	SQLite     Dialect = "sqlite"
	PostgreSQL Dialect = "postgres"
)

// source is a DSN taken apart.
type source struct {
	dialect     Dialect
	driver      string
	name        string // for the driver
	shown       string // for people: without a password
	file        string // SQLite: the file; empty: in memory
	connections int
}

// parseDSN reads "sqlite:FILE", "sqlite::memory:" and "postgres://…".
func parseDSN(dsn string) (source, error) {
	switch scheme, rest, _ := strings.Cut(dsn, ":"); {
	case scheme == "sqlite" && rest == ":memory:":
		// One connection, since each would have a database of its own.
		return source{dialect: SQLite, driver: "sqlite", name: sqliteName(":memory:"), shown: dsn, connections: 1}, nil
	case scheme == "sqlite" && rest != "":
		return source{dialect: SQLite, driver: "sqlite", name: sqliteName(rest), shown: dsn, file: rest, connections: max(4, runtime.NumCPU())}, nil
	case scheme == "postgres" || scheme == "postgresql":
		u, err := url.Parse(dsn)
		if err != nil || !strings.HasPrefix(rest, "//") {
			return source{}, incident.Errorf(incident.Invalid, "the database address is not of the form postgres://USER@HOST/NAME; correct --db or PMTRACKER_DB")
		}
		return source{dialect: PostgreSQL, driver: "pgx", name: dsn, shown: shownAddress(u), connections: 16}, nil
	}
	return source{}, incident.Errorf(incident.Invalid, "there is no database %q; write sqlite:FILE or postgres://USER@HOST/NAME into --db or PMTRACKER_DB", redacted(dsn))
}

// shownAddress is what of a PostgreSQL address people may see: who, where and which
// database. A password can stand before the host and under several names in the query.
func shownAddress(u *url.URL) string {
	open := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if u.User != nil {
		open.User = url.User(u.User.Username())
	}
	return open.String()
}

// redacted hides what may be a password in a text that is no DSN: nobody can tell where
// in it one begins or ends.
func redacted(dsn string) string {
	scheme, _, ok := strings.Cut(dsn, "://")
	switch {
	case ok && !strings.ContainsAny(scheme, "@=: "):
		return scheme + "://…"
	case strings.ContainsAny(dsn, "@="):
		return "…"
	}
	return dsn
}

// sqliteName is the driver's name of a file: write-ahead log with a full sync at
// each commit, foreign keys, and write transactions that lock at their start.
func sqliteName(file string) string {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "cache_size(-1000)", "journal_mode(WAL)", "synchronous(2)", "foreign_keys(1)", "recursive_triggers(1)",
	}}
	return sqliteURI(file, q)
}

// sqliteReadName is the driver's name of a file that is only looked at, and not made. The
// mode is not ro: a connection of that leaves the files of the write-ahead log behind.
func sqliteReadName(file string) string {
	return sqliteURI(file, url.Values{"mode": {"rw"}, "_pragma": {"busy_timeout(10000)", "query_only(1)"}})
}

func sqliteURI(file string, options url.Values) string {
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + options.Encode()
}

// open makes the pool of connections; it connects to nothing yet.
func (s source) open() (*sql.DB, error) {
	if s.dialect != SQLite {
		return sql.Open(s.driver, s.name)
	}
	connector, err := sqlite.NewConnector(s.name)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(liteConnector{connector}), nil
}

// prepare makes the folder of a SQLite file, and the file for its owner alone: SQLite
// would let everybody of the machine read a new one, and gives the files beside it the
// mode that it has. Where it cannot be made, who opens it says so better.
func (s source) prepare() error {
	if s.file == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(s.file), 0o700); err != nil {
		return incident.Errorf(incident.Invalid, "cannot make the folder of the database: %w; choose another with --db sqlite:FILE", err)
	}
	if f, err := os.OpenFile(s.file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		_ = f.Close()
	}
	return nil
}
