package tickets

import (
	"context"
	"time"
)

// Journal is where the intents to open tickets are kept: a file beside the
// documents, or rows of the database. An intent is stored before its create is
// sent, so that whoever comes after a crash knows that a request may be on its
// way.
type Journal interface {
	// Begin stores that a create for the marker is about to be sent. When it
	// returns, that survives a crash.
	Begin(marker string, at time.Time) error
	// End says that the marker has its ticket. In doubt, the intent is kept: a
	// further request may still come true, and a later run looks again.
	End(marker string, inDoubt bool) error
	// Drop takes an intent back whose create was refused.
	Drop(marker string) error
	// Intents gives when the last create of each marker was sent.
	Intents() map[string]time.Time
}

// doubtFor is how long after its request a create of unknown outcome is still
// looked for. No provider works on one request for so long.
const doubtFor = 15 * time.Minute

// noJournal is for callers who keep none.
type noJournal struct{}

func (noJournal) Begin(string, time.Time) error { return nil }
func (noJournal) End(string, bool) error        { return nil }
func (noJournal) Drop(string) error             { return nil }
func (noJournal) Intents() map[string]time.Time { return nil }

type sendKey struct{}

// sending follows the request of a create on its way through a transport.
type sending struct {
	about func() error // called right before the request is sent, after any waiting for limits
	out   bool         // it was sent, and may be carried out
}

// following makes a context in which a transport tells s of requests that change
// something.
func following(ctx context.Context, s *sending) context.Context {
	return context.WithValue(ctx, sendKey{}, s)
}

func aboutToSend(ctx context.Context) error {
	s, ok := ctx.Value(sendKey{}).(*sending)
	if !ok {
		return nil
	}
	if err := s.about(); err != nil {
		return err
	}
	s.out = true
	return nil
}

// turnedAway says that the provider did not carry the request out.
func turnedAway(ctx context.Context) {
	if s, ok := ctx.Value(sendKey{}).(*sending); ok {
		s.out = false
	}
}
