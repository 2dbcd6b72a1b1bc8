package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Spellings that are one person to the rules of the domain are one account.
func TestAnAccountHasManySpellingsAndOneBody(t *testing.T) {
	storetest.Each(t, anAccountHasManySpellingsAndOneBody)
}

func anAccountHasManySpellingsAndOneBody(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	bearer := "Bearer " + admin.token("ci", "admin")
	p := s.person("en")
	call := func(method, path, body string) answer {
		return p.call(method, path, body, "Authorization", bearer)
	}
	make := func(id string) answer {
		return call("POST", "/accounts", `{"account":"`+id+`","password":"`+goodPassword+`","access":"viewer"}`)
	}
	p.must(make("@viewer"), 201)
	for _, id := range []string{"viewer", "@VIEWER", "Viewer", "ｖｉｅｗｅｒ"} {
		if a := p.must(make(id), 409); !strings.Contains(a.body, "@viewer already") {
			t.Errorf("making %s is refused with %s", id, a.body)
		}
		if a := p.must(call("PATCH", "/accounts/"+id, `{"access":"responder"}`), 200); !strings.Contains(a.body, `"@viewer"`) {
			t.Errorf("a change of %s changes %s", id, a.body)
		}
		other := s.person("en")
		other.must(other.post("/signin", "account", id, "password", goodPassword), 303)
	}
	// Accounts that were made before under two spellings are told apart by the very ID.
	err := s.tracker.Store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.ExecContext(t.Context(), "INSERT INTO account (id, name, email, access, password, created_at, disabled) SELECT 'VIEWER', '', '', 'viewer', '', 0, disabled FROM account WHERE id = '@viewer'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"VIEWER", "@viewer"} {
		if a := p.must(call("PATCH", "/accounts/"+id, `{"access":"reviewer"}`), 200); !strings.Contains(a.body, `"`+id+`"`) {
			t.Errorf("a change of %s changes %s", id, a.body)
		}
	}
}

// Of many who make one account under many spellings at the same moment, one does.
func TestOfManyWhoMakeOneAccountOneDoes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, admin := signedSiteOn(t, dsn, nil)
		bearer := "Bearer " + admin.token("ci", "admin")
		s.oneOfMany(t, 201, func(one *person, i int) int {
			id := []string{"@cho", "cho", "CHO", "@Cho"}[i%4]
			a := one.call("POST", "/accounts", `{"account":"`+id+`","password":"`+goodPassword+`","access":"viewer"}`, "Authorization", bearer)
			if a.status == http.StatusConflict {
				return http.StatusPreconditionFailed // what oneOfMany expects of those who come too late
			}
			return a.status
		})
	})
}

// A disabled account stays so until somebody says otherwise, and the log says who did.
func TestADisabledAccountStaysDisabled(t *testing.T) {
	storetest.Each(t, aDisabledAccountStaysDisabled)
}

func aDisabledAccountStaysDisabled(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	s.signedIn(admin, "@leaver", tracker.Responder)
	bearer := "Bearer " + admin.token("ci", "admin")
	p := s.person("en")
	patch := func(body string, status int, want string) {
		t.Helper()
		if a := p.must(p.call("PATCH", "/accounts/@leaver", body, "Authorization", bearer), status); !strings.Contains(a.body, want) {
			t.Errorf("%s is answered with %s", body, a.body)
		}
	}
	patch(`{"access":"responder","disabled":true}`, 200, `"disabled":true`)
	patch(`{"access":"viewer"}`, 200, `"disabled":true`)
	patch(`{"access":"viewer","service":"x","disabled":true}`, 422, "whole account")
	patch(`{"access":"responder","service":"x"}`, 200, `"disabled":true`)
	patch(`{"access":"viewer","disabled":false}`, 200, `"disabled":false`)
	admin.must(admin.post("/account/people", "account", "@leaver", "access", "disabled"), 303)
	admin.must(admin.post("/account/people", "account", "@leaver", "access", "viewer"), 303)
	var enabled int
	err := s.tracker.Store.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM audit WHERE action = 'account.enable' AND detail = '@leaver'").Scan(&enabled)
	})
	if err != nil || enabled != 2 {
		t.Errorf("the audit log has %d entries of enabling: %v", enabled, err)
	}
}

// A password is changed by its owner, who says the present one, and by an admin; the
// sessions of others under the old one end.
func TestAPasswordIsChanged(t *testing.T) { storetest.Each(t, aPasswordIsChanged) }

func aPasswordIsChanged(t *testing.T, dsn string) {
	s, admin := signedSiteOn(t, dsn, nil)
	ben := s.signedIn(admin, "@ben", tracker.Viewer)
	elsewhere := s.person("en")
	elsewhere.must(elsewhere.post("/signin", "account", "@ben", "password", goodPassword), 303)
	const second, third, fourth = "second horse battery", "third horse battery", "fourth horse battery"
	ben.must(ben.post("/account/password", "password_present", "wrong wrong wrong", "password", second), 403)
	ben.must(ben.post("/account/password", "password_present", goodPassword, "password", "short"), 400)
	ben.must(ben.post("/account/password", "password_present", goodPassword, "password", second), 303)
	ben.must(ben.get("/account"), 200)
	elsewhere.must(elsewhere.get("/account"), 303)
	if !strings.Contains(admin.must(admin.get("/account"), 200).body, `name="reset"`) {
		t.Error("an admin is offered no new password for somebody")
	}
	ben.must(ben.post("/account/people", "reset", "1", "account", "@root", "password", third), 403)
	admin.must(admin.post("/account/people", "reset", "1", "account", "@ben", "password", third), 303)
	ben.must(ben.get("/account"), 303)
	bearer := "Bearer " + admin.token("ci", "admin")
	admin.must(admin.call("PUT", "/accounts/ben/password", `{"password":"`+fourth+`"}`, "Authorization", bearer), 204)
	for password, want := range map[string]bool{goodPassword: false, second: false, third: false, fourth: true} {
		_, err := s.tracker.SignIn(t.Context(), "@ben", password, "web")
		if (err == nil) != want {
			t.Errorf("%q signs in: %v", password, err)
		}
	}
	var changes int
	err := s.tracker.Store.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM audit WHERE action = 'account.password' AND detail = '@ben'").Scan(&changes)
	})
	if err != nil || changes != 3 {
		t.Errorf("the audit log has %d changes of the password: %v", changes, err)
	}
}
