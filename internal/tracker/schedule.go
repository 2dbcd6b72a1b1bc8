package tracker

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// digestPatience is how late a digest may go out, when nothing ran at its hour.
const digestPatience = 12 * time.Hour

// QueueDigest queues the weekly digest once its hour has come, to the addresses
// that the configuration names and to whom it escalates, and tells whether it did. It goes out once,
// however often and on however many nodes this runs; where nobody has to act, it
// does not.
func (t *Tracker) QueueDigest(ctx context.Context, a Actor) (queued bool, err error) {
	c := t.Config.Digest
	planned, due, err := t.digestHour()
	if err != nil || !due || len(c.To) == 0 {
		return false, err
	}
	d, err := t.Digest(ctx, a, DigestOptions(t.Config, civil.DateOf(planned)))
	if err != nil {
		return false, err
	}
	m, err := digestMessage(d)
	if err != nil {
		return false, err
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		first, err := tx.GiveReminder(ctx, "", "digest", micro(planned), t.now())
		if err != nil || !first || d.Quiet() {
			return err
		}
		queued = true
		if err := t.queue(ctx, tx, "", "digest "+planned.UTC().Format(time.RFC3339), d.Recipients(c.To), m); err != nil {
			return err
		}
		return tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: a.Name, Origin: a.Origin, Action: "digest.queue", Detail: d.Title()})
	})
	return queued, err
}

// digestHour gives the moment of the digest whose turn it is, today's or, within the
// patience, yesterday's, and whether there is one.
func (t *Tracker) digestHour() (time.Time, bool, error) {
	c := t.Config.Digest
	days, err := config.NewCalendar(c.Holidays)
	if err != nil {
		return time.Time{}, false, err
	}
	now := t.now().In(t.zone())
	at, err := time.Parse("15:04", c.At)
	if err != nil {
		return time.Time{}, false, incident.Tell(incident.Invalid, "digest.at: %q is not a time of day; write it as \"09:00\"", "digest.at: %q は時刻ではありません。\"09:00\" のように書いてください", c.At)
	}
	for _, day := range []civil.Date{civil.DateOf(now), civil.DateOf(now).AddDays(-1)} {
		planned := time.Date(day.Year, day.Month, day.Day, at.Hour(), at.Minute(), 0, 0, t.zone())
		if days.DigestDay(day, c.Weekday) && !now.Before(planned) && now.Sub(planned) < digestPatience {
			return planned, true, nil
		}
	}
	return time.Time{}, false, nil
}
