package store

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// migrations holds the schema: *.sql serves both databases, the folder of a
// dialect what only one of them understands. Numbers are unique over all.
//
//go:embed migrations/*.sql migrations/sqlite/*.sql migrations/postgres/*.sql
var migrations embed.FS

// migrate brings the schema up to date. Several processes may do so at once: goose
// locks PostgreSQL, and Open a SQLite file.
func (s *Store) migrate(ctx context.Context) error {
	p, err := s.migrator()
	if err != nil {
		return err
	}
	if err := s.refuseNewer(ctx, p.ListSources()); err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return migrateError(err)
	}
	return nil
}

// migrator knows the migrations of the store's dialect.
func (s *Store) migrator() (*goose.Provider, error) {
	files, err := s.dialect.migrations()
	if err != nil {
		return nil, err
	}
	// Parts of the program have ranges of numbers, so a lower number may be new.
	options := []goose.ProviderOption{goose.WithAllowOutofOrder(true), goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if s.dialect == PostgreSQL {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, incident.Errorf(incident.Internal, "cannot lock the schema: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, s.db, files, options...)
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "cannot read the migrations: %w", err)
	}
	return p, nil
}

// refuseNewer is Invalid where a version of the program that has more migrations than
// this one was at the database: it may keep there what this one would misread or break.
func (s *Store) refuseNewer(ctx context.Context, known []*goose.Source) error {
	applied, err := s.applied(ctx)
	if err != nil {
		return migrateError(err)
	}
	for _, version := range applied {
		if version > 0 && !slices.ContainsFunc(known, func(k *goose.Source) bool { return k.Version == version }) {
			return incident.Tell(incident.Invalid, "a newer version of pmtracker has brought the database %s up to date (this one does not know %04d of its schema); update pmtracker here, or restore the backup from before into a new database",
				"データベース %s は、より新しいバージョンの pmtracker で更新されています（スキーマの %04d をこのバージョンは知りません）。pmtracker を更新するか、更新前のバックアップを新しいデータベースに復元してください", s.source.shown, version)
		}
	}
	return nil
}

// applied lists the numbers of the migrations that the database has had, the latest first; none
// where it is new.
func (s *Store) applied(ctx context.Context) (versions []int64, err error) {
	exists := map[Dialect]string{
		SQLite:     "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'goose_db_version')",
		PostgreSQL: "SELECT to_regclass('goose_db_version') IS NOT NULL",
	}[s.dialect]
	var old bool
	if err := s.db.QueryRowContext(ctx, exists).Scan(&old); err != nil || !old {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, "SELECT version_id FROM goose_db_version ORDER BY version_id DESC")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, err
		}
		versions = append(versions, version)
	}
	return versions, rows.Err()
}

func migrateError(err error) error {
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		err = partial.Err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		err = lite // without the SQL around it
	}
	do, japanese := remedy(err)
	return incident.Tell(incident.Invalid, "cannot bring the database's schema up to date: %[1]w%[2]s", "データベースのスキーマを更新できません: %[1]w%[3]s", err, do, japanese)
}

// migrations gives the files of a dialect as one folder.
func (d Dialect) migrations() (fs.FS, error) {
	both, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	own, err := fs.Sub(both, string(d))
	return folders{both, own}, err
}

// folders shows the files of several folders as those of one.
type folders []fs.FS

// Open opens a file of the first folder that has it.
func (f folders) Open(name string) (fs.File, error) {
	for _, folder := range f[:len(f)-1] {
		if file, err := folder.Open(name); err == nil {
			return file, nil
		}
	}
	return f[len(f)-1].Open(name)
}

// ReadDir lists the files of all.
func (f folders) ReadDir(name string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	for _, folder := range f {
		entries, err := fs.ReadDir(folder, name)
		if err != nil {
			return nil, err
		}
		all = append(all, entries...)
	}
	return all, nil
}
