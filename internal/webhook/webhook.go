// Package webhook receives what GitHub and Jira report of tickets. A report is
// only a hint: after its signature was checked, the ticket is read again, so that
// reports which come twice, late or in the wrong order do no harm.
package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// maxBody is the largest body that is read. GitHub sends at most 25 MB.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads
const maxBody = 25 << 20

// answerWithin is how long the ticket may take to be read. GitHub waits ten
// seconds; what is not read by then, the nightly reconciliation reads.
const answerWithin = 8 * time.Second

// Config is what a receiver needs.
type Config struct {
	Tracker *tracker.Tracker
	// Secrets are the shared secrets of which one has to have signed: the present
	// one, and during a change the old one too. Without any, nothing is taken.
	Secrets []string
	Log     *slog.Logger // nil: none
}

// report is what a provider reports, as far as it is believed: which ticket to
// read again, and under which key it was before.
type report struct {
	ignored  string // why nothing is done
	delivery string // the same in every repetition
	ref      incident.TicketRef
	former   incident.TicketRef // zero: it was not moved
	at       time.Time          // when it happened; zero: not said
}

// vendor is what differs between the providers.
type vendor struct {
	name      incident.ProviderName
	signature string // header
	read      func(http.Header, []byte) (report, error)
}

// GitHub receives the event "issues" of GitHub.
func GitHub(c Config) http.Handler {
	return receiver{c, vendor{incident.GitHub, "X-Hub-Signature-256", readGitHub}}
}

// Jira receives the events of issues of Jira, Cloud and Data Center.
func Jira(c Config) http.Handler {
	return receiver{c, vendor{incident.Jira, "X-Hub-Signature", readJira}}
}

type receiver struct {
	Config
	vendor
}

// ServeHTTP answers 200 for what was taken, 202 for what concerns nobody here,
// and 4xx for what is no report. A ticket that cannot be read now is a 503, upon
// which Jira reports again.
func (rc receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		answer(w, http.StatusMethodNotAllowed, "only POST is taken here")
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err == nil && len(body) > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, maxBody) // who is still sending reads no answer
		answer(w, http.StatusRequestEntityTooLarge, "the body is larger than 25 MB")
		return
	}
	if err != nil {
		answer(w, http.StatusBadRequest, "the body cannot be read")
		return
	}
	if !signed(rc.Secrets, body, r.Header.Get(rc.signature)) {
		answer(w, http.StatusUnauthorized, "the signature is missing or wrong")
		return
	}
	rep, err := rc.read(r.Header, body)
	if err != nil {
		answer(w, http.StatusBadRequest, err.Error())
		return
	}
	if rep.ignored != "" {
		answer(w, http.StatusAccepted, rep.ignored)
		return
	}
	rc.take(w, r, rep)
}

func (rc receiver) take(w http.ResponseWriter, r *http.Request, rep report) {
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	actor := tracker.Actor{Name: string(rc.name), Access: tracker.Responder, Origin: "webhook"}
	read := tracker.TicketReport{Provider: rc.name, Delivery: rep.delivery, Ref: rep.ref, At: rep.at}
	n, err := rc.Tracker.TicketReported(ctx, actor, read)
	if rep.former != (incident.TicketRef{}) && err == nil {
		read.Ref, read.Delivery = rep.former, rep.delivery+" "+rep.former.String()
		var before int
		before, err = rc.Tracker.TicketReported(ctx, actor, read)
		n += before
	}
	switch {
	case err != nil && incident.CodeOf(err) == incident.Refused:
		answer(w, http.StatusAccepted, err.Error())
	case err != nil:
		if rc.Log != nil {
			rc.Log.Error("a reported ticket could not be read", "provider", rc.name, "ticket", rep.ref.String(), "error", err)
		}
		answer(w, http.StatusServiceUnavailable, "the ticket cannot be read now")
	case n == 0:
		answer(w, http.StatusAccepted, "no incident links "+rep.ref.String()+", or it is known already")
	default:
		answer(w, http.StatusOK, "read "+rep.ref.String())
	}
}

// signed checks the HMAC-SHA256 of the raw body.
func signed(secrets []string, body []byte, header string) bool {
	given, ok := strings.CutPrefix(header, "sha256=")
	want, err := hex.DecodeString(given)
	if !ok || err != nil {
		return false
	}
	valid := false
	for _, secret := range secrets {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		valid = hmac.Equal(mac.Sum(nil), want) && secret != "" || valid
	}
	return valid
}

func answer(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": sentence})
}
