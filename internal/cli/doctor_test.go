package cli_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// finding is what doctor says of one part.
type finding struct{ Part, Name, State, Detail string }

// letterbox is a real SMTP server that takes one password and counts letters.
type letterbox struct {
	sync.Mutex
	letters int
}

func (b *letterbox) NewSession(*smtp.Conn) (smtp.Session, error) { return letterboxSession{b}, nil }

type letterboxSession struct{ box *letterbox }

func (letterboxSession) AuthMechanisms() []string { return []string{sasl.Plain} }
func (letterboxSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "pm@example.com" || password != "s3cret" {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}
func (s letterboxSession) Mail(string, *smtp.MailOptions) error { return s.letter() }
func (s letterboxSession) Rcpt(string, *smtp.RcptOptions) error { return s.letter() }
func (s letterboxSession) Data(io.Reader) error                 { return s.letter() }
func (letterboxSession) Reset()                                 {}
func (letterboxSession) Logout() error                          { return nil }
func (s letterboxSession) letter() error {
	s.box.Lock()
	defer s.box.Unlock()
	s.box.letters++
	return errors.New("doctor must send nothing")
}

// serveMail starts the letterbox and gives its address.
func serveMail(t *testing.T) (*letterbox, string) {
	t.Helper()
	box := &letterbox{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(box)
	server.Domain, server.AllowInsecureAuth = "mail.test", true
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return box, listener.Addr().String()
}

// services stand in for Slack and Prometheus.
func services(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		say := func(status int, text string) { w.WriteHeader(status); _, _ = io.WriteString(w, text) }
		query := r.FormValue("query")
		switch {
		case strings.HasSuffix(r.URL.Path, "/auth.test"):
			switch token := r.FormValue("token") + r.Header.Get("Authorization"); {
			case strings.Contains(token, "xoxb-good"):
				w.Header().Set("X-OAuth-Scopes", "chat:write,users:read")
				say(200, `{"ok":true,"team":"Acme","user":"pmtracker"}`)
			case strings.Contains(token, "xoxb-mute"):
				w.Header().Set("X-OAuth-Scopes", "users:read")
				say(200, `{"ok":true,"team":"Acme","user":"pmtracker"}`)
			default:
				say(200, `{"ok":false,"error":"invalid_auth"}`)
			}
		case strings.HasSuffix(r.URL.Path, "/users.info"):
			switch r.FormValue("user") {
			case "U024BE7LH":
				say(200, `{"ok":true,"user":{"id":"U024BE7LH","name":"akiko"}}`)
			case "U0GONE0001":
				say(200, `{"ok":true,"user":{"id":"U0GONE0001","name":"ben","deleted":true}}`)
			case "U0MUTE0001":
				say(200, `{"ok":false,"error":"missing_scope"}`)
			default:
				say(200, `{"ok":false,"error":"user_not_found"}`)
			}
		case strings.Contains(r.URL.Path, "/api/v1/query") && strings.Contains(query, "broken"):
			say(400, `{"status":"error","errorType":"bad_data","error":"parse error: unexpected end of input"}`)
		case strings.Contains(r.URL.Path, "/api/v1/query") && strings.Contains(query, "many"):
			say(200, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"1"},"values":[[1,"1"]]},{"metric":{"a":"2"},"values":[[1,"2"]]}]}}`)
		case strings.Contains(r.URL.Path, "/api/v1/query") && strings.Contains(query, "nothing"):
			say(200, `{"status":"success","data":{"resultType":"matrix","result":[]}}`)
		case strings.Contains(r.URL.Path, "/api/v1/query"):
			say(200, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"0.25"]]}]}}`)
		default:
			say(404, `{}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// diagnose runs doctor and gives what it found of Slack, mail and the KPIs.
func diagnose(t *testing.T, args ...string) (all []finding) {
	t.Helper()
	_, out, talk := run(append([]string{"doctor", "--format", "json"}, args...)...)
	var answer struct{ Findings []finding }
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatalf("%v: %s %s", err, out, talk)
	}
	for _, f := range answer.Findings {
		if strings.Contains(f.Detail, "s3cret") || strings.Contains(f.Detail, "xoxb-") && !strings.Contains(f.Detail, "xoxb-…") {
			t.Errorf("a secret is told: %+v", f)
		}
		if f.Part == "messages" || f.Part == "kpis" {
			all = append(all, f)
		}
	}
	return all
}

// TestDoctorTriesTheServices: each service that is set up or that the
// configuration sends to, what is wrong with it and what to do, in both languages,
// and nothing is sent.
func TestDoctorTriesTheServices(t *testing.T) {
	box, mail := serveMail(t)
	address := services(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	_ = closed.Close()
	hub, _ := oneIssueGitHub(t)
	for name, value := range map[string]string{"GITHUB_API_URL": hub.URL, "GITHUB_REPOSITORY": "acme/checkout", "GITHUB_TOKEN": "t", "SLACK_API_URL": address,
		"PMTRACKER_DB": "", "SLACK_TOKEN": "", "SLACK_WEBHOOK_URL": "", "SMTP_URL": "", "PROMETHEUS_URL": "", "PMTRACKER_CONFIG": "", "HOME": t.TempDir()} {
		t.Setenv(name, value)
	}
	t.Chdir(t.TempDir())
	configure := func(text string) {
		if err := os.WriteFile(filepath.Join(".", ".pmtracker.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	configure("")
	if all := diagnose(t); len(all) != 0 {
		t.Errorf("what nobody asked for is tried: %v", all)
	}
	configure("digest: {to: [\"slack:#sre\", \"mailto:sre@example.com\"]}\nkpis: [{name: error_rate, query: good}]\n")
	for _, c := range []struct {
		slack, hook, smtp, prometheus, kpi, lang string
		state                                    [3]string
		say                                      []string
	}{
		{lang: "en", state: [3]string{"missing", "missing", "missing"}, say: []string{"digest.to of .pmtracker.yaml sends there, and SLACK_TOKEN", "and SMTP_URL is not set", "PROMETHEUS_URL is not set, so the KPIs are entered by hand"}},
		{lang: "ja", state: [3]string{"missing", "missing", "missing"}, say: []string{"digest.to の宛先ですが", "SMTP_URL がありません", "KPI は手で入力"}},
		{slack: "xoxb-good", smtp: "smtp://pm%40example.com:s3cret@" + mail, prometheus: address, kpi: "good", lang: "en", state: [3]string{"ok", "ok", "ok"}, say: []string{"@pmtracker in Acme", "pm@example.com", "0.25"}},
		{slack: "xoxb-mute", smtp: "smtp://pm%40example.com:wrong@" + mail, prometheus: address, kpi: "broken(", lang: "en", state: [3]string{"missing", "missing", "missing"},
			say: []string{"give the app the scope chat:write", "does not take the user or password of SMTP_URL", "Prometheus refuses the query of KPI error_rate: parse error"}},
		{slack: "xoxb-bad", smtp: "mail.example.com", prometheus: address, kpi: "many", lang: "ja", state: [3]string{"missing", "missing", "missing"}, say: []string{"invalid_auth; アプリのボットトークン", "SMTP_URL を直してください", "2 系列を返します"}},
		{hook: "https://hooks.slack.com/services/T0", smtp: "smtp://" + nobody + "?from=pm@example.com", prometheus: address, kpi: "nothing", lang: "ja", state: [3]string{"missing", "unknown", "missing"},
			say: []string{"途中で切れています", "ホストとポートを確かめるか", "値を返しません"}},
		{hook: "https://hooks.slack.com/services/T0/B0/xyz", smtp: "smtp://" + nobody + "?from=pm@example.com", prometheus: "http://" + nobody, kpi: "good", lang: "en", state: [3]string{"ok", "unknown", "unknown"},
			say: []string{"only the form of its address was looked at", "check host and port of SMTP_URL", "does not answer"}},
	} {
		t.Setenv("SLACK_TOKEN", c.slack)
		t.Setenv("SLACK_WEBHOOK_URL", c.hook)
		t.Setenv("SMTP_URL", c.smtp)
		t.Setenv("PROMETHEUS_URL", c.prometheus)
		configure("digest: {to: [\"slack:#sre\", \"mailto:sre@example.com\"]}\nkpis: [{name: error_rate, unit: \"%\", query: \"" + c.kpi + "x\"}]\n")
		all := diagnose(t, "--lang", c.lang)
		if len(all) != 3 {
			t.Errorf("%+v: %d findings: %v", c, len(all), all)
			continue
		}
		for i, f := range all {
			if f.State != c.state[i] || !strings.Contains(f.Detail, c.say[i]) || strings.Contains(f.Detail, "\n") {
				t.Errorf("%+v:\n%+v, want %s, %q", c, f, c.state[i], c.say[i])
			}
		}
	}
	if box.letters != 0 {
		t.Errorf("%d commands of a letter were sent", box.letters)
	}
}

// TestDoctorTriesThePeople: how each person of the mapping is reached in Slack and
// by e-mail, in both languages; without a token, what only the form tells.
func TestDoctorTriesThePeople(t *testing.T) {
	address := services(t)
	hub, _ := oneIssueGitHub(t)
	for name, value := range map[string]string{"GITHUB_API_URL": hub.URL, "GITHUB_REPOSITORY": "acme/checkout", "GITHUB_TOKEN": "t", "SLACK_API_URL": address,
		"PMTRACKER_DB": "", "SLACK_TOKEN": "xoxb-good", "SLACK_WEBHOOK_URL": "", "SMTP_URL": "", "PROMETHEUS_URL": "", "PMTRACKER_CONFIG": "", "HOME": t.TempDir()} {
		t.Setenv(name, value)
	}
	t.Chdir(t.TempDir())
	text := `people:
  - {id: "@akiko", slack: U024BE7LH, email: akiko@example.com}
  - {id: "@ben", slack: U0GONE0001, email: "Ben <ben@example.com>"}
  - {id: "@carol", slack: U0NOBODY01}
  - {id: "@dan", slack: "@dan", email: dan.example.com}
  - {id: "@eri", slack: U0MUTE0001}
`
	if err := os.WriteFile(".pmtracker.yaml", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func(lang string) (all []string) {
		status, out, talk := run("doctor", "--format", "json", "--lang", lang)
		var answer struct{ Findings []finding }
		if err := json.Unmarshal([]byte(out), &answer); err != nil || status == 2 {
			t.Fatalf("%d %v: %s %s", status, err, out, talk)
		}
		for _, f := range answer.Findings {
			if f.Part == "people" {
				all = append(all, f.State+" "+f.Name+": "+f.Detail)
			}
		}
		return all
	}
	want := []string{
		"ok reach @akiko in Slack (U024BE7LH): @akiko", "ok reach @akiko by e-mail: akiko@example.com",
		"missing reach @ben in Slack (U0GONE0001): the account U0GONE0001 is deactivated in Slack", `missing reach @ben by e-mail: "Ben <ben@example.com>" is no e-mail address`,
		"missing reach @carol in Slack (U0NOBODY01): Slack knows no member U0NOBODY01",
		`missing reach @dan in Slack (@dan): "@dan" is no member id of Slack`, `missing reach @dan by e-mail: "dan.example.com" is no e-mail address`,
		"unknown reach @eri in Slack (U0MUTE0001): the app may not look people up; give the app the scope users:read",
	}
	got := ask("en")
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	if got := strings.Join(ask("ja"), "\n"); !strings.Contains(got, "Slack にメンバー U0NOBODY01 はいません") || !strings.Contains(got, "「dan.example.com」はメールアドレスではありません") {
		t.Error(got)
	}
	t.Setenv("SLACK_TOKEN", "")
	if got := ask("en"); len(got) != 4 || !strings.HasPrefix(got[2], `missing reach @dan in Slack`) {
		t.Errorf("without a token: %q", got)
	}
}
