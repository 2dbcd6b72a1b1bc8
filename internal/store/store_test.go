package store_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func at(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC) }

// seed writes an incident with one row in every append-only table.
func seed(t *testing.T, s *store.Store) string {
	t.Helper()
	ctx := context.Background()
	key := "INC-2026-0001"
	err := s.Write(ctx, func(tx *store.Tx) error {
		in := store.Incident{Incident: incident.Incident{Key: key, Title: "決済が失敗する", Severity: "SEV2", Lang: incident.Japanese, Zone: time.UTC},
			State: incident.Declared, DeclaredAt: at(5), DeclaredBy: "@akiko"}
		for _, step := range []func() error{
			func() error { return tx.InsertIncident(ctx, in) },
			func() error {
				id, err := tx.AppendEvent(ctx, key, incident.Event{At: at(4), RecordedAt: at(5), RecordedBy: "@akiko", Kind: incident.KindDetection, Text: "x"})
				if err != nil {
					return err
				}
				if err := tx.AppendSource(ctx, id, "09:04 x"); err != nil {
					return err
				}
				return tx.AppendDecision(ctx, key, id, incident.Decision{Question: "x"})
			},
			func() error { return tx.AppendTick(ctx, key, incident.Tick{Step: "record", At: at(6), By: "@ben"}) },
			func() error {
				id, err := tx.AppendComment(ctx, store.Comment{Incident: key, Revision: 1, Line: 1, Author: "@ben", At: at(9), Text: "x"})
				if err != nil {
					return err
				}
				return tx.SetThreadState(ctx, key, id, store.ThreadResolved, "@ben", at(9))
			},
			func() error {
				return tx.AppendVerdict(ctx, key, incident.Verdict{Revision: "d", By: "@ben", At: at(9), Wants: "x"})
			},
			func() error {
				_, err := tx.AppendReport(ctx, key, incident.Report{Kind: incident.ReportFirst, SentAt: at(6), NextAt: at(36)}, "@akiko")
				return err
			},
			func() error {
				return tx.AppendRole(ctx, key, store.RoleChange{Person: "@ben", Role: incident.Commander, Taken: true, At: at(6), By: "@akiko"})
			},
			func() error { return tx.AppendKPI(ctx, key, incident.KPI{Name: "error rate"}, at(7)) },
			func() error {
				_, err := tx.SaveRevision(ctx, key, 0, store.Revision{Digest: "d", Text: "# x", SavedAt: at(8)}, nil)
				return err
			},
			func() error {
				return tx.AppendVerdict(ctx, key, incident.Verdict{By: "@ben", Revision: "d", At: at(9), Approves: true})
			},
			func() error {
				it := store.GameDayItem{Incident: key, Item: "AI-1"}
				day, err := tx.InsertGameDay(ctx, store.GameDay{Title: "x", PlannedFor: civil.Date{Year: 2027, Month: 1, Day: 20}, PlannedAt: at(9), Items: []store.GameDayItem{it}})
				if err != nil {
					return err
				}
				return tx.AppendGameDayResult(ctx, day, it, store.GameDayResult{Held: true, Evidence: "x", At: at(9)})
			},
			func() error {
				return tx.Audit(ctx, store.AuditEntry{At: at(9), Actor: "@ben", Action: "x", Incident: key})
			},
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestHistoryCannotBeChanged goes past the program, as somebody with a database
// shell would.
func TestHistoryCannotBeChanged(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		seed(t, s)
		columns := map[string]string{
			"event": "text", "role_assignment": "person", "report": "text", "kpi_reading": "name", "revision": "text",
			"approval": "approved_by", "gameday_result": "evidence", "audit": "detail", "checklist_tick": "ticked_by", "decision": "body",
			"event_source": "raw", "comment": "text", "comment_state": "by_person", "change_request": "text",
		}
		for table, column := range columns {
			attempts := []string{"UPDATE " + table + " SET " + column + " = 'forged'", "DELETE FROM " + table}
			if s.Dialect() == store.SQLite {
				attempts = append(attempts, "INSERT OR REPLACE INTO "+table+" SELECT * FROM "+table)
			} else {
				attempts = append(attempts, "TRUNCATE "+table+" CASCADE")
			}
			for _, sql := range attempts {
				var before, after int
				count := func(n *int) {
					if err := s.DB().QueryRow("SELECT count(*) FROM " + table + " WHERE " + column + " <> 'forged'").Scan(n); err != nil {
						t.Fatal(err)
					}
				}
				count(&before)
				if _, err := s.DB().Exec(sql); err == nil || !strings.Contains(err.Error(), table) {
					t.Errorf("%s: %v, want a refusal that names the table", sql, err)
				}
				if count(&after); before != 1 || after != 1 {
					t.Errorf("%s: %d rows before, %d after", sql, before, after)
				}
			}
		}
		if _, err := s.DB().Exec("DELETE FROM incident"); err == nil {
			t.Error("an incident was deleted")
		}
	})
}

// TestTickedTwice: that a step is ticked already is a Conflict, also where the
// trigger of the append-only table says so.
func TestTickedTwice(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		key := seed(t, s)
		err := s.Write(context.Background(), func(tx *store.Tx) error {
			return tx.AppendTick(context.Background(), key, incident.Tick{Step: "record", At: at(7), By: "@chie"})
		})
		if incident.CodeOf(err) != incident.Conflict {
			t.Errorf("%v, want a conflict", err)
		}
	})
}

func TestRevisionsAreOptimistic(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		key := seed(t, s)
		ctx := context.Background()
		save := func(base int) error {
			return s.Write(ctx, func(tx *store.Tx) error {
				_, err := tx.SaveRevision(ctx, key, base, store.Revision{Digest: "e", Text: "# y", SavedAt: at(10)}, nil)
				return err
			})
		}
		if err := save(1); err != nil {
			t.Fatal(err)
		}
		if err := save(1); incident.CodeOf(err) != incident.Conflict {
			t.Errorf("saved over somebody else's revision: %v", err)
		}
	})
}

func TestOpenRefusesInOneSentence(t *testing.T) {
	for dsn, want := range map[string]incident.Code{
		"":                                   incident.Invalid,
		"mysql://root:secret@localhost/x":    incident.Invalid,
		"sqlite:/proc/nowhere/x.db":          incident.Invalid,
		"postgres://pm:secret@127.0.0.1:1/x": incident.Unavailable,

		"postgres://pm@127.0.0.1:1/x?password=secret":                 incident.Unavailable,
		"postgres://pm@127.0.0.1:1/x?pass%77ord=secret":               incident.Unavailable,
		"postgres://pm@127.0.0.1:1/x?sslpassword=secret&sslmode=what": incident.Invalid,
		"postgres://pm@127.0.0.1:1/x?password=secret%ZZ":              incident.Invalid,
		"postgres://pm@127.0.0.1:port/x?password=secret":              incident.Invalid,
		"host=127.0.0.1 user=pm password=secret dbname=x":             incident.Invalid,
		"host=127.0.0.1 user=pm password='my secret' dbname=x":        incident.Invalid,
		"mysql://root:my@secret@localhost/x":                          incident.Invalid,
		"mysql://localhost/x?password=secret":                         incident.Invalid,
		"pm:secret@localhost/x":                                       incident.Invalid,
	} {
		s, err := store.Open(context.Background(), dsn)
		if err == nil {
			_ = s.Close()
		}
		if err == nil || incident.CodeOf(err) != want || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v (%s), want %s without the password", dsn, err, incident.CodeOf(err), want)
		}
	}
}

// TestANewerDatabaseIsRefused: what a newer version of the program brought up to date opens
// with that version alone.
func TestANewerDatabaseIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, dsn)
		if _, err := s.DB().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, TRUE)"); err != nil {
			t.Fatal(err)
		}
		again, err := store.Open(context.Background(), dsn)
		if err == nil {
			_ = again.Close()
		}
		if incident.CodeOf(err) != incident.Invalid {
			t.Fatalf("it opens: %v", err)
		}
		for lang, says := range map[incident.Lang]string{incident.English: "a newer version of pmtracker", incident.Japanese: "より新しいバージョンの pmtracker"} {
			if text := incident.Sentence(err, lang); !strings.Contains(text, says) || !strings.Contains(text, "9001") {
				t.Error(text)
			}
		}
	})
}

// TestADatabaseFileIsItsOwnersAlone: whatever else the machine's users may read.
func TestADatabaseFileIsItsOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it has no such modes")
	}
	folder := t.TempDir()
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(folder, "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	data := 0
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name(), ".lock") { // empty
			continue
		}
		data++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %v", f.Name(), info.Mode())
		}
	}
	if data < 2 {
		t.Errorf("only %d files of the database are there", data)
	}
}
