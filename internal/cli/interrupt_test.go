package cli

import (
	"context"
	"errors"
	"io"
	"testing"
)

// TestInterruptEndsAReadThatWaits: nobody ever writes into the pipe.
func TestInterruptEndsAReadThatWaits(t *testing.T) {
	in, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := readFile("-", interruptible{ctx, in}); !errors.Is(err, errInterrupted) || exitStatus(err) != 2 {
		t.Errorf("the read ends with %v", err)
	}
}
