package action_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
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
	for _, tc := range []struct {
		name   string
		review []fakehub.Review
		open   bool
	}{
		{"nobody", nil, false},
		{"an earlier commit", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: "0000000000000000000000000000000000000000"}}, false},
		{"the author", []fakehub.Review{{Login: "Akiko", State: "APPROVED", Commit: head}}, false},
		{"the author of the pull request", []fakehub.Review{{Login: "Codertocat", State: "APPROVED", Commit: head}}, false},
		{"a stranger", []fakehub.Review{{Login: "eve", State: "APPROVED", Commit: head, Association: "NONE"}}, false},
		{"a program", []fakehub.Review{{Login: "github-actions[bot]", State: "APPROVED", Commit: head, Bot: true}}, false},
		{"taken back", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}, {Login: "ben", State: "CHANGES_REQUESTED", Commit: head}}, false},
		{"a comment only", []fakehub.Review{{Login: "ben", State: "COMMENTED", Commit: head}}, false},
		{"approved, then commented", []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}, {Login: "ben", State: "COMMENTED", Commit: head}}, true},
	} {
		pr.Reviews = tc.review
		got := r.run("pull-request")
		if (got.err == nil) != tc.open {
			t.Errorf("%s: %v\n%s", tc.name, got.err, got.log)
		}
		if !tc.open && (incident.CodeOf(got.err) != incident.Refused || got.outputs["refused"] != `["INC-2026-0042"]` || !strings.Contains(got.summary, "- [ ] G6")) {
			t.Errorf("%s: refused in another way: %v %v\n%s", tc.name, got.err, got.outputs, got.summary)
		}
		if tc.open && (got.outputs["closed"] != `["INC-2026-0042"]` || got.outputs["errors"] != "0" || !strings.Contains(got.summary, "- [x] G6")) {
			t.Errorf("%s: %v\n%s", tc.name, got.outputs, got.summary)
		}
	}
}

func TestFindingsComeAsSARIF(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": "---\nincident: x\n---\n"}) })
	name := filepath.Join(t.TempDir(), "findings.sarif")
	r.run("pull-request", "sarif="+name)
	var sarif struct {
		Version string
		Runs    []struct {
			Results []struct {
				RuleID    string
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, name)), &sarif); err != nil {
		t.Fatal(err)
	}
	if sarif.Version != "2.1.0" || len(sarif.Runs) != 1 || len(sarif.Runs[0].Results) == 0 || sarif.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI != "docs/postmortems/a.md" {
		t.Errorf("%+v", sarif)
	}
}

// TestThePageSaysNothingTwice: what the gate says, with its line, is no finding
// below it once more.
func TestThePageSaysNothingTwice(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() {
		text := strings.Replace(closedDocument(t, "en", 99), "the deploy pipeline rolls back within 2 minutes and pages the on-call engineer", "improve monitoring", 1)
		r.write(map[string]string{"docs/postmortems/a.md": text})
	})
	got := r.run("pull-request")
	for _, want := range []string{"**Not yet**: 1 of 1 document may not be closed (5 errors, 0 warnings).", `  - AI-1 (line 56): "improve monitoring" does not say`, "  - AI-1 (line 53): ticket https://github.com/Codertocat/Hello-World/issues/99 is not confirmed"} {
		if strings.Count(got.summary, want) != 1 {
			t.Errorf("no %q, or twice, in\n%s", want, got.summary)
		}
	}
	if strings.Contains(got.summary, "**Findings**") {
		t.Errorf("said twice:\n%s", got.summary)
	}
}

func TestClosingAsksForTheRealTicket(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() {
		r.write(map[string]string{"docs/postmortems/a.md": closedDocument(t, "en", 99)})
	})
	r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	got := r.run("pull-request")
	if got.err == nil || !strings.Contains(got.summary, "- [ ] G4") || got.count("::error file=docs/postmortems/a.md,line=6") == 0 {
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
		{"moved away and opened", func(r *repository) {
			r.git("mv", document, "old.md")
			r.write(map[string]string{"old.md": strings.Replace(closed, "status: closed", "status: draft", 1)})
		}, "it is closed on the base branch, but not here"},
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
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy, document: closed})
	r.pullRequest("changes", func() {
		r.write(map[string]string{document: strings.Replace(closed, "status: closed", "status: draft\nreopen_reason: the rollback did not hold", 1)})
	})
	if got := r.run("pull-request"); got.err != nil {
		t.Errorf("opened again with a reason: %v\n%s", got.err, got.log)
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

// threeHundred are documents with one error each.
func threeHundred(t *testing.T) map[string]string {
	files := map[string]string{}
	for i := range 300 {
		text := strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)
		text = strings.Replace(text, "- Owner: @akiko\n", "", 1)
		files[fmt.Sprintf("docs/postmortems/%03d.md", i)] = strings.ReplaceAll(text, "INC-2026-0042", fmt.Sprintf("INC-2026-%04d", i+100))
	}
	return files
}

// TestThreeHundredFilesStayWithinTheCaps looks at what GitHub would show.
func TestThreeHundredFilesStayWithinTheCaps(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(threeHundred(t)) })
	got := r.run("pull-request", "comment=true")
	if got.count("::error ") != 10 || !strings.Contains(got.log, "::291 more of these in 291 files: see the summary of this job") {
		t.Errorf("%d errors are shown\n%s", got.count("::error "), strings.Join(got.commands(), "\n"))
	}
	if got.outputs["errors"] != "300" {
		t.Errorf("outputs %v", got.outputs)
	}
	if n := len(r.hub.Issues[0].Comments[0]); n > 65_536 {
		t.Errorf("the comment has %d bytes", n)
	}
	if len(got.summary) > 1<<20 {
		t.Errorf("the summary has %d bytes", len(got.summary))
	}
}

// TestErrorsComeFirstAndWhatClosesBeforeThem has more errors and more warnings
// than GitHub shows, and a closed document that comes last by name.
func TestErrorsComeFirstAndWhatClosesBeforeThem(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy + "rules: {action-due: warning}\n"})
	r.pullRequest("changes", func() {
		files := map[string]string{"docs/postmortems/z.md": closedDocument(t, "en", 3)}
		for i := range 12 {
			text := strings.ReplaceAll(closedDocument(t, "en", 3), "INC-2026-0042", fmt.Sprintf("INC-2026-%04d", i+100))
			text = strings.Replace(text, "status: closed", "status: in-review", 1)
			text = strings.Replace(text, "- Owner: @akiko\n", "", 1)
			files[fmt.Sprintf("docs/postmortems/%02d.md", i)] = strings.Replace(text, "- Due: 2026-12-15\n", "", 1)
		}
		r.write(files)
	})
	r.ticket("INC-2026-0042")
	var kinds []string
	got := r.run("pull-request")
	for _, c := range got.commands() {
		kind, _, _ := strings.Cut(c, " ")
		kinds = append(kinds, kind)
	}
	if want := strings.Repeat("::error ", 10) + strings.Repeat("::warning ", 10); strings.Join(kinds, " ")+" " != want {
		t.Errorf("the order is %v", kinds)
	}
	for place, want := range map[int]string{
		0: "::error file=docs/postmortems/z.md,line=6,", 9: "::4 more of these in 4 files: see the summary of this job",
		19: "::3 more of these in 3 files: see the summary of this job",
	} {
		if c := got.commands(); len(c) != 20 || !strings.Contains(c[place], want) {
			t.Errorf("the annotations %d is not %q:\n%s", place, want, strings.Join(c, "\n"))
		}
	}
	want := map[string]string{"errors": "13", "warnings": "12", "closed": "[]", "refused": `["INC-2026-0042"]`, "tickets": `["https://github.com/Codertocat/Hello-World/issues/3"]`}
	if !maps.Equal(got.outputs, want) {
		t.Errorf("outputs %v", got.outputs)
	}
}

// TestNobodyElseEndsWhatTheRunnerMustNotObey: the line that ends free text in the
// log is another one in each run.
func TestNobodyElseEndsWhatTheRunnerMustNotObey(t *testing.T) {
	ends := regexp.MustCompile(`(?m)^::stop-commands::(\S{20,})$`)
	r := newRepository(t, nil)
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": "x"}) })
	seen := map[string]bool{}
	for range 3 {
		log := r.run("pull-request").log
		for _, m := range ends.FindAllStringSubmatch(log, -1) {
			seen[m[1]] = strings.Contains(log, "\n::"+m[1]+"::\n")
		}
	}
	if len(seen) != 3 || slices.Contains(slices.Collect(maps.Values(seen)), false) {
		t.Errorf("the lines that end it: %v", seen)
	}
}

func TestOneCommentIsKeptUpToDateInTheLanguageOfTheDocument(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0043.md"
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() { r.write(map[string]string{document: closedDocument(t, "ja", 3)}) })
	r.ticket("INC-2026-0043")
	issue := r.hub.Issues[0]
	issue.Comments = []string{"<!-- pmtracker:pull-request --> written by a stranger"}
	r.hub.Foreign = map[int]bool{issue.Number*1000 + 1: true}
	r.run("pull-request", "comment=true")
	if len(issue.Comments) != 2 {
		t.Fatalf("comments: %q", issue.Comments)
	}
	for _, want := range []string{
		"まだクローズできません", "**クローズの条件**", "- [x] G2 ", "- [ ] G6 作成者でないレビュアーがこの版を承認している\n  - ",
		"→ @\u2060akiko 以外の人に、いまの内容でプルリクエストを承認してもらってください", "G7 完了報が送られ、チケット番号が書かれている（このチームでは無効）",
	} {
		if !strings.Contains(issue.Comments[1], want) {
			t.Errorf("the comment does not say %q:\n%s", want, issue.Comments[1])
		}
	}
	r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	if got := r.run("pull-request", "comment=true"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	if len(issue.Comments) != 2 || strings.Contains(issue.Comments[1], "まだクローズできません") || !strings.Contains(issue.Comments[1], "エラーはありません") {
		t.Errorf("comments: %q", issue.Comments)
	}
}

// TestNoCommentWhereNoDocumentIsTouched: such a pull request gets none, and one
// that is there says so once the documents are gone.
func TestNoCommentWhereNoDocumentIsTouched(t *testing.T) {
	r := newRepository(t, map[string]string{"README.md": "x\n"})
	r.pullRequest("changes", func() { r.write(map[string]string{"README.md": "y\n"}) })
	if got := r.run("pull-request", "comment=true"); got.err != nil || len(r.hub.Issues[0].Comments) != 0 {
		t.Errorf("%v, comments %q", got.err, r.hub.Issues[0].Comments)
	}
	r.hub.Issues[0].Comments = []string{"<!-- pmtracker:pull-request -->\n## Postmortems\n\n**Not yet**"}
	if got := r.run("pull-request", "comment=true"); got.err != nil || len(r.hub.Issues[0].Comments) != 1 || !strings.Contains(r.hub.Issues[0].Comments[0], "This pull request changes no postmortem.") {
		t.Errorf("%v, comments %q", got.err, r.hub.Issues[0].Comments)
	}
}

// TestWithoutRightsItSaysWhatItLeavesOut is a token that may only read.
func TestWithoutRightsItSaysWhatItLeavesOut(t *testing.T) {
	r := newRepository(t, nil)
	r.pullRequest("changes", func() {
		r.write(map[string]string{"docs/postmortems/a.md": strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: draft", 1)})
	})
	r.hub.ReadOnly = true
	got := r.run("pull-request", "comment=true")
	if got.err != nil || got.count("::notice title=pmtracker::left out: the comment") != 1 || !strings.Contains(got.summary, "left out: the comment") {
		t.Errorf("%v\n%s\n%s", got.err, got.log, got.summary)
	}
	r = newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("closes", func() { r.write(map[string]string{"docs/postmortems/a.md": closedDocument(t, "en", 3)}) })
	r.ticket("INC-2026-0042")
	r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.Forbidden}, Path: "/reviews"})
	got = r.run("pull-request")
	if got.err == nil || got.count("::notice title=pmtracker::left out: the reviews of the pull request") != 1 || !strings.Contains(got.summary, "- [ ] G6") {
		t.Errorf("without pull-requests: read: %v\n%s", got.err, got.log)
	}
}

// TestAMissingTicketStopsOnlyWhatIsToBeClosed: the ticket is opened by the merge,
// so a document under review may lack it; one with a ticket of no meaning may not.
func TestAMissingTicketStopsOnlyWhatIsToBeClosed(t *testing.T) {
	const line = "- Ticket: https://github.com/Codertocat/Hello-World/issues/3\n"
	for _, tc := range []struct{ status, ticket, errors, warnings string }{
		{"draft", "", "0", "1"}, {"in-review", "", "0", "1"}, {"closed", "", "3", "0"}, {"in-review", "- Ticket: soon\n", "1", "0"},
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
	r = newRepository(t, map[string]string{"docs/postmortems/2025/a.md": draft})
	r.pullRequest("moved", func() { r.git("mv", "docs/postmortems/2025/a.md", "docs/postmortems/a.md") })
	if got := r.run("pull-request"); got.err != nil {
		t.Errorf("moved: %v\n%s", got.err, got.log)
	}
}
