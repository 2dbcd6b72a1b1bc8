package action_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestSwitchesAreReadAsPeopleWriteThem: a word that is neither true nor false is refused,
// before anything is done.
func TestSwitchesAreReadAsPeopleWriteThem(t *testing.T) {
	for word, judged := range map[string]bool{"true": true, "TRUE": true, "Yes": true, "on": true, "1": true, "": false, "false": false, "No": false, "off": false, "0": false} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, openDocument: unlinked(t)})
		r.pullRequest("changes", func() { r.write(map[string]string{"README.md": "x"}) })
		got := r.run("pull-request", "all="+word)
		if got.err != nil {
			t.Fatalf("%q: %v\n%s", word, got.err, got.log)
		}
		if strings.Contains(got.summary, "INC-2026-0042") != judged {
			t.Errorf("all: %q judges every document: %v\n%s", word, !judged, got.summary)
		}
	}
	for _, in := range []string{"all=all", "comment=ja", "force=2", "index=none"} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": "lang: ja\n", openDocument: unlinked(t)})
		got := r.run("merge", in)
		name, word, _ := strings.Cut(in, "=")
		if incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::入力 "+name+" は true か false です（「"+word+"」") != 1 || len(r.hub.Issues) != 0 {
			t.Errorf("%s: %v\n%s", in, got.err, got.log)
		}
	}
}

// TestAWrongInputIsRefusedBeforeAnythingIsDone: no ticket is opened and nothing posted.
func TestAWrongInputIsRefusedBeforeAnythingIsDone(t *testing.T) {
	for _, tc := range []struct{ command, in, says string }{
		{"merge", "write=pr", `the input write takes commit or pull-request, not "pr"`},
		{"merge", "provider=gitlab", `the input provider takes github or jira, not "gitlab"`},
		{"digest", "digest-to=issue, foo", `the input digest-to takes issue, new-issue, slack, email or summary, not "foo"`},
		{"digest", "digest-to=,", `the input digest-to takes`},
		{"digest", "digest-when-quiet=quiet", `the input digest-when-quiet takes line or silent, not "quiet"`},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, openDocument: unlinked(t)})
		got := r.run(tc.command, tc.in)
		if incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::"+tc.says) != 1 || len(r.hub.Issues) != 0 || got.summary != "" {
			t.Errorf("%s: %v\n%s\n%s", tc.in, got.err, got.log, got.summary)
		}
	}
}

// TestEveryErrorIsAnAnnotation: also what goes wrong before a command is chosen.
func TestEveryErrorIsAnAnnotation(t *testing.T) {
	r := newRepository(t, nil)
	r.env["GITHUB_EVENT_NAME"] = "workflow_dispatch"
	got := r.run("auto")
	if incident.CodeOf(got.err) != incident.Invalid || got.count(`::error title=pmtracker::the event "workflow_dispatch" does not say what to do; give the input command: one of pull-request, `) != 1 {
		t.Errorf("an event that says nothing: %v\n%s", got.err, got.log)
	}
	if got := r.run("judge"); incident.CodeOf(got.err) != incident.Invalid || got.count(`::error title=pmtracker::there is no command "judge"`) != 1 {
		t.Errorf("no command: %v\n%s", got.err, got.log)
	}
	r.dir = filepath.Join(r.dir, "gone")
	if got := r.run("index"); incident.CodeOf(got.err) != incident.Invalid || got.count("::error title=pmtracker::cannot read the repository") != 1 {
		t.Errorf("no checkout: %v\n%s", got.err, got.log)
	}
}
