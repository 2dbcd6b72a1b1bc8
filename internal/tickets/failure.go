package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Attempt says what an adapter was about to do, for its errors.
type Attempt struct {
	Service string // "GitHub"
	What    error  // made by Cannot: "cannot open the ticket for INC-2026-0042/AI-1 in acme/checkout"
	Address string // the variable that says where its API is: "GITHUB_API_URL"
	Changes bool   // the request creates or changes something: its outcome may be unknown
}

// Cannot says in both languages what could not be done: the beginning of an error.
func Cannot(english, japanese string, args ...any) error {
	return incident.Tell(incident.Internal, english, japanese, args...)
}

// NoAnswer makes the error of a request that got no answer that can be read.
func (a Attempt) NoAnswer(err error) error {
	var limit *limitError
	var token *unauthorized
	switch {
	case errors.As(err, &token):
		return incident.Errorf(incident.CodeOf(token.err), "%s: %w", a.What, token.err)
	case errors.As(err, &limit):
		return incident.Tell(incident.Unavailable, "%s: %s's limit holds until %s; run it again then",
			"%s: %s の制限が %s まで続きます。その後に再実行してください", a.What, a.Service, limit.until.Format("2006-01-02 15:04:05Z07:00"))
	case errors.Is(err, errOtherHost):
		return incident.Tell(incident.Invalid, "%s: %s redirects to another host; correct its address in the configuration: %w",
			"%s: %s が別のホストへ転送しています。設定のアドレスを直してください: %w", a.What, a.Service, err)
	case strings.HasSuffix(err.Error(), http.StatusText(http.StatusProxyAuthRequired)): // by this word alone, to CONNECT
		return a.proxied()
	case notSent(err) && !errors.Is(err, context.Canceled):
		return incident.Tell(incident.Unavailable, "%s: %s cannot be reached; check the address and try again: %w",
			"%s: %s に接続できません。アドレスを確かめて再実行してください: %w", a.What, a.Service, err)
	case notSent(err):
		return a.stopped()
	}
	return a.unknown(a.unread(err))
}

// unread is the error of a request that went out and whose answer did not come, or
// is not what was asked for.
func (a Attempt) unread(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return a.stopped()
	case errors.Is(err, context.DeadlineExceeded):
		return incident.Tell(incident.Unavailable, "%s: %s did not answer in time; try again later",
			"%s: %s から時間内に応答がありません。しばらくして再実行してください", a.What, a.Service)
	case noData(err):
		return incident.Tell(incident.Unavailable, "%s: %s answered with something other than data, for example a page for people, or nothing at all; try again later, and check that %s is the address of its API",
			"%s: %s の応答がデータではありません（人が見るページや空の応答など）。しばらくして再実行し、API のアドレスを設定する %s を確認してください", a.What, a.Service, a.Address)
	}
	return incident.Tell(incident.Unavailable, "%s: no answer from %s that can be read: %w", "%s: %s から読み取れる応答がありません: %w", a.What, a.Service, err)
}

// stopped is the error of a request during which somebody ended the run.
func (a Attempt) stopped() error {
	return incident.Tell(incident.Unavailable, "%s: stopped", "%s: 中断しました", a.What)
}

// noData tells whether an answer came that is not the data which was asked for.
func noData(err error) bool {
	var syntax *json.SyntaxError
	var other *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &other) || errors.Is(err, ErrNoData)
}

// proxied is the error of a request that never came to the provider.
func (a Attempt) proxied() error {
	return incident.Tell(incident.Unavailable, "%s: a proxy on the way to %s asks who you are (407); write user and password into HTTPS_PROXY, or name the host in NO_PROXY",
		"%s: %s までの経路にあるプロキシが認証を求めています（407）。HTTPS_PROXY にユーザー名とパスワードを書くか、NO_PROXY にホストを書いてください", a.What, a.Service)
}

// unknown marks the failure of a request that may have been carried out.
func (a Attempt) unknown(failed error) error {
	if a.Changes {
		return Unknown(failed)
	}
	return failed
}

// Answered makes the error of a request that was answered with a status other
// than the one that means success. said is the provider's own message.
func (a Attempt) Answered(status int, said string) error {
	if said == "" {
		said = http.StatusText(status)
	}
	switch {
	case status == http.StatusUnauthorized:
		return incident.Tell(incident.Invalid, "%s: %s does not accept the token (%s); set a valid one",
			"%s: %s がトークンを受け付けません（%s）。有効なトークンを設定してください", a.What, a.Service, said)
	case status == http.StatusProxyAuthRequired:
		return a.proxied()
	case status >= 300 && status < 400:
		return incident.Tell(incident.Invalid, "%s: it has moved (%d); write its new name or address into the configuration",
			"%s: 移動しています（%d）。新しい名前またはアドレスを設定してください", a.What, status)
	case status >= 500 || status == http.StatusRequestTimeout || status < 300:
		return a.unknown(incident.Tell(incident.Unavailable, "%s: %s answered %d (%s); try again later",
			"%s: %s の応答は %d（%s）でした。しばらくして再実行してください", a.What, a.Service, status, said))
	case status == http.StatusForbidden:
		return incident.Tell(incident.Refused, "%s: %s refuses it (%s); give the account of the token the right",
			"%s: %s が拒否しました（%s）。トークンのアカウントに権限を与えてください", a.What, a.Service, said)
	}
	return incident.Tell(incident.Refused, "%s: %s refuses it (%d: %s)", "%s: %s が拒否しました（%d: %s）", a.What, a.Service, status, said)
}
