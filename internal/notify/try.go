package notify

import (
	"context"
	"net/url"
	"strings"

	"github.com/slack-go/slack"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Trial is what came of trying to reach a service, without sending anything.
type Trial struct {
	As  string // as whom: "@pmtracker in Acme", "pm@example.com"
	Why string // what the service said against it; empty: it works
	Fix string // what to do
	// Silent tells that the service did not answer: nothing is known of the
	// credentials.
	Silent bool
}

// TrySlack signs in to Slack (auth.test) and looks whether the app may post. Of an
// incoming webhook only the form of its address can be looked at: whatever is sent
// to it stands in the channel.
func (s *Sender) TrySlack(ctx context.Context, l incident.Lang) Trial {
	if s.SlackToken == "" {
		return tryWebhook(s.SlackWebhook, l)
	}
	options := []slack.Option{slack.OptionHTTPClient(s.client())}
	if s.SlackURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(s.SlackURL, "/")+"/"))
	}
	who, err := slack.New(s.SlackToken, options...).AuthTestContext(ctx)
	if failed := slackFailure(err); failed != nil {
		if failed.Temporary {
			return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("try again later", "しばらくして試してください"), Silent: true}
		}
		return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("set a bot token of the app (xoxb-…) as SLACK_TOKEN", "アプリのボットトークン（xoxb-…）を SLACK_TOKEN に設定してください")}
	}
	t := Trial{As: l.Say("@%s in %s", "%[2]s の @%[1]s", who.User, who.Team)}
	if scopes := who.Header.Get("X-OAuth-Scopes"); scopes != "" && !has(scopes, "chat:write") {
		t.Why = l.Say("the app may not post (its scopes: %s)", "アプリに投稿の権限がありません（スコープ: %s）", scopes)
		t.Fix = l.Say("give the app the scope chat:write and install it again", "アプリにスコープ chat:write を与え、再インストールしてください")
	}
	return t
}

func has(list, name string) bool {
	for _, one := range strings.Split(list, ",") {
		if strings.TrimSpace(one) == name {
			return true
		}
	}
	return false
}

func tryWebhook(address string, l incident.Lang) Trial {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return Trial{Why: l.Say("SLACK_WEBHOOK_URL is not an address", "SLACK_WEBHOOK_URL が URL ではありません"),
			Fix: l.Say("copy it from Slack as a whole: https://hooks.slack.com/services/…", "Slack から全体をコピーしてください: https://hooks.slack.com/services/…")}
	}
	steps := strings.Split(strings.Trim(u.Path, "/"), "/")
	if u.Host == "hooks.slack.com" && (len(steps) != 4 || steps[0] != "services") && !strings.HasPrefix(u.Path, "/triggers/") && !strings.HasPrefix(u.Path, "/workflows/") {
		return Trial{Why: l.Say("SLACK_WEBHOOK_URL is cut short", "SLACK_WEBHOOK_URL が途中で切れています"),
			Fix: l.Say("copy it from Slack as a whole: https://hooks.slack.com/services/T…/B…/…", "Slack から全体をコピーしてください: https://hooks.slack.com/services/T…/B…/…")}
	}
	return Trial{As: l.Say("an incoming webhook; only the form of its address was looked at, since whatever is sent stands in the channel",
		"Incoming Webhook。送るとチャンネルに出るため、URL の形式だけを確認しました")}
}

// TryMail connects to the mail server, encrypts, and signs in. It sends no letter.
func (s *Sender) TryMail(ctx context.Context, l incident.Lang) Trial {
	via, err := parseSMTP(s.SMTP)
	if err != nil {
		return Trial{Why: incident.Sentence(err, l), Fix: l.Say("correct SMTP_URL", "SMTP_URL を直してください")}
	}
	client, err := via.client()
	if err != nil {
		return Trial{Why: incident.Sentence(err, l), Fix: l.Say("correct SMTP_URL", "SMTP_URL を直してください")}
	}
	err = client.DialWithContext(ctx)
	if err == nil {
		_ = client.Close()
		return Trial{As: via.from}
	}
	failed := dialFailure(err)
	if failed.Temporary {
		return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("check host and port of SMTP_URL, or try again later", "SMTP_URL のホストとポートを確かめるか、しばらくして試してください"), Silent: true}
	}
	if failed.advised {
		return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("correct SMTP_URL", "SMTP_URL を直してください")}
	}
	return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("correct user and password, or use a server that offers encryption", "ユーザーとパスワードを直すか、暗号化に対応したサーバーを使ってください")}
}
