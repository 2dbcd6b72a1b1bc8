package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// A backup is JSON, a value a line, so that it can be read without pmtracker and
// goes from one kind of database to the other: a header; for each table its name
// and columns, then its rows as arrays; and at the end how many rows there are.
const backupFormat = 1

type backupLine struct {
	Format  int      `json:"pmtracker_backup,omitempty"`
	Table   string   `json:"table,omitempty"`
	Columns []string `json:"columns,omitempty"`
	Rows    *int     `json:"rows,omitempty"`
}

// Dump writes a backup of the database as the transaction sees it.
func (tx *Tx) Dump(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(backupLine{Format: backupFormat}); err != nil {
		return err
	}
	tables, err := tx.keptTables(ctx)
	if err != nil {
		return err
	}
	total := 0
	for _, table := range tables {
		n, err := tx.dumpTable(ctx, enc, table)
		if err != nil {
			return err
		}
		total += n
	}
	if err := enc.Encode(backupLine{Rows: &total}); err != nil {
		return err
	}
	return out.Flush()
}

func (tx *Tx) dumpTable(ctx context.Context, enc *json.Encoder, table string) (n int, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY 1")
	if err != nil {
		return 0, said(err, "cannot read the table %s", table)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return 0, said(err, "cannot read the table %s", table)
	}
	if err := enc.Encode(backupLine{Table: table, Columns: columns}); err != nil {
		return 0, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, said(err, "cannot read the table %s", table)
		}
		for i, v := range values {
			values[i] = toJSON(v)
		}
		if err := enc.Encode(values); err != nil {
			return n, err
		}
		n++
	}
	return n, said(rows.Err(), "cannot read the table %s", table)
}

// Load fills an empty database from a backup. A database in which anything is kept is
// Refused, a backup that cannot be read or is not whole is Invalid.
func (tx *Tx) Load(ctx context.Context, r io.Reader) error {
	if err := tx.mustBeEmpty(ctx); err != nil {
		return err
	}
	l := &loader{tx: tx, dec: json.NewDecoder(bufio.NewReaderSize(r, 1<<16))}
	l.dec.UseNumber()
	if err := l.load(ctx); err != nil {
		if incident.CodeOf(err) != incident.Internal {
			return err
		}
		return incident.Tell(incident.Invalid, "cannot restore, nothing was changed: %w", "復元できません。何も変更していません: %w", err)
	}
	return nil
}

// mustBeEmpty refuses a database in which anything is kept: what a backup brings would stand
// beside it, or under the same keys. What a server that nobody has used yet notes for itself
// is nothing kept: who does which job just now is forgotten, as the backup may say it too.
func (tx *Tx) mustBeEmpty(ctx context.Context) error {
	tables, err := tx.keptTables(ctx)
	if err != nil {
		return err
	}
	for _, table := range append([]string{"incident", "account"}, tables...) { // what people know it by comes first
		if table == "lease" || table == "web_session" {
			continue
		}
		var filled bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+table+")").Scan(&filled); err != nil {
			return said(err, "cannot look into the database")
		}
		if !filled {
			continue
		}
		has, japanese := "entries in the table "+table, "テーブル "+table+" の記録"
		switch table {
		case "incident":
			has, japanese = "incidents", "インシデント"
		case "account":
			has, japanese = "accounts", "アカウント"
		}
		return incident.Tell(incident.Refused, "the database has %[1]s already; restore into a new one, named with --db", "データベースにはすでに%[2]sがあります。--db で新しいデータベースを指定して復元してください", has, japanese)
	}
	return tx.exec(ctx, "cannot look into the database", "DELETE FROM lease")
}

// loader is where the reading of a backup stands.
type loader struct {
	tx     *Tx
	dec    *json.Decoder
	tables []string
	insert string
	column []func(any) (any, error) // how each column takes a value
	table  string
	n      int
	own    [][2]string // tables that refer to themselves, and the column that does
	later  int         // the column of the present table that refers to the table itself; -1: none
	held   [][]any     // its rows that wait for all that refer to no other
}

func (l *loader) load(ctx context.Context) (err error) {
	if l.tables, err = l.tx.keptTables(ctx); err != nil {
		return err
	}
	if l.own, err = l.tx.ownReferences(ctx); err != nil {
		return err
	}
	var head backupLine
	if err := l.dec.Decode(&head); err != nil || head.Format != backupFormat {
		return incident.Tell(incident.Invalid, "this is no backup that pmtracker restores; name a file that pmtracker backup wrote", "pmtracker が復元できるバックアップではありません。pmtracker backup が書き出したファイルを指定してください")
	}
	for {
		var raw json.RawMessage
		if err := l.dec.Decode(&raw); err != nil {
			return cutShort(err)
		}
		if raw[0] == '[' {
			err = l.row(ctx, raw)
		} else {
			var line backupLine
			if err := json.Unmarshal(raw, &line); err != nil {
				return err
			}
			if err := l.writeHeld(ctx); err != nil {
				return err
			}
			if line.Rows != nil {
				if *line.Rows != l.n {
					return incident.Tell(incident.Invalid, "the backup says that it has %d rows and has %d; use another copy", "バックアップは %d 行のはずですが、%d 行しかありません。別のコピーを使ってください", *line.Rows, l.n)
				}
				return l.end()
			}
			err = l.begin(ctx, line)
		}
		if err != nil {
			return err
		}
	}
}

// end reads on to the end, where the packing has its check sum.
func (l *loader) end() error {
	var more json.RawMessage
	switch err := l.dec.Decode(&more); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return cutShort(err)
	}
	return incident.Tell(incident.Invalid, "the backup goes on behind its end; use another copy", "バックアップの終端より後ろにデータがあります。別のコピーを使ってください")
}

func cutShort(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return incident.Tell(incident.Invalid, "the backup ends too early; use a copy that is whole", "バックアップが途中で終わっています。完全なコピーを使ってください")
	}
	return err
}

// begin prepares for the rows of a table.
func (l *loader) begin(ctx context.Context, line backupLine) error {
	if !slices.Contains(l.tables, line.Table) {
		return incident.Tell(incident.Invalid, "this version of pmtracker knows no table %q; restore with the version that made the backup, or a newer one", "このバージョンの pmtracker にテーブル %q はありません。バックアップを作成したバージョンか、それより新しいもので復元してください", line.Table)
	}
	rows, err := l.tx.QueryContext(ctx, "SELECT * FROM "+line.Table+" LIMIT 0")
	if err != nil {
		return said(err, "cannot read the table %s", line.Table)
	}
	types, err := rows.ColumnTypes()
	if err := errors.Join(err, rows.Close()); err != nil {
		return said(err, "cannot read the table %s", line.Table)
	}
	l.column, l.table, l.later = nil, line.Table, -1
	if own := slices.IndexFunc(l.own, func(o [2]string) bool { return o[0] == line.Table }); own >= 0 {
		l.later = slices.Index(line.Columns, l.own[own][1])
	}
	var marks []string
	for i, name := range line.Columns {
		at := slices.IndexFunc(types, func(t *sql.ColumnType) bool { return t.Name() == name })
		if at < 0 {
			return incident.Tell(incident.Invalid, "this version of pmtracker knows no column %s.%s; restore with the version that made the backup, or a newer one", "このバージョンの pmtracker に列 %s.%s はありません。バックアップを作成したバージョンか、それより新しいもので復元してください", line.Table, name)
		}
		l.column = append(l.column, fromJSON(types[at].DatabaseTypeName()))
		marks = append(marks, fmt.Sprintf("$%d", i+1))
	}
	l.insert = "INSERT INTO " + line.Table + " (" + strings.Join(line.Columns, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	return nil
}

// row writes one row.
func (l *loader) row(ctx context.Context, raw json.RawMessage) error {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	var values []any
	if err := dec.Decode(&values); err != nil {
		return err
	}
	if len(values) != len(l.column) || l.insert == "" {
		return incident.Tell(incident.Invalid, "a row of %q in the backup has %d values, not %d; use another copy", "バックアップの %q の行の値が %d 個で、%d 個ではありません。別のコピーを使ってください", l.table, len(values), len(l.column))
	}
	for i, v := range values {
		var err error
		if values[i], err = l.column[i](v); err != nil {
			return incident.Tell(incident.Invalid, "table %s: %w", "テーブル %s: %w", l.table, err)
		}
	}
	l.n++
	if l.later >= 0 && values[l.later] != nil {
		l.held = append(l.held, values)
		return nil
	}
	return l.write(ctx, values)
}

func (l *loader) write(ctx context.Context, values []any) error {
	return l.tx.exec(ctx, "cannot write the table "+l.table, l.insert, values...)
}

// writeHeld writes the rows that refer to others of their table, each behind the one
// that it refers to: the keys of two machines sort by clocks that differ.
func (l *loader) writeHeld(ctx context.Context) error {
	waiting := l.held
	l.held = nil
	for len(waiting) > 0 {
		keys := map[any]bool{}
		for _, values := range waiting {
			keys[values[0]] = true
		}
		var next [][]any
		for _, values := range waiting {
			if keys[values[l.later]] {
				next = append(next, values)
				continue
			}
			if err := l.write(ctx, values); err != nil {
				return err
			}
		}
		if len(next) == len(waiting) {
			return incident.Tell(incident.Invalid, "rows of %q in the backup refer to each other in a circle; use another copy", "バックアップの %q の行が循環して参照し合っています。別のコピーを使ってください", l.table)
		}
		waiting = next
	}
	return nil
}
