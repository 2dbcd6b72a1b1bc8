package tracker

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// QueueDigest queues the weekly digest once its hour has come, to the addresses
// that the configuration names and to whom it escalates, and tells whether it did. It goes out once
// for its day, however often and on however many nodes this runs, and whatever becomes of
// the hour meanwhile; where nobody has to act, or the database is newer than that day, it
// does not.
func (t *Tracker) QueueDigest(ctx context.Context, a Actor) (queued bool, err error) {
	c := t.Config.Digest
	day, hour, err := t.digestDay()
	if err != nil || hour.IsZero() || hour.After(t.now()) || len(c.To) == 0 {
		return false, err
	}
	if owed, err := t.digestOwed(ctx, day); err != nil || !owed {
		return false, err
	}
	d, err := t.Digest(ctx, a, DigestOptions(t.Config, civil.DateOf(t.now().In(t.zone()))))
	if err != nil {
		return false, err
	}
	m, err := digestMessage(d)
	if err != nil {
		return false, err
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		first, err := tx.GiveReminder(ctx, "", digestGiven, day.In(time.UTC), t.now())
		if err != nil || !first || d.Quiet() {
			return err
		}
		queued = true
		if err := t.queue(ctx, tx, "", "digest "+day.String(), d.Recipients(c.To), m); err != nil {
			return err
		}
		return tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: a.Name, Origin: a.Origin, Action: "digest.queue", Detail: d.Title()})
	})
	return queued, err
}

// digestGiven is as what a digest that went out is remembered, by its day.
const digestGiven = "digest"

// digestOwed tells whether the digest of a day has not gone out yet, and the database is
// not newer than the day. It is asked first, each minute: to make a digest, every open
// item is read.
func (t *Tracker) digestOwed(ctx context.Context, day civil.Date) (owed bool, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		given, err := tx.ReminderGiven(ctx, "", digestGiven, day.In(time.UTC))
		if err != nil || given {
			return err
		}
		began, err := tx.InUseSince(ctx)
		owed = err == nil && (began.IsZero() || !civil.DateOf(began.In(t.zone())).After(day))
		return err
	})
	return owed, err
}

// digestDay gives the day and the hour of the digest whose turn it is: today's, else, until
// the day of the next one, the last one's, as nothing may have run on its day. That waits
// for a public holiday to pass, and then for the hour. The zero hour: there is none.
func (t *Tracker) digestDay() (day civil.Date, hour time.Time, err error) {
	c := t.Config.Digest
	days, err := config.NewCalendar(c.Holidays)
	if err != nil {
		return day, hour, err
	}
	at, err := time.Parse("15:04", c.At)
	if err != nil {
		return day, hour, incident.Tell(incident.Invalid, "digest.at: %q is not a time of day; write it as \"09:00\"", "digest.at: %q は時刻ではありません。\"09:00\" のように書いてください", c.At)
	}
	const between = 14 // days, and more than holidays put between two digests
	today := civil.DateOf(t.now().In(t.zone()))
	day = today
	for range between {
		if days.DigestDay(day, c.Weekday) {
			on := day
			switch late := day != today; {
			case late && days.Holiday(today):
				return day, hour, nil
			case late && days.Holiday(today.AddDays(-1)):
				on = today
			}
			return day, time.Date(on.Year, on.Month, on.Day, at.Hour(), at.Minute(), 0, 0, t.zone()), nil
		}
		day = day.AddDays(-1)
	}
	return day, hour, nil
}
