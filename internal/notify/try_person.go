package notify

import (
	"context"
	"net/mail"
	"regexp"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// memberID is Slack's id of a person: "U024BE7LH", of an Enterprise Grid "W012A3CDE".
// https://docs.slack.dev/reference/objects/user-object
var memberID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[UW][A-Z0-9]{6,}$`) })

// TryMember looks whether Slack knows a person by that member id (users.info), and
// where there is no token for the form of the id alone: then As is empty.
func (s *Sender) TryMember(ctx context.Context, l incident.Lang, id string) Trial {
	copyID := l.Say("copy it from the profile in Slack: ⋮, Copy member ID", "Slack のプロフィールの「⋮」から「メンバー ID をコピー」してください")
	if !memberID().MatchString(id) {
		return Trial{Why: l.Say("%q is no member id of Slack", "「%s」は Slack のメンバー ID ではありません", id), Fix: copyID}
	}
	if s.SlackToken == "" {
		return Trial{}
	}
	user, err := s.API().GetUserInfoContext(ctx, id)
	failed := slackFailure(err)
	switch {
	case failed == nil && user.Deleted:
		return Trial{Why: l.Say("the account %s is deactivated in Slack", "Slack のアカウント %s は無効になっています", id), Fix: copyID}
	case failed == nil:
		return Trial{As: "@" + user.Name}
	case failed.said == "user_not_found" || failed.said == "user_not_visible":
		return Trial{Why: l.Say("Slack knows no member %s", "Slack にメンバー %s はいません", id), Fix: copyID}
	case failed.said == "missing_scope":
		return Trial{Why: l.Say("the app may not look people up", "アプリにメンバーを調べる権限がありません"), Fix: l.Say("give the app the scope users:read", "アプリにスコープ users:read を与えてください"), Silent: true}
	}
	return Trial{Why: incident.Sentence(failed.why, l), Fix: l.Say("try again later", "しばらくして試してください"), Silent: true}
}

// TryAddress looks at the form of a person's e-mail address: nothing is sent.
func TryAddress(l incident.Lang, address string) Trial {
	if read, err := mail.ParseAddress(address); err != nil || read.Address != address {
		return Trial{Why: l.Say("%q is no e-mail address", "「%s」はメールアドレスではありません", address), Fix: l.Say("write it as akiko@example.com", "akiko@example.com の形で書いてください")}
	}
	return Trial{As: address}
}
