package tracker

import (
	"context"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TicketStates is what the provider says of the tickets of several documents, by
// document and item. Nil: it was not asked.
type TicketStates map[*postmortem.Document]map[string]incident.TicketFact

// AskTickets asks the provider about the ticket of every action item.
func AskTickets(ctx context.Context, p tickets.Provider, docs []*postmortem.Document) (TicketStates, error) {
	states := TicketStates{}
	for _, d := range docs {
		facts, err := tickets.Facts(ctx, p, d.ActionItems(), d.Lang)
		if err != nil {
			return nil, err
		}
		states[d] = facts
	}
	return states, nil
}

// Done tells whether an item of a document is finished: its check was seen to
// hold, or its ticket is closed.
func (s TicketStates) Done(d *postmortem.Document, item incident.ActionItem) bool {
	return item.IsVerified() || s[d][item.ID].Done
}

// Digest makes the digest of documents. Where the provider was not asked, only
// what the documents say counts, and the digest tells so.
func Digest(docs []*postmortem.Document, states TicketStates, base string, o digest.Options) digest.Digest {
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
