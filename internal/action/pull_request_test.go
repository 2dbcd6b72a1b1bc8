package action_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

func TestClosingNeedsAnApprovingReviewOfTheHeadBySomebodyElse(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0042.md"
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() { r.write(map[string]string{document: closedDocument(t, "en", 3)}) })
	if n := r.ticket("INC-2026-0042"); n != 3 {
		t.Fatalf("the ticket has number %d", n)
	}
	pr := r.hub.Pulls[0]
	r.hub.Permissions = map[string]string{"mia": "write", "ada": "admin", "rae": "read", "sue": "secret"}
	for _, tc := range []struct {
		name   string
		review []fakehub.Review
		open   bool
		why    string
	}{
		{"nobody", nil, false, "nobody has approved the last commit of this pull request →"},
		{"an earlier commit", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: "0000000000000000000000000000000000000000"}}, false, "(@ben approved an older commit)"},
		{"the author", []fakehub.Review{{Login: "Akiko", State: "APPROVED", Commit: head}}, false, "@Akiko approved it, who wrote it (@akiko)"},
		{"the author of the pull request", []fakehub.Review{{Login: "Codertocat", State: "APPROVED", Commit: head}}, false, "(@Codertocat opened this pull request)"},
		{"a stranger", []fakehub.Review{{Login: "eve", State: "APPROVED", Commit: head, Association: "NONE"}}, false, "(@eve approved, but has no write access to this repository)"},
		{"a program", []fakehub.Review{{Login: "github-actions[bot]", State: "APPROVED", Commit: head, Bot: true}}, false, "(@github-actions\\[bot\\] is a program)"},
		{"taken back", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}, {Login: "ben", State: "CHANGES_REQUESTED", Commit: head}}, false, "(@ben asks for changes)"},
		{"a comment only", []fakehub.Review{{Login: "ben", State: "COMMENTED", Commit: head}}, false, ""},
		{"dismissed", []fakehub.Review{{Login: "ben", State: "DISMISSED", Commit: head}}, false, "(@ben approved, which was dismissed)"},
		{"a private member who reads", []fakehub.Review{{Login: "rae", State: "APPROVED", Commit: head, Association: "CONTRIBUTOR"}}, false, "(@rae approved, but has no write access to this repository)"},
		{"a private member who cannot be asked about", []fakehub.Review{{Login: "sue", State: "APPROVED", Commit: head, Association: "CONTRIBUTOR"}}, false, "(@sue approved, but this job may not ask"},
		{"a private member", []fakehub.Review{{Login: "mia", State: "APPROVED", Commit: head, Association: "CONTRIBUTOR"}}, true, ""},
		{"a private owner", []fakehub.Review{{Login: "ada", State: "APPROVED", Commit: head, Association: "NONE"}}, true, ""},
		{"approved, then commented", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}, {Login: "ben", State: "COMMENTED", Commit: head}}, true, ""},
	} {
		pr.Reviews = tc.review
		got := r.run("pull-request")
		if (got.err == nil) != tc.open {
			t.Errorf("%s: %v\n%s", tc.name, got.err, got.log)
		}
		if !tc.open && (incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` || !strings.Contains(got.summary, "- [ ] G6")) {
			t.Errorf("%s: refused in another way: %v %v\n%s", tc.name, got.err, got.outputs, got.summary)
		}
		if !strings.Contains(strings.ReplaceAll(got.summary, "\u2060", ""), tc.why) {
			t.Errorf("%s: does not say %q\n%s", tc.name, tc.why, got.summary)
		}
		if tc.open && (got.outputs["closed"] != `["INC-2026-0042"]` || got.outputs["errors"] != "0" || !strings.Contains(got.summary, "- [x] G6")) {
			t.Errorf("%s: %v\n%s", tc.name, got.outputs, got.summary)
		}
	}
}

func TestClosingAsksForTheRealTicket(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() {
		r.write(map[string]string{"docs/postmortems/a.md": closedDocument(t, "en", 99)})
	})
	r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	got := r.run("pull-request")
	if got.err == nil || !strings.Contains(got.summary, "- [ ] G4") || got.count("::error file=docs/postmortems/a.md,line=53,") != 1 || got.count("::error") != 1 {
		t.Errorf("a ticket that nobody knows: %v\n%s\n%s", got.err, got.log, got.summary)
	}
}

// TestAPullRequestCannotWeakenItsOwnGate changes the rules together with the
// document that they would let through.
func TestAPullRequestCannotWeakenItsOwnGate(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy, "README.md": "x\n"})
	r.pullRequest("changes", func() {
		r.write(map[string]string{
			"docs/postmortems/a.md": closedDocument(t, "en", 3),
			".pmtracker.yaml":       "gate: {off: [G1, G3, G5, G6, G7, G8]}\npostmortems: elsewhere\npeople: [{id: \"@akiko\", github: eve}]\n",
		})
	})
	r.ticket("INC-2026-0042")
	got := r.run("pull-request")
	if got.err == nil || !strings.Contains(got.summary, "- [ ] G6") || got.count("::notice title=pmtracker::.pmtracker.yaml is changed here") != 1 {
		t.Errorf("%v\n%s\n%s", got.err, got.log, got.summary)
	}
}

// TestSettingsThatCannotBeReadStopThePullRequest: once merged they would stop
// every other one.
func TestSettingsThatCannotBeReadStopThePullRequest(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{".pmtracker.yaml": "gate: {off: [G2]}\n"}) })
	got := r.run("pull-request")
	if incident.CodeOf(got.err) != incident.Refused || got.count("::error file=.pmtracker.yaml,line=1,col=14,title=pmtracker::gate.off: ") != 1 || !strings.Contains(got.summary, "G2") {
		t.Errorf("%v\n%s\n%s", got.err, got.log, got.summary)
	}
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{".pmtracker.yaml": "lang: de\ntimezne: UTC\n"}) })
	if got := r.run("pull-request"); got.count("::error file=.pmtracker.yaml,line=1,col=7,title=pmtracker::") != 1 || !strings.Contains(got.log, ".pmtracker.yaml:2:1: unknown key timezne") {
		t.Errorf("two mistakes: %v\n%s", got.err, got.log)
	}
}

// TestSettingsThatAreALinkSaySo rather than how the link was refused.
func TestSettingsThatAreALinkSaySo(t *testing.T) {
	r := newRepository(t, map[string]string{"README.md": "x"})
	r.pullRequest("changes", func() {
		if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, ".pmtracker.yaml")); err != nil {
			t.Fatal(err)
		}
	})
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Refused || got.count("::error file=.pmtracker.yaml,title=pmtracker::it is a symbolic link, which is not followed") != 1 {
		t.Errorf("%v\n%s", got.err, got.log)
	}
}

func TestAnEarlierClosedDocumentStaysHeld(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0042.md"
	closed := closedDocument(t, "en", 3)
	for _, tc := range []struct {
		name   string
		change func(r *repository)
		says   string
	}{
		{"edited", func(r *repository) {
			r.write(map[string]string{document: strings.Replace(closed, "rolls back within 2 minutes and pages the on-call engineer", "is improved", 1)})
		}, "- [ ] G2"},
		{"opened again without a word", func(r *repository) {
			r.write(map[string]string{document: strings.Replace(closed, "status: closed", "status: draft", 1)})
		}, "it is closed on the base branch, but not here"},
		{"deleted", func(r *repository) { r.git("rm", "-q", document) }, "deleted here"},
		{"deleted beside a new one that git takes for it", func(r *repository) {
			r.git("rm", "-q", document)
			next := strings.ReplaceAll(strings.Replace(closed, "status: closed", "status: in-review\nreopen_reason: the rollback did not hold", 1), "INC-2026-0042", "INC-2026-0050")
			r.write(map[string]string{"docs/postmortems/INC-2026-0050.md": next})
		}, "deleted here"},
		{"moved away under another key", func(r *repository) {
			r.git("mv", document, "old.md")
			r.write(map[string]string{"old.md": strings.ReplaceAll(closed, "INC-2026-0042", "INC-2026-0050"), "docs/postmortems/keep.txt": "x"})
		}, "deleted here"},
		{"moved away and opened", func(r *repository) {
			r.git("mv", document, "old.md")
			r.write(map[string]string{"old.md": strings.Replace(closed, "status: closed", "status: draft", 1)})
		}, "moved out of the folders of the postmortems (docs/postmortems)"},
		{"moved away as it is", func(r *repository) {
			r.write(map[string]string{"attic/keep.md": "x\n"})
			r.git("mv", document, "attic/a.md")
		}, "moved out of the folders of the postmortems (docs/postmortems)"},
		{"made no Markdown file", func(r *repository) {
			r.write(map[string]string{"docs/postmortems/keep.md": "x\n"})
			r.git("mv", document, "docs/postmortems/a.txt")
		}, "moved out of the folders of the postmortems (docs/postmortems)"},
		{"front matter taken away", func(r *repository) {
			_, body, _ := strings.Cut(closed, "\n---\n")
			r.write(map[string]string{document: body})
		}, "it is closed on the base branch, but not here"},
		{"made a link", func(r *repository) {
			r.git("rm", "-q", document)
			r.write(map[string]string{"docs/postmortems/keep.txt": "x"})
			if err := os.Symlink("../../README.md", filepath.Join(r.dir, document)); err != nil {
				t.Fatal(err)
			}
		}, "symbolic link"},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, document: closed, "README.md": "x\n"})
		r.pullRequest("changes", func() { tc.change(r) })
		r.ticket("INC-2026-0042")
		got := r.run("pull-request")
		if incident.CodeOf(got.err) != incident.Refused || !strings.Contains(got.summary, tc.says) || got.count("::error file=") == 0 {
			t.Errorf("%s: %v\n%s\n%s", tc.name, got.err, got.log, got.summary)
		}
	}
	const reason = "reopen_reason: the rollback did not hold"
	before := strings.Replace(closed, "status: closed", "status: closed\n"+reason, 1)
	for _, tc := range []struct {
		base, front string
		opens       bool
	}{
		{closed, reason, true},
		{before, reason, false}, // from the time before
		{before, "reopen_reason: \"the rollback  did not hold\"", false},
		{before, "reopen_reason: the alert did not fire", true},
		{before, "lang: en", false},
		{closed, "reopen_reason: TBD", false}, // says nothing
		{closed, "reopen_reason: ⟨why it is open again⟩", false},
		{closed, "reopen_reason: \"-\"", false},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, document: tc.base})
		r.pullRequest("changes", func() {
			r.write(map[string]string{document: strings.Replace(strings.Replace(closed, "lang: en\n", "", 1), "status: closed", "status: draft\n"+tc.front, 1)})
		})
		if got := r.run("pull-request"); (got.err == nil) != tc.opens || !tc.opens && !strings.Contains(got.summary, "it is closed on the base branch, but not here") {
			t.Errorf("opened again with %q: %v\n%s", tc.front, got.err, got.log)
		}
	}
}

// TestHostileNamesAndTexts puts commands into everything that a stranger can
// name: the runner obeys none of them.
func TestHostileNamesAndTexts(t *testing.T) {
	evil := "$(touch pwned)`touch pwned`::set-output name=errors::0%0A::error::x\u202e"
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy, "secret.md": "---\nincident: SECRET\n---\n"})
	name := "docs/postmortems/" + strings.ReplaceAll(evil, "/", "_") + "\n::set-output name=x::y.md"
	text := strings.Replace(closedDocument(t, "en", 3), "title: Checkout failed for 40% of orders", "title: "+fmt.Sprintf("%q", evil+" @everyone <img src=x onerror=1>"), 1)
	text = strings.Replace(text, "rolls back within 2 minutes", evil+" improves monitoring\n::error::obeyed\n", 1)
	head := r.pullRequest("b", func() {
		r.write(map[string]string{name: text})
		if err := os.Symlink("../../../../../../etc/passwd", filepath.Join(r.dir, "docs/postmortems/link.md")); err != nil {
			t.Fatal(err)
		}
	})
	r.event("pull_request.opened.json", r.git("rev-parse", "master"), head, func(pr map[string]any) {
		pr["title"], pr["body"] = evil, evil
		pr["head"].(map[string]any)["ref"] = evil
	})
	got := r.run("pull-request", "comment=true")
	if got.err == nil {
		t.Error("it passes")
	}
	for _, c := range got.commands() {
		if !strings.HasPrefix(c, "::error file=docs/postmortems/") && !strings.HasPrefix(c, "::warning file=docs/postmortems/") && !strings.HasPrefix(c, "::notice title=pmtracker::") {
			t.Errorf("the runner would obey: %s", c)
		}
	}
	if len(got.outputs) != 5 || got.outputs["errors"] == "0" {
		t.Errorf("outputs %v", got.outputs)
	}
	comment := strings.Join(r.hub.Issues[0].Comments, "\n")
	for where, page := range map[string]string{"summary": got.summary, "comment": comment} {
		for _, bad := range []string{"\u202e", "@everyone", "<img", "root:x:"} {
			if strings.Contains(page, bad) {
				t.Errorf("the %s keeps %q:\n%s", where, bad, page)
			}
		}
	}
	if _, free, _ := strings.Cut(got.log, "::stop-commands::"); strings.Contains(got.log, "root:x:") || strings.Contains(free, "\u202e") {
		t.Errorf("log:\n%s", got.log)
	}
	if _, err := os.Stat(filepath.Join(r.dir, "pwned")); err == nil {
		t.Error("a name was run")
	}
}

// TestAMissingTicketStopsOnlyWhatIsToBeClosed: the ticket is opened by the merge,
// so a document under review may lack it; one with a ticket of no meaning may not.
func TestAMissingTicketStopsOnlyWhatIsToBeClosed(t *testing.T) {
	const line = "- Ticket: https://github.com/Codertocat/Hello-World/issues/3\n"
	for _, tc := range []struct{ status, ticket, errors, warnings string }{
		{"draft", "", "0", "1"}, {"in-review", "", "0", "1"}, {"closed", "", "2", "0"}, {"Closed", "", "3", "0"}, {"in-review", "- Ticket: soon\n", "1", "0"},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		r.pullRequest("changes", func() {
			text := strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: "+tc.status, 1)
			r.write(map[string]string{"docs/postmortems/a.md": strings.Replace(text, line, tc.ticket, 1)})
		})
		got := r.run("pull-request")
		if got.outputs["errors"] != tc.errors || got.outputs["warnings"] != tc.warnings || (got.err == nil) != (tc.errors == "0") {
			t.Errorf("%+v: %v %v\n%s", tc, got.err, got.outputs, got.log)
		}
		if waits := strings.Contains(got.summary, "it is opened and linked after the merge"); waits != (tc.warnings == "1") {
			t.Errorf("%+v: says that the merge opens it: %v", tc, waits)
		}
	}
}

// TestADocumentCanBeAnywhereInTheRepository has the whole repository for a folder.
func TestADocumentCanBeAnywhereInTheRepository(t *testing.T) {
	for _, folder := range []string{".", "./", "./incidents/", "incidents//", "/incidents"} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy + "postmortems: " + folder + "\n"})
		r.pullRequest("changes", func() { r.write(map[string]string{"incidents/a.md": closedDocument(t, "en", 3)}) })
		r.ticket("INC-2026-0042")
		if got := r.run("pull-request"); got.err == nil || got.outputs["refused"] != `["INC-2026-0042"]` {
			t.Errorf("%s: %v %v", folder, got.err, got.outputs)
		}
	}
}

func TestOnlyChangedDocumentsAreJudged(t *testing.T) {
	bad := "---\nincident: INC-2026-0001\n---\n"
	r := newRepository(t, map[string]string{"docs/postmortems/bad.md": bad, "docs/postmortems/README.md": "# x\n"})
	r.pullRequest("changes", func() {
		r.write(map[string]string{
			"docs/postmortems/good.md":   strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1),
			"docs/postmortems/README.md": "# y\n", "docs/other.md": bad,
		})
	})
	if got := r.run("pull-request"); got.err != nil || got.outputs["errors"] != "0" {
		t.Errorf("%v %v\n%s", got.err, got.outputs, got.log)
	}
	if got := r.run("pull-request", "all=true"); got.err == nil || !strings.Contains(got.summary, "bad.md") {
		t.Errorf("all: %v\n%s", got.err, got.log)
	}
	if got := r.run("pull-request", "path=docs"); got.err == nil || !strings.Contains(got.summary, "other.md") {
		t.Errorf("path: %v\n%s", got.err, got.log)
	}
}

func TestWithoutTheBaseCommitItSaysWhatToWrite(t *testing.T) {
	r := newRepository(t, nil)
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": "x"}) })
	r.event("pull_request.opened.json", strings.Repeat("a", 40), strings.Repeat("b", 40), nil)
	if got := r.run("pull-request"); incident.CodeOf(got.err) != incident.Invalid || !strings.Contains(got.err.Error(), "fetch-depth: 2") {
		t.Errorf("%v", got.err)
	}
}

// TestAKeyBelongsToOneIncident merges a second document under a key that is
// taken: its tickets would be those of the first.
func TestAKeyBelongsToOneIncident(t *testing.T) {
	draft := strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)
	r := newRepository(t, map[string]string{"docs/postmortems/2025/a.md": draft})
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/b.md": draft}) })
	got := r.run("pull-request")
	if got.err == nil || got.outputs["errors"] != "1" || !strings.Contains(got.log, "INC-2026-0042 is also the incident of docs/postmortems/2025/a.md") {
		t.Errorf("%v %v\n%s", got.err, got.outputs, got.log)
	}
	for name, spelled := range map[string]string{
		"a comment behind it": strings.Replace(draft, "incident: INC-2026-0042", "incident: INC-2026-0042 # the first", 1),
		"a quoted name":       strings.Replace(draft, "incident: INC-2026-0042", `"incident": INC-2026-0042`, 1),
		"a byte order mark":   "\ufeff" + draft,
	} {
		r = newRepository(t, map[string]string{"docs/postmortems/a.md": spelled})
		r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/b.md": draft}) })
		if got := r.run("pull-request"); got.err == nil || !strings.Contains(got.log, "INC-2026-0042 is also the incident of docs/postmortems/a.md") {
			t.Errorf("%s: %v\n%s", name, got.err, got.log)
		}
	}
	r = newRepository(t, map[string]string{"docs/postmortems/2025/a.md": draft})
	r.pullRequest("moved", func() { r.git("mv", "docs/postmortems/2025/a.md", "docs/postmortems/a.md") })
	if got := r.run("pull-request"); got.err != nil {
		t.Errorf("moved: %v\n%s", got.err, got.log)
	}
}

// TestAnUntouchedDocumentKeepsItsApproval judges every document where the pull
// request changes another file. Its own word counts as long as it is the base
// branch's.
func TestAnUntouchedDocumentKeepsItsApproval(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0042.md"
	text := closedDocument(t, "en", 3)
	d, err := postmortem.Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	approved := func(who string) string {
		return strings.Replace(text, "status: closed\n", "status: closed\napproved_by: \""+who+"\"\napproved_revision: "+d.Revision()+"\n", 1)
	}
	for _, tc := range []struct {
		name, base, head string
		open             bool
	}{
		{"untouched", approved("@ben"), approved("@ben"), true},
		{"approved by the author", approved("@akiko"), approved("@akiko"), false},
		{"never approved", text, text, false},
		{"approved by the pull request itself", text, approved("@ben"), false},
		{"edited", approved("@ben"), strings.Replace(approved("@ben"), "The alert was quick.", "The alert was slow.", 1), false},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy, document: tc.base})
		r.pullRequest("changes", func() { r.write(map[string]string{"other.txt": "x", document: tc.head}) })
		r.ticket("INC-2026-0042")
		if got := r.run("pull-request", "all=true"); (got.err == nil) != tc.open || strings.Contains(got.summary, "- [ ] G6") == tc.open {
			t.Errorf("%s: %v\n%s", tc.name, got.err, got.summary)
		}
	}
}

// TestABrokenBaseConfigurationCanBeCorrected: the pull request that corrects it
// passes, and is no way around the gate.
func TestABrokenBaseConfigurationCanBeCorrected(t *testing.T) {
	for _, tc := range []struct {
		name, config, document string
		open                   bool
	}{
		{"corrected", policy, "", true},
		{"still broken", "gate: {off: [G4]}\n", "", false},
		{"with a document that may not be closed", "gate: {off: [G1, G3, G5, G6, G7, G8]}\npostmortems: elsewhere\n", closedDocument(t, "en", 3), false},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": "gate: {off: [G2]}\npostmortems: incidents\n", "notes.md": "# x\n"})
		r.pullRequest("changes", func() {
			r.write(map[string]string{".pmtracker.yaml": tc.config, "notes.md": "# y\n"})
			if tc.document != "" {
				r.write(map[string]string{"incidents/a.md": tc.document})
			}
		})
		got := r.run("pull-request")
		if (got.err == nil) != tc.open || got.count("::warning title=pmtracker::the .pmtracker.yaml of the base branch cannot be read") != 1 {
			t.Errorf("%s: %v\n%s", tc.name, got.err, got.log)
		}
		if tc.document != "" && !strings.Contains(got.summary, "- [ ] G6") {
			t.Errorf("%s: judged by its own settings\n%s", tc.name, got.summary)
		}
	}
}

// TestAnAuthorOfWhomOnlyANameIsKnownIsRefused: their own approval could be the one
// that counts.
func TestAnAuthorOfWhomOnlyANameIsKnownIsRefused(t *testing.T) {
	for _, tc := range []struct {
		author, settings, says string
	}{
		{"Akiko Sato", "", "the author \"Akiko Sato\" is a name, and whose login that is nobody can tell"},
		{"佐藤", "", "whose login that is nobody can tell"},
		{"Akiko Sato", "people: [{id: \"@akiko\", name: Akiko Sato}]\n", "@akiko approved it, who wrote it"},
		{"Ben Ito", "people: [{id: \"@ben\", name: Ben Ito}, {id: \"@akiko\"}]\n", ""},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy + tc.settings})
		head := r.pullRequest("changes", func() {
			r.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 3), `author: "@akiko"`, "author: "+tc.author, 1)})
		})
		r.ticket("INC-2026-0042")
		r.hub.Pulls[0].Reviews = approves("akiko", head)
		got := r.run("pull-request")
		if (got.err == nil) != (tc.says == "") || !strings.Contains(strings.ReplaceAll(got.summary, "\u2060", ""), tc.says) {
			t.Errorf("%s %s: %v\n%s", tc.author, tc.settings, got.err, got.summary)
		}
	}
}
