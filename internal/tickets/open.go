package tickets

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Outcome says how a draft got its ticket.
type Outcome struct {
	Found    bool     // the ticket existed already, from an earlier run or another node
	Closed   []Ticket // further open tickets of the same marker, closed as duplicates of this one
	Warnings []string // single sentences about what the provider dropped
}

// Opener opens tickets. Provider, Clock and Opened are needed, the rest may be nil.
type Opener struct {
	Provider Provider
	Clock    Clock
	Journal  Journal
	// Opened is called as soon as a draft has its ticket, and again should
	// another one have to stay. The caller writes the link into the document
	// there and then, so that a crash loses nothing.
	Opened func(Draft, Ticket, Outcome) error
	// Progress is called before each create with how many drafts are done.
	Progress func(done, total int)
	// Window is how long a ticket is looked for whose create got no answer; zero:
	// as long as the provider needs.
	Window time.Duration
}

// Open opens the drafts that have no ticket yet, one by one, each exactly once,
// and settles the drafts in doubt: those that are linked, but of which a further
// create may have come true.
//
// It looks for the markers of all first, in one listing, reports those found,
// then asks Ready for all the others before it creates anything. After an
// unknown outcome it looks again over a window, and creates only when nothing
// has turned up. Where something came between the listing and a create, it looks
// once more at the end. Of two tickets that were opened all the same the lowest
// stays, and the others are closed as its duplicates.
func (o Opener) Open(ctx context.Context, drafts, inDoubt []Draft) error {
	if len(drafts)+len(inDoubt) == 0 {
		return nil
	}
	all := slices.Concat(drafts, inDoubt)
	if err := distinct(all); err != nil {
		return err
	}
	if o.Journal == nil {
		o.Journal = noJournal{}
	}
	r := run{Opener: o, intents: o.Journal.Intents(), total: len(drafts), unsure: map[string]bool{}, created: map[string]bool{}}
	found, err := o.Provider.FindMarked(ctx, markers(all))
	if err != nil {
		return err
	}
	r.floor = o.Provider.Highest()
	r.known = r.floor
	if err := r.settleDoubts(ctx, inDoubt, found); err != nil {
		return err
	}
	missing, err := r.report(ctx, drafts, found)
	if err != nil {
		return err
	}
	if err := r.ready(ctx, missing); err != nil {
		return err
	}
	for _, d := range missing {
		if ctx.Err() != nil {
			return &DraftError{d.Marker, errStopped}
		}
		if err := r.open(ctx, d); err != nil {
			return &DraftError{d.Marker, err}
		}
	}
	return r.verify(ctx)
}

// DraftError is the error of one draft.
type DraftError struct {
	Marker string
	err    error
}

func (e *DraftError) Error() string { return e.err.Error() }

// Unwrap gives the provider's error.
func (e *DraftError) Unwrap() error { return e.err }

// ready asks whether each draft can be opened, and tells of all that cannot.
func (r *run) ready(ctx context.Context, drafts []Draft) error {
	var refused draftErrors
	for _, d := range drafts {
		err := titled(d)
		if err == nil {
			err = r.Provider.Ready(ctx, d)
		}
		if err == nil {
			continue
		}
		refused = append(refused, &DraftError{d.Marker, err})
		if incident.CodeOf(err) != incident.Refused {
			break
		}
	}
	if len(refused) == 0 {
		return nil
	}
	return refused
}

// titled refuses a draft without a title, which no provider takes.
func titled(d Draft) error {
	if strings.TrimSpace(d.Title) != "" {
		return nil
	}
	return incident.Tell(incident.Refused, "%s has no title, so nothing was created; write what is to be done after its number, for example \"### AI-1: Deploys roll back by themselves\"",
		"%s にタイトルがないため、何も作成していません。番号の後に、行うことを書いてください（例:「### AI-1: デプロイを自動で切り戻す」）", d.Marker)
}

// draftErrors is the errors of several drafts; what they say alike is said once.
type draftErrors []error

func (e draftErrors) Error() string {
	var sentences []string
	for _, one := range e {
		if text := one.Error(); !slices.Contains(sentences, text) {
			sentences = append(sentences, text)
		}
	}
	return strings.Join(sentences, "\n")
}

// Unwrap gives the errors.
func (e draftErrors) Unwrap() []error { return e }

// run is one call of Open.
type run struct {
	Opener
	intents     map[string]time.Time // of earlier runs
	floor       int                  // the highest number that the listing knew
	known       int                  // up to this number, nobody else can have opened a ticket unseen
	total, done int
	opened      []Draft         // what this run created
	created     map[string]bool // the addresses of those
	unsure      map[string]bool // markers of which a create may still come true
	interrupted bool            // somebody else opened tickets between the listing and a create
}

// settleDoubts looks whether more came true of creates than the documents link.
func (r *run) settleDoubts(ctx context.Context, drafts []Draft, found map[string][]Ticket) error {
	for _, d := range drafts {
		r.unsure[d.Marker] = r.doubtful(d.Marker)
		if len(found[d.Marker]) > 1 {
			if err := r.take(ctx, d, found[d.Marker], Outcome{Found: true}); err != nil {
				return err
			}
		}
		r.complete(ctx, d, found[d.Marker])
		if err := r.end(d.Marker, r.unsure[d.Marker]); err != nil {
			return err
		}
	}
	return nil
}

// complete does what an earlier run may not have come to beside the creation, also
// one on another machine, whose intents are not here. What does not work for now
// stays in the journal, for the next run.
func (r *run) complete(ctx context.Context, d Draft, found []Ticket) {
	if len(found) == 0 {
		return
	}
	stays, _, _ := Sort(found, nil)
	if err := r.Provider.Finish(ctx, d, stays); incident.CodeOf(err) == incident.Unavailable {
		r.unsure[d.Marker] = true
	}
}

// end says that a marker has its ticket. What is in doubt stays in the journal.
func (r *run) end(marker string, inDoubt bool) error {
	if _, kept := r.Journal.Intents()[marker]; inDoubt && !kept {
		return r.Journal.Begin(marker, r.Clock.Now())
	}
	return r.Journal.End(marker, inDoubt)
}

// doubtful tells whether a create of an earlier run may still come true.
func (r *run) doubtful(marker string) bool {
	at, ok := r.intents[marker]
	return ok && r.Clock.Now().Sub(at) < doubtFor
}

// report hands over the tickets that exist and gives the drafts without one. The
// error is of drafts whose ticket is not theirs.
func (r *run) report(ctx context.Context, drafts []Draft, found map[string][]Ticket) ([]Draft, error) {
	var missing []Draft
	var refused draftErrors
	for _, d := range drafts {
		if len(found[d.Marker]) == 0 {
			missing = append(missing, d)
			continue
		}
		stays, _, _ := Sort(found[d.Marker], nil)
		if err := earlier(d, stays); err != nil {
			refused = append(refused, &DraftError{d.Marker, err})
			continue
		}
		r.unsure[d.Marker] = r.doubtful(d.Marker)
		if err := r.take(ctx, d, found[d.Marker], Outcome{Found: true}); err != nil {
			return nil, err
		}
		r.complete(ctx, d, found[d.Marker])
		if err := r.end(d.Marker, r.unsure[d.Marker]); err != nil {
			return nil, err
		}
		r.done++
	}
	if len(refused) > 0 {
		return nil, refused
	}
	return missing, nil
}

// tries is how often a create is sent whose outcome stays unknown.
const tries = 2

func (r *run) open(ctx context.Context, d Draft) error {
	if r.Progress != nil {
		r.Progress(r.done, r.total)
	}
	if sent, ok := r.intents[d.Marker]; ok {
		r.unsure[d.Marker] = r.doubtful(d.Marker)
		found, err := r.lookUntil(ctx, d, sent)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return r.finish(ctx, d, found, Outcome{Found: true})
		}
	}
	for try := 1; ; try++ {
		ticket, warnings, out, err := r.create(ctx, d)
		if err == nil {
			r.interrupted = r.interrupted || number(ticket.Ref) != r.known+1
			r.known = number(ticket.Ref)
			r.mine(d, ticket)
			r.unsure[d.Marker] = r.unsure[d.Marker] || ticket.Unfinished
			return r.finish(ctx, d, []Ticket{ticket}, Outcome{Warnings: warnings})
		}
		if !out && ctx.Err() != nil {
			return r.takeBack(d, errStopped)
		}
		if !UnknownOutcome(err) {
			return r.giveUp(d, err)
		}
		r.unsure[d.Marker] = true
		found, lookErr := r.lookUntil(ctx, d, r.Clock.Now())
		if lookErr != nil {
			return lookErr
		}
		if len(found) > 0 {
			r.mine(d, found...)
			return r.finish(ctx, d, found, Outcome{Warnings: []string{lostAnswer(ctx, d, found)}})
		}
		if try == tries {
			return incident.Tell(incident.Unavailable, "nobody knows whether the ticket for %s was opened; run it again later, it looks first and opens no second one: %w",
				"%s のチケットが作成されたか分かりません。しばらくして再実行してください。先に確認するので二重には作成しません: %w", d.Marker, err)
		}
	}
}

// mine takes note of what this run created for a draft.
func (r *run) mine(d Draft, tickets ...Ticket) {
	r.opened = append(r.opened, d)
	for _, t := range tickets {
		r.created[t.URL] = true
	}
}

// lostAnswer tells of a ticket that this run opened without learning of it at once.
func lostAnswer(ctx context.Context, d Draft, found []Ticket) string {
	stays, _, _ := Sort(found, nil)
	return LangOf(ctx).Say("the answer was lost when the ticket for %s was opened; it was looked for, and is %s",
		"%s のチケット作成時に応答が失われましたが、探したところ作成されていました: %s", d.Marker, stays.URL)
}

// create stores the intent and sends the request. The intent is stored again
// right before each sending, since that may wait long for the limits. out tells
// whether the request was sent and not turned away.
func (r *run) create(ctx context.Context, d Draft) (t Ticket, warnings []string, out bool, err error) {
	if err := r.Journal.Begin(d.Marker, r.Clock.Now()); err != nil {
		return Ticket{}, nil, false, err
	}
	stored := r.Clock.Now()
	s := &sending{about: func() error {
		now := r.Clock.Now()
		if now.Sub(stored) < time.Second {
			return nil
		}
		stored = now
		return r.Journal.Begin(d.Marker, now)
	}}
	t, warnings, err = r.Provider.Create(following(ctx, s), d)
	return t, warnings, s.out, err
}

// giveUp ends a create that was not carried out. Its intent is taken back, unless
// an earlier request may still come true.
func (r *run) giveUp(d Draft, cause error) error {
	if incident.CodeOf(cause) == incident.Unavailable {
		return cause
	}
	return r.takeBack(d, cause)
}

func (r *run) takeBack(d Draft, cause error) error {
	if r.unsure[d.Marker] {
		return cause
	}
	if err := r.Journal.Drop(d.Marker); err != nil {
		return err
	}
	return cause
}

func (r *run) finish(ctx context.Context, d Draft, found []Ticket, o Outcome) error {
	if err := r.take(ctx, d, found, o); err != nil {
		return err
	}
	r.done++
	return r.end(d.Marker, r.unsure[d.Marker] || r.interrupted)
}

// verify looks once more at what this run opened, where somebody else opened
// tickets meanwhile: it may have been the same ones.
func (r *run) verify(ctx context.Context) error {
	if !r.interrupted || len(r.opened) == 0 {
		return nil
	}
	found, err := r.Provider.FindAbove(ctx, markers(r.opened), r.floor)
	if err != nil {
		return err
	}
	for _, d := range r.opened {
		if len(found[d.Marker]) > 0 {
			stays, _, _ := Sort(found[d.Marker], nil)
			if err := r.take(ctx, d, found[d.Marker], Outcome{Found: !r.created[stays.URL]}); err != nil {
				return err
			}
		}
		if err := r.end(d.Marker, r.unsure[d.Marker]); err != nil {
			return err
		}
	}
	return nil
}

func distinct(drafts []Draft) error {
	seen := map[string]bool{}
	for _, d := range drafts {
		if d.Marker == "" || seen[d.Marker] {
			return incident.Tell(incident.Invalid, "two action items are both %q; give each its own id", "「%s」が二つあります。恒久対応ごとに別のIDを付けてください", d.Marker)
		}
		seen[d.Marker] = true
	}
	return nil
}

func markers(drafts []Draft) []string {
	names := make([]string, len(drafts))
	for i, d := range drafts {
		names[i] = d.Marker
	}
	return names
}
