package cli

import (
	"os"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/web"
)

// identityProviders reads from the environment where people sign in elsewhere. A
// provider of which only a part is set is Invalid: who set any of it wants people to
// sign in, and must not find out later that nobody had to.
func identityProviders() ([]web.OAuth, error) {
	var all []web.OAuth
	for _, read := range []func() (web.OAuth, error){openIDProvider, gitHubProvider} {
		one, err := read()
		if err != nil {
			return nil, err
		}
		if one.ClientID != "" {
			all = append(all, one)
		}
	}
	return all, nil
}

// openIDProvider reads an OpenID Connect provider. A public client has no secret.
func openIDProvider() (web.OAuth, error) {
	one := web.OAuth{Issuer: os.Getenv("PMTRACKER_OIDC_ISSUER"), ClientID: os.Getenv("PMTRACKER_OIDC_CLIENT_ID")}
	var err error
	if one.ClientSecret, err = config.Secret("PMTRACKER_OIDC_CLIENT_SECRET"); err != nil || one == (web.OAuth{}) {
		return one, err
	}
	return one, allSet(setting{"PMTRACKER_OIDC_ISSUER", one.Issuer}, setting{"PMTRACKER_OIDC_CLIENT_ID", one.ClientID})
}

// gitHubProvider reads an OAuth app of GitHub: of github.com, or of the Enterprise
// Server that tickets go to.
func gitHubProvider() (web.OAuth, error) {
	one := web.OAuth{GitHubURL: os.Getenv("PMTRACKER_GITHUB_OAUTH_URL"), ClientID: os.Getenv("PMTRACKER_GITHUB_OAUTH_CLIENT_ID")}
	var err error
	if one.ClientSecret, err = config.Secret("PMTRACKER_GITHUB_OAUTH_CLIENT_SECRET"); err != nil || one == (web.OAuth{}) {
		return one, err
	}
	if one.GitHubURL == "" {
		one.GitHubURL = enterpriseServer(os.Getenv("GITHUB_API_URL"))
	}
	return one, allSet(setting{"PMTRACKER_GITHUB_OAUTH_CLIENT_ID", one.ClientID}, setting{"PMTRACKER_GITHUB_OAUTH_CLIENT_SECRET", one.ClientSecret})
}

// enterpriseServer gives the address of the GitHub Enterprise Server whose API this is
// (https://HOST/api/v3); empty where it is that of github.com.
func enterpriseServer(api string) string {
	host, found := strings.CutSuffix(strings.TrimRight(api, "/"), "/api/v3")
	if !found {
		return ""
	}
	return host
}

// setting is a variable of the environment and what it holds.
type setting struct{ name, value string }

// allSet names a setting of a provider that is missing.
func allSet(settings ...setting) error {
	for _, s := range settings {
		if s.value == "" {
			return incident.Tell(incident.Invalid, "%s is not set, but other settings of this identity provider are; set it too", "%s が設定されていません。この認証プロバイダーのほかの設定はあるため、これも設定してください", s.name)
		}
	}
	return nil
}
