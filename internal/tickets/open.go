package tickets

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Outcome says how a draft got its ticket.
type Outcome struct {
	Found      bool     // the ticket existed already, from an earlier run or another node
	Duplicates []Ticket // further tickets with the same marker; the lowest was taken
	Warnings   []string // single sentences about what the provider dropped
}

// Opener opens tickets. Provider, Clock and Opened are needed, the rest may be nil.
type Opener struct {
	Provider Provider
	Clock    Clock
	// Intend is called right before each create: who stores the intent there and
	// sets Draft.Intended on the next run is safe even where the provider's
	// look-up lags behind.
	Intend func(Draft) error
	// Opened is called as soon as a draft has its ticket. The caller writes the
	// link into the document there and then, so that a crash loses nothing.
	Opened func(Draft, Ticket, Outcome) error
	// Progress is called before each create with how many drafts are done.
	Progress func(done, total int)
}

// Open opens the drafts that have no ticket yet, one by one, each exactly once.
// It looks for the markers of all drafts first, reports those found, then asks
// Ready for all the others before it creates anything. After an unknown outcome
// it looks again over a window and then gives up with Unavailable: a late ticket
// is better than a double one, and the next run goes on from there.
func Open(ctx context.Context, p Provider, clock Clock, drafts []Draft, opened func(Draft, Ticket, Outcome) error) error {
	return Opener{Provider: p, Clock: clock, Opened: opened}.Open(ctx, drafts)
}

// Open does what the function Open says.
func (o Opener) Open(ctx context.Context, drafts []Draft) error {
	if len(drafts) == 0 {
		return nil
	}
	if err := distinct(drafts); err != nil {
		return err
	}
	ctx = WithLang(ctx, drafts[0].Lang)
	found, err := o.Provider.FindMarked(ctx, markers(drafts))
	if err != nil {
		return err
	}
	missing, err := o.report(drafts, found)
	if err != nil {
		return err
	}
	for _, d := range missing {
		if err := o.Provider.Ready(ctx, d); err != nil {
			return err
		}
	}
	for i, d := range missing {
		if o.Progress != nil {
			o.Progress(len(drafts)-len(missing)+i, len(drafts))
		}
		if err := o.open(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// report hands over the tickets that exist and gives the drafts without one.
func (o Opener) report(drafts []Draft, found map[string][]Ticket) ([]Draft, error) {
	var missing []Draft
	for _, d := range drafts {
		ticket, rest, ok := Lowest(found[d.Marker])
		if !ok {
			missing = append(missing, d)
			continue
		}
		if err := o.Opened(d, ticket, Outcome{Found: true, Duplicates: rest}); err != nil {
			return nil, err
		}
	}
	return missing, nil
}

func (o Opener) open(ctx context.Context, d Draft) error {
	if !d.Intended.IsZero() {
		ticket, outcome, ok, err := o.lookUntil(ctx, d, d.Intended)
		if err != nil {
			return err
		}
		if ok {
			return o.Opened(d, ticket, outcome)
		}
	}
	if o.Intend != nil {
		if err := o.Intend(d); err != nil {
			return err
		}
	}
	began := o.Clock.Now()
	ticket, warnings, err := o.Provider.Create(ctx, d)
	if err == nil {
		return o.Opened(d, ticket, Outcome{Warnings: warnings})
	}
	if !UnknownOutcome(err) {
		return err
	}
	return o.settle(ctx, d, began, err)
}

// settle finds out what became of a create whose answer was lost.
func (o Opener) settle(ctx context.Context, d Draft, began time.Time, cause error) error {
	ticket, outcome, ok, err := o.lookUntil(ctx, d, began)
	if err != nil {
		return err
	}
	if ok {
		return o.Opened(d, ticket, outcome)
	}
	return incident.Errorf(incident.Unavailable, "%s: %w",
		LangOf(ctx).Say("nobody knows whether the ticket for %s was opened; run it again later, it looks first and opens no second one",
			"%s のチケットが作成されたか分かりません。しばらくして再実行してください。先に確認するので二重には作成しません", d.Marker), cause)
}

func distinct(drafts []Draft) error {
	seen := map[string]bool{}
	for _, d := range drafts {
		if d.Marker == "" || seen[d.Marker] {
			return incident.Errorf(incident.Invalid, "%s", d.Lang.Say("two action items are both %q; give each its own id", "「%s」が二つあります。恒久対応ごとに別のIDを付けてください", d.Marker))
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

// Lowest gives the ticket that stays where several carry one marker, the one
// with the lowest number, and the others.
func Lowest(found []Ticket) (lowest Ticket, rest []Ticket, ok bool) {
	if len(found) == 0 {
		return Ticket{}, nil, false
	}
	sorted := slices.Clone(found)
	slices.SortStableFunc(sorted, func(a, b Ticket) int {
		return cmp.Compare(number(a.Ref), number(b.Ref))
	})
	return sorted[0], sorted[1:], true
}
