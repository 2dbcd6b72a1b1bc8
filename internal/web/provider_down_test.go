package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// TestAProviderThatIsDownComesBack: everything else is served meanwhile, the page says
// why that way is closed, and it opens once the provider answers.
func TestAProviderThatIsDownComesBack(t *testing.T) {
	var up atomic.Bool
	var issuer string
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !up.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"issuer":"` + issuer + `","authorization_endpoint":"` + issuer + `/authorize","token_endpoint":"` + issuer + `/token","jwks_uri":"` + issuer + `/keys"}`))
	}))
	t.Cleanup(provider.Close)
	issuer = provider.URL
	s, admin := signedSite(t, func(o *Options) { o.OAuth = []OAuth{{Issuer: issuer, ClientID: "id", ClientSecret: "secret"}} })
	admin.must(admin.get("/"), 200)
	p, ja := s.person("en"), s.person("ja")
	if page := p.must(p.get("/signin/oidc"), 503).body; !strings.Contains(page, "does not answer at the moment") {
		t.Errorf("the page does not say why: %s", plainText(page))
	}
	if page := ja.must(ja.get("/signin/oidc"), 503).body; !strings.Contains(page, "現在応答していません") {
		t.Errorf("the page does not say why: %s", plainText(page))
	}
	up.Store(true)
	if a := p.must(p.get("/signin/oidc"), 303); !strings.HasPrefix(a.location, issuer+"/authorize?") {
		t.Errorf("it leads to %s", a.location)
	}
}
