package tracker_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestBackupGoesFromEachDatabaseToEach backs up one kind of database and
// restores into both.
func TestBackupGoesFromEachDatabaseToEach(t *testing.T) {
	ctx := context.Background()
	admin := tracker.CommandLine("root@example.com")
	storetest.EachStore(t, func(t *testing.T, from *store.Store) {
		tr := newTracker(from)
		key := recovered(t, tr)
		must(t, tr.AssignRole(ctx, akiko, key, incident.Commander, "@ben"))
		g, err := tr.Generate(ctx, akiko, key, "", postmortem.Template{})
		must(t, err)
		_, err = tr.Edit(ctx, akiko, key, g.Revision, withItem(t, g.Text), "action item")
		must(t, err)
		must(t, tr.Approve(ctx, ben, key))
		must(t, from.Write(ctx, func(tx *store.Tx) error { // an open range has an infinite end
			return tx.AppendKPI(ctx, key, incident.KPI{Name: "p95", Baseline: &incident.Range{Low: 0, High: math.Inf(1)}}, time.Now())
		}))
		want, err := tr.Show(ctx, vic, key)
		must(t, err)
		file := filepath.Join(t.TempDir(), "backup.gz")
		must(t, tr.Backup(ctx, admin, file))

		storetest.EachStore(t, func(t *testing.T, to *store.Store) {
			tr := newTracker(to)
			must(t, tr.Restore(ctx, admin, file))
			got, err := tr.Show(ctx, vic, key)
			must(t, err)
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
				t.Errorf("not what was backed up: %s", diff)
			}
			if c, err := tr.Close(ctx, ben, key, incident.English, true); err != nil || rules(c) != "G7 G8" {
				t.Errorf("the gate says %q, %v", rules(c), err)
			}
			hits, err := tr.Search(ctx, vic, "ayment", store.Filter{Limit: 5})
			must(t, err)
			if keys(hits) != key {
				t.Errorf("the search finds %q", keys(hits))
			}
			wantCode(t, tr.Restore(ctx, admin, file), incident.Refused) // it has incidents now
		})
	})
}

// TestRestoringWantsNothingKept: accounts of another team would stay beside those that come
// in, and may do as much. What a server notes of its jobs is in no way.
func TestRestoringWantsNothingKept(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		admin := tracker.CommandLine("root@example.com")
		from := newTracker(storetest.Open(t, storetest.SQLite(t)))
		key := recovered(t, from)
		_, err := from.FirstAdmin(ctx, "@akiko", "correct horse battery", "test")
		must(t, err)
		file := filepath.Join(t.TempDir(), "all.gz")
		busy := "INSERT INTO lease (name, holder, until_at) VALUES ('job/deliver', 'n1', 9000000000000000)"
		write := func(s *store.Store) {
			t.Helper()
			must(t, s.Write(ctx, func(tx *store.Tx) error { _, err := tx.ExecContext(ctx, busy); return err }))
		}
		write(from.Store)
		must(t, from.Backup(ctx, admin, file))

		fresh := newTracker(s)
		write(s)
		must(t, fresh.Restore(ctx, admin, file))
		_, err = fresh.Show(ctx, admin, key)
		must(t, err)

		other := newTracker(storetest.Open(t, storetest.SQLite(t)))
		_, err = other.FirstAdmin(ctx, "@eve", "correct horse battery", "test")
		must(t, err)
		err = other.Restore(ctx, admin, file)
		if text := incident.Sentence(err, incident.English); incident.CodeOf(err) != incident.Refused || !strings.HasPrefix(text, "the database has accounts already; restore into a new one") {
			t.Errorf("with accounts: %v", err)
		}
		if text := incident.Sentence(err, incident.Japanese); !strings.HasPrefix(text, "データベースにはすでにアカウントがあります。") {
			t.Error(text)
		}
		if all, err := other.List(ctx, admin, store.Filter{}); err != nil || len(all) != 0 {
			t.Errorf("%d incidents came in, %v", len(all), err)
		}
	})
}

func TestDamagedBackupChangesNothing(t *testing.T) {
	ctx := context.Background()
	admin := tracker.CommandLine("root@example.com")
	tr := newTracker(storetest.Open(t, storetest.SQLite(t)))
	recovered(t, tr)
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.gz")
	must(t, tr.Backup(ctx, admin, whole))
	bytes, err := os.ReadFile(whole)
	must(t, err)
	for name, damaged := range map[string][]byte{
		"cut": bytes[:len(bytes)/2], "no end": bytes[:len(bytes)-4], "flipped": flip(bytes, len(bytes)/2), "not one": []byte("hello"), "empty": nil,
	} {
		file := filepath.Join(dir, "damaged.gz")
		must(t, os.WriteFile(file, damaged, 0o600))
		into := newTracker(storetest.Open(t, storetest.SQLite(t)))
		if err := into.Restore(ctx, admin, file); incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
		if all, err := into.List(ctx, vic, store.Filter{}); err != nil || len(all) != 0 {
			t.Errorf("%s: %d incidents came in, %v", name, len(all), err)
		}
	}
}

func flip(bytes []byte, at int) []byte {
	out := append([]byte{}, bytes...)
	out[at] ^= 0xff
	return out
}
