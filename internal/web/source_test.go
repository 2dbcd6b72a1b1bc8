package web

import (
	"regexp"
	"strings"
	"testing"
)

// TestLinksOfTheSourceLeadSomewhere: beside the rendering stands the source, and each
// number that is a link leads to the block of its line.
func TestLinksOfTheSourceLeadSomewhere(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	text := p.must(p.get(base+"/postmortem.md"), 200).body + "\n```\nkubectl get pods\n```\n\n<!-- a note\nfor editors -->\n\n<pod-name>\ncrashed\n\n- one\n  - two\n"
	p.must(p.post(base+"/edit", "base", "1", "text", text), 303)
	page := p.must(p.get(base+"/review?source=1"), 200).body
	led := 0
	for _, m := range regexp.MustCompile(`<a href="#(L[0-9]+)"`).FindAllStringSubmatch(page, -1) {
		led++
		if !strings.Contains(page, ` id="`+m[1]+`"`) {
			t.Errorf("a link leads to %s, which is not there", m[1])
		}
	}
	if led < 40 {
		t.Errorf("only %d lines lead somewhere", led)
	}
}
