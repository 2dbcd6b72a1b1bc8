package webhook_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
	fakejira "github.com/pmtracker/pmtracker/internal/standin/jira"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestWhatEachGitHubPayloadDoes delivers every payload of GitHub about the very
// ticket that it is of: one about an issue brings back state, title, owner and due
// date as they are now, whatever it says itself; any other one changes nothing.
func TestWhatEachGitHubPayloadDoes(t *testing.T) {
	files, err := filepath.Glob(folder + "github/webhooks/*.json")
	if err != nil || len(files) < 13 {
		t.Fatalf("%d payloads, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			body := payload(t, "github/webhooks/"+name)
			var about struct {
				Repository struct {
					FullName string `json:"full_name"`
				}
				Issue struct{ Number int }
			}
			if err := json.Unmarshal(body, &about); err != nil {
				t.Fatal(err)
			}
			hub := &fakehub.GitHub{Repository: about.Repository.FullName, Login: "bot", FirstIssue: max(about.Issue.Number, 1)}
			ticket := "https://github.com/" + hub.Repository + "/issues/" + strconv.Itoa(hub.FirstIssue)
			r := newRigAt(t, storetest.Open(t, storetest.SQLite(t)), hub, &fakejira.Jira{Project: "TES"}, ticket)
			is := hub.Issues[0]
			is.State, is.Title, is.Assignees, is.Body = "closed", "As it is now", []string{"carol"}, "Due: 2027-02-03"
			event, _, _ := strings.Cut(name, ".")
			if event != "issues" {
				r.want(r.gitHub(event, "d", body, sign(secret, body)), http.StatusAccepted, name)
				if r.reads != 0 || r.state("AI-1") != store.ItemOpen {
					t.Errorf("%d requests, the item is %s", r.reads, r.state("AI-1"))
				}
				return
			}
			r.want(r.gitHub(event, "d", body, sign(secret, body)), http.StatusOK, name)
			fact := r.seen(ticket)
			if r.state("AI-1") != store.ItemDone || fact.Title != "As it is now" || strings.Join(fact.Owners, " ") != "carol" || fact.Due.String() != "2027-02-03" || !fact.Exists {
				t.Errorf("the item is %s, the ticket is seen as %+v", r.state("AI-1"), fact)
			}
		})
	}
}

// TestWhatEachJiraPayloadDoes is the same for Jira, Cloud and Server.
func TestWhatEachJiraPayloadDoes(t *testing.T) {
	files, err := filepath.Glob(folder + "jira/webhooks/*.json")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d payloads, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			body := payload(t, "jira/webhooks/"+name)
			var about struct {
				WebhookEvent string
				Issue        struct{ Key string }
			}
			if err := json.Unmarshal(body, &about); err != nil {
				t.Fatal(err)
			}
			project, number, _ := strings.Cut(about.Issue.Key, "-")
			first, _ := strconv.Atoi(number)
			work := &fakejira.Jira{Project: project, FirstIssue: first, Users: []fakejira.User{{AccountID: "712020:carol", Display: "Carol"}}}
			r := newRigAt(t, storetest.Open(t, storetest.SQLite(t)), &fakehub.GitHub{Repository: "acme/checkout"}, work, about.Issue.Key)
			is := work.Issues[0]
			is.Status, is.Summary, is.Assignee, is.DueDate = "done", "As it is now", "712020:carol", "2027-02-03"
			if !strings.HasPrefix(about.WebhookEvent, "jira:issue_") {
				r.want(r.atJira("d", body, sign(secret, body)), http.StatusAccepted, name)
				if r.reads != 0 || r.state("AI-1") != store.ItemOpen {
					t.Errorf("%d requests, the item is %s", r.reads, r.state("AI-1"))
				}
				return
			}
			r.want(r.atJira("d", body, sign(secret, body)), http.StatusOK, name)
			fact := r.seen(about.Issue.Key)
			if r.state("AI-1") != store.ItemDone || fact.Title != "As it is now" || strings.Join(fact.Owners, " ") != "712020:carol" || fact.Due.String() != "2027-02-03" || !fact.Exists {
				t.Errorf("the item is %s, the ticket is seen as %+v", r.state("AI-1"), fact)
			}
			// The same delivery once more does nothing, whatever has happened since.
			is.Status = "new"
			r.want(r.atJira("d", body, sign(secret, body)), http.StatusAccepted, name+" again")
			if r.state("AI-1") != store.ItemDone {
				t.Errorf("a repeated delivery changed the item to %s", r.state("AI-1"))
			}
		})
	}
}

// TestJiraOutOfOrder: reopened is reported before closed. What Jira says when it
// is asked counts, and the report that is older than that asks nothing.
func TestJiraOutOfOrder(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		r := newRig(t, s, "TES-41")
		at := func(name string, when time.Time) []byte {
			var in map[string]any
			if err := json.Unmarshal(payload(t, "jira/webhooks/"+name), &in); err != nil {
				t.Fatal(err)
			}
			in["timestamp"] = when.UnixMilli()
			body, err := json.Marshal(in)
			if err != nil {
				t.Fatal(err)
			}
			return body
		}
		r.work.Issues[0].Status = "done"
		first := at("issue-updated-resolved.json", r.now)
		r.want(r.atJira("d1", first, sign(secret, first)), http.StatusOK, "resolved")
		if r.state("AI-1") != store.ItemDone {
			t.Errorf("resolved, the item is %s", r.state("AI-1"))
		}
		closed := r.now.Add(30 * time.Minute)
		r.now = r.now.Add(time.Hour)
		r.work.Issues[0].Status = "indeterminate"
		reopened := at("issue-updated-reopened.json", r.now)
		r.want(r.atJira("d3", reopened, sign(secret, reopened)), http.StatusOK, "reopened")
		if r.state("AI-1") != store.ItemOpen {
			t.Errorf("reopened, the item is %s", r.state("AI-1"))
		}
		reads := r.reads
		late := at("issue-updated-resolved.json", closed)
		r.want(r.atJira("d2", late, sign(secret, late)), http.StatusAccepted, "resolved, late")
		if r.reads != reads || r.state("AI-1") != store.ItemOpen {
			t.Errorf("%d requests for what came late, the item is %s", r.reads-reads, r.state("AI-1"))
		}
		r.work.Gone = map[string]bool{"TES-41": true}
		r.now = r.now.Add(time.Hour)
		gone := at("issue-updated-edited.json", r.now)
		r.want(r.atJira("d4", gone, sign(secret, gone)), http.StatusOK, "deleted")
		if fact := r.seen("TES-41"); fact.Exists || !strings.Contains(incident.Sentence(fact.Why, incident.English), "was deleted") {
			t.Errorf("a deleted issue is seen as %+v", fact)
		}
	})
}

// TestTransferredAndConverted: what happens to an issue beside being edited. The
// item says where the ticket is now, or that it is none any more, and counts as
// open: nobody did it.
func TestTransferredAndConverted(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		to   func(r *rig)
		why  string
	}{
		"transferred": {"github/webhooks/issues.transferred.json", func(r *rig) {
			r.hub.Other = &fakehub.GitHub{Repository: "octo-org/another", Login: "bot"}
			r.hub.Other.Add(fakehub.Issue{Title: "There", State: "closed"})
			r.hub.MovedTo = map[int]string{1: r.hubURL + "/repos/octo-org/another/issues/1"}
		}, "it is now at https://github.com/octo-org/another/issues/1"},
		"transferred out of sight": {"github/webhooks/issues.transferred.json", func(r *rig) {
			r.hub.MovedTo = map[int]string{1: r.hubURL + "/repositories/9/issues/1"}
		}, "GitHub knows no issue octo-org/octo-repo#1, or this token may not see it"},
		"converted to a discussion": {"github/webhooks/issues.transferred.json", func(r *rig) {
			r.hub.Deleted = map[int]bool{1: true} // its number answers 410, as that of a deleted one
		}, "octo-org/octo-repo#1 was deleted"},
		"a pull request": {"github/webhooks/issues.transferred.json", func(r *rig) { r.hub.Issues[0].PullRequest = true }, "is a pull request, not an issue"},
	} {
		t.Run(name, func(t *testing.T) {
			const ticket = "https://github.com/octo-org/octo-repo/issues/1"
			r := newRigAt(t, storetest.Open(t, storetest.SQLite(t)), &fakehub.GitHub{Repository: "octo-org/octo-repo", Login: "bot"}, &fakejira.Jira{Project: "TES"}, ticket)
			r.hub.Issues[0].State = "closed"
			c.to(r)
			body := payload(t, c.file)
			r.want(r.gitHub("issues", "d", body, sign(secret, body)), http.StatusOK, name)
			if fact := r.seen(ticket); fact.Exists || !strings.Contains(incident.Sentence(fact.Why, incident.English), c.why) {
				t.Errorf("the ticket is seen as %+v", fact)
			}
			if r.state("AI-1") != store.ItemOpen {
				t.Errorf("the item is %s", r.state("AI-1"))
			}
		})
	}
	t.Run("reported by its key in another project of Jira", func(t *testing.T) {
		r := newRig(t, storetest.Open(t, storetest.SQLite(t)), "TES-41")
		r.work.Moved = map[string]string{"TES-41": "OPS-7"}
		r.work.Issues = append(r.work.Issues, &fakejira.Issue{Key: "OPS-7", Summary: "There", Status: "done"})
		body := []byte(`{"webhookEvent": "jira:issue_updated", "issue": {"key": "OPS-7"}, "changelog": {"items": [
			{"field": "project", "fromString": "Tests", "toString": "Operations"}, {"field": "Key", "fromString": "TES-41", "toString": "OPS-7"}]}}`)
		r.want(r.atJira("d", body, sign(secret, body)), http.StatusOK, "moved")
		if fact := r.seen("TES-41"); fact.Exists || !strings.Contains(incident.Sentence(fact.Why, incident.Japanese), "TES-41 は移動され、今は OPS-7 です") {
			t.Errorf("the ticket is seen as %+v", fact)
		}
		r.want(r.atJira("d", body, sign(secret, body)), http.StatusAccepted, "the same delivery again")
	})
	t.Run("moved to another project of Jira", func(t *testing.T) {
		r := newRig(t, storetest.Open(t, storetest.SQLite(t)), "TES-41")
		r.work.Moved = map[string]string{"TES-41": "OPS-7"}
		r.work.Issues = append(r.work.Issues, &fakejira.Issue{Key: "OPS-7", Summary: "There", Status: "done"})
		body := payload(t, "jira/webhooks/issue-updated-edited.json")
		r.want(r.atJira("d", body, sign(secret, body)), http.StatusOK, "moved")
		if fact := r.seen("TES-41"); fact.Exists || !strings.Contains(incident.Sentence(fact.Why, incident.English), "TES-41 was moved and is now OPS-7") {
			t.Errorf("the ticket is seen as %+v", fact)
		}
	})
}
