package tickets

import "github.com/pmtracker/pmtracker/internal/incident"

// OtherProvider is the error of a ticket that belongs to another provider than the one
// that is asked, so that nothing is known of it. It is NotFound.
type OtherProvider struct{ error }

// Unwrap gives the sentence in both languages.
func (o *OtherProvider) Unwrap() error { return o.error }

// ofOther makes an OtherProvider error of a ticket where p is asked.
func ofOther(ref incident.TicketRef, p Provider) error {
	return &OtherProvider{incident.Tell(incident.NotFound, "it belongs to %s, but tickets are configured to be at %s", "%s のチケットですが、設定では %s を使うことになっています", ref.Provider, p.Name())}
}
