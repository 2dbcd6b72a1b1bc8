package action_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// reviewed makes the event of a review: GitHub sends the pull request as in its
// other events, and the review beside it.
func (r *repository) reviewed(head, state string) {
	r.t.Helper()
	r.event("pull_request.synchronize.json", strings.Repeat("b", 40), head, nil)
	var e map[string]any
	if err := json.Unmarshal([]byte(read(r.t, r.env["GITHUB_EVENT_PATH"])), &e); err != nil {
		r.t.Fatal(err)
	}
	e["action"], e["review"] = "submitted", map[string]any{"state": state}
	r.writeEvent(e)
	r.env["GITHUB_EVENT_NAME"] = "pull_request_review"
}

// TestAnApprovalRunsTheCheckAgain: the check that failed before the approval is
// the one that has to pass.
func TestAnApprovalRunsTheCheckAgain(t *testing.T) {
	r := newRepository(t, nil)
	const head = "ec26c3e57ca3a959ca5aad62de7213c562f8c821"
	r.hub.Runs = []*fakehub.Run{
		{File: "pmtracker.yml", Event: "pull_request", HeadSHA: head},
		{File: "pmtracker.yml", Event: "pull_request", HeadSHA: head, BusyFor: 2}, // the last of this commit has not ended
		{File: "pmtracker.yml", Event: "pull_request", HeadSHA: strings.Repeat("a", 40)},
		{File: "pmtracker.yml", Event: "push", HeadSHA: head},
		{File: "other.yml", Event: "pull_request", HeadSHA: head},
	}
	for _, tc := range []struct {
		state, input string
		again        []int // attempts of each run afterwards
	}{
		{"commented", "", []int{0, 0, 0, 0, 0}},
		{"approved", "", []int{0, 1, 0, 0, 0}},
		{"dismissed", "", []int{0, 2, 0, 0, 0}},
		{"changes_requested", "workflow=other.yml", []int{0, 2, 0, 0, 1}},
		{"approved", "workflow=none.yml", []int{0, 2, 0, 0, 1}},
	} {
		r.reviewed(head, tc.state)
		if got := r.run("auto", tc.input); got.err != nil || got.count("::notice title=pmtracker::") != 1 {
			t.Errorf("%s: %v\n%s", tc.state, got.err, got.log)
		}
		for i, want := range tc.again {
			if got := r.hub.Runs[i].Attempts; got != want {
				t.Errorf("%s %s: run %d was run again %d times, want %d", tc.state, tc.input, i+1, got, want)
			}
		}
	}
	if r.paused != 2 {
		t.Errorf("it waited %d times for the check to end", r.paused)
	}
	r.hub.ReadOnly = true
	if got := r.run("auto"); incident.CodeOf(got.err) != incident.Refused || got.count("::error title=pmtracker::cannot run the check again: GitHub refuses it") != 1 {
		t.Errorf("without the right: %v\n%s", got.err, got.log)
	}
	r.hub.Runs[1].BusyFor = 1000
	if got := r.run("auto"); incident.CodeOf(got.err) != incident.Unavailable {
		t.Errorf("a check without end: %v", got.err)
	}
}
