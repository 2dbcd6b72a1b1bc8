// Package inbox receives what other services send: alerts of Alertmanager,
// Grafana, PagerDuty and Opsgenie, and commands from Slack. Each request is
// verified before it is read; without a configured secret none is taken.
package inbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Secrets are what requests are verified with. An empty one lets nobody in.
type Secrets struct {
	Token     string // PMTRACKER_WEBHOOK_TOKEN: Alertmanager, Grafana, Opsgenie
	PagerDuty string // PAGERDUTY_WEBHOOK_SECRET
	Slack     string // SLACK_SIGNING_SECRET
}

// Receiver receives requests.
type Receiver struct {
	tracker *tracker.Tracker
	secrets Secrets
	client  *http.Client   // for late answers to Slack
	work    sync.WaitGroup // what goes on after an answer
	ctx     context.Context
	cut     context.CancelFunc // ends that work
}

// New makes a receiver.
func New(t *tracker.Tracker, s Secrets) *Receiver {
	r := &Receiver{tracker: t, secrets: s, client: &http.Client{Timeout: lateAnswer}}
	r.ctx, r.cut = context.WithCancel(context.Background())
	return r
}

// Close waits a little for the work that goes on after its answer, and then cuts
// it off.
func (r *Receiver) Close() {
	grace := time.AfterFunc(10*time.Second, r.cut)
	r.work.Wait()
	grace.Stop()
	r.cut()
}

// maxBody is more than the largest storm: 1,000 alerts of 2 kB.
const maxBody = 5 << 20

// Mount adds the receivers under /webhooks/.
func (r *Receiver) Mount(m *mux.Router) {
	for _, tool := range []string{"alertmanager", "grafana", "opsgenie", "pagerduty"} {
		m.Methods(http.MethodPost).Path("/webhooks/" + tool).HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.alerts(w, req, tool) })
	}
	m.Methods(http.MethodPost).Path("/webhooks/slack").HandlerFunc(r.slack)
}

// alerts takes the alerts of a tool.
func (r *Receiver) alerts(w http.ResponseWriter, req *http.Request, tool string) {
	body, ok := readBody(w, req)
	if !ok {
		return
	}
	allowed := bearer(req, r.secrets.Token)
	if tool == "pagerduty" && r.secrets.PagerDuty != "" {
		allowed = pagerDutySigned(req, body, r.secrets.PagerDuty)
	}
	if !allowed {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "the request is not signed with the configured secret (PMTRACKER_WEBHOOK_TOKEN as a bearer token, PAGERDUTY_WEBHOOK_SECRET)"})
		return
	}
	alerts, said, err := imports.ReadAlerts(tool, body, r.tracker.Now())
	if err == nil && said != tool {
		err = incident.Tell(incident.Invalid, "this is a payload of %s; send it to /webhooks/%s", "これは %s のペイロードです。/webhooks/%s へ送ってください", said, said)
	}
	if err != nil {
		fail(w, err)
		return
	}
	outcomes, err := r.tracker.ReceiveAlerts(req.Context(), tracker.Actor{Name: tool, Access: tracker.Responder, Origin: "webhook " + tool}, tool, alerts)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"alerts": append([]tracker.AlertOutcome{}, outcomes...)})
}

func readBody(w http.ResponseWriter, req *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		answer(w, http.StatusRequestEntityTooLarge, map[string]string{"error": "the request is larger than 5 MB"})
	case err != nil:
		answer(w, http.StatusBadRequest, map[string]string{"error": "the request cannot be read"})
	}
	return body, err == nil
}

// fail answers with what a service understands: 4xx is not sent again, 5xx is.
func fail(w http.ResponseWriter, err error) {
	switch incident.CodeOf(err) {
	case incident.Invalid, incident.Refused, incident.NotFound:
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
	default:
		answer(w, http.StatusServiceUnavailable, map[string]string{"error": "this cannot be taken now; send it again"})
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the other side may have gone
}
