package tracker

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ItemQuery says which action items are listed. The zero value lists all.
type ItemQuery struct {
	Owner, Team, Service string
	State                store.ItemState // empty: all
	DueBefore            civil.Date      // only those with a day before this one; zero: all
	After                string          // cursor of the item behind which the list begins
	Limit                int             // 0: all
}

// ItemChoices are the values by which a list of action items can be cut down.
type ItemChoices struct{ Owners, Teams, Services []string }

// ListItems gives a page of the action items of every incident, those that are due
// first. An owner means every spelling of the same person.
func (t *Tracker) ListItems(ctx context.Context, a Actor, q ItemQuery) (items []store.ListedItem, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		f := store.ItemFilter{State: q.State, Service: q.Service, DueBefore: q.DueBefore, After: q.After, Limit: q.Limit}
		if q.Owner != "" || q.Team != "" {
			if f.Owners, err = t.spellings(ctx, tx, q); err != nil {
				return err
			}
		}
		items, err = tx.ListItems(ctx, f)
		return err
	})
	return items, err
}

// spellings lists how documents write the owners that a query means; not nil.
func (t *Tracker) spellings(ctx context.Context, tx *store.Tx, q ItemQuery) ([]string, error) {
	all, err := tx.ItemOwners(ctx)
	meant := []string{}
	for _, owner := range all {
		if (q.Owner == "" || t.Config.People.Same(owner, q.Owner)) && (q.Team == "" || t.TeamOf(owner) == q.Team) {
			meant = append(meant, owner)
		}
	}
	return meant, err
}

// Today is the present day in the team's zone.
func (t *Tracker) Today() civil.Date { return civil.DateOf(t.now().In(t.zone())) }

// TeamOf gives the team of an owner, "" where the mapping does not say.
func (t *Tracker) TeamOf(owner string) string {
	person, _ := t.Config.People.Known(owner)
	return person.Team
}

// ItemChoices gives the owners, teams and services that action items have.
func (t *Tracker) ItemChoices(ctx context.Context, a Actor) (c ItemChoices, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		if c.Owners, err = tx.ItemOwners(ctx); err != nil {
			return err
		}
		c.Services, err = tx.Services(ctx)
		return err
	})
	for _, owner := range c.Owners {
		if team := t.TeamOf(owner); team != "" && !slices.Contains(c.Teams, team) {
			c.Teams = append(c.Teams, team)
		}
	}
	slices.Sort(c.Teams)
	return c, err
}

// Outline is what a list tells of an incident besides its own row.
type Outline struct {
	OpenItems  int
	Milestones []incident.Event // first detection, containment and recovery: kind and time
}

// Outlines gives the outlines of some incidents.
func (t *Tracker) Outlines(ctx context.Context, a Actor, keys []string) (map[string]Outline, error) {
	outlines := map[string]Outline{}
	err := t.look(ctx, a, func(tx *store.Tx) error {
		open, err := tx.OpenItems(ctx, keys)
		if err != nil {
			return err
		}
		milestones, err := tx.Milestones(ctx, keys)
		for _, key := range keys {
			outlines[key] = Outline{open[key], milestones[key]}
		}
		return err
	})
	return outlines, err
}

// Course is how long an incident took, as trends count it.
type Course struct {
	DeclaredAt time.Time
	Service    string
	Severity   incident.Severity
	Recover    *time.Duration // from detection to recovery; nil: not known
}

// Trends is what the incidents of the last thirteen months and the action items
// have in common.
type Trends struct {
	Courses []Course
	Overdue []store.OwnerCount // the most first, at most limit
}

// Trends gives how long incidents took, and whose action items were overdue on a
// day. It is read anew once anything has changed; of many incidents, once a minute.
func (t *Tracker) Trends(ctx context.Context, a Actor, on civil.Date, limit int) (trends *Trends, err error) {
	since := t.now().AddDate(-1, -1, 0)
	err = t.look(ctx, a, func(tx *store.Tx) error {
		mark, err := tx.LastChange(ctx)
		if err != nil {
			return err
		}
		asked := fmt.Sprint(on, " ", limit)
		if trends = t.trends.get(asked, mark, t.now()); trends != nil {
			return nil
		}
		trends = &Trends{}
		spelt, err := tx.OverdueByOwner(ctx, on)
		trends.Overdue = byPerson(spelt, t.Config.People, limit)
		if err != nil {
			return err
		}
		rows, err := tx.Spans(ctx, since)
		for _, r := range rows {
			trends.Courses = append(trends.Courses, Course{DeclaredAt: r.DeclaredAt, Service: r.Service, Severity: r.Severity, Recover: incident.Between(r.DetectedAt, r.RecoveredAt)})
		}
		if err == nil {
			t.trends.put(asked, mark, trends, t.now())
		}
		return err
	})
	return trends, err
}

// keptTrends are the trends that were read last: what was asked for, and the mark of
// what they were read from. Of many incidents they may be a minute old, but never
// those of another day or length.
type keptTrends struct {
	sync.Mutex
	asked  string
	mark   string
	until  time.Time
	trends *Trends
}

// manyCourses is from how many incidents on trends are read once a minute at most.
var manyCourses = 5000

func (k *keptTrends) get(asked, mark string, now time.Time) *Trends {
	k.Lock()
	defer k.Unlock()
	if k.asked != asked || k.mark != mark && !now.Before(k.until) {
		return nil
	}
	return k.trends
}

func (k *keptTrends) put(asked, mark string, trends *Trends, now time.Time) {
	k.Lock()
	defer k.Unlock()
	k.asked, k.mark, k.trends, k.until = asked, mark, trends, time.Time{}
	if len(trends.Courses) >= manyCourses {
		k.until = now.Add(time.Minute)
	}
}
