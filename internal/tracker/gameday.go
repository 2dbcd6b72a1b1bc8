package tracker

import (
	"context"
	"slices"
	"strings"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// PlanGameDay plans an exercise that is to prove the checks of action items, and
// gives its key. An item that does not say how its check would be seen is
// Refused: there is nothing to exercise.
func (t *Tracker) PlanGameDay(ctx context.Context, a Actor, title string, day civil.Date, items []store.GameDayItem) (key string, err error) {
	switch {
	case strings.TrimSpace(title) == "":
		return "", incident.Tell(incident.Invalid, "a game day needs a title; add --title \"what is exercised\"", "演習には題名が必要です。--title \"演習の内容\" を付けてください")
	case !day.IsValid():
		return "", incident.Tell(incident.Invalid, "a game day needs a day; add --date 2027-01-20", "演習には日付が必要です。--date 2027-01-20 のように付けてください")
	case len(items) == 0:
		return "", incident.Tell(incident.Invalid, "a game day proves the check of an action item; add --item INC-2026-0042/AI-1", "演習では恒久対応の確認方法を実証します。--item INC-2026-0042/AI-1 のように付けてください")
	}
	if err := incident.CheckText(title); err != nil {
		return "", err
	}
	err = t.change(ctx, a, Responder, "gameday.plan", func(tx *store.Tx, entry *store.AuditEntry) error {
		for i, it := range items {
			d, _, err := t.document(ctx, tx, it.Incident, 0)
			if err != nil {
				return err
			}
			found, err := d.Item(it.Item)
			if err != nil {
				return err
			}
			if found.VerifiedBy == "" {
				return noCheck(d, found, it.Incident)
			}
			items[i].Item = found.ID
			if slices.ContainsFunc(items[:i], func(o store.GameDayItem) bool { return o.Incident == it.Incident && o.Item == found.ID }) {
				return incident.Tell(incident.Invalid, "%s/%s is named twice; a game day proves each check once", "%s/%s が2回指定されています。確認方法は一度だけ指定してください", it.Incident, found.ID)
			}
		}
		g := store.GameDay{Title: strings.TrimSpace(title), PlannedFor: day, PlannedBy: a.Name, PlannedAt: entry.At, Items: items}
		if key, err = tx.InsertGameDay(ctx, g); err != nil {
			return err
		}
		entry.Detail = key + " " + g.Title
		return nil
	})
	return key, err
}

// RecordGameDay records what was seen of one item's check at a game day. The latest
// result counts: when the check held, the item is verified, with the evidence, and
// when it did not, a verification is withdrawn, in the same transaction. It gives the day
// for which the exercise is planned: one that was brought forward is no error, and
// counts as of today.
func (t *Tracker) RecordGameDay(ctx context.Context, a Actor, key string, it store.GameDayItem, held bool, evidence string, today civil.Date) (planned civil.Date, err error) {
	if evidence, err = evidenceOf(evidence, held); err != nil {
		return planned, err
	}
	err = t.change(ctx, a, Responder, "gameday.record", func(tx *store.Tx, entry *store.AuditEntry) error {
		g, err := tx.GameDay(ctx, key)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(g.Items, func(o store.GameDayItem) bool { return o.Incident == it.Incident && strings.EqualFold(o.Item, it.Item) })
		if at < 0 {
			return incident.Tell(incident.NotFound, "game day %s does not exercise %s/%s; pmtracker gameday list shows what it does", "演習 %s の対象に %s/%s は含まれていません。対象は pmtracker gameday list で確認できます", key, it.Incident, it.Item)
		}
		it, planned = g.Items[at], g.PlannedFor
		if err := tx.AppendGameDayResult(ctx, key, it, store.GameDayResult{Held: held, Evidence: evidence, By: a.Name, At: entry.At}); err != nil {
			return err
		}
		entry.Incident, entry.Detail = it.Incident, key+" "+it.Item
		_, err = t.rewrite(ctx, tx, a, afterClosing, it.Incident, func(d *postmortem.Document) (edited, error) {
			if !held {
				return withdrawn(d, it.Item, key, entry)
			}
			return verified(d, it.Incident, it.Item, incident.Verification{On: today, By: a.Name, Evidence: key + ": " + evidence})
		})
		return err
	})
	return planned, err
}

// withdrawn takes a verification out of a document, where the item has one: an exercise
// showed that its check does not hold.
func withdrawn(d *postmortem.Document, item, gameday string, entry *store.AuditEntry) (edited, error) {
	i := slices.IndexFunc(d.Items, func(o postmortem.Item) bool { return strings.EqualFold(o.ID, item) })
	if i < 0 || d.Items[i].Verified == "" {
		return edited{}, nil
	}
	text, err := d.SetField(d.Items[i].ID, incident.FieldVerified, "")
	entry.Detail += " verification withdrawn: " + d.Items[i].Verified
	return edited{text, d.Items[i].ID + " verification withdrawn by " + gameday}, err
}

// GameDays lists the game days with what was seen at them, the earliest first.
func (t *Tracker) GameDays(ctx context.Context, a Actor) (all []store.GameDay, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.GameDays(ctx)
		return err
	})
	return all, err
}

func noCheck(d *postmortem.Document, it *postmortem.Item, target string) error {
	return incident.Tell(incident.Refused, "%s: %s does not say how it will be seen; write its field %q first",
		"%s: %s に確認方法がありません。先に「%s」を書いてください", target, it.ID, incident.FieldVerifiedBy.Label(d.Lang))
}
