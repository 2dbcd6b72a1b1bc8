package diagnostic_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

const source = "---\nincident: INC-1\n---\n\n決済🙂 was down: 100%, see a\tb\n- Due: 2026/12/1\r\n"

// example is two files with what formats can get wrong: wide characters, tabs,
// percent signs, line breaks in a message, odd paths, a fix.
func example() []diagnostic.File {
	due := strings.Index(source, "2026/12/1")
	return []diagnostic.File{
		{Path: "a b/決済,1:2.md", Incident: "INC-1", Status: "draft", Lang: incident.Japanese, Source: []byte(source), Diagnostics: []diagnostic.Diagnostic{
			{Rule: diagnostic.Blame, Severity: diagnostic.Error, Line: 5, Column: 3, EndLine: 5, EndColumn: 8, Message: "100%\n二行目", Suggestion: "直す: a, b"},
			{Rule: diagnostic.ActionDue, Severity: diagnostic.Warning, Line: 6, Column: 8, EndLine: 6, EndColumn: 17, Message: "form", Suggestion: "write 2026-12-01",
				Fix: []diagnostic.Edit{{Start: due, End: due + len("2026/12/1"), Text: "2026-12-01"}}},
			{Rule: diagnostic.SectionEmpty, Severity: diagnostic.Error, Line: 4, Column: 1, EndLine: 5, EndColumn: 2, Message: "two lines"},
		}},
		{Path: "clean.md", Lang: incident.English, Diagnostics: nil},
	}
}

func render(t *testing.T, format string, files []diagnostic.File, o diagnostic.Options) string {
	t.Helper()
	var b bytes.Buffer
	r, err := diagnostic.NewReport(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := r.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func validate(t *testing.T, schema, text string) {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile("testdata/schema/" + schema)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("not as %s says: %v\n%s", schema, err, text)
	}
}

func TestSARIFIsAsTheStandardSays(t *testing.T) {
	for _, files := range [][]diagnostic.File{nil, example()} {
		validate(t, "sarif-schema-2.1.0.json", render(t, "sarif", files, diagnostic.Options{Version: "1.2.3"}))
	}
	var log struct {
		Runs []struct {
			ColumnKind string
			Tool       struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndColumn int }
					}
				}
				Fixes []struct {
					ArtifactChanges []struct {
						Replacements []struct {
							DeletedRegion struct{ StartColumn, EndColumn int }
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(render(t, "sarif", example(), diagnostic.Options{})), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %s has the index of %s", r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
	}
	at := run.Results[0].Locations[0].PhysicalLocation
	if at.ArtifactLocation.URI != "a%20b/%E6%B1%BA%E6%B8%88,1:2.md" || at.Region.StartColumn != 3 || run.ColumnKind != "unicodeCodePoints" {
		t.Errorf("place: %+v, %s", at, run.ColumnKind)
	}
	if d := run.Results[1].Fixes[0].ArtifactChanges[0].Replacements[0].DeletedRegion; d.StartColumn != 8 || d.EndColumn != 17 {
		t.Errorf("fix at %+v", d)
	}
}

// TestSARIFSchemaRefuses is the negative control: the schema does look.
func TestSARIFSchemaRefuses(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile("testdata/schema/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(render(t, "sarif", example(), diagnostic.Options{}), `"level":"error"`, `"level":"fatal"`, 1)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if compiled.Validate(value) == nil {
		t.Error("a level that does not exist passes")
	}
}

func TestRDJSONIsAsReviewdogSays(t *testing.T) {
	for _, files := range [][]diagnostic.File{nil, example()} {
		validate(t, "rdf-DiagnosticResult.json", render(t, "rdjson", files, diagnostic.Options{}))
	}
	text := render(t, "rdjson", example(), diagnostic.Options{})
	// 決済 are six bytes, 🙂 four: columns count bytes
	for _, want := range []string{
		`"start":{"line":5,"column":7},"end":{"line":5,"column":15}`,
		`"suggestions":[{"range":{"start":{"line":6,"column":8},"end":{"line":6,"column":17}},"text":"2026-12-01"}]`,
		`"severity":"ERROR"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

func TestGitHubCommandsAreEscaped(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(render(t, "github", example(), diagnostic.Options{}), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines, want one a finding: %q", len(lines), lines)
	}
	want := "::error file=a b/決済%2C1%3A2.md,line=5,col=3,endLine=5,endColumn=8,title=pmtracker blame::100%25%0A二行目%0A対処: 直す: a, b%0A"
	if !strings.HasPrefix(lines[0], want) {
		t.Errorf("%q\nwant %q", lines[0], want)
	}
	if !strings.HasPrefix(lines[1], "::warning file=") || strings.Contains(lines[2], "col=") {
		t.Errorf("severity, or a column over two lines: %q", lines[1:])
	}
}

// TestJSONIsTheContract holds the output to the keys that others read.
func TestJSONIsTheContract(t *testing.T) {
	var out struct {
		Files []struct {
			Path, Incident, Status string
			Diagnostics            []map[string]any
		}
		Summary map[string]int
	}
	text := render(t, "json", example(), diagnostic.Options{})
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if out.Summary["files"] != 2 || out.Summary["errors"] != 2 || out.Summary["warnings"] != 1 || out.Files[1].Diagnostics == nil {
		t.Errorf("summary %v, files %+v", out.Summary, out.Files)
	}
	for _, key := range []string{"rule", "severity", "line", "column", "end_line", "end_column", "message", "suggestion"} {
		if _, ok := out.Files[0].Diagnostics[0][key]; !ok {
			t.Errorf("no %s", key)
		}
	}
	if text := render(t, "json", nil, diagnostic.Options{}); text != `{"files":[],"summary":{"files":0,"errors":0,"warnings":0}}`+"\n" {
		t.Errorf("nothing checked: %q", text)
	}
}

// TestTextPutsTheCaretUnderTheWord, for characters that are two columns wide.
func TestTextPutsTheCaretUnderTheWord(t *testing.T) {
	text := render(t, "text", example(), diagnostic.Options{})
	want := "     5 | 決済🙂 was down: 100%, see a b\n       |     ^~~~~~\n"
	if !strings.Contains(text, want) {
		t.Errorf("%s\nwant\n%s", text, want)
	}
	if !strings.Contains(text, "対処: 直す: a, b\n") || !strings.Contains(text, "pmtracker explain blame") || strings.Contains(text, "\x1b") {
		t.Errorf("no fix, no explanation, or colour without a terminal:\n%s", text)
	}
	if color := render(t, "text", example(), diagnostic.Options{Color: true}); !strings.Contains(color, "\x1b[1;31merror[blame]") {
		t.Errorf("no colour:\n%s", color)
	}
	long := []diagnostic.File{{Path: "x.md", Source: []byte(strings.Repeat("あ", 500) + "X" + strings.Repeat("い", 500)), Diagnostics: []diagnostic.Diagnostic{
		{Rule: diagnostic.Blame, Severity: diagnostic.Error, Line: 1, Column: 501, EndLine: 1, EndColumn: 502, Message: "m", Suggestion: "s"},
	}}}
	lines := strings.Split(render(t, "text", long, diagnostic.Options{}), "\n")
	if at := strings.Index(lines[1], "X"); at < 0 || !strings.Contains(lines[1], "…") || len([]rune(lines[1])) > 80 {
		t.Errorf("a long line is not cut around the finding: %q", lines[1])
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := diagnostic.NewReport("xml", os.Stdout, diagnostic.Options{}); incident.CodeOf(err) != incident.Invalid {
		t.Errorf("%v", err)
	}
}

// TestTextShowsNoControlCharacters: what commands a terminal is shown, not done.
func TestTextShowsNoControlCharacters(t *testing.T) {
	out := render(t, "text", []diagnostic.File{{Path: "a\x1b.md", Source: []byte("a\x1b[31mb\u202ec\n"), Diagnostics: []diagnostic.Diagnostic{
		{Rule: diagnostic.Blame, Severity: diagnostic.Error, Line: 1, Column: 1, EndLine: 1, EndColumn: 2, Message: "x\u2066y", Suggestion: "z\x9b"},
	}}}, diagnostic.Options{})
	if strings.ContainsAny(out, "\x1b\u202e\u2066\u009b") {
		t.Errorf("written as it stands: %q", out)
	}
}

// TestSARIFPathWithAColonIsNoScheme: INC-1:x.md is a file, not an address.
func TestSARIFPathWithAColonIsNoScheme(t *testing.T) {
	finding := []diagnostic.Diagnostic{{Rule: diagnostic.Blame, Severity: diagnostic.Error, Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Message: "m"}}
	for path, want := range map[string]string{"INC-1:x.md": `"uri":"./INC-1:x.md"`, "./a.md": `"uri":"a.md"`, "b/INC-1:x.md": `"uri":"b/INC-1:x.md"`} {
		if out := render(t, "sarif", []diagnostic.File{{Path: path, Diagnostics: finding}}, diagnostic.Options{}); !strings.Contains(out, want) {
			t.Errorf("%s is not written as %s: %s", path, want, out)
		}
	}
}

// TestAFileThatCannotBeJudgedIsSaid in the formats that have a place for it; in the
// others the output is as if it were not there.
func TestAFileThatCannotBeJudgedIsSaid(t *testing.T) {
	unread := diagnostic.NewUnread("a.md", diagnostic.At("a.md", 2, 11, errors.New("byte 0xff is not UTF-8")), incident.English)
	whole := diagnostic.Unread{Path: "b.md", Lang: incident.English, Why: "it is a symbolic link"}
	said := map[string]string{}
	for _, format := range diagnostic.Formats() {
		var b bytes.Buffer
		r, err := diagnostic.NewReport(format, &b, diagnostic.Options{Version: "1.2.3"})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range []diagnostic.Unread{unread, whole} {
			if err := r.Unread(u); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		said[format] = b.String()
	}
	validate(t, "sarif-schema-2.1.0.json", said["sarif"])
	for format, want := range map[string]string{
		"text":   "a.md:2:11: error: byte 0xff is not UTF-8\n\nb.md: error: it is a symbolic link\n\n2 errors, 0 warnings in 2 files\n",
		"github": "::error file=a.md,line=2,col=11,title=pmtracker::byte 0xff is not UTF-8\n::error file=b.md,title=pmtracker::it is a symbolic link\n",
		"sarif": `"invocations":[{"executionSuccessful":false,"toolExecutionNotifications":[{"level":"error","message":{"text":"byte 0xff is not UTF-8"},` +
			`"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.md"},"region":{"startLine":2,"startColumn":11}}}]},` +
			`{"level":"error","message":{"text":"it is a symbolic link"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"b.md"}}}]}]}]`,
		"json":   `{"files":[],"summary":{"files":0,"errors":0,"warnings":0}}`,
		"rdjson": `"diagnostics":[]`,
	} {
		if !strings.Contains(said[format], want) {
			t.Errorf("%s: no %s in\n%s", format, want, said[format])
		}
	}
}

// TestRdjsonSuggestsWithinTheFinding: reviewdog refuses a suggestion for other lines than
// the finding's.
func TestRdjsonSuggestsWithinTheFinding(t *testing.T) {
	file := diagnostic.File{Path: "a.md", Lang: incident.English, Source: []byte("one\ntwo\n"), Diagnostics: []diagnostic.Diagnostic{
		{Rule: diagnostic.SectionMissing, Severity: diagnostic.Error, Line: 1, Column: 1, EndLine: 1, EndColumn: 4, Fix: []diagnostic.Edit{{Start: 8, End: 8, Text: "\n## Links\n"}}},
		{Rule: diagnostic.ActionDue, Severity: diagnostic.Error, Line: 2, Column: 1, EndLine: 2, EndColumn: 4, Fix: []diagnostic.Edit{{Start: 4, End: 7, Text: "three"}}},
	}}
	text := render(t, "rdjson", []diagnostic.File{file}, diagnostic.Options{})
	if strings.Contains(text, "Links") || strings.Count(text, `"suggestions":[{"range":{"start":{"line":2,"column":1},"end":{"line":2,"column":4}},"text":"three"}]`) != 1 {
		t.Error(text)
	}
}
