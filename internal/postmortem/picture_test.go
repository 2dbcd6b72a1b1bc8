package postmortem

import (
	"strings"
	"testing"
)

// TestPictureIsAllThatChanges: a picture goes into a document that people wrote,
// with their line endings and without a newline at the end, and a later one takes
// its place.
func TestPictureIsAllThatChanges(t *testing.T) {
	for _, src := range []string{
		"# A\n\n## Timeline\n\ntext\n\n\n## Links\n\n- x", "# A\r\n\r\n## Timeline\r\n\r\ntext\r\n## Links\r\n\r\n- x\r\n\r\n",
		"## 検知・安全化・復旧\n\n| a |\n| - |\n\n### KPI\n\nx\n", "## Timeline\n\ntext", "## Timeline\r\n\r\ntext\r\n",
	} {
		with := parsed(t, src).WithPicture("```mermaid\nx\n```")
		without := string(with)
		if from, to := strings.Index(without, pictureBegin), strings.Index(without, pictureEnd); from < 0 || to < 0 {
			t.Errorf("no picture in %q", with)
		} else {
			rest := strings.TrimLeft(without[to+len(pictureEnd):], "\r\n")
			if !strings.HasPrefix(src, strings.TrimRight(without[:from], "\r\n")) || !strings.HasSuffix(src, rest) {
				t.Errorf("something else changed: %q", with)
			}
		}
		if strings.Contains(src, "\r\n") != strings.Contains(without, "\r\n") || strings.Contains(src, "\r\n") && strings.Count(without, "\n") != strings.Count(without, "\r\n") {
			t.Errorf("the line endings are mixed: %q", with)
		}
		if again := parsed(t, without).WithPicture("```mermaid\nx\n```"); string(again) != without {
			t.Errorf("a second picture changes more than itself:\n%q\n%q", with, again)
		}
	}
}

func parsed(t *testing.T, src string) *Document {
	t.Helper()
	d, err := Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
