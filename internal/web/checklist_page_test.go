package web

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestAMissingChecklistKeepsNobodyOut: the list that comes with pmtracker stands in for
// the team's, and the page says so.
func TestAMissingChecklistKeepsNobodyOut(t *testing.T) {
	s := newSite(t, nil)
	p, ja := s.person("en"), s.person("ja")
	base := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
	if page := p.must(p.get(base), 200).body; strings.Contains(page, "checklist cannot be read") {
		t.Error("a checklist is missing where none is named")
	}
	s.tracker.Config.Checklist, s.tracker.Config.Path = "missing.md", filepath.Join(t.TempDir(), ".pmtracker.yaml")
	if page := p.must(p.get(base), 200).body; !strings.Contains(page, "own checklist cannot be read, so this is the one that comes with pmtracker") || !strings.Contains(page, `value="contain"`) {
		t.Errorf("the page does not say whose checklist it shows: %s", plainText(page))
	}
	if page := ja.must(ja.get(base), 200).body; !strings.Contains(page, "標準のチェックリストを表示しています") {
		t.Errorf("the page does not say whose checklist it shows: %s", plainText(page))
	}
	p.must(p.call("GET", base, ""), 200)
}
