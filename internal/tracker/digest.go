package tracker

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// FolderDigest makes the digest of documents, where unread names the tickets that could
// not be asked about. Where the provider was not asked,
// only what the documents say counts, and the digest tells so. Items whose tickets belong
// to another provider are overdue for nobody: they may have been closed long ago.
func FolderDigest(docs []*postmortem.Document, states TicketStates, unread []string, base string, o digest.Options) digest.Digest {
	var open []digest.Item
	var finished digest.Finished
	o.TicketsUnasked, o.Unread = states == nil, unread
	counted := countedItems{}
	for _, d := range docs {
		for _, item := range d.DatedItems() {
			if counted.again(d, item) {
				continue
			}
			if item.IsVerified() {
				finished.Verified++
			}
			if states.Done(d, item) {
				finished.Done++
				continue
			}
			if states.Elsewhere(d, item) {
				ref, _ := incident.ParseTicketRef(item.Ticket)
				o.Elsewhere = append(o.Elsewhere, ref.String())
				continue
			}
			open = append(open, digestItem(d, item, states[d][item.ID], base))
		}
	}
	made := digest.Make(open, finished, o)
	made.Totals.Open += len(o.Elsewhere)
	return made
}

// countedItems are the action items of a digest by incident and number: two files of one
// incident, such as a copy or a translation, have the same.
type countedItems map[[2]string]countedItem

type countedItem struct {
	incident.ActionItem
	lang incident.Lang // of its document
}

// again tells whether an action item stands in an earlier document too: under the same
// title, with the same ticket, or in another language.
func (c countedItems) again(d *postmortem.Document, item incident.ActionItem) bool {
	if d.Front.Incident == "" {
		return false
	}
	key := [2]string{strings.ToLower(d.Front.Incident), item.ID}
	earlier, there := c[key]
	if !there {
		c[key] = countedItem{item, d.Lang}
	}
	return there && (earlier.Title == item.Title || earlier.lang != d.Lang || earlier.Ticket == item.Ticket && !incident.Unwritten(item.Ticket))
}

// Digest makes the digest of the incidents of the database, by what was last
// seen of their tickets.
func (t *Tracker) Digest(ctx context.Context, a Actor, o digest.Options) (digest.Digest, error) {
	var due []store.DueItem
	var counts store.ItemCounts
	err := t.look(ctx, a, func(tx *store.Tx) (err error) {
		if due, err = tx.DueItems(ctx, o.AsOf.AddDays(o.SoonDays)); err == nil {
			counts, err = tx.CountItems(ctx)
		}
		return err
	})
	if err != nil {
		return digest.Digest{}, err
	}
	items := make([]digest.Item, len(due))
	for i, it := range due {
		items[i] = digest.Item{Incident: it.Incident, ID: it.ID, Title: it.Title, Owner: it.Owner, Due: it.Due, Ticket: it.Ticket, Dropped: it.Dropped}
	}
	d := digest.Make(items, digest.Finished{Done: counts.Done + counts.Verified, Verified: counts.Verified}, o)
	d.Totals.Open = counts.Open // those that are not due yet count as well
	return d, nil
}

// DigestOptions takes from the team's configuration what a digest of a day needs.
func DigestOptions(c config.Config, asOf civil.Date) digest.Options {
	o := digest.Options{
		AsOf: asOf, SoonDays: wholeDays(c.Digest.Soon), EscalateDays: wholeDays(c.Digest.EscalateAfter),
		EscalateTo: c.Digest.EscalateTo, People: c.People, Lang: c.Lang,
	}
	if o.Lang == "" {
		o.Lang = incident.English
	}
	return o
}

func wholeDays(d time.Duration) int { return int(d / (24 * time.Hour)) }

func digestItem(d *postmortem.Document, item incident.ActionItem, fact incident.TicketFact, base string) digest.Item {
	out := digest.Item{Incident: KeyOf(d), ID: item.ID, Title: item.Title, Owner: item.Owner, Due: item.Due, Ticket: item.Ticket, Dropped: fact.Dropped, Path: d.Path}
	if fact.URL != "" {
		out.Ticket = fact.URL
	}
	if rel, err := filepath.Rel(base, d.Path); err == nil {
		out.Path = filepath.ToSlash(rel)
	}
	return out
}
