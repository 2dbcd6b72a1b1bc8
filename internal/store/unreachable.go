package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// unreachable is what a database says that does not answer: it names host, user and
// database, which are for its operator.
type unreachable struct{ error }

func (e unreachable) Unwrap() error { return e.error }

// Unreachable tells whether an error is that the database does not answer now, or is
// held by another program. What it says is for the operator, not for who comes over
// the network.
func Unreachable(err error) bool {
	var u unreachable
	return errors.As(err, &u)
}

// unusable is what a database says that answers and cannot do its work: it names files
// and codes, which are for its operator.
type unusable struct{ error }

func (e unusable) Unwrap() error { return e.error }

// Unusable tells whether an error is that the database cannot keep or read anything: its
// disk is full or fails, its file may only be read or is damaged. What it says is for the
// operator, as with Unreachable.
func Unusable(err error) bool {
	var u unusable
	return errors.As(err, &u)
}

// cannotWork tells whether a driver's error is one of Unusable.
func cannotWork(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case 8, 10, 11, 13, 14, 26: // read-only, I/O, corrupt, full, cannot open, no database
			return true
		}
		return false
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code[:2] == "53" || pg.Code[:2] == "58" || pg.Code == "25006") // resources, the system's own, read-only
}

// doesNotAnswer tells whether a driver's error is that the database cannot be reached,
// that the connection to it was lost, or that it lets nobody else write.
func doesNotAnswer(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		code := lite.Code() & 0xff
		return code == 5 || code == 6 // busy, locked
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return true // also where the server, or its pooler, refuses one who was let in before
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code[:2] {
		case "08", "57":
			return true
		}
		return pg.Code == "53300" // too many connections
	}
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, pgconn.ErrConnClosed, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, lost) {
			return true
		}
	}
	var outside net.Error
	return errors.As(err, &outside)
}
