package imports_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestSpoiledExports: what is wrong with an export is said with its place, in one
// sentence, in both languages; nothing of it is taken.
func TestSpoiledExports(t *testing.T) {
	cut := func(name string) string { text := string(load(t, name)[0].Text); return text[:len(text)*2/3] }
	slack := func(message string) string { return "[{\"type\":\"message\",\"user\":\"U1\",\n" + message + "}]" }
	opsgenie := func(alert string) string {
		return `{"action":"Create","alert":{"alertId":"a","message":"m"` + alert + "}}"
	}
	for _, c := range []struct{ name, text, en, ja string }{
		{"Slack, cut off", cut("slack-export/general/2018-01-22.json"), "x.json:17:38: the file is cut off here", "途切れています"},
		{"PagerDuty, cut off", cut("pagerduty/log_entries.json"), "x.json:30:22: the file is cut off here", "途切れています"},
		{"Opsgenie, cut off", cut("opsgenie/create.json"), "the file is cut off here", "途切れています"},
		{"Alertmanager, cut off", cut("alertmanager/prom_post_request.json"), "the file is cut off here", "途切れています"},
		{"Statuspage, cut off", cut("statuspage/incident_created.json"), "the file is cut off here", "途切れています"},
		{"a number as text", slack(`"ts":"1772323620.0001","text":7`), `x.json:2:31: "text" is a JSON number, where string belongs`, "JSON の number になっています"},
		{"a number as time", slack(`"ts":1772323620.0001,"text":"x"`), `x.json:2:20: "ts" is a JSON number`, "JSON の number"},
		{"a message without a time", slack(`"text":"hello"`), `x.json:1:2: the message "hello" has no time`, "時刻（ts）がない"},
		{"a time that none can have", slack(`"ts":"99999999999999999999.1","text":"hello"`), `the message "hello" has no time`, "時刻（ts）がない"},
		{"a log entry without a time", `{"log_entries":[{"id":"R1","type":"trigger_log_entry"}]}`, `x.json:1:17: log entry "R1" has no created_at`, "created_at がありません"},
		{"a time in words", "{\"log_entries\":[\n{\"id\":\"R1\",\"type\":\"trigger_log_entry\",\"created_at\":\"yesterday\"}]}", `x.json:2:53: "yesterday" is not a time`, "時刻として読み取れません"},
		{"no list", `{"log_entries":7}`, `"log_entries" is a JSON number, where array belongs`, "array のはず"},
		{"Opsgenie, a time in words", opsgenie(`,"createdAt":"soon"`), `"alert.createdat" is a JSON string, where number belongs`, "number のはず"},
		{"Opsgenie, no time", opsgenie(""), `the alert "m" does not say when it fired`, "発火した時刻がありません"},
		{"Opsgenie, a huge number", opsgenie(`,"createdAt":9223372036854775807`), `the event "m" has the time 2262-04-11T23:47:16Z`, "時刻が 2262"},
		{"Opsgenie, a larger one", opsgenie(`,"createdAt":1e400`), "a JSON number 1e400 cannot stand here", "書けません"},
		{"Alertmanager, no time", `{"alerts":[{"labels":{"alertname":"A"}}]}`, `the alert "A" does not say when it fired`, "発火した時刻がありません"},
		{"Alertmanager, no such month", "{\"alerts\":[{\n\"startsAt\":\"2026-13-01T00:00:00Z\"}]}", `x.json:2:13: "2026-13-01T00:00:00Z" is not a time`, "時刻として読み取れません"},
		{"Alertmanager, no zone", `{"alerts":[{"startsAt":"2026-03-01T00:00:00 Mars/Base"}]}`, `"2026-03-01T00:00:00 Mars/Base" is not a time`, "時刻として読み取れません"},
		{"Statuspage, no time", `{"page":{},"incident":{"incident_updates":[{"status":"x","body":"<b>y</b>"}]}}`, `the event "x: <b>y</b>" has no time`, "時刻がありません"},
		{"Statuspage, no list", `{"page":{},"incident":{"incident_updates":7}}`, "where array belongs", "array のはず"},
		{"nothing", " \n", "x.json:1:1: the file is empty", "ファイルが空"},
		{"a zip archive", "PK\x03\x04\x00", "x.json:1:1: this is a zip archive; unpack it", "zip ファイル"},
		{"binary", "[\n\x00]", "x.json:2:1: this is a binary file", "バイナリーファイル"},
		{"another encoding", slack("\"ts\":\"1772323620.0001\",\"text\":\"caf\xe9\""), "x.json:2:35: byte 0xe9 is not UTF-8", "UTF-8 ではありません"},
		{"a page to sign in", "<!DOCTYPE html>", "x.json:1:1: this is not JSON: invalid character '<'", "JSON として読み取れません"},
		{"too deep", strings.Repeat("[", 100_000), "this is not JSON", "JSON として読み取れません"},
		{"an empty list", "[]", "none of the known exports", "いずれでもありません"},
		{"a whole workspace", many(20_001), "there are 20001 events in it, more than 20000", "上限の 20000 件"},
	} {
		_, err := imports.Read([]imports.File{{Name: "good.json", Text: []byte(many(1))}, {Name: "x.json", Text: []byte(c.text)}})
		if err == nil || incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for l, want := range map[incident.Lang]string{incident.English: c.en, incident.Japanese: c.ja} {
			if said := incident.Sentence(err, l); !strings.Contains(said, want) || strings.Contains(said, "\n") || strings.Contains(said, "Go ") {
				t.Errorf("%s: %q, want %q", c.name, said, want)
			}
		}
	}
}

// many writes so many messages.
func many(n int) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf(`{"type":"message","ts":"17723%05d.000100","text":"m%d"}`, i, i)
	}
	return "[" + strings.Join(texts, ",") + "]"
}

// TestOutOfOrderAndTwice: messages come in the order of time, each once, and HTML
// that somebody wrote stays text.
func TestOutOfOrderAndTwice(t *testing.T) {
	const b = `{"type":"message","ts":"1772323620.000100","user":"U1","text":"<b>b</b> <script>x</script>"}`
	log, err := imports.Read([]imports.File{{Name: "x.json", Text: []byte("[" + b + `,{"type":"message","ts":"1772323610.000100","user":"U1","text":"a"},` + b + "]")}})
	if err != nil || len(log.Lines) != 2 || log.Lines[0].Text != "a" || log.Lines[1].Text != "<b>b</b> <script>x</script>" {
		t.Errorf("%+v %v", log.Lines, err)
	}
}
