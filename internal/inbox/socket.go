package inbox

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/url"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// socketRetry is how long Socket Mode waits after Slack refused the connection
// for good: the token may be put right meanwhile.
const socketRetry = time.Minute

// Socket takes Slack's requests over Socket Mode until ctx ends, for servers that
// Slack cannot reach. It connects anew whenever the line breaks or Slack asks for
// it. The requests are those of the webhook, and one that comes both ways is
// carried out once.
func (r *Receiver) Socket(ctx context.Context, api *slack.Client, log *slog.Logger) {
	said := false
	for ctx.Err() == nil {
		client := socketmode.New(api)
		handled := make(chan struct{})
		connection, cancel := context.WithCancel(ctx)
		go func() {
			defer close(handled)
			r.envelopes(connection, client)
		}()
		err := client.RunContext(connection)
		cancel()
		<-handled
		if ctx.Err() != nil {
			return
		}
		if !said {
			log.WarnContext(ctx, "Slack refuses Socket Mode; is SLACK_APP_TOKEN right?", "error", err)
			said = true
		}
		select {
		case <-ctx.Done():
		case <-time.After(socketRetry):
		}
	}
}

// envelopes handles what comes over one connection. Each request is handled by
// itself, so that slow work holds up no other, and is acknowledged within Slack's
// three seconds.
func (r *Receiver) envelopes(ctx context.Context, client *socketmode.Client) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-client.Events:
			if e.Request == nil || e.Request.EnvelopeID == "" {
				continue
			}
			r.work.Go(func() {
				said := r.envelope(ctx, e)
				if said.Text == "" {
					_ = client.AckCtx(ctx, e.Request.EnvelopeID, nil) // a lost line: Slack sends it again, and it is known then
					return
				}
				_ = client.AckCtx(ctx, e.Request.EnvelopeID, said)
			})
		}
	}
}

// envelope does what one request asks
// (https://api.slack.com/apis/connections/socket-implement): its payload is what
// the webhook gets as a form.
func (r *Receiver) envelope(ctx context.Context, e socketmode.Event) reply {
	switch e.Type {
	case socketmode.EventTypeSlashCommand:
		var fields map[string]any
		if err := json.Unmarshal(e.Request.Payload, &fields); err != nil {
			return reply{}
		}
		form := url.Values{}
		for name, value := range fields {
			if text, ok := value.(string); ok {
				form.Set(name, text)
			}
		}
		asked, err := r.readSlack(form)
		if err != nil {
			return reply{Text: incident.Sentence(err, r.lang())}
		}
		return r.dispatch(ctx, asked)
	case socketmode.EventTypeInteractive:
		asked, err := r.readShortcut(string(e.Request.Payload))
		if err != nil {
			return reply{}
		}
		r.interact(ctx, asked)
	case socketmode.EventTypeEventsAPI:
		if asked, ok := r.readReaction(e.Request.Payload); ok {
			r.work.Go(func() { r.react(asked) })
		}
	}
	return reply{}
}
