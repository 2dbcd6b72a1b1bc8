package inbox_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// workspace is a stand-in for Slack's Web API and Socket Mode, after its
// documentation (https://api.slack.com/methods, …/apis/connections/socket-implement):
// every answer has "ok", an error has its documented name.
type workspace struct {
	t      *testing.T
	server *httptest.Server

	mu      sync.Mutex
	calls   []string          // method and what matters of its arguments
	errors  map[string]string // by method: the error that it answers with
	limited string            // a method that is at its limit, once
	taken   map[string]string // names of channels that are there, and who made them
	posted  []map[string]any  // messages with metadata
	line    chan *websocket.Conn
}

func newWorkspace(t *testing.T) *workspace {
	w := &workspace{t: t, errors: map[string]string{}, taken: map[string]string{}, line: make(chan *websocket.Conn, 4)}
	m := http.NewServeMux()
	m.HandleFunc("/link", w.link)
	m.HandleFunc("/", w.method)
	w.server = httptest.NewServer(m)
	t.Cleanup(w.server.Close)
	return w
}

func (w *workspace) sender() (*notify.Sender, error) {
	return &notify.Sender{SlackToken: "xoxb-1", SlackAppToken: "xapp-1", SlackURL: w.server.URL}, nil
}

func (w *workspace) method(rw http.ResponseWriter, req *http.Request) {
	_ = req.ParseForm()
	w.mu.Lock()
	defer w.mu.Unlock()
	method, f := strings.TrimPrefix(req.URL.Path, "/"), req.Form
	rw.Header().Set("Content-Type", "application/json")
	answer := map[string]any{"ok": true}
	defer func() { _ = json.NewEncoder(rw).Encode(answer) }()
	if w.limited == method {
		w.limited = ""
		rw.Header().Set("Retry-After", "30")
		rw.WriteHeader(http.StatusTooManyRequests)
		answer = map[string]any{"ok": false, "error": "ratelimited"}
		return
	}
	if name := w.errors[method]; name != "" {
		w.calls = append(w.calls, method+" "+name)
		answer = map[string]any{"ok": false, "error": name, "needed": "channels:manage", "provided": "chat:write"}
		return
	}
	switch method {
	case "apps.connections.open":
		answer["url"] = "ws" + strings.TrimPrefix(w.server.URL, "http") + "/link"
		return
	case "auth.test":
		answer["user_id"] = "UBOT"
		return
	case "conversations.list":
		var all []map[string]any
		for name, creator := range w.taken {
			all = append(all, map[string]any{"id": "C" + name, "name": name, "creator": creator, "created": exampleTime.Unix()})
		}
		answer["channels"] = all
		return
	case "conversations.create":
		if _, there := w.taken[f.Get("name")]; there {
			answer = map[string]any{"ok": false, "error": "name_taken"}
			return
		}
		w.taken[f.Get("name")] = "UBOT"
		answer["channel"] = map[string]any{"id": "C" + f.Get("name"), "name": f.Get("name")}
		w.calls = append(w.calls, method+" "+f.Get("name"))
		return
	case "conversations.history":
		if f.Get("include_all_metadata") == "1" {
			w.calls = append(w.calls, method+" "+f.Get("channel"))
			answer["messages"] = w.posted
			return
		}
		answer["messages"] = []map[string]any{{"type": "message", "user": "U0LFFBKAB", "ts": f.Get("latest"), "text": "The pool of &lt;db-1&gt; is used up"}}
		return
	case "chat.postEphemeral":
		answer["message_ts"] = "1531420618.000300"
		w.calls = append(w.calls, method+" "+f.Get("channel")+" "+f.Get("user")+" "+strings.ReplaceAll(f.Get("text"), "\n", "|"))
		return
	case "chat.postMessage", "chat.update":
		answer["channel"], answer["ts"] = "C"+strings.TrimLeft(f.Get("channel"), "C#"), "1531420618.000200"
		w.calls = append(w.calls, method+" "+f.Get("channel")+" "+strings.ReplaceAll(f.Get("text"), "\n", "|"))
		if metadata := f.Get("metadata"); method == "chat.postMessage" && metadata != "" {
			w.posted = append(w.posted, map[string]any{"type": "message", "user": "UBOT", "ts": answer["ts"], "text": f.Get("text"), "metadata": json.RawMessage(metadata)})
		}
		return
	}
	w.calls = append(w.calls, strings.TrimSpace(strings.Join([]string{method, f.Get("channel"), f.Get("users"), f.Get("topic"), f.Get("timestamp")}, " ")))
	answer["channel"] = map[string]any{"id": f.Get("channel")}
}

// link is one connection of Socket Mode.
func (w *workspace) link(rw http.ResponseWriter, req *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(rw, req, nil)
	if err != nil {
		w.t.Error(err)
		return
	}
	_ = conn.WriteJSON(map[string]any{"type": "hello", "num_connections": 1, "connection_info": map[string]string{"app_id": "A1234"}})
	w.line <- conn
}

// took gives the calls since the last time.
func (w *workspace) took() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := strings.Join(w.calls, "\n")
	w.calls = nil
	return text
}

func (w *workspace) set(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

var itself = tracker.Actor{Name: "pmtracker", Access: tracker.Responder, Origin: "serve"}

// startRoom is a receiver with a workspace, whose clock the test moves.
func startRoom(t *testing.T) (receiver, *workspace, func(time.Duration)) {
	t.Helper()
	r, w := start(t), newWorkspace(t)
	var mu sync.Mutex
	now := exampleTime
	r.tracker.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	r.tracker.Sender = w.sender
	r.tracker.Config.Slack = config.Slack{Channels: true, Reaction: "memo"}
	r.tracker.Config.Reports = config.Reports{Internal: []string{"slack:#incidents"}}
	return r, w, func(d time.Duration) { mu.Lock(); defer mu.Unlock(); now = now.Add(d) }
}

func (r receiver) keep(t *testing.T) error {
	t.Helper()
	return r.tracker.KeepSlackRooms(context.Background(), itself)
}

func wants(t *testing.T, what, got string, want ...string) {
	t.Helper()
	lines := strings.Split(got, "\n")
	if got == "" {
		lines = nil
	}
	ok := len(lines) == len(want)
	for i := range want {
		ok = ok && strings.HasPrefix(lines[i], want[i])
	}
	if !ok {
		t.Errorf("%s: Slack was asked\n%s\nwant lines that begin with\n%s", what, got, strings.Join(want, "\n"))
	}
}

// TestSlackRoom: a channel for the incident, with a topic and the people of its
// roles, and a pinned message that is changed in place, and only when it says
// something else. The channel's history is read by nobody.
func TestSlackRoom(t *testing.T) {
	r, w, pass := startRoom(t)
	ctx := context.Background()
	in, err := r.tracker.Declare(ctx, tracker.Actor{Name: "@ben", Access: tracker.Responder}, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { return r.keep(t) }, func() error { return r.keep(t) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	const channel, message = "Cinc-2018-0001", "1531420618.000200"
	wants(t, "declared", w.took(), "conversations.create inc-2018-0001", "conversations.setTopic "+channel+"  INC-2018-0001 Checkout answers 500", "conversations.setPurpose "+channel,
		"chat.postMessage "+channel+" *INC-2018-0001* SEV2 declared: Checkout answers 500", "pins.add "+channel+"   "+message)
	if key, err := r.tracker.IncidentOfChannel(ctx, person, channel); err != nil || key != in.Key {
		t.Errorf("the channel means %q, %v", key, err)
	}
	if err := r.tracker.AssignRole(ctx, itself, in.Key, incident.Commander, "@akiko"); err != nil {
		t.Fatal(err)
	}
	w.set(func() { w.limited = "chat.update" })
	if err := r.keep(t); err == nil {
		t.Error("a limit of Slack is no failure")
	}
	wants(t, "at the limit", w.took(), "conversations.invite "+channel+" U2CERLKJA")
	pass(29 * time.Second)
	if err := r.keep(t); err != nil {
		t.Fatal(err)
	}
	wants(t, "before Retry-After is over", w.took())
	pass(time.Second)
	if err := r.keep(t); err != nil {
		t.Fatal(err)
	}
	wants(t, "after it", w.took(), "chat.update "+channel+" *INC-2018-0001* SEV2 declared: Checkout answers 500||• IC: @akiko|• Ops: nobody")
	w.set(func() { w.errors["chat.update"] = "message_not_found" })
	if _, err := r.tracker.Log(ctx, itself, in.Key, tracker.Entry{Kind: incident.KindContainment, Text: "rolled back"}); err != nil {
		t.Fatal(err)
	}
	if err := r.keep(t); err != nil {
		t.Fatal(err)
	}
	wants(t, "somebody deleted the message", w.took(), "chat.update message_not_found", "chat.postMessage "+channel+" *INC-2018-0001* SEV2 contained", "pins.add "+channel)
}

// TestSlackRoomAfterACrash: the status message was posted, and the process ended
// before its id was written: it is found again and brought up to date, in a channel of
// the incident's own and in the team's, which is known by its name.
func TestSlackRoomAfterACrash(t *testing.T) {
	for own, channel := range map[bool]string{true: "Cinc-2018-0001", false: "Cincidents"} {
		r, w, pass := startRoom(t)
		r.tracker.Config.Slack.Channels = own
		w.taken["incidents"] = "U0OTHER"
		ctx := context.Background()
		in, err := r.tracker.Declare(ctx, itself, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.keep(t); err != nil {
			t.Fatal(err)
		}
		w.took()
		was := ""
		if own {
			was = channel // it is written when it is made
		}
		if _, err := r.tracker.Store.DB().ExecContext(ctx, "UPDATE slack_room SET channel = $1, message = '', shown = '', state = '', pinned = FALSE, posting = TRUE WHERE incident_key = $2", was, in.Key); err != nil {
			t.Fatal(err)
		}
		pass(time.Minute)
		for range 2 {
			if err := r.keep(t); err != nil {
				t.Fatal(err)
			}
		}
		wants(t, "after the crash", w.took(), "conversations.history "+channel, "chat.update "+channel+" *INC-2018-0001* SEV2 declared", "pins.add "+channel)
	}
}

// TestSlackRoomWithoutAnAnswer: the status message was posted, and Slack's answer did
// not come: it is found before another one would be posted; where it did not come
// either, it is posted.
func TestSlackRoomWithoutAnAnswer(t *testing.T) {
	for came, want := range map[bool]string{true: "chat.update Cinc-2018-0001 *INC-2018-0001* SEV3 declared", false: "chat.postMessage Cinc-2018-0001 *INC-2018-0001* SEV3 declared"} {
		r, w, pass := startRoom(t)
		w.errors["chat.postMessage"] = "internal_error"
		if _, err := r.tracker.Declare(context.Background(), itself, tracker.Declaration{Title: "x", Severity: "SEV3"}); err != nil {
			t.Fatal(err)
		}
		if err := r.keep(t); err == nil {
			t.Error("no answer is no failure")
		}
		w.took()
		w.set(func() {
			delete(w.errors, "chat.postMessage")
			if came {
				w.posted = []map[string]any{{"type": "message", "user": "UBOT", "ts": "1531420618.000200", "text": "x", "metadata": map[string]any{"event_type": "pmtracker_status", "event_payload": map[string]string{"incident": "INC-2018-0001"}}}}
			}
		})
		pass(time.Hour)
		for range 2 {
			if err := r.keep(t); err != nil {
				t.Fatal(err)
			}
		}
		wants(t, "afterwards", w.took(), "conversations.history Cinc-2018-0001", want, "pins.add Cinc-2018-0001")
	}
}

// TestSlackRoomNameTaken: a name that is taken gets a number; a channel that the
// app itself made just before a crash is taken over.
func TestSlackRoomNameTaken(t *testing.T) {
	for creator, want := range map[string]string{"U0OTHER": "Cinc-2018-0001-2", "UBOT": "Cinc-2018-0001"} {
		r, w, _ := startRoom(t)
		w.taken["inc-2018-0001"] = creator
		if _, err := r.tracker.Declare(context.Background(), itself, tracker.Declaration{Title: "x", Severity: "SEV3"}); err != nil {
			t.Fatal(err)
		}
		if err := r.keep(t); err != nil {
			t.Fatal(err)
		}
		if key, err := r.tracker.IncidentOfChannel(context.Background(), person, want); err != nil || key != "INC-2018-0001" {
			t.Errorf("made by %s: the channel %s means %q, %v; %s", creator, want, key, err, w.took())
		}
	}
}

// TestSlackRoomWithoutTheRight says so once, and goes on in the team's channel.
func TestSlackRoomWithoutTheRight(t *testing.T) {
	r, w, _ := startRoom(t)
	w.errors["conversations.create"], w.errors["pins.add"] = "missing_scope", "missing_scope"
	if _, err := r.tracker.Declare(context.Background(), itself, tracker.Declaration{Title: "x", Severity: "SEV3"}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := r.keep(t); err != nil {
			t.Fatal(err)
		}
	}
	wants(t, "without the right", w.took(), "conversations.create missing_scope", "chat.postMessage #incidents INC-2018-0001 has no channel of its own",
		"chat.postMessage Cincidents *INC-2018-0001* SEV3 declared", "pins.add missing_scope")
}

// TestSocketMode takes commands, shortcuts and reactions over the socket, each
// acknowledged; what comes twice, or over the webhook too, is done once; and it
// connects anew when Slack asks for it.
func TestSocketMode(t *testing.T) {
	r, w, _ := startRoom(t)
	r.tracker.Config.Slack.Channels = false
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	s, _ := w.sender()
	go func() { defer close(done); r.Socket(ctx, s.API(), slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() { cancel(); <-done })
	conn := <-w.line
	ask := func(id, kind string, payload any) map[string]any {
		t.Helper()
		_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
		if err := conn.WriteJSON(map[string]any{"envelope_id": id, "type": kind, "payload": payload, "accepts_response_payload": kind == "slash_commands"}); err != nil {
			t.Fatal(err)
		}
		var ack struct {
			EnvelopeID string         `json:"envelope_id"`
			Payload    map[string]any `json:"payload"`
		}
		if err := conn.ReadJSON(&ack); err != nil || ack.EnvelopeID != id {
			t.Fatalf("%+v %v", ack, err)
		}
		return ack.Payload
	}
	slash := func(text, trigger string) map[string]string {
		return map[string]string{"command": "/incident", "text": text, "trigger_id": trigger, "channel_id": "C2147483705", "user_id": "U2CERLKJA", "user_name": "Steve", "response_url": "https://hooks.slack.com/commands/1234/5678"}
	}
	if said := ask("1", "slash_commands", slash("declare SEV2 Checkout answers 500", "t1")); !strings.Contains(said["text"].(string), "INC-2018-0001") {
		t.Errorf("%v", said)
	}
	// the same again over the socket, and over the webhook
	if said := ask("2", "slash_commands", slash("declare SEV2 Checkout answers 500", "t1")); said["text"] != nil {
		t.Errorf("a command that came again: %v", said)
	}
	body := command("declare SEV2 Checkout answers 500", "t1")
	if answered := r.post("/webhooks/slack", slackHeader(exampleTime, body), body); strings.Contains(answered.Body.String(), "INC-") {
		t.Errorf("the same over the webhook: %s", answered.Body)
	}
	if err := conn.WriteJSON(map[string]any{"type": "disconnect", "reason": "refresh_requested"}); err != nil {
		t.Fatal(err)
	}
	conn = <-w.line
	ask("3", "interactive", map[string]any{"type": "message_action", "trigger_id": "t3", "channel": map[string]string{"id": "C2147483705"}, "user": map[string]string{"id": "U2CERLKJA", "name": "steve"},
		"message": map[string]string{"user": "U0LFFBKAB", "ts": "1531420500.000017", "text": "error rate is 9%"}})
	reaction := func(user, emoji, ts string) map[string]any {
		return map[string]any{"type": "event_callback", "event_id": "Ev" + user + ts, "event": map[string]any{"type": "reaction_added", "user": user, "reaction": emoji,
			"item": map[string]string{"type": "message", "channel": "C2147483705", "ts": ts}, "event_ts": "1531420600.000001"}}
	}
	ask("4", "events_api", reaction("U2CERLKJA", "eyes", "1531420550.000100"))
	ask("5", "events_api", reaction("U2CERLKJA", "memo", "1531420550.000100"))
	ask("6", "events_api", reaction("U0LFFBKAB", "memo", "1531420550.000100")) // somebody else, on the same message
	ask("7", "events_api", reaction("U2CERLKJA", "memo", "1531420500.000017")) // the message of the shortcut
	r.Close()                                                                  // waits for what goes on after the acknowledgement
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || len(room.Events) != 4 {
		t.Fatalf("%d events, want detection, declaration and two messages; %v", len(room.Events), err)
	}
	if e := room.Events[1]; e.Text != "The pool of <db-1> is used up" || e.Actor != "slack:U0LFFBKAB" || e.At.Unix() != 1531420550 || e.RecordedBy != "@akiko" && e.RecordedBy != "slack:U0LFFBKAB" {
		t.Errorf("%+v", e)
	}
}
