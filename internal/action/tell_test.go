package action_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

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
		text = strings.Replace(text, "- Owner: @akiko\n", "", 1)
		r.write(map[string]string{"docs/postmortems/a.md": text})
	})
	got := r.run("pull-request")
	for _, want := range []string{"**Not yet**: 1 of 1 document may not be closed (4 errors, 0 warnings).", `  - AI-1 (line 48): it has no owner`, `  - AI-1 (line 55): "improve monitoring" does not say`, "  - AI-1 (line 52): ticket https://github.com/Codertocat/Hello-World/issues/99 is not confirmed"} {
		if strings.Count(got.summary, want) != 1 {
			t.Errorf("no %q, or twice, in\n%s", want, got.summary)
		}
	}
	if got.count("::error ") != 4 {
		t.Errorf("an annotation each:\n%s", got.log)
	}
	if strings.Contains(got.summary, "**Findings**") {
		t.Errorf("said twice:\n%s", got.summary)
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
	if !strings.Contains(r.hub.Issues[0].Comments[0], "the summary of the run has the documents that are missing") {
		t.Error("the comment does not say where the rest is")
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
	r.hub.Commenters = map[int]string{issue.Number*1000 + 1: "eve"} // whom the token, which may edit any comment, would overwrite
	r.run("pull-request", "comment=true")
	if len(issue.Comments) != 2 || !strings.HasSuffix(issue.Comments[0], "by a stranger") {
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

// TestOneCommentWhereNobodyCanBeToldApart: a server that speaks REST alone says of no
// token whose it is, and still gets no second comment.
func TestOneCommentWhereNobodyCanBeToldApart(t *testing.T) {
	const document = "docs/postmortems/INC-2026-0043.md"
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.hub.NoGraphQL, r.hub.Login = true, "octocat"
	r.pullRequest("changes", func() { r.write(map[string]string{document: closedDocument(t, "en", 3)}) })
	r.ticket("INC-2026-0043")
	r.run("pull-request", "comment=true")
	r.hub.Issues[0].Title += ", said anew"
	r.run("pull-request", "comment=true")
	if comments := r.hub.Issues[0].Comments; len(comments) != 1 {
		t.Errorf("comments: %q", comments)
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
	if got.err == nil || got.count("::notice title=pmtracker::left out: the reviews of the pull request") != 1 || !strings.Contains(got.summary, "- [ ] G6") ||
		!strings.Contains(got.summary, "could not be read (this job lacks permissions: pull-requests: read) → give the job permissions: pull-requests: read") || strings.Contains(got.log+got.summary, "nobody has approved") {
		t.Errorf("without pull-requests: read: %v\n%s", got.err, got.log)
	}
}

// TestAJobThatIsEndedTellsWhatItKnows: GitHub's limit is waited for until the workflow's own
// time is up. What needs no answer is told all the same.
func TestAJobThatIsEndedTellsWhatItKnows(t *testing.T) {
	for _, waits := range []string{"/issues/3", "/reviews"} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		r.pullRequest("closes", func() {
			r.write(map[string]string{"docs/postmortems/a.md": strings.Replace(closedDocument(t, "en", 3), "- Owner: @akiko\n", "", 1)})
		})
		r.ticket("INC-2026-0042")
		var end context.CancelFunc
		r.ctx, end = context.WithCancel(t.Context())
		r.before(func(req *http.Request, _ []byte) {
			if strings.HasSuffix(req.URL.Path, waits) {
				end()
				<-req.Context().Done()
			}
		})
		got := r.run("pull-request", "comment=true")
		if incident.CodeOf(got.err) != incident.Unavailable || got.count("::error title=pmtracker::the job was ended while it waited") != 1 {
			t.Errorf("%s: %v\n%s", waits, got.err, got.log)
		}
		if got.count("::error file=docs/postmortems/a.md,line=") == 0 || !strings.Contains(got.log, "AI-1 has no owner") || !strings.Contains(got.summary, "AI-1") {
			t.Errorf("%s: not told:\n%s\n%s", waits, got.log, got.summary)
		}
	}
}

// TestTheLastLineCounts: the sentence with which the job fails counts as people do, and
// speaks of what may not be closed only where there is any.
func TestTheLastLineCounts(t *testing.T) {
	closed := func(lang string) map[string]string {
		return map[string]string{"docs/postmortems/a.md": closedDocument(t, lang, 99)}
	}
	short := map[string]string{"docs/postmortems/a.md": "---\nincident: INC-2026-0001\nlang: en\n---\n"}
	for _, tc := range []struct {
		files map[string]string
		want  string
	}{
		{closed("en"), `^[0-9]+ errors?; 1 document may not be closed yet$`},
		{closed("ja"), `^エラー[0-9]+件。1件の文書はまだクローズできません$`},
		{short, `^[0-9]+ errors?$`},
	} {
		r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
		r.pullRequest("changes", func() { r.write(tc.files) })
		got := r.run("pull-request")
		if got.err == nil || !regexp.MustCompile(tc.want).MatchString(got.err.Error()) || strings.HasPrefix(got.err.Error(), "1 errors") {
			t.Errorf("the job ends with %v, want %s", got.err, tc.want)
		}
	}
}

// TestWhatCannotBeJudgedIsToldEverywhere: in the log, in the SARIF file, and at its line.
func TestWhatCannotBeJudgedIsToldEverywhere(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	r.pullRequest("changes", func() { r.write(map[string]string{"docs/postmortems/a.md": "---\ntitle: xx\xff\n---\n"}) })
	name := filepath.Join(t.TempDir(), "findings.sarif")
	got := r.run("pull-request", "sarif="+name)
	for text, want := range map[string]string{
		got.log:       "docs/postmortems/a.md:2:10: error: byte 0xff is not UTF-8; save the file as UTF-8\n\n1 error, 0 warnings in 1 file\n",
		got.summary:   "line 2: byte 0xff is not UTF",
		read(t, name): `"startLine":2,"startColumn":10`,
	} {
		if !strings.Contains(strings.ReplaceAll(text, "\u2060", ""), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if got.count("::error file=docs/postmortems/a.md,line=2,col=10,title=pmtracker::byte 0xff is not UTF-8") != 1 || !strings.Contains(read(t, name), `"version":"1.2.3"`) {
		t.Errorf("%s", got.log)
	}
}

// TestWhatIsAskedOnClosingIsNotSaidBefore: nobody was asked whether somebody approves a
// document in review.
func TestWhatIsAskedOnClosingIsNotSaidBefore(t *testing.T) {
	r := newRepository(t, map[string]string{".pmtracker.yaml": policy})
	head := r.pullRequest("changes", func() {
		r.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)})
	})
	r.hub.Pulls[0].Reviews = []fakehub.Review{{Login: "ben", State: "APPROVED", Commit: head}}
	got := r.run("pull-request")
	for _, want := range []string{"- [ ] G4 every action item is linked to a ticket that exists and agrees with it (asked when it is closed)\n", "- [ ] G6 a reviewer who is not the author approved this very revision (asked when it is closed)\n"} {
		if got.err != nil || strings.Count(got.summary, want) != 1 || strings.Contains(got.summary, "nobody has approved") {
			t.Errorf("no %q in\n%s\n%v", want, got.summary, got.err)
		}
	}
}

// TestAFileThatCannotBeWrittenCostsNothingElse: its folder is made, and where it cannot
// be, that is told after everything else.
func TestAFileThatCannotBeWrittenCostsNothingElse(t *testing.T) {
	for file, fails := range map[string]bool{"out/of/findings.sarif": false, filepath.Join(t.TempDir(), "new/findings.sarif"): false, "keep.txt/findings.sarif": true} {
		for _, input := range []string{"sarif", "report"} {
			r := newRepository(t, map[string]string{".pmtracker.yaml": policy, "keep.txt": "keep"})
			r.pullRequest("changes", func() {
				r.write(map[string]string{openDocument: strings.Replace(closedDocument(t, "en", 3), "status: closed", "status: in-review", 1)})
			})
			got := r.run("pull-request", input+"="+file, "comment=true")
			if (got.err != nil) != fails || fails && got.count("::error title=pmtracker::cannot write keep.txt/findings.sarif: not a directory; name a file") != 1 {
				t.Errorf("%s: %s: %v\n%s", input, file, got.err, got.log)
			}
			if got.summary == "" || got.outputs["errors"] != "0" || len(r.hub.Issues) != 1 || len(r.hub.Issues[0].Comments) != 1 {
				t.Errorf("%s: %s: not told: %v\n%s", input, file, got.outputs, got.summary)
			}
		}
	}
}
