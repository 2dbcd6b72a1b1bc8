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
	// PutRight is what puts right that the account is denied it (403), as far as the
	// answer tells; nil: it does not.
	PutRight error
}

// Cannot says in both languages what could not be done: the beginning of an error.
func Cannot(english, japanese string, args ...any) error {
	return incident.Tell(incident.Internal, english, japanese, args...)
}

// attemptFailed is an attempt that failed, and why, which is the same for whatever else
// was to be asked then.
type attemptFailed struct{ whole, why error }

func (f *attemptFailed) Error() string   { return f.whole.Error() }
func (f *attemptFailed) Unwrap() []error { return []error{f.whole, f.why} }

// because makes the error of an attempt.
func (a Attempt) because(why error) error {
	return &attemptFailed{incident.Errorf(incident.CodeOf(why), "%w: %w", a.What, why), why}
}

// Reason gives why a provider did not do something, without what that was; an error
// that says no more stays as it is.
func Reason(err error) error {
	var f *attemptFailed
	if errors.As(err, &f) {
		return f.why
	}
	return err
}

// NoAnswer makes the error of a request that got no answer that can be read.
func (a Attempt) NoAnswer(err error) error {
	var limit *limitError
	var token *unauthorized
	switch {
	case errors.As(err, &token):
		return a.because(token.err)
	case errors.As(err, &limit):
		return a.because(incident.Tell(incident.Unavailable, "%s's limit holds until %s; run it again then",
			"%s の制限が %s まで続きます。その後に再実行してください", a.Service, limit.until.Format("2006-01-02 15:04:05Z07:00")))
	case errors.Is(err, errOtherHost):
		return a.because(incident.Tell(incident.Invalid, "%s redirects to another host; correct its address in the configuration: %w",
			"%s が別のホストへ転送しています。設定のアドレスを直してください: %w", a.Service, err))
	case strings.HasSuffix(err.Error(), http.StatusText(http.StatusProxyAuthRequired)): // by this word alone, to CONNECT
		return a.because(a.proxied())
	case notSent(err) && !errors.Is(err, context.Canceled):
		return a.because(incident.Tell(incident.Unavailable, "%s cannot be reached; check the address and try again: %w",
			"%s に接続できません。アドレスを確かめて再実行してください: %w", a.Service, err))
	case notSent(err):
		return a.because(errStopped)
	}
	return a.unknown(a.because(a.unread(err)))
}

// errStopped says that somebody ended the run during a request.
var errStopped = incident.Tell(incident.Unavailable, "stopped", "中断しました")

// unread says why a request that went out got no answer, or not what was asked for.
func (a Attempt) unread(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errStopped
	case errors.Is(err, context.DeadlineExceeded):
		return incident.Tell(incident.Unavailable, "%s did not answer in time; try again later",
			"%s から時間内に応答がありません。しばらくして再実行してください", a.Service)
	case noData(err):
		return incident.Tell(incident.Unavailable, "%s answered with something other than data, for example a page for people, or nothing at all; try again later, and check that %s is the address of its API",
			"%s の応答がデータではありません（人が見るページや空の応答など）。しばらくして再実行し、API のアドレスを設定する %s を確認してください", a.Service, a.Address)
	}
	return incident.Tell(incident.Unavailable, "no answer from %s that can be read: %w", "%s から読み取れる応答がありません: %w", a.Service, err)
}

// noData tells whether an answer came that is not the data which was asked for.
func noData(err error) bool {
	var syntax *json.SyntaxError
	var other *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &other) || errors.Is(err, ErrNoData)
}

// proxied says that a request never came to the provider.
func (a Attempt) proxied() error {
	return incident.Tell(incident.Unavailable, "a proxy on the way to %s asks who you are (407); write user and password into HTTPS_PROXY, or name the host in NO_PROXY",
		"%s までの経路にあるプロキシが認証を求めています（407）。HTTPS_PROXY にユーザー名とパスワードを書くか、NO_PROXY にホストを書いてください", a.Service)
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
		return a.because(incident.PutRightBy(incident.Tell(incident.Invalid, "%s does not accept the token (%s); set a valid one",
			"%s がトークンを受け付けません（%s）。有効なトークンを設定してください", a.Service, said), incident.RemedyProvider))
	case status == http.StatusProxyAuthRequired:
		return a.because(a.proxied())
	case status >= 300 && status < 400:
		return a.because(incident.Tell(incident.Invalid, "it has moved (%d); write its new name or address into the configuration",
			"移動しています（%d）。新しい名前またはアドレスを設定してください", status))
	case status >= 500 || status == http.StatusRequestTimeout || status < 300:
		return a.unknown(a.because(incident.Tell(incident.Unavailable, "%s answered %d (%s); try again later",
			"%s の応答は %d（%s）でした。しばらくして再実行してください", a.Service, status, said)))
	case status == http.StatusForbidden && a.PutRight != nil:
		return a.because(incident.Tell(incident.Refused, "%s refuses it (%s); %w", "%s が拒否しました（%s）。%w", a.Service, said, a.PutRight))
	}
	return a.because(incident.Tell(incident.Refused, "%s refuses it (%d: %s)", "%s が拒否しました（%d: %s）", a.Service, status, said))
}
