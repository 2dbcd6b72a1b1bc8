package incident_test

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestNamesAsTyped(t *testing.T) {
	for text, want := range map[string]incident.Severity{"SEV2": "SEV2", "sev2": "SEV2", " Sev-2 ": "SEV2", "ＳＥＶ２": "SEV2", "sev 4": "SEV4", "SEV5": "SEV5", "P2": "P2", "2": "2", "SEV22": "SEV22", "": ""} {
		if got := incident.SeverityNamed(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]incident.Role{"ic": "IC", "OPS": "Ops", "ｃｏｍｍ": "Comm", "Rec": "Rec", "boss": "boss", "": ""} {
		if got := incident.RoleOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]incident.EventKind{"containment": "containment", "Containment": "containment", "安全化": "containment", "ＫＰＩ": "kpi", "party": "party", "": ""} {
		if got := incident.EventKindOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]incident.ReportKind{"First": "first", "初報": "first", "定時報": "periodic", "COMPLETION": "completion", "last": "last"} {
		if got := incident.ReportKindOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestKindFirst(t *testing.T) {
	for line, want := range map[string]string{
		"Containment: rolled back": "containment|rolled back", "安全化：v1.42を戻した": "containment|v1.42を戻した", "severity : SEV1: every region": "severity|SEV1: every region", "停止：流量を遮断": "containment|流量を遮断",
		"containment:": "containment|", "note: x": "note|x", "rolled back: v1.42": "|rolled back: v1.42", "containment rolled back": "|containment rolled back", "": "|", ": x": "|: x",
	} {
		kind, rest, ok := incident.KindFirst(line)
		if got := string(kind) + "|" + rest; got != want || ok != (kind != "") {
			t.Errorf("%q: %q %v, want %q", line, got, ok, want)
		}
	}
}

func TestDurationOf(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"30m": 30 * time.Minute, "1h30m": 90 * time.Minute, "30min": 30 * time.Minute, "30 minutes": 30 * time.Minute, "1 Hour": time.Hour, "30分": 30 * time.Minute, "３０分": 30 * time.Minute,
		"1時間30分": 90 * time.Minute, "1h 30 min": 90 * time.Minute, "-10分": -10 * time.Minute, "-10m": -10 * time.Minute, "90秒": 90 * time.Second, "0": 0,
	} {
		if got, ok := incident.DurationOf(text); got != want || !ok {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-", "30", "soon", "30 parsecs", "30m later", "min", "30ma"} {
		if got, ok := incident.DurationOf(text); ok {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestShellWord(t *testing.T) {
	for word, want := range map[string]string{"@akiko": "@akiko", "error_rate=VALUE": "error_rate=VALUE", "佐藤": "佐藤", "Dan Fu": `"Dan Fu"`, "佐藤　明子": `"佐藤　明子"`, "a;b": `"a;b"`, `O"B$x`: `"O\"B\$x"`, "O'Brien": `"O'Brien"`, "": `""`} {
		if got := incident.ShellWord(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
