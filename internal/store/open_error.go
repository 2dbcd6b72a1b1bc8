package store

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// openError says why a database does not open: Unavailable where it may open later,
// else Invalid with what to correct.
func (s source) openError(err error) error {
	if s.dialect == PostgreSQL {
		return s.connectError(err)
	}
	if _, e := os.Stat(filepath.Dir(s.file)); errors.Is(e, fs.ErrNotExist) {
		err = e
	}
	do, japanese := remedy(err)
	if do == "" {
		do, japanese = "; name another with --db sqlite:FILE", "。--db sqlite:ファイル で別のデータベースを指定してください"
	}
	return incident.Tell(incident.Invalid, "cannot open the database %[1]s: %[2]w%[3]s", "データベース %[1]s を開けません: %[2]w%[4]s", s.shown, err, do, japanese)
}

// connectError tells an address that is wrong from a server that does not answer now.
func (s source) connectError(err error) error {
	var wrong *pgconn.ParseConfigError
	if errors.As(err, &wrong) {
		why := errors.Unwrap(wrong) // the sentence around it repeats the address
		if why == nil {
			why = errors.New("?")
		}
		return incident.Tell(incident.Invalid, "the database address %s cannot be read (%v); correct --db or PMTRACKER_DB", "データベースのアドレス %s を読み取れません（%v）。--db か PMTRACKER_DB を直してください", s.shown, why)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "3D000":
			return incident.Tell(incident.Invalid, "there is no database %s on that server; create it with createdb, or correct --db or PMTRACKER_DB", "サーバーにデータベース %s がありません。createdb で作成するか、--db か PMTRACKER_DB を直してください", s.shown)
		case pg.Code[:2] == "28" || pg.Code == "42501":
			return incident.Tell(incident.Invalid, "the database %s does not let that user in (%s); correct the user or the password in --db or PMTRACKER_DB", "データベース %s に接続する権限がありません（%s）。--db か PMTRACKER_DB のユーザー名かパスワードを直してください", s.shown, pg.Message)
		}
	}
	return incident.Tell(incident.Unavailable, "the database %s does not answer (%s); start it, or correct --db or PMTRACKER_DB", "データベース %s が応答しません（%s）。起動するか、--db か PMTRACKER_DB を直してください", s.shown, strings.Join(reasons(err), ", "))
}

// reasons gives why each address of a host could not be reached, each reason once and
// without what stands around it.
func reasons(err error) []string {
	var all []string
	switch e := err.(type) {
	case *net.DNSError:
		return []string{e.Error()}
	case *pgconn.PgError:
		return []string{e.Message}
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			all = append(all, reasons(one)...)
		}
	case interface{ Unwrap() error }:
		if cause := e.Unwrap(); cause != nil {
			all = reasons(cause)
		}
	}
	if len(all) == 0 {
		return []string{err.Error()}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
