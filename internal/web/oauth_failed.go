package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"golang.org/x/oauth2"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// signInFailed gives the error of a sign-in that failed between this server and the
// provider. Who signs in can do nothing about it, so that it says whom to ask; the
// cause stands in the server's log.
func (p *provider) signInFailed(ctx context.Context, step string, cause error) error {
	slog.WarnContext(ctx, "somebody could not sign in", "provider", p.label(), "step", step, "error", told(cause))
	if misconfigured(cause) {
		return incident.Tell(incident.Unavailable, "%s does not accept this server's client id, secret or address; tell whoever runs the server, whose log has the reason",
			"%s がこのサーバーのクライアント ID、シークレット、またはアドレスを受け付けませんでした。サーバーの管理者に連絡してください（理由はサーバーのログにあります）", p.label())
	}
	return incident.Tell(incident.Unavailable, "%s did not confirm the sign-in; try again, and if it stays so, tell whoever runs this server, whose log has the reason",
		"%s でサインインを確認できませんでした。もう一度試し、それでもできないときはサーバーの管理者に連絡してください（理由はサーバーのログにあります）", p.label())
}

// misconfigured tells whether the provider refused this server, not the person (RFC 6749,
// section 5.2, and GitHub's "Troubleshooting OAuth app access token request errors").
func misconfigured(cause error) bool {
	var refused *oauth2.RetrieveError
	if !errors.As(cause, &refused) {
		return false
	}
	switch refused.ErrorCode {
	case "invalid_client", "unauthorized_client", "incorrect_client_credentials", "redirect_uri_mismatch":
		return true
	}
	return false
}

// told leaves out what a provider answered in a form of its own: nobody knows what
// stands there.
func told(cause error) string {
	var refused *oauth2.RetrieveError
	if errors.As(cause, &refused) && refused.ErrorCode == "" && refused.Response != nil {
		return fmt.Sprintf("the provider answered %s", refused.Response.Status)
	}
	return cause.Error()
}

// clipped keeps what somebody else wrote from filling the log.
func clipped(text string) string { return string([]rune(text)[:min(len([]rune(text)), 200)]) }
