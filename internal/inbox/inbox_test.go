package inbox_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/inbox"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

var person = tracker.Actor{Name: "@akiko", Access: tracker.Viewer, Origin: "test"}

// exampleTime is the moment of the example in Slack's documentation.
var exampleTime = time.Unix(1531420618, 0)

const slackSecret = "8f742231b10e8888abcd99yyyzzz85a5" // of that example

type receiver struct {
	*inbox.Receiver
	tracker *tracker.Tracker
	handler http.Handler
}

func start(t *testing.T) receiver {
	t.Helper()
	tr := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: func() time.Time { return exampleTime },
		Config: config.Config{People: incident.People{{ID: "@akiko", Slack: "U2CERLKJA"}}}}
	r := receiver{Receiver: inbox.New(tr, inbox.Secrets{Token: "t0ken", PagerDuty: "pd", Slack: slackSecret}), tracker: tr}
	m := mux.NewRouter()
	r.Mount(m)
	r.handler = m
	t.Cleanup(r.Close)
	return r
}

func (r receiver) post(path string, header http.Header, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	req.Header = header
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w
}

func sign(secret, text string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

func slackHeader(at time.Time, body string) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "X-Slack-Request-Timestamp": {stamp}, "X-Slack-Signature": {"v0=" + sign(slackSecret, "v0:"+stamp+":"+body)}}
}

// command is a slash command as Slack documents it
// (https://api.slack.com/interactivity/slash-commands).
func command(text, trigger string) string {
	return url.Values{"token": {"gIkuvaNzQIHg97ATvDxqgjtO"}, "team_id": {"T0001"}, "team_domain": {"example"}, "enterprise_id": {"E0001"}, "enterprise_name": {"Globular Construct Inc"},
		"channel_id": {"C2147483705"}, "channel_name": {"test"}, "user_id": {"U2CERLKJA"}, "user_name": {"Steve"}, "command": {"/incident"}, "text": {text},
		"response_url": {"https://hooks.slack.com/commands/1234/5678"}, "trigger_id": {trigger}, "api_app_id": {"A123456"}}.Encode()
}

func (r receiver) say(t *testing.T, text, trigger string) string {
	t.Helper()
	body := command(text, trigger)
	return said(t, r.post("/webhooks/slack", slackHeader(exampleTime, body), body))
}

// said gives the text of an answer to Slack.
func said(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var answer struct{ Text string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return answer.Text
}

// TestSlackExample: the example of Slack's documentation, byte for byte
// (https://api.slack.com/authentication/verifying-requests-from-slack).
func TestSlackExample(t *testing.T) {
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	const signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	header := func(signature, stamp string) http.Header {
		return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "X-Slack-Request-Timestamp": {stamp}, "X-Slack-Signature": {signature}}
	}
	r := start(t)
	if w := r.post("/webhooks/slack", header(signature, "1531420618"), body); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "/incident declare") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for name, refused := range map[string]*httptest.ResponseRecorder{
		"another body":      r.post("/webhooks/slack", header(signature, "1531420618"), body+"&x=1"),
		"another time":      r.post("/webhooks/slack", header(signature, "1531420619"), body),
		"another signature": r.post("/webhooks/slack", header("v0="+strings.Repeat("0", 64), "1531420618"), body),
		"no signature":      r.post("/webhooks/slack", http.Header{}, body),
		"recorded earlier":  r.post("/webhooks/slack", slackHeader(exampleTime.Add(-6*time.Minute), body), body),
	} {
		if refused.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, refused.Code, refused.Body)
		}
	}
	challenge := `{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}`
	h := slackHeader(exampleTime, challenge)
	h.Set("Content-Type", "application/json")
	if w := r.post("/webhooks/slack", h, challenge); !strings.Contains(w.Body.String(), "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P") {
		t.Errorf("challenge: %s", w.Body)
	}
}

// TestSlackIncident handles an incident in a channel, from the declaration to
// the completion report.
func TestSlackIncident(t *testing.T) {
	r := start(t)
	for i, step := range []struct{ text, want string }{
		{"log nothing is burning yet", "belongs to no incident"},
		{"declare SEV2 Checkout answers 500", "This channel is its room. Contain first: turn"},
		{"role assign IC <@U2CERLKJA|steve>", "assign IC @akiko"},
		{"role assign Ops <@U2CERLKJA>", "commander-decides"},
		{"log action restarted the pods", "commander-decides"},
		{"log containment v1.42 is rolled back", "INC-2018-0001 containment: v1.42 is rolled back"},
		{"report first", "next-report"},
		{"report first 30m scope=every card payment symptom=500 &amp; timeouts", "Scope: every card payment"},
		{"show", "next report: 19:06 UTC"},
		{"recover", "no KPI to judge"},
		{"recover error_rate=0.2%", "*INC-2018-0001* is recovered"},
		{"recover error_rate=0.1%", "recovery of INC-2018-0001 was declared already at 2018-07-12 18:36 UTC, and nothing was changed"},
		{"report completion cause=the pool was too small tickets=acme/checkout#812", "Tickets: acme/checkout#812"},
		{"log INC-2018-0009 x", "there is no incident INC-2018-0009"},
		{"dance", "there is no /incident dance"},
		{"help", "/incident recover"},
		{"declare data-at-risk customers=degraded Orders are lost", "*INC-2018-0002* is declared as SEV2: Orders are lost\n\nThis channel is its room. Data is at risk"},
		{"show", "Orders are lost"},
		{"declare customers=some x", "there is no impact"},
	} {
		if said := r.say(t, step.text, fmt.Sprint("trigger-", i)); !strings.Contains(said, step.want) {
			t.Errorf("/incident %s: %q, want %q", step.text, said, step.want)
		}
	}
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || room.State != incident.Recovered || len(room.Reports) != 2 || room.Roster.Commander() != "@akiko" {
		t.Errorf("%+v %v", room.State, err)
	}
	if n := count(room.Events, incident.KindRecovery); n != 1 || len(room.KPIs) != 1 {
		t.Errorf("%d recoveries, %d KPIs", n, len(room.KPIs))
	}
}

func count(events []incident.Event, kind incident.EventKind) (n int) {
	for _, e := range events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// TestSlackSendsAgain: the same request again, as Slack does after three seconds,
// changes nothing.
func TestSlackSendsAgain(t *testing.T) {
	r := start(t)
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	body := command("log containment rolled back", "13345224609.738474920.8088930838d88f008e0")
	for retry := range 4 {
		h := slackHeader(exampleTime, body)
		if retry > 0 {
			h.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
			h.Set("X-Slack-Retry-Reason", "http_timeout")
		}
		if w := r.post("/webhooks/slack", h, body); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || len(room.Events) != 3 {
		t.Errorf("%d events, want detection, declaration and one containment; %v", len(room.Events), err)
	}
}

// TestSlackAnswersBeforeSlowWork: Prometheus takes longer than Slack waits; the
// command is answered before that, and the result follows at the response URL.
func TestSlackAnswersBeforeSlowWork(t *testing.T) {
	asked, release := make(chan struct{}, 100), make(chan struct{})
	var slow atomic.Bool
	slow.Store(true)
	prometheus := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		if slow.Load() {
			<-release
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"status":"success","data":{"resultType":"matrix","result":[]}}`)
	}))
	t.Cleanup(prometheus.Close)
	later := make(chan string, 1)
	responses := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		text, _ := io.ReadAll(req.Body)
		later <- string(text)
	}))
	t.Cleanup(responses.Close)
	r := start(t)
	r.tracker.Config.KPIs = []config.KPI{{Name: "error_rate", Query: "error_rate", Window: 10 * time.Minute, Baseline: 24 * time.Hour}}
	r.tracker.Prometheus = func() (*kpi.Prometheus, error) { return kpi.New(prometheus.URL, nil) }
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	r.say(t, "log containment rolled back", "2")
	body := strings.Replace(command("recover", "3"), url.QueryEscape("https://hooks.slack.com/commands/1234/5678"), url.QueryEscape(responses.URL), 1)
	w := r.post("/webhooks/slack", slackHeader(exampleTime, body), body) // returns although Prometheus does not answer
	<-asked
	if inbox.Soon > 2500*time.Millisecond {
		t.Errorf("an answer waits %s for its work; Slack gives up after three seconds, and the way back takes time, too", inbox.Soon)
	}
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "the answer follows here") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	slow.Store(false)
	close(release)
	select {
	case text := <-later:
		if !strings.Contains(text, "KPI error_rate") {
			t.Error(text)
		}
	case <-time.After(time.Minute):
		t.Error("no late answer came")
	}
}

// TestSlackShortcut logs a message with its own time and author, once.
func TestSlackShortcut(t *testing.T) {
	r := start(t)
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	gone := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(gone.Close)
	payload := `{"token":"Nj2rfC2hU8mAfgaJLemZgO7H","callback_id":"chirp_message","type":"message_action","trigger_id":"13345224609.8534564800.6f8ab1f53e13d0cd15f96106292d5536",
		"response_url":"` + gone.URL + `/app-actions/T0MJR11A4/21974584944/yk1S9ndf35Q1flupVG5JbpM6","team":{"id":"T0MJRM1A7","domain":"pandamonium"},
		"channel":{"id":"C2147483705","name":"cats"},"user":{"id":"U2CERLKJA","name":"kittypants"},
		"message":{"type":"message","user":"U0LFFBKAB","ts":"1531420500.000017","text":"Looks like the new release leaks <http://example.com|connections>"}}`
	for _, who := range []string{"13345224609.1", "13345224609.2"} { // two people log the same message
		body := url.Values{"payload": {strings.Replace(payload, "13345224609.8534564800", who, 1)}}.Encode()
		if w := r.post("/webhooks/slack", slackHeader(exampleTime, body), body); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || len(room.Events) != 3 {
		t.Fatalf("%d events, %v", len(room.Events), err)
	}
	e := room.Events[0]
	if e.Kind != incident.KindHypothesis || e.Actor != "slack:U0LFFBKAB" || e.At.Unix() != 1531420500 || e.Text != "Looks like the new release leaks connections" || e.RecordedBy != "@akiko" {
		t.Errorf("%+v", e)
	}
}

func TestAlertReceivers(t *testing.T) {
	r := start(t)
	load := func(name string) string {
		text, err := os.ReadFile("../../testdata/corpus/exports/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	token := http.Header{"Authorization": {"Bearer t0ken"}}
	basic := http.Header{"Authorization": {"Basic " + "cG06dDBrZW4="}}
	pagerduty := load("pagerduty/trigger_v2.json")
	for _, c := range []struct {
		path   string
		header http.Header
		body   string
		status int
		want   string
	}{
		{"alertmanager", token, load("alertmanager/prom_post_request.json"), 200, `"declared":true`},
		{"alertmanager", token, load("alertmanager/prom_post_request.json"), 200, `"news":false`},
		{"alertmanager", basic, load("alertmanager/single_alert.json"), 200, `"incident":""`},
		{"grafana", token, load("grafana/alert.json"), 200, `"news":true`},
		{"opsgenie", token, load("opsgenie/create.json"), 200, `"news":true`},
		{"opsgenie", token, load("opsgenie/close.json"), 200, `"incident":""`},
		{"pagerduty", http.Header{"X-Pagerduty-Signature": {"v1=00,v1=" + sign("pd", pagerduty)}}, pagerduty, 200, `"news":true`},
		{"pagerduty", http.Header{"X-Pagerduty-Signature": {"v1=" + sign("other", pagerduty)}}, pagerduty, 401, "not signed"},
		{"pagerduty", token, pagerduty, 401, "not signed"},
		{"alertmanager", http.Header{}, "{}", 401, "not signed"},
		{"alertmanager", http.Header{"Authorization": {"Bearer t0ke"}}, "{}", 401, "not signed"},
		{"alertmanager", token, "{", 400, "alertmanager:1:"},
		{"alertmanager", token, load("grafana/alert.json"), 400, "/webhooks/grafana"},
		{"alertmanager", token, strings.Repeat(" ", 6<<20), 413, "5 MB"},
	} {
		w := r.post("/webhooks/"+c.path, c.header, c.body)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %s, want %d %s", c.path, w.Code, w.Body, c.status, c.want)
		}
	}
	all, err := r.tracker.List(context.Background(), person, store.Filter{})
	if err != nil || len(all) != 1 {
		t.Errorf("%d incidents, %v", len(all), err)
	}
	locked := inbox.New(r.tracker, inbox.Secrets{})
	m := mux.NewRouter()
	locked.Mount(m)
	w := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodPost, "/webhooks/alertmanager", strings.NewReader("{}"))
	req.Header.Set("Authorization", "Bearer ")
	m.ServeHTTP(w, req)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("without a configured secret: %d", w.Code)
	}
}

func TestMain(m *testing.M) { storetest.Main(m) }
