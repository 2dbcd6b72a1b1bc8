package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Tx is one transaction. Its methods read and write; the use cases say what
// belongs together. The embedded *sql.Tx is for the job engine and for tables
// that a package of its own keeps.
type Tx struct {
	*sql.Tx
	dialect Dialect
}

// Write runs f in a transaction and commits it when f gives no error. f may run
// again: on PostgreSQL when two transactions got in each other's way, on SQLite
// when one that several share failed. So it must change nothing but the database.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	if s.group != nil {
		return s.write(ctx, f)
	}
	for attempt := 0; ; attempt++ {
		err := s.once(ctx, nil, f)
		if attempt >= 5 || !collided(err) {
			return err
		}
	}
}

// Read runs f in a transaction that sees one state of the database and changes
// nothing.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.dialect == PostgreSQL {
		options.Isolation = sql.LevelRepeatableRead
	}
	return s.once(ctx, options, f)
}

func (s *Store) once(ctx context.Context, options *sql.TxOptions, f func(*Tx) error) error {
	tx, err := s.db.BeginTx(ctx, options)
	if err != nil {
		return said(err, "cannot begin a transaction")
	}
	defer func() { _ = tx.Rollback() }()
	if err := f(&Tx{Tx: tx, dialect: s.dialect}); err != nil {
		return err
	}
	return said(tx.Commit(), "cannot commit")
}

// collided tells whether PostgreSQL gave up a transaction for another: a
// serialisation failure or a deadlock.
func collided(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// said wraps what a database says with what was attempted. A row that is already
// there is a Conflict, a full disk or a lost server Unavailable.
func said(err error, attempted string, args ...any) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "22021" || pg.Code == "22P05") { // a NUL or broken UTF-8, which SQLite takes and finds nothing by
		return incident.Tell(incident.Invalid, "a text holds a character that cannot be kept; write it as UTF-8 without control characters", "保存できない文字が含まれています。制御文字を含まない UTF-8 で書いてください")
	}
	code, why := codeOf(err), err
	do, japanese := remedy(err)
	switch {
	case doesNotAnswer(err):
		code, why = incident.Unavailable, unreachable{err}
	case cannotWork(err):
		why = unusable{err}
	}
	return incident.Tell(code, "%[1]s: %[2]w%[3]s", "データベースの処理に失敗しました: %[2]w%[4]s", fmt.Sprintf(attempted, args...), why, do, japanese)
}

// remedy says in English and Japanese what to do about a failure that its reader can do
// something about.
func remedy(err error) (do, japanese string) {
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return "", ""
	}
	switch lite.Code() & 0xff {
	case 13:
		return "; make room on the disk and run it again", "。ディスクの空きを増やして再実行してください"
	case 8, 10, 14:
		return "; look whether the disk is full or its folder cannot be written, or name another with --db sqlite:FILE", "。ディスクの空きとフォルダーの書き込み権限を確認するか、--db sqlite:ファイル で別のデータベースを指定してください"
	case 5, 6:
		return "; another program holds the database for long, run it again when that is done", "。別のプログラムがデータベースを使用中です。終わってから再実行してください"
	}
	return "", ""
}

func codeOf(err error) incident.Code {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() {
		case 1555, 2067: // primary key, unique
			return incident.Conflict
		case 1811: // a trigger: that of an append-only table, which comes before the key
			if strings.Contains(lite.Error(), "UNIQUE constraint") {
				return incident.Conflict
			}
		}
		switch lite.Code() & 0xff {
		case 10, 13: // I/O, full
			return incident.Unavailable
		case 8, 11, 14, 26: // read-only, corrupt, cannot open, no database
			return incident.Invalid
		}
		return incident.Internal
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code[:2] {
		case "23":
			if pg.Code == "23505" {
				return incident.Conflict
			}
		case "53", "58":
			return incident.Unavailable
		}
		return incident.Internal
	}
	return incident.Internal
}

// forUpdate ends a SELECT whose rows nobody else may change before the commit.
// On SQLite a write transaction is alone from its start.
func (tx *Tx) forUpdate() string {
	if tx.dialect == PostgreSQL {
		return " FOR UPDATE"
	}
	return ""
}

// exec runs a statement.
func (tx *Tx) exec(ctx context.Context, attempted, query string, args ...any) error {
	_, err := tx.ExecContext(ctx, query, args...)
	return said(err, "%s", attempted)
}

// each runs a query and calls f for every row, with the row's Scan.
func (tx *Tx) each(ctx context.Context, attempted string, f func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return said(err, "%s", attempted)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return said(err, "%s", attempted)
		}
	}
	return said(rows.Err(), "%s", attempted)
}
