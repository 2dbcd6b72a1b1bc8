package inbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// shortcut is the shortcut on a message, at a second of the example's minute. It gives
// what Slack shows of it: what was sent to the address that came with it.
func (r receiver) shortcut(t *testing.T, user, second string, message map[string]any) string {
	t.Helper()
	message["ts"], message["type"] = "15314205"+second+".000017", "message"
	later := make(chan string, 1)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		var sent struct{ Text string }
		_ = json.NewDecoder(req.Body).Decode(&sent)
		later <- sent.Text
	}))
	t.Cleanup(hook.Close)
	payload, err := json.Marshal(map[string]any{"type": "message_action", "response_url": hook.URL, "trigger_id": user + second, "user": map[string]string{"id": user, "username": "x"},
		"channel": map[string]string{"id": "C2147483705"}, "message": message})
	if err != nil {
		t.Fatal(err)
	}
	body := url.Values{"payload": {string(payload)}}.Encode()
	if w := r.post("/webhooks/slack", slackHeader(exampleTime, body), body); w.Code != http.StatusOK || w.Body.Len() > 0 {
		t.Errorf("the shortcut is acknowledged with %d %s, of which Slack shows nothing", w.Code, w.Body)
	}
	select {
	case text := <-later:
		return text
	case <-time.After(time.Minute):
		t.Fatal("who logged the message was told nothing")
	}
	return ""
}

// TestWordsContainNothing: what a message says moves no incident; a person does, by the
// command that the answer names.
func TestWordsContainNothing(t *testing.T) {
	r := start(t)
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	for i, text := range []string{"v1.42 is rolled back", "we have not rolled back yet", "注文処理が停止しました", "Should we get v1.42 rolled back?", "the feature flag is not disabled", "service is back, all clear", "raising this to SEV1"} {
		got := r.shortcut(t, "U2CERLKJA", string(rune('1'+i))+"0", map[string]any{"user": "U0LFFBKAB", "text": text})
		if !strings.Contains(got, "logged in INC-2018-0001 as ") || strings.Contains(got, "as containment") || strings.Contains(got, "/incident log containment") != (i == 0) {
			t.Errorf("%s: %q", text, got)
		}
	}
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || room.State != incident.Declared || room.Severity != "SEV2" || len(room.Events) != 9 {
		t.Errorf("%s %s, %d events, %v", room.State, room.Severity, len(room.Events), err)
	}
}

// TestMessageThatWasRefusedIsLoggedLater: a refusal uses nothing up, and says so.
func TestMessageThatWasRefusedIsLoggedLater(t *testing.T) {
	r := start(t)
	blocks := func() map[string]any {
		return map[string]any{"user": "U0LFFBKAB", "text": "", "blocks": []any{map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": "error rate is 9%, see <https://grafana.example.com/d/7|dashboard>"}}}}
	}
	if got := r.shortcut(t, "U2CERLKJA", "00", blocks()); !strings.Contains(got, "belongs to no incident") {
		t.Errorf("before it is declared: %q", got)
	}
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	if got := r.shortcut(t, "U2CERLKJA", "00", blocks()); !strings.Contains(got, "error rate is 9%") {
		t.Errorf("after it: %q", got)
	}
	if got := r.shortcut(t, "U2CERLKJA", "00", blocks()); !strings.Contains(got, "stands in a timeline already") {
		t.Errorf("once more: %q", got)
	}
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || len(room.Events) != 3 {
		t.Fatalf("%d events, %v", len(room.Events), err)
	}
	e := room.Events[0]
	if e.Text != "error rate is 9%, see dashboard" || len(e.Links) != 1 || e.Links[0] != "https://grafana.example.com/d/7" {
		t.Errorf("%+v", e)
	}
	now := r.tracker.Now
	before := func(d time.Duration) { r.tracker.Now = func() time.Time { return exampleTime.Add(-d) } } // the message, which is of a minute and a half ago
	before(3 * time.Minute)
	if err := r.tracker.AssignRole(context.Background(), itself, "INC-2018-0001", incident.Commander, "@akiko"); err != nil {
		t.Fatal(err)
	}
	for _, roleGone := range []bool{false, true} {
		if roleGone {
			before(2 * time.Minute)
			if err := r.tracker.ReleaseRole(context.Background(), itself, "INC-2018-0001", incident.Commander, "@akiko"); err != nil {
				t.Fatal(err)
			}
		}
		r.tracker.Now = now
		if got := r.shortcut(t, "U0LFFBKAB", "30", map[string]any{"user": "U2CERLKJA", "text": "restarted the workers"}); strings.Contains(got, "as action") != roleGone || strings.Contains(got, "/incident log decision") == roleGone {
			t.Errorf("the IC's own work: %q", got)
		}
	}
}

// TestReactionIsAnswered: who reacted reads what became of it; the next one reads nothing.
func TestReactionIsAnswered(t *testing.T) {
	r, w, _ := startRoom(t)
	react := func(user string) {
		t.Helper()
		body, _ := json.Marshal(map[string]any{"type": "event_callback", "event": map[string]any{"type": "reaction_added", "user": user, "reaction": "memo", "item": map[string]string{"type": "message", "channel": "C2147483705", "ts": "1531420550.000100"}}})
		h := slackHeader(exampleTime, string(body))
		h.Set("Content-Type", "application/json")
		if got := r.post("/webhooks/slack", h, string(body)); got.Code != http.StatusOK {
			t.Fatal(got.Body)
		}
		r.Close() // waits for it
	}
	react("U2CERLKJA")
	wants(t, "in a channel of no incident", w.took(), "chat.postEphemeral C2147483705 U2CERLKJA this channel belongs to no incident")
	r, w, _ = startRoom(t)
	r.tracker.Config.Slack.Channels = false
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	react("U2CERLKJA")
	wants(t, "logged", w.took(), "chat.postEphemeral C2147483705 U2CERLKJA logged in INC-2018-0001 as note: The pool of &lt;db-1&gt; is used up")
}

// TestSlackAnswersInItsOwnWords: no refusal names what only the command line has.
func TestSlackAnswersInItsOwnWords(t *testing.T) {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		r := start(t)
		r.tracker.Config.Lang = l
		r.say(t, "declare SEV2 Checkout answers 500", "0")
		if said, want := r.say(t, "role assign IC <@U2CERLKJA>", "00"), l.Say("assign IC @akiko", "@akiko が IC に着任しました"); !strings.Contains(said, want) {
			t.Errorf("%q, want %q", said, want)
		}
		for i, c := range []struct{ text, want string }{
			{"declare SEV2", l.Say("in another channel", "別のチャンネル")},
			{"report first", "next-report"},
			{"report completion", "/incident recover error_rate=…"},
			{"report frist 30m", "completion"},
			{"report first next=18:00", "30m"},
			{"report completion 30m", l.Say("promises no next one", "次回を予告できません")},
			{"report first 30m severity=sev3", l.Say("that of the incident (SEV2); leave severity= out, and where it is SEV3 now, change it first: /incident log severity SEV3: why", "インシデントの重大度（SEV2）です。severity= を外してください。いま SEV3 である場合は、先に /incident log severity SEV3: 理由 で")},
			{"report first 30m severity=high", l.Say("there is no severity \"high\"", "重大度「high」はありません")},
			{"report first soon", "soon"},
			{"recover error_rate=0.4", "/incident recover error_rate=0.4 reason=…"},
			{"log recovery all is well", "/incident recover"},
			{"log correction it was 09:12", ""},
			{"log declaration again", "/incident declare"},
			{"log role I am IC", "/incident role assign IC @…"},
			{"log action restarted it", "/incident log decision"},
			{"role assign IC @ben", l.Say("one-commander: @akiko commands already; hand over with /incident role handover IC @ben", "すでに @akiko が指揮しています。引き継ぐときは /incident role handover IC @ben を")},
			{"role assign IC <@U99>", "/incident role handover IC slack:U99"},
			{"log containment rolled back", "rolled back"},
			{"recover", "/incident recover error_rate="},
			{"log note <b> a & b", "&lt;b&gt; a &amp; b"},
			{"log note &lt;b&gt; a &amp; *b*", "&lt;b&gt; a &amp; *b*"},
			{"report periodic 19:30 change=List&lt;String&gt; impact=a*b*c", "2018-07-12 19:30 UTC"},
			{"report periodic 16:00 change=x", "2018-07-13 16:00 UTC"},
		} {
			if said := r.say(t, c.text, c.text+string(rune('a'+i))); !strings.Contains(said, c.want) || strings.Contains(said, "--") || strings.Contains(said, "pmtracker ") || strings.Contains(said, "%%") {
				t.Errorf("%s: %q, want %q", c.text, said, c.want)
			}
		}
	}
}

// TestLateAnswerThatDoesNotArriveIsLogged, without the address by which one could answer.
func TestLateAnswerThatDoesNotArriveIsLogged(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	gone := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(gone.Close)
	r := start(t)
	r.AnswerLater(context.Background(), gone.URL+"/secretpart", "refused")
	if !strings.Contains(log.String(), "404") || !strings.Contains(log.String(), "refused") || strings.Contains(log.String(), "secretpart") {
		t.Error(log.String())
	}
	log.Reset()
	gone.Close()
	r.AnswerLater(context.Background(), gone.URL+"/secretpart", "refused")
	if !strings.Contains(log.String(), "refused") || strings.Contains(log.String(), "secretpart") {
		t.Error(log.String())
	}
}
