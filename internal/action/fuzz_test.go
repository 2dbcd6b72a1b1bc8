package action

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParseRawDiff reads anything in place of git's answer.
func FuzzParseRawDiff(f *testing.F) {
	f.Add(":000000 100644 0000 1111 A\x00a.md\x00:100644 120000 1 2 R090\x00a\nb.md\x00c.md\x00:100644 000000 1 0 D\x00d.md\x00")
	f.Add(":100644\x00")
	f.Fuzz(func(t *testing.T, out string) {
		for _, c := range parseRawDiff(out) {
			if c.deleted && c.old == "" {
				t.Errorf("deleted, and was never there: %+v", c)
			}
		}
	})
}

// FuzzReport posts anything that a fork may write into its report: no markup of
// it reaches the comment.
func FuzzReport(f *testing.F) {
	f.Add(`{"number":2,"verdicts":[{"path":"a.md","title":"<b>x","lang":"ja","held":true,"unmet":[{"rule":"G2","message":"@x <img>"}],"diagnostics":[{"rule":"<p>","message":"<i>"}]}]}`)
	f.Add(`{"number":2,"verdicts":[{"problem":"<script>"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		name := filepath.Join(t.TempDir(), "report.json")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Skip()
		}
		found, err := readReport(name)
		if err != nil {
			return
		}
		for line := range strings.Lines(report(found.Verdicts, "en")) {
			outside := strings.Split(line, "`")[0] // a path stands in code, on a line of its own
			if strings.ContainsAny(outside, "<>") && !strings.HasPrefix(line, "<!--") {
				t.Errorf("markup reaches the comment: %q", line)
			}
		}
	})
}

// FuzzAnnotation writes anything as an annotation: it stays one line
// that begins as ours.
func FuzzAnnotation(f *testing.F) {
	f.Add("a\n::error::b", "c%0A::set-output name=x::y\r\n")
	f.Fuzz(func(t *testing.T, file, message string) {
		var b strings.Builder
		a := annotation{file: file}
		a.Severity, a.Message = "error", message
		if err := a.write(&b); err != nil {
			t.Fatal(err)
		}
		if out := b.String(); strings.Count(out, "\n") != 1 || strings.Contains(out, "\r") || !strings.HasPrefix(out, "::error file=") {
			t.Errorf("more than one command: %q", out)
		}
	})
}
