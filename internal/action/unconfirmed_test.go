package action_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/standin"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tickets/jira"
)

// TestATicketThatCannotBeReadIsNoWrongLink: a right that is missing, credentials that do
// not count and a GitHub that fails say what to do about them, of every ticket the same
// in the gate and beside the line, and nobody is told to remove the link.
func TestATicketThatCannotBeReadIsNoWrongLink(t *testing.T) {
	for kind, want := range map[standin.Kind][2]string{
		standin.Forbidden:    {"is not confirmed: GitHub refuses it (", "give the job permissions: issues: read"},
		standin.Unauthorized: {"is not confirmed: GitHub does not accept the token (", "give the job valid credentials"},
		standin.ServerError:  {"is not confirmed: GitHub answered 500 (", "run the check again once the tickets can be asked; leave the link as it is"},
		standin.None:         {"is not confirmed: GitHub knows no issue", "link a ticket that exists, or remove the link"},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": twoTickets(t, 98, 99)}) })
		r.server.Choose = func(q *http.Request) standin.Fault {
			if strings.Contains(q.URL.Path, "/issues/9") {
				return standin.Fault{Kind: kind}
			}
			return standin.Fault{}
		}
		got := r.run("pull-request")
		plain := strings.ReplaceAll(got.summary, "\u2060", "")
		for _, text := range []string{plain, got.log} {
			if strings.Count(text, want[0]) < 2 || strings.Count(text, want[1]) != strings.Count(text, want[0]) || kind != standin.None && strings.Contains(text, "remove the link") {
				t.Errorf("%s:\n%s", kind, text)
			}
		}
		for line := range strings.Lines(plain) {
			if strings.Contains(line, "is not confirmed") && strings.Contains(line, "AI-2") && (strings.Contains(line, "98") || strings.Contains(line, "#98")) {
				t.Errorf("%s: AI-2 is told of the ticket of AI-1: %s", kind, line)
			}
		}
	}
}

// twoTickets is a postmortem with two action items, each with its ticket.
func twoTickets(t *testing.T, first, second int) string {
	t.Helper()
	text := closedDocument(t, "en", first)
	_, item, _ := strings.Cut(text, "### AI-1")
	item, _, _ = strings.Cut(item, "## Learning")
	item = strings.NewReplacer("issues/"+itoa(first), "issues/"+itoa(second), "checkout errors", "search errors").Replace("### AI-2" + item)
	return strings.Replace(text, "## Learning", item+"## Learning", 1)
}

// TestATicketThatWasReadIsNotBlamed: one that GitHub did not answer about takes nothing
// from what it said of the other.
func TestATicketThatWasReadIsNotBlamed(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": twoTickets(t, 3, 99)}) })
	r.ticket("INC-2026-0042")
	r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.ServerError}, Path: "/issues/99", Times: 99})
	got := r.run("pull-request")
	if got.err == nil || !strings.Contains(got.log, "/issues/99 is not confirmed: GitHub answered 500") || strings.Contains(got.log, "/issues/3 is not confirmed") {
		t.Errorf("%v\n%s", got.err, got.log)
	}
}

// TestAWrongSettingIsNotTakenForAToken: what is to be corrected is the input that the
// message names, not the credentials.
func TestAWrongSettingIsNotTakenForAToken(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": closedDocument(t, "en", 3)}) })
	r.provider = func() (tickets.Provider, error) {
		return jira.New(jira.Config{URL: "https://acme.atlassian.net", User: "akiko@example.com", Token: "secret-token"})
	}
	got := r.run("pull-request")
	if !strings.Contains(got.log, `is not confirmed: JIRA_PROJECT: "" is not the key`) || !strings.Contains(got.log, "the input jira-project or tickets.project") || strings.Contains(got.log, "valid credentials") {
		t.Errorf("%v\n%s", got.err, got.log)
	}
}
