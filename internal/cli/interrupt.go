package cli

import (
	"context"
	"io"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// errInterrupted ends what was told to end before it was done.
var errInterrupted = incident.Tell(incident.Invalid, "interrupted before it was done", "完了前に中断されました")

// interruptible is an input that ends with errInterrupted when its context does:
// a read of a terminal or pipe by itself waits for ever.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		text []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text := make([]byte, len(p)) // p is the caller's again once we have returned
		n, err := r.in.Read(text)
		done <- result{text[:n], err}
	}()
	select {
	case got := <-done:
		return copy(p, got.text), got.err
	case <-r.ctx.Done():
		return 0, errInterrupted
	}
}

// Close closes the input, where it can be.
func (r interruptible) Close() error {
	if c, ok := r.in.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
