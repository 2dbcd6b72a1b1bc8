package postmortem_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestBrokenFrontMatterIsToldAtItsPlace: at the line and column of what cannot be
// read, in the document's language.
func TestBrokenFrontMatterIsToldAtItsPlace(t *testing.T) {
	for front, want := range map[string]string{
		"incident: INC-1\ntitle: checkout: payments fail\nstatus: draft":      "3:8 a second colon",
		"incident: INC-1\ntitle: 決済: 失敗\nlang: ja":                            "3:8 値の中にもう一つコロン",
		"incident: INC-1\ntitle: \"a\n\n  b\"\nauthor: @akiko\nstatus: draft": "6:9 a value begins with a sign",
		"incident: INC-1\ntitle: \"no end\nstatus: draft":                     "3:8 a quote is not closed",
		"incident: INC-1\n\tstatus: draft":                                    "3:",
		"incident: INC-1\nthis is no key\nstatus: draft":                      "3:1 a line has no colon",
	} {
		d, err := postmortem.Parse("x.md", []byte("---\n"+front+"\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if f.Rule == diagnostic.FrontMatter {
				got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Message))
			}
		}
		place, words, _ := strings.Cut(want, " ")
		if len(got) != 1 || !strings.HasPrefix(got[0], place) || !strings.Contains(got[0], words) {
			t.Errorf("%q: found %q, want %q", front, got, want)
		}
	}
}
