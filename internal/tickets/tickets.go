// Package tickets opens a ticket for each action item, exactly once, and asks
// the provider about tickets that exist. GitHub and Jira stand behind one
// interface; neither offers an idempotency key, so the guarantee is made here:
// every ticket carries a marker, and before a create is repeated the provider is
// asked whether a ticket with that marker exists.
package tickets

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Draft is a ticket to be opened.
type Draft struct {
	Marker string // identifies it for ever: "INC-2026-0042/AI-1"; the adapter hides it in the ticket
	Title  string
	Body   string     // Markdown; the adapter converts it where the provider speaks something else
	Owner  string     // as documents write it ("@akiko") or an account at the provider; empty: nobody
	Due    civil.Date // a day in the team's zone; the zero date: none
	Labels []string
	Lang   incident.Lang // of what is written into the ticket beside Title and Body
}

// Ticket is what the provider says of one.
type Ticket struct {
	Ref     incident.TicketRef
	Node    string // its id in GitHub's GraphQL API; empty elsewhere
	URL     string // where people see it
	Title   string
	Body    string   // as the provider keeps it: Markdown, or Jira's wiki markup; of a document of Jira's its letters
	Done    bool     // closed, or in a status of the category "done"
	Dropped bool     // closed, but not because it is done: a duplicate, not planned
	Owners  []string // accounts that it is assigned to
	// OwnerNames are what else the provider says the one in Owners is called: e-mail
	// address, user name, whole name. Empty: nothing.
	OwnerNames []string
	Due        civil.Date
	// TextDue is the day that its text gives, where Due may come from beside it (a
	// milestone, a project board): it counts for whom that is not visible.
	TextDue civil.Date
	// Unseen is why what counts before the text for Due could not be read, so that Due
	// is TextDue; nil: it could.
	Unseen  error
	Markers []string // markers of pmtracker that it carries
	// Origin is the same for tickets that pmtracker opened for one item, and differs
	// where people copied one; empty: people made it.
	Origin string
	// Unfinished tells that Create opened it and could not do all besides for now:
	// Finish does.
	Unfinished bool
	// Unread tells that a create or a listing gave it, which does not tell of its owner
	// and its due date all that Get would.
	Unread bool
}

// Change is what is to be written into a ticket. What is nil stays as it is.
type Change struct {
	Title *string
	Owner *string       // as documents write it
	Due   *civil.Date   // a day in the team's zone
	Lang  incident.Lang // of what is written into the ticket
	// Was and Text are what pmtracker writes into a ticket of the item, in Markdown,
	// under the title that the ticket has and under that of the document. Lines of it
	// that stand in the ticket's text follow. Empty: they stay.
	Was, Text string
}

// Request is what an adapter would send.
type Request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"` // below the provider's API address
	Body   json.RawMessage `json:"body"`
	Before []Request       `json:"before,omitempty"` // what goes first, unless it exists: a milestone
}

// NewRequest describes a request with a JSON body, for people to read.
func NewRequest(method, path string, body any) (Request, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(body); err != nil {
		return Request{}, incident.Errorf(incident.Internal, "cannot write the request %s %s: %w", method, path, err)
	}
	return Request{Method: method, Path: path, Body: bytes.TrimSpace(text.Bytes())}, nil
}

// Provider is a ticket system. Its errors carry a Code of the incident package:
// Refused where the provider says no, NotFound, Invalid for a wrong
// configuration, Unavailable where a later try may work. None holds a secret.
type Provider interface {
	// Name says which kind of system it is.
	Name() incident.ProviderName
	// Home is where new tickets are opened: a reference without a number.
	Home() incident.TicketRef
	// Address is where people see a ticket.
	Address(ref incident.TicketRef) string
	// Ready tries whether the draft can be opened as asked: the owner is
	// assignable, the due date can be set. It creates nothing; a Refused error
	// says in one sentence what stands in the way.
	Ready(ctx context.Context, d Draft) error
	// FindMarked looks for tickets that carry one of the markers: one listing in
	// pages of 100 for all of them.
	FindMarked(ctx context.Context, markers []string) (map[string][]Ticket, error)
	// FindAbove does the same among the tickets whose number is above floor, by a
	// look-up that shows what was just created.
	FindAbove(ctx context.Context, markers []string, floor int) (map[string][]Ticket, error)
	// Highest is the highest number of a ticket that was seen so far, 0: none.
	// Right after FindMarked, a create that gets the next number shows that nobody
	// else opened a ticket since.
	Highest() int
	// Settle says how long a create whose answer was lost may take to show up in
	// FindAbove. The pauses lie between one look and the next.
	Settle() []time.Duration
	// Create opens the ticket. The warnings are single sentences about what the
	// provider dropped. An error for which UnknownOutcome holds says that the
	// request may have been carried out.
	Create(ctx context.Context, d Draft) (Ticket, []string, error)
	// Finish does what belongs to a ticket beside its creation, and changes nothing
	// where that is done: its date on a project board. An Unavailable error says
	// that it may work later.
	Finish(ctx context.Context, d Draft, t Ticket) error
	// Get reads one ticket. A NotFound error says in one sentence why nobody can
	// confirm it: unknown, deleted, a pull request, moved.
	Get(ctx context.Context, ref incident.TicketRef) (Ticket, error)
	// ListsPresent tells whether what FindMarked says of a ticket is its present
	// state, and not that of an index which lags behind.
	ListsPresent() bool
	// Dates puts into the tickets of a listing the due dates that it does not hold,
	// those on a project board, in as few requests as can be.
	Dates(ctx context.Context, found map[string][]Ticket) error
	// Edit changes a ticket and gives it as it is then, the zero Ticket where nothing
	// was changed. The warnings are single sentences about what the provider dropped
	// or did not take. With an error a ticket tells what was changed before that.
	Edit(ctx context.Context, ref incident.TicketRef, c Change) (Ticket, []string, error)
	// CloseDuplicate closes a ticket, with a comment in a language, as a duplicate of
	// the one that stays.
	CloseDuplicate(ctx context.Context, duplicate, stays Ticket, l incident.Lang) error
	// Account gives the account that an owner as documents write it has where a
	// ticket is.
	Account(ctx context.Context, owner string, at incident.TicketRef) (string, error)
	// Rights tries what the account may do, and changes nothing.
	Rights(ctx context.Context) []Right
	// Preview gives what Create would send. It changes nothing.
	Preview(ctx context.Context, d Draft) (Request, error)
}
