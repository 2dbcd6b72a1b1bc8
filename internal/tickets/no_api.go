package tickets

import (
	"bytes"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// NoAPI is the error where nothing at the configured address speaks a provider's API:
// whatever was asked for, a page came that says it is not there. It is Refused, and says
// nothing of any ticket.
type NoAPI struct{ why, correct, whole error }

func (n *NoAPI) Error() string { return n.whole.Error() }

// Unwrap gives the sentence in both languages.
func (n *NoAPI) Unwrap() error { return n.whole }

// NotSpoken makes a NoAPI error. correct says which address to set, and how one looks.
func NotSpoken(service string, correct error) error {
	return &NoAPI{
		incident.Tell(incident.Refused, "nothing at the configured address answers as the API of %s does (404, a page and no data)", "設定のアドレスから、%s の API としての応答がありません（404。データではなくページが返ります）", service),
		correct,
		incident.Tell(incident.Refused, "nothing at the configured address answers as the API of %s does (404, a page and no data); %w", "設定のアドレスから、%s の API としての応答がありません（404。データではなくページが返ります）。%w", service, correct),
	}
}

// Spoke tells whether any answer so far held data, as those of an API do, be it a refusal.
// A page from something before the provider, or in its place, holds none.
func (t *Transport) Spoke() bool { return t.spoke.Load() }

func (t *Transport) listen(answer []byte) {
	if text := bytes.TrimSpace(answer); len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		t.spoke.Store(true)
	}
}
