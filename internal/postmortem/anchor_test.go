package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestLinksToPlacesOfTheDocument: a repeated heading has a number, and HTML gives
// names too.
func TestLinksToPlacesOfTheDocument(t *testing.T) {
	const text = "---\nincident: INC-1\n---\n\n### Foo <!-- x -->\n\n### Foo\n\n<a id=\"here\"></a> and <a name='There'></a>\n\n<div id=block>\n</div>\n\n<!-- <a id=\"gone\"> -->\n\n"
	for target, want := range map[string]bool{"foo": true, "foo-1": true, "foo-2": false, "here": true, "there": true, "block": true, "gone": false} {
		d, err := postmortem.Parse("x.md", []byte(text+"[x](#"+target+")\n"))
		if err != nil {
			t.Fatal(err)
		}
		broken := false
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			broken = broken || f.Rule == diagnostic.LinkBroken && strings.Contains(f.Message, target)
		}
		if broken == want {
			t.Errorf("#%s: broken is %v", target, broken)
		}
	}
}
