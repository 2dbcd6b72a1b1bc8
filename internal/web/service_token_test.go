package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestATokenMayDoForAServiceWhatItsOwnerMay: who may do more for the incidents of one
// service sees that, and makes a token that may do it for those and no others.
func TestATokenMayDoForAServiceWhatItsOwnerMay(t *testing.T) {
	s, admin := signedSite(t, func(o *Options) { o.AssistantsWrite = true })
	dan := s.signedIn(admin, "@dan", tracker.Viewer)
	admin.must(admin.post("/account/people", "account", "@dan", "access", "reviewer", "service", "billing"), 303)
	page := dan.must(dan.get("/account"), 200).body
	if !strings.Contains(page, `<li>billing <span class="pill">reviewer</span>`) || !strings.Contains(page, `<option value="reviewer"`) || strings.Contains(page, `<option value="admin"`) {
		t.Errorf("the page does not say what @dan may do: %s", plainText(page))
	}
	for _, at := range []string{"/", "/declare"} {
		if page := dan.must(dan.get(at), 200).body; !strings.Contains(page, `href="/declare"`) || !strings.Contains(page, `action="/declare"`) || !strings.Contains(page, `<option value="billing">`) {
			t.Errorf("%s does not let @dan declare for billing", at)
		}
	}
	dan.must(dan.post("/declare", "title", "x", "severity", "SEV3", "service", "billing"), 303)
	for service, told := range map[string]string{"search": "service &#34;search&#34;", "": "without a service"} {
		if a := dan.must(dan.post("/declare", "title", "x", "severity", "SEV3", "service", service), 403); !strings.Contains(a.body, told) || !strings.Contains(a.body, "for billing alone") {
			t.Errorf("the refusal of %q says %s", service, plainText(a.body))
		}
	}
	if a := dan.must(dan.post("/account/tokens", "name", "too much", "access", "admin", "days", "1"), 403); !strings.Contains(a.body, "owner: reviewer") {
		t.Errorf("the refusal says %s", plainText(a.body))
	}
	with := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	token := dan.token("ci", "responder")
	program := s.person("en")
	if a := program.must(program.call("GET", "/account", "", with(token)...), 200); !strings.Contains(a.body, `"services":{"billing":"responder"}`) {
		t.Errorf("the account is %s", a.body)
	}
	program.must(program.call("POST", "/incidents", `{"title":"x","severity":"SEV3","service":"billing"}`, with(token)...), 201)
	program.must(program.call("POST", "/incidents", `{"title":"x","severity":"SEV3","service":"search"}`, with(token)...), 403)
	if names := toolsOf(t, s.assistant(token)); !slices.Contains(names, "log_event") {
		t.Errorf("the assistant of a responder for a service is offered %v", names)
	}
	if names := toolsOf(t, s.assistant(dan.token("read", "viewer"))); slices.Contains(names, "log_event") {
		t.Errorf("the assistant of one who only reads is offered %v", names)
	}
}
