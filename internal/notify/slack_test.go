package notify_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
)

// slackServer answers as Slack documents it: chat.postMessage always with 200 and
// an "ok" (https://api.slack.com/methods/chat.postMessage).
func slackServer(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(answer))
	t.Cleanup(server.Close)
	return server.URL
}

func TestSlackApp(t *testing.T) {
	var path, token, channel, text string
	address := slackServer(t, func(w http.ResponseWriter, r *http.Request) {
		path, token, channel, text = r.URL.Path, r.Header.Get("Authorization"), r.FormValue("channel"), r.FormValue("text")
		if token == "" {
			token = "Bearer " + r.FormValue("token")
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"ok":true,"channel":"C1H9RESGL","ts":"1503435956.000247","message":{"text":"x"}}`)
	})
	s := notify.Sender{SlackToken: "xoxb-1", SlackURL: address}
	if err := s.Send(context.Background(), "slack:#sre", notify.Message{Markdown: "**初報** <!channel> & [頁](https://example.com/a|b)"}); err != nil {
		t.Fatal(err)
	}
	if path != "/chat.postMessage" || token != "Bearer xoxb-1" || channel != "#sre" {
		t.Errorf("%s %s %s", path, token, channel)
	}
	if text != "*初報* &lt;!channel&gt; &amp; <https://example.com/a%7Cb|頁>\n" {
		t.Errorf("text %q", text)
	}
}

func TestSlackWebhook(t *testing.T) {
	var got struct{ Text string }
	address := slackServer(t, func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&got)
		_, _ = io.WriteString(w, "ok")
	})
	s := notify.Sender{SlackWebhook: address + "/services/T00/B00/secretpart"}
	if err := s.Send(context.Background(), "slack:#sre", notify.Message{Slack: "as it is <@U1>"}); err != nil || got.Text != "as it is <@U1>" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestLongMessageEndsWithALine: what does not fit is left out by lines, no word or link is
// cut in two.
func TestLongMessageEndsWithALine(t *testing.T) {
	var got struct{ Text string }
	address := slackServer(t, func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&got)
		_, _ = io.WriteString(w, "ok")
	})
	s := notify.Sender{SlackWebhook: address + "/services/T00/B00/secretpart"}
	const line = "• *3 日超過* INC-2026-0042 AI-1: 戻す <https://example.com/issues/812>\n"
	for text, want := range map[string]string{strings.Repeat(line, 2000): line + "…", strings.Repeat("x", 50_000): "xxx…"} {
		if err := s.Send(context.Background(), "slack:#sre", notify.Message{Slack: text}); err != nil || !strings.HasSuffix(got.Text, want) || len([]rune(got.Text)) > 38_001 {
			t.Errorf("%d runes, %v: …%s", len([]rune(got.Text)), err, got.Text[len(got.Text)-80:])
		}
	}
}

func TestSlackThatFails(t *testing.T) {
	answer := func(status int, header, body string) func(w http.ResponseWriter, r *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			if header != "" {
				w.Header().Set("Retry-After", header)
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for _, c := range []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request)
		again  bool
		after  time.Duration
	}{
		{"rate limited", answer(429, "7", ``), true, 7 * time.Second},
		{"down", answer(503, "", ``), true, 0},
		{"no such channel", answer(200, "", `{"ok":false,"error":"channel_not_found"}`), false, 0},
		{"no token", answer(200, "", `{"ok":false,"error":"invalid_auth"}`), false, 0},
		{"passing", answer(200, "", `{"ok":false,"error":"internal_error"}`), true, 0},
	} {
		for _, webhook := range []bool{false, true} {
			address := slackServer(t, c.answer)
			s := notify.Sender{SlackToken: "xoxb-1", SlackURL: address}
			if webhook {
				if s = (notify.Sender{SlackWebhook: address + "/secretpart"}); strings.HasPrefix(c.name, "no ") || c.name == "passing" {
					continue
				}
			}
			err := s.Send(context.Background(), "slack:#sre", notify.Message{Markdown: "m"})
			again, after := notify.Temporary(err)
			if err == nil || again != c.again || after != c.after || strings.Contains(err.Error(), "xoxb") || strings.Contains(err.Error(), "secretpart") {
				t.Errorf("%s: %v, again %v after %v", c.name, err, again, after)
			}
		}
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, s := range []notify.Sender{{SlackToken: "xoxb-1", SlackURL: gone.URL}, {SlackWebhook: gone.URL + "/secretpart"}} {
		if err := s.Send(context.Background(), "slack:#sre", notify.Message{Markdown: "m"}); incident.CodeOf(err) != incident.Unavailable || strings.Contains(err.Error(), "secretpart") {
			t.Errorf("unreachable: %v", err)
		}
	}
	if err := (&notify.Sender{}).Send(context.Background(), "slack:#sre", notify.Message{}); incident.CodeOf(err) != incident.Invalid {
		t.Errorf("not configured: %v", err)
	}
	for _, address := range []string{"", "slack:", "mailto:nobody", "https://example.com", "mailto:a@b\r\nx"} {
		if err := (&notify.Sender{}).Send(context.Background(), address, notify.Message{}); incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestAWebhookIsOnePlace: it posts to its own channel, whichever is named.
func TestAWebhookIsOnePlace(t *testing.T) {
	to := []string{"slack:#sre", "mailto:a@example.com", "slack:#mgmt", "mailto:b@example.com"}
	if got := (&notify.Sender{SlackWebhook: "x"}).Places(to); !slices.Equal(got, []string{to[0], to[1], to[3]}) {
		t.Errorf("a webhook: %v", got)
	}
	for _, s := range []*notify.Sender{{SlackToken: "x", SlackWebhook: "x"}, {}} {
		if got := s.Places(to); !slices.Equal(got, to) {
			t.Errorf("%+v: %v", s, got)
		}
	}
}

func TestMrkdwn(t *testing.T) {
	in := "# Overdue\n\n**AI-1** is *late*, see `a<b` and <https://example.com>\n\n1. one\n2. two\n   - deeper\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n```\nx & y\n```\n"
	want := "*Overdue*\n\n*AI-1* is _late_, see `a&lt;b` and <https://example.com>\n\n1. one\n2. two\n    • deeper\n\na | b\n1 | 2\n\n> said\n```\nx &amp; y\n```\n"
	if diff := cmp.Diff(want, notify.Mrkdwn(in)); diff != "" {
		t.Error(diff)
	}
}

// TestMrkdwnLinks: only an address of a page or a mailbox is linked; one that Slack
// would read as a mention stays its label.
func TestMrkdwnLinks(t *testing.T) {
	for in, want := range map[string]string{
		"[the page](https://example.com/a?b=1&c=2)": "<https://example.com/a?b=1&amp;c=2|the page>",
		"[the *page*](HTTP://example.com)":          "<HTTP://example.com|the _page_>",
		"<sre@example.com>":                         "<mailto:sre@example.com|sre@example.com>",
		"[everybody](!channel)":                     "everybody",
		"[somebody](@U1)":                           "somebody",
		"[a room](#C1)":                             "a room",
		"<!@channel>":                               "<mailto:!@channel|!@channel>",
		"[run](javascript:x)":                       "run",
		"[beside](../2025/PM-1.md)":                 "beside",
		"<https://example.com/a&b>":                 "<https://example.com/a&amp;b>",
	} {
		if got := notify.Mrkdwn(in); got != want+"\n" {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// TestMrkdwnCallsNobody: no text makes a mention.
func TestMrkdwnCallsNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOf(rapid.SampledFrom([]string{"<", ">", "!", "@", "#", "channel", "|", "[", "]", "(", ")", "`", "*", " ", "\n", "http://x", "&lt;", "U1", "[x](", "mailto:", "![y]("})).Draw(t, "text")
		out := notify.Mrkdwn(strings.Join(text, ""))
		for _, mention := range []string{"<!", "<@", "<#"} {
			if strings.Contains(out, mention) {
				t.Fatalf("%q has %s", out, mention)
			}
		}
	})
}

// TestNothingVanishes: what Markdown takes for HTML is shown as it was written, and what
// was escaped is shown without its backslashes.
func TestNothingVanishes(t *testing.T) {
	for src, want := range map[string]string{
		"List<String> fails with <nil>; p95 < 500 ms":      "List&lt;String&gt; fails with &lt;nil&gt;; p95 &lt; 500 ms",
		`List\<String> \& a\*b\*c`:                         "List&lt;String&gt; &amp; a*b*c",
		"&lt;b&gt; &amp; `&lt;` `\\*`":                     "&lt;b&gt; &amp; `&amp;lt;` `\\*`",
		"a<!-- not for readers --> b":                      "a b",
		"<div>\nthe page says\n</div>\n\n<!-- nothing -->": "&lt;div&gt;\nthe page says\n&lt;/div&gt;",
	} {
		if got := strings.TrimSpace(notify.Mrkdwn(src)); got != want {
			t.Errorf("%q becomes %q, want %q", src, got, want)
		}
	}
}
