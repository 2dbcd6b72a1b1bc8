package tracker

import (
	"context"
	"maps"
	"path/filepath"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketStates is what the provider says of the tickets of several documents, by
// document and item. Nil: it was not asked.
type TicketStates map[*postmortem.Document]map[string]incident.TicketFact

// askOneByOne is up to how many tickets each is asked about by itself. More are
// looked for in one listing by pages of 100: an Action's token has 1,000 requests
// an hour.
const askOneByOne = 30

// AskTickets asks the provider about the ticket of every action item.
func AskTickets(ctx context.Context, p tickets.Provider, docs []*postmortem.Document) (TicketStates, error) {
	var markers []string
	linked := 0
	for _, d := range docs {
		for _, item := range d.ActionItems() {
			if _, ok := incident.ParseTicketRef(item.Ticket); ok {
				linked++
				markers = append(markers, d.Front.Incident+"/"+item.ID)
			}
		}
	}
	var listed map[string][]tickets.Ticket
	if linked > askOneByOne && p.ListsPresent() {
		var err error
		if listed, err = p.FindMarked(ctx, markers); err != nil {
			return nil, err
		}
	}
	states := TicketStates{}
	for _, d := range docs {
		facts, err := askDocument(ctx, p, d, listed)
		if err != nil {
			return nil, err
		}
		states[d] = facts
	}
	return states, nil
}

// askDocument takes the tickets of one document from the listing, and asks about
// those that are not in it.
func askDocument(ctx context.Context, p tickets.Provider, d *postmortem.Document, listed map[string][]tickets.Ticket) (map[string]incident.TicketFact, error) {
	known := map[string]incident.TicketFact{}
	var rest []incident.ActionItem
	for _, item := range d.ActionItems() {
		ref, ok := incident.ParseTicketRef(item.Ticket)
		if !ok {
			continue
		}
		ticket, ok := tickets.Listed(p, ref, listed[d.Front.Incident+"/"+item.ID])
		if !ok {
			rest = append(rest, item)
			continue
		}
		fact, err := tickets.FactOf(ctx, p, item, ticket)
		if err != nil {
			return nil, err
		}
		known[item.ID] = fact
	}
	facts, err := tickets.Facts(ctx, p, rest)
	if err != nil {
		return nil, err
	}
	maps.Copy(known, facts)
	return known, nil
}

// Done tells whether an item of a document is finished: its check was seen to
// hold, or its ticket is closed.
func (s TicketStates) Done(d *postmortem.Document, item incident.ActionItem) bool {
	return item.IsVerified() || s[d][item.ID].Done
}

// FolderDigest makes the digest of documents. Where the provider was not asked,
// only what the documents say counts, and the digest tells so.
func FolderDigest(docs []*postmortem.Document, states TicketStates, base string, o digest.Options) digest.Digest {
	var open []digest.Item
	var finished digest.Finished
	o.TicketsUnread = states == nil
	for _, d := range docs {
		for _, item := range d.ActionItems() {
			if item.IsVerified() {
				finished.Verified++
			}
			if states.Done(d, item) {
				finished.Done++
				continue
			}
			open = append(open, digestItem(d, item, states[d][item.ID], base))
		}
	}
	return digest.Make(open, finished, o)
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
		items[i] = digest.Item{Incident: it.Incident, ID: it.ID, Title: it.Title, Owner: it.Owner, Due: it.Due, Ticket: it.Ticket}
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
	out := digest.Item{Incident: KeyOf(d), ID: item.ID, Title: item.Title, Owner: item.Owner, Due: item.Due, Ticket: item.Ticket, Path: d.Path}
	if fact.URL != "" {
		out.Ticket = fact.URL
	}
	if rel, err := filepath.Rel(base, d.Path); err == nil {
		out.Path = filepath.ToSlash(rel)
	}
	return out
}
