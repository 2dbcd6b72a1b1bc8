package notify

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// slackTextLimit is how much text Slack takes in one message (40,000 characters;
// https://api.slack.com/methods/chat.postMessage), with room.
const slackTextLimit = 38000

// slack posts as the app, or, without one, through the incoming webhook, which
// has a channel of its own.
func (s *Sender) slack(ctx context.Context, channel string, m Message) *Failure {
	text := m.Slack
	if text == "" {
		text = Mrkdwn(m.Markdown)
	}
	text = withinLimit(text)
	switch {
	case s.SlackToken != "":
		_, _, err := s.API().PostMessageContext(ctx, channel, slack.MsgOptionText(text, false),
			slack.MsgOptionDisableLinkUnfurl())
		return slackFailure(err)
	case s.SlackWebhook != "":
		return slackFailure(slack.PostWebhookCustomHTTPContext(ctx, s.SlackWebhook, s.client(), &slack.WebhookMessage{Text: text}))
	}
	return &Failure{why: incident.Tell(incident.Invalid, "neither SLACK_TOKEN nor SLACK_WEBHOOK_URL is set", "SLACK_TOKEN も SLACK_WEBHOOK_URL も設定されていません")}
}

// withinLimit leaves out the lines for which a message has no room: half a word or half a
// link says something else than the whole. A single line that is too long is cut.
func withinLimit(text string) string {
	runes := []rune(text)
	if len(runes) <= slackTextLimit {
		return text
	}
	kept := string(runes[:slackTextLimit])
	if end := strings.LastIndexByte(kept, '\n'); end > 0 {
		kept = kept[:end+1]
	}
	return kept + "…"
}

// API gives Slack's API as the app, with the token for Socket Mode where one is
// set.
func (s *Sender) API() *slack.Client {
	options := []slack.Option{slack.OptionHTTPClient(s.client()), slack.OptionAppLevelToken(s.SlackAppToken)}
	if s.SlackURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(s.SlackURL, "/")+"/"))
	}
	return slack.New(s.SlackToken, options...)
}

// slackFailure sorts what Slack says. Its names of errors stand in the API's
// documentation of chat.postMessage.
func slackFailure(err error) *Failure {
	if err == nil {
		return nil
	}
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return &Failure{Temporary: true, After: limited.RetryAfter, why: incident.Tell(incident.Unavailable, "Slack asks to wait", "Slack の送信制限により待機が必要です")}
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) {
		return &Failure{Temporary: status.Code >= 500 || status.Code == 429, why: incident.Tell(incident.Unavailable, "Slack answers %s", "Slack の応答: %s", status.Status)}
	}
	var said slack.SlackErrorResponse
	if errors.As(err, &said) {
		passing := []string{"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited", "team_added_to_org"}
		return &Failure{Temporary: slices.Contains(passing, said.Err), why: incident.Tell(incident.Unavailable, "Slack says %s", "Slack の応答: %s", said.Err), said: said.Err}
	}
	return &Failure{Temporary: true, why: withoutAddress(err)}
}
