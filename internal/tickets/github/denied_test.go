package github_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/github"
)

// TestDenied: a right of the token is advised unless GitHub's words name another cause;
// then what fits them is, or they stand alone. The doctor names what it tried once.
func TestDenied(t *testing.T) {
	const sso = "https://github.com/orgs/acme/sso?authorization_request=A1"
	for name, c := range map[string]struct{ said, sso, en, ja string }{
		"a right":       {"Resource not accessible by personal access token", "", "the right issues: write (in a workflow permissions: issues: write)", "issues: write の権限"},
		"push access":   {"Must have push access to repository", "", "the right issues: write", "issues: write の権限"},
		"no words":      {"Forbidden", "", "the right issues: write", "issues: write の権限"},
		"permission":    {"You do not have permission to create issues on this repository.", "", "the right issues: write", "issues: write の権限"},
		"write access":  {"You need to be authorized to do that. Write access is required.", "", "the right issues: write", "issues: write の権限"},
		"OAuth apps":    {"Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.", "", "OAuth App access restrictions, meaning that data access to third-parties is limited.)", "third-parties is limited."},
		"kind of token": {"`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.", "", "fine-grained permissions.)", "fine-grained permissions."},
		"blocked":       {"Repository access blocked", "", "(403: Repository access blocked)", "403: Repository access blocked"},
		"archived":      {"Repository was archived so is read-only.", "", "unarchive the repository, or name another one as tickets.repository", "アーカイブを解除するか"},
		"SAML":          {"Resource protected by organization SAML enforcement. You must grant your token access to this organization.", "required; url=" + sso, "authorise the token for the organisation at " + sso, sso + " で、このトークンを組織に対して承認"},
		"SAML, nowhere": {"Resource protected by organization SAML enforcement.", "", "Configure SSO", "Configure SSO"},
		"IP allow list": {"Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.", "", "from an address on the IP allow list", "IP 許可リスト"},
		"anything else": {"Sorry. Your account was suspended.", "", "refuses it (403: Sorry. Your account was suspended.)", "403: Sorry. Your account was suspended."},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					fmt.Fprint(w, "[]")
					return
				}
				if c.sso != "" {
					w.Header().Set("X-GitHub-SSO", c.sso)
				}
				w.WriteHeader(http.StatusForbidden)
				fmt.Fprintf(w, `{"message":%q}`, c.said)
			}))
			defer server.Close()
			p, err := github.New(github.Config{BaseURL: server.URL, Token: "t", Repository: "acme/checkout"})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = p.Create(t.Context(), tickets.Draft{Marker: "INC-1/AI-1", Title: "T"})
			wantSaid(t, err, c.en, c.said, c.ja)
			about := strings.Contains(c.en, "issues: write")
			if strings.Contains(err.Error(), "issues: write") != about || incident.CodeOf(err) != incident.Refused {
				t.Errorf("%v (%s)", err, incident.CodeOf(err))
			}
			if right := p.Rights(t.Context())[1]; right.State != tickets.RightMissing || strings.Contains(right.Detail, "Issues: write") != about ||
				!about && !strings.Contains(right.Detail, c.en) || strings.Contains(right.Detail, right.Name) {
				t.Errorf("of the doctor: %+v", right)
			}
		})
	}
}
