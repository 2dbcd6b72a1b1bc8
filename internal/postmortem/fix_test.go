package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestFixUncovers: what a correction uncovers is corrected too, also where it is all
// that is wrong.
func TestFixUncovers(t *testing.T) {
	const whole = "---\nincident: INC-1\ntitle: x\nseverity: SEV2\nstatus: draft\nlang: en\n---\n"
	for _, c := range []struct{ right, wrong string }{
		{"severity: SEV2", "Severity: sev-2"},
		{"severity: SEV2", "Severty: sev-2"},
		{"status: draft", "Status: Draft"},
		{"status: draft", "stauts: Draft"},
		{"lang: en", "Lang: EN"},
		{"severity: SEV2\nstatus: draft", "Severty: sev-2\nstauts: Draft"},
	} {
		src := strings.Replace(whole, c.right, c.wrong, 1) + complete(t)
		d, err := postmortem.Parse("x.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if strings.HasPrefix(f.Message, "the front matter has no ") {
				t.Errorf("%s: said beside the misspelt key: %s", c.wrong, f.Message)
			}
		}
		out, made, err := postmortem.Fix("x.md", []byte(src), postmortem.CheckOptions{})
		if want := whole + complete(t); err != nil || string(out) != want || made != 2*strings.Count(c.wrong, ":") {
			t.Errorf("%s: %d corrections, %v\n%s", c.wrong, made, err, out[:len(whole)])
		}
	}
}

// TestFixLeavesWhatStays: a section cannot be added behind a comment that nobody closed;
// what else is wrong is corrected.
func TestFixLeavesWhatStays(t *testing.T) {
	const right = "---\nincident: INC-1\ntitle: x\nseverity: SEV2\nstatus: draft\n---\n\n## Summary\n\n<!-- not closed\n"
	out, made, err := postmortem.Fix("x.md", []byte(strings.Replace(right, "SEV2", "sev-2", 1)), postmortem.CheckOptions{})
	if err != nil || string(out) != right || made != 1 {
		t.Errorf("%d corrections, %v\n%s", made, err, out)
	}
}

// complete gives sections that have nothing to correct.
func complete(t *testing.T) string {
	t.Helper()
	out, _, err := postmortem.Fix("x.md", []byte("---\nincident: INC-1\n---\n\n## Summary\n"), postmortem.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(string(out), "---\nincident: INC-1\n---\n")
}
