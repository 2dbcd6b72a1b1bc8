package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestADigestThatEverybodyGotIsSent: that the person to whom it escalates has no address
// is a warning where all of digest.to got it, and said with those who did not.
func TestADigestThatEverybodyGotIsSent(t *testing.T) {
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.FormValue("channel") == "#gone" {
			_, _ = io.WriteString(w, `{"ok":false,"error":"channel_not_found"}`)
			return
		}
		_, _ = io.WriteString(w, `{"ok":true,"ts":"1.1","channel":"C1"}`)
	}))
	defer slack.Close()
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{"SLACK_API_URL": slack.URL, "SLACK_TOKEN": "xoxb-1", "SLACK_WEBHOOK_URL": "", "SMTP_URL": "", "PMTRACKER_DB": "", "PMTRACKER_CONFIG": "", "HOME": t.TempDir()} {
		t.Setenv(name, value)
	}
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "---\nincident: INC-2026-0042\ntitle: Checkout failed\n---\n\n## Action items\n\n### AI-1: Roll back by itself\n- Owner: @akiko\n- Due: 2026-10-01\n")
	for _, c := range []struct {
		to, lang string
		status   int
		say      string
	}{
		{`"slack:#sre"`, "C", 0, "warning: nothing was sent to @manager, to whom the digest escalates: no address is known"},
		{`"slack:#sre"`, "ja_JP.UTF-8", 0, "警告: エスカレーション先の @manager には送っていません"},
		{`"slack:#sre", "slack:#gone"`, "C", 2, "did not reach slack:#gone (Slack says channel_not_found); it did reach slack:#sre"},
		{`"slack:#gone"`, "C", 2, "; also, nothing was sent to @manager"},
	} {
		write(".pmtracker.yaml", "digest: {to: ["+c.to+`], escalate_after: 2w, escalate_to: "@manager"}`+"\n")
		t.Setenv("LC_ALL", c.lang)
		status, out, talk := run("digest", "--from", ".", "--offline", "--as-of", "2026-11-23", "--send")
		if status != c.status || !strings.Contains(talk, c.say) || !strings.Contains(out, "AI-1") {
			t.Errorf("%s: %d %s\nwant %d %s", c.to, status, talk, c.status, c.say)
		}
	}
}
