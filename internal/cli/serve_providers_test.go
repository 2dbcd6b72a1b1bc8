package cli

import "testing"

// TestGitHubSignInGoesWhereTicketsGo: a team on GitHub Enterprise Server names its
// host once; what is set for the sign-in itself wins.
func TestGitHubSignInGoesWhereTicketsGo(t *testing.T) {
	for _, c := range []struct{ api, url, want string }{
		{"https://git.example.com/api/v3", "", "https://git.example.com"},
		{"https://git.example.com/api/v3/", "", "https://git.example.com"},
		{"https://git.example.com/api/v3", "https://github.com", "https://github.com"},
		{"https://api.github.com", "", ""},
		{"", "", ""},
	} {
		t.Setenv("GITHUB_API_URL", c.api)
		t.Setenv("PMTRACKER_GITHUB_OAUTH_URL", c.url)
		t.Setenv("PMTRACKER_GITHUB_OAUTH_CLIENT_ID", "id")
		t.Setenv("PMTRACKER_GITHUB_OAUTH_CLIENT_SECRET", "secret")
		got, err := gitHubProvider()
		if err != nil || got.GitHubURL != c.want {
			t.Errorf("GITHUB_API_URL=%s PMTRACKER_GITHUB_OAUTH_URL=%s: sign-in at %q (%v), want %q", c.api, c.url, got.GitHubURL, err, c.want)
		}
	}
	t.Setenv("PMTRACKER_GITHUB_OAUTH_CLIENT_ID", "")
	t.Setenv("PMTRACKER_GITHUB_OAUTH_CLIENT_SECRET", "")
	t.Setenv("GITHUB_API_URL", "https://git.example.com/api/v3")
	if got, err := gitHubProvider(); err != nil || got.ClientID != "" {
		t.Errorf("without an OAuth app nobody signs in at GitHub: %v %v", got, err)
	}
}
