package web

import (
	"strings"
	"testing"
)

// TestARefusalGivesNoSecretBack: what is wrong with a request is said by its place. What
// it holds may be a password, under its own name, a mistyped one, or in a body that was cut.
func TestARefusalGivesNoSecretBack(t *testing.T) {
	_, admin := signedSite(t, nil)
	for _, c := range []struct{ method, path, body string }{
		{"POST", "/accounts", `{"account":"@x","password":"my secret phrase","acces":"viewer"}`},
		{"POST", "/accounts", `{"account":"@x","password":"my secret phrase","access":"viewer"`},
		{"POST", "/accounts", `{"account":"@x","password":["my secret phrase"],"access":"viewer"}`},
		{"POST", "/accounts", `{"account":"@x","passwort":"my secret phrase","access":"viewer"}`},
		{"POST", "/accounts", `"my secret phrase"`},
		{"PUT", "/accounts/@viewer/password", `{"pasword":"my secret phrase"}`},
		{"PUT", "/accounts/@viewer/password", `{"password":"` + strings.Repeat("my secret phrase", 100) + `"}`},
		{"POST", "/account/tokens", `{"name":"x","access":"my secret phrase"}`},
		{"PATCH", "/account", `{"lang":"my secret phrase"}`},
		{"POST", "/incidents", `{"title":"x","severity":"SEV1","password":"my secret phrase"}`},
		{"POST", "/incidents", `{"title":"x","severity":"SEV1","password":"my secret phrase"`},
	} {
		a := admin.call(c.method, c.path, c.body)
		if a.status != 400 && a.status != 422 || strings.Contains(a.body, "secret phrase") || !strings.Contains(a.body, `"location":"body`) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, a.status, a.body)
		}
	}
	if a := admin.must(admin.call("POST", "/incidents", `{"title":"x","severity":"SEV9"}`), 422); !strings.Contains(a.body, `"value":"SEV9"`) {
		t.Errorf("the value that is wrong is not told: %s", a.body)
	}
}
