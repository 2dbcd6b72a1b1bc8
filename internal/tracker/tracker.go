// Package tracker holds the use cases, one function each: what a person or a
// program may do with an incident, on the command line, a page, the API or in an
// Action. A use case checks who asks, runs in one transaction, and leaves one
// entry in the audit log. It works on a TARGET: an incident's key in the
// database, or the path of a postmortem file.
package tracker

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// Tracker is what the use cases need around them. It is safe for use by several
// goroutines.
type Tracker struct {
	Store      *store.Store                     // nil: only files are worked on
	Config     config.Config                    // policy, people, zone and language of the team
	Provider   func() (tickets.Provider, error) // makes the ticket system; asked only where a ticket is to be looked at
	Prometheus func() (*kpi.Prometheus, error)  // makes the server that knows the KPIs; nil, or nothing made: they are entered by hand
	Sender     func() (*notify.Sender, error)   // makes what brings messages to people; nil: nothing reaches anybody
	Now        func() time.Time                 // the clock
	Place      func(path string) string         // how a ticket names a postmortem file; nil: from the root of its repository
	// Logger is told what stays hidden from who uses a server; nil: a command, which says it
	// to who runs it, where it matters to them.
	Logger *slog.Logger
	// Queue asks the job engine for a task, in a transaction; nil: there is no
	// engine, and what would be its task is done at once.
	Queue func(ctx context.Context, tx *store.Tx, task, of string) error

	orders signals
	papers papers
	trends keptTrends

	listTrouble atomic.Value // string: why the team's checklist could not be read, as it was logged last
}

// now gives the present time as the database keeps it: in UTC, to the
// microsecond.
func (t *Tracker) now() time.Time { return t.Now().UTC().Truncate(time.Microsecond) }

// zone is the team's zone, for days and for incidents that name none.
func (t *Tracker) zone() *time.Location { return t.Config.ZoneOr(time.UTC) }

// change runs one use case that writes: do, in a transaction, behind the check of
// who asks, with the entry of the audit log that it completes.
func (t *Tracker) change(ctx context.Context, a Actor, need Access, action string, do func(tx *store.Tx, entry *store.AuditEntry) error) error {
	if err := a.mayFor(need, ""); err != nil {
		return err
	}
	if err := t.needsStore(); err != nil {
		return err
	}
	if err := incident.CheckText(a.Name); err != nil {
		return err
	}
	err := t.Store.Write(ctx, func(tx *store.Tx) error {
		if err := expected(ctx, tx); err != nil {
			return err
		}
		if err := writtenOnce(ctx, tx); err != nil {
			return err
		}
		entry := store.AuditEntry{At: t.now(), Actor: a.Name, Origin: a.Origin, Action: action}
		if err := do(tx, &entry); err != nil {
			return err
		}
		if err := mayChange(ctx, tx, a, need, entry.Incident); err != nil {
			return err // and what do wrote is rolled back
		}
		if entry.Action == "" { // nothing was changed
			return nil
		}
		return tx.Audit(ctx, entry)
	})
	if err == nil {
		changed(ctx)
	}
	return err
}

// auditEach writes the entry of a change once for each incident that it concerns,
// since pages, marks and the search go by the log of each. That of the last is left
// to change. Empty keys and those that come again are none.
func auditEach(ctx context.Context, tx *store.Tx, entry *store.AuditEntry, keys []string) error {
	written := map[string]bool{"": true, entry.Incident: true}
	for _, key := range keys {
		if written[key] {
			continue
		}
		written[key] = true
		if entry.Incident != "" {
			if err := tx.Audit(ctx, *entry); err != nil {
				return err
			}
		}
		entry.Incident = key
	}
	return nil
}

// mayChange asks again, where the actor has the access for some services alone,
// whether the incident that was changed is of such a service.
func mayChange(ctx context.Context, tx *store.Tx, a Actor, need Access, key string) error {
	err := a.may(need)
	if err == nil || key == "" {
		return err
	}
	in, e := tx.Incident(ctx, key)
	if e != nil {
		return e
	}
	if in.Service == "" {
		return a.mayOf(need, "")
	}
	return a.mayFor(need, in.Service)
}

// mayOn tells, before any outside service is asked, whether the actor has a level of
// access for a TARGET: a file, or an incident by its service.
func (t *Tracker) mayOn(ctx context.Context, a Actor, need Access, target string) error {
	if err := a.mayFor(need, ""); err != nil || a.may(need) == nil {
		return err
	}
	if a.namesFile(target) {
		return a.may(need)
	}
	if err := t.needsStore(); err != nil {
		return err
	}
	return t.Store.Read(ctx, func(tx *store.Tx) error { return mayChange(ctx, tx, a, need, target) })
}

// look runs one use case that only reads.
func (t *Tracker) look(ctx context.Context, a Actor, do func(tx *store.Tx) error) error {
	if err := a.may(Viewer); err != nil {
		return err
	}
	if err := t.needsStore(); err != nil {
		return err
	}
	return t.Store.Read(ctx, do)
}

func (t *Tracker) needsStore() error {
	if t.Store == nil {
		return incident.Tell(incident.Invalid, "no database is open; name a file, or a database with --db", "データベースが開かれていません。ファイルを指定するか、--db でデータベースを指定してください")
	}
	return nil
}
