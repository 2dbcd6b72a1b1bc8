package inbox

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

const (
	// soon is how long an answer to Slack waits for its work: Slack gives up after
	// three seconds.
	soon = 2 * time.Second
	// lateAnswer is how long the work may take that is answered later. Slack takes
	// such answers for half an hour.
	lateAnswer = 5 * time.Minute
)

// reply is what Slack shows. Without a text it shows nothing.
type reply struct {
	Type string `json:"response_type,omitempty"` // "in_channel": everybody sees it; else who asked
	Text string `json:"text,omitempty"`
}

// slackRequest is one request: a slash command, or a shortcut on a message.
type slackRequest struct {
	ID          string // the same when Slack sends it again
	ResponseURL string
	By          tracker.SlackMember
	Actor       tracker.Actor // what By may do, once it was looked up
	Channel     string
	Text        string       // of a command
	Message     *slackedNote // that a shortcut or a reaction logs
}

// slack takes Slack's requests: slash commands and shortcuts on messages (form
// encoded), and the check of the address and events (JSON).
func (r *Receiver) slack(w http.ResponseWriter, req *http.Request) {
	body, ok := readBody(w, req)
	if !ok {
		return
	}
	if !slackSigned(req.Header, body, r.secrets.Slack, r.tracker.Now()) {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "the request is not signed with SLACK_SIGNING_SECRET, or it is older than five minutes"})
		return
	}
	if strings.HasPrefix(req.Header.Get("Content-Type"), "application/json") {
		r.slackEvent(w, body)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "the form cannot be read"})
		return
	}
	asked, err := r.readSlack(form)
	if err != nil {
		fail(w, err)
		return
	}
	r.answerSlack(w, req, asked)
}

// slackEvent answers Slack's check of the address
// (https://api.slack.com/events/url_verification), and takes its events. They are
// acknowledged at once; Slack waits for no answer to them.
func (r *Receiver) slackEvent(w http.ResponseWriter, body []byte) {
	var e struct{ Type, Challenge string }
	if err := json.Unmarshal(body, &e); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "the event cannot be read"})
		return
	}
	if asked, ok := r.readReaction(body); ok {
		r.work.Go(func() { r.react(asked) })
	}
	answer(w, http.StatusOK, map[string]string{"challenge": e.Challenge})
}

func (r *Receiver) readSlack(form url.Values) (slackRequest, error) {
	if form.Get("payload") != "" {
		return r.readShortcut(form.Get("payload"))
	}
	if form.Get("command") == "" || form.Get("trigger_id") == "" {
		return slackRequest{}, incident.Tell(incident.Invalid, "this is no slash command of Slack: command or trigger_id is missing", "Slack のスラッシュコマンドではありません。command か trigger_id がありません")
	}
	return slackRequest{
		ID: form.Get("trigger_id"), ResponseURL: form.Get("response_url"), Channel: form.Get("channel_id"), Text: form.Get("text"),
		By: tracker.SlackMember{ID: form.Get("user_id"), Name: form.Get("user_name")},
	}, nil
}

// slackNames gives the configured people by their ids in Slack.
func (r *Receiver) slackNames() map[string]string {
	names := map[string]string{}
	for _, p := range r.tracker.Config.People {
		if p.Slack != "" {
			names[p.Slack] = p.ID
		}
	}
	return names
}

// answerSlack answers a request within Slack's three seconds.
func (r *Receiver) answerSlack(w http.ResponseWriter, req *http.Request, asked slackRequest) {
	if asked.Message != nil {
		r.interact(req.Context(), asked)
		w.WriteHeader(http.StatusOK)
		return
	}
	answer(w, http.StatusOK, r.dispatch(req.Context(), asked))
}

// interact carries out a shortcut on a message. Slack shows nothing of what acknowledges
// one (https://api.slack.com/interactivity/handling), over the webhook or the socket;
// what became of it is sent to the address that came with it.
func (r *Receiver) interact(asking context.Context, asked slackRequest) {
	if said := r.dispatch(asking, asked); said.Text != "" {
		r.work.Go(func() { r.answerLater(r.ctx, asked.ResponseURL, said) })
	}
}

// dispatch does what was asked, once, whether it came over the webhook or the
// socket, and gives the answer in time: work that takes longer than Slack waits
// is answered later at the address that Slack gave. Work that has begun goes on
// when Slack hangs up.
func (r *Receiver) dispatch(asking context.Context, asked slackRequest) reply {
	var err error
	if asked.Actor, err = r.tracker.ActorInSlack(asking, asked.By); err != nil {
		return r.refused(asking, err)
	}
	if asked.Message == nil { // the timeline itself takes a message once
		first, err := r.tracker.FirstTime(asking, asked.Actor, asked.ID)
		if err != nil {
			return r.refused(asking, err)
		}
		if !first { // X-Slack-Retry-Num, or the same over again: it is done or being done
			return reply{}
		}
	}
	result := make(chan reply, 1)
	ctx, cancel := context.WithTimeout(r.ctx, lateAnswer)
	r.work.Go(func() { result <- r.carryOut(ctx, asked) })
	select {
	case said := <-result:
		cancel()
		return said
	case <-time.After(soon):
		r.work.Go(func() {
			defer cancel()
			r.answerLater(ctx, asked.ResponseURL, <-result)
		})
		return reply{Text: r.lang().Say("This takes a moment; the answer follows here.", "少し時間がかかります。結果はここに届きます。")}
	}
}

// lang is the team's language, for answers that are about no incident.
func (r *Receiver) lang() incident.Lang { return cmp.Or(r.tracker.Config.Lang, incident.English) }

// answerLater sends an answer to the address that Slack gave with the request. One that
// does not arrive is logged: nobody else would hear of it.
func (r *Receiver) answerLater(ctx context.Context, address string, result reply) {
	if address == "" {
		return
	}
	if err := r.postAnswer(ctx, address, result); err != nil {
		slog.WarnContext(ctx, "an answer to Slack did not arrive", "answer", result.Text, "error", err)
	}
}

func (r *Receiver) postAnswer(ctx context.Context, address string, result reply) error {
	body, err := json.Marshal(result)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return incident.Tell(incident.Invalid, "the response URL is no address", "返信先の URL が不正です")
	}
	req.Header.Set("Content-Type", "application/json")
	answered, err := r.client.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address: whoever has it can answer
		}
		return err
	}
	defer func() { _ = answered.Body.Close() }() // nothing of it is read
	if answered.StatusCode >= http.StatusBadRequest {
		return incident.Tell(incident.Unavailable, "Slack answers %s", "Slack の応答: %s", answered.Status)
	}
	return nil
}
