package tickets

import (
	"bytes"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// NoAPI is the error where every answer so far was a page, so that either there is not
// what was asked for, or nothing at the configured address speaks a provider's API. It
// is NotFound.
type NoAPI struct{ error }

// Unwrap gives the sentence in both languages.
func (n *NoAPI) Unwrap() error { return n.error }

// NotSpoken makes a NoAPI error. unknown says what the provider then does not have, and
// check which setting holds the address, and how one looks.
func NotSpoken(unknown error, address string, check error) error {
	return &NoAPI{incident.Tell(incident.NotFound, "%w, or nothing at %s answers as its API; %w", "%wか、%s が API として応答していません。%w", unknown, address, check)}
}

// OnlyPages tells whether no answer so far was anything but a page, as from something
// before the provider, or in its place.
func (t *Transport) OnlyPages() bool { return !t.spoke.Load() }

// NobodySpeaks tells whether nothing at the API's address seems to be one: no answer so far
// was anything but a page, and one more question, whose answer tells whether a page said
// that it is not there, got none else. A server that answers otherwise to anything does not
// have what was asked for. What was found so is not asked again.
func (t *Transport) NobodySpeaks(isNotThere func() bool) bool {
	if !t.OnlyPages() {
		return false
	}
	if !t.silent.Load() {
		t.silent.Store(isNotThere() && t.OnlyPages())
	}
	return t.silent.Load()
}

func (t *Transport) listen(answer []byte) {
	if !bytes.HasPrefix(bytes.TrimSpace(answer), []byte("<")) {
		t.spoke.Store(true)
	}
}
