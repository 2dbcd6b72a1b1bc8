package incident

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is told at one look is what reading the whole text tells.
func TestOneLookTellsWhatIsWritten(t *testing.T) {
	words := []string{"TBD", "to", "be", "decided", "later", "none", "n/a", "a", "xx", "7", "@ben", "{{", "}}", "%", "&lt;", "&gt;", "see", "ask", "same as", "AI-1", "doc", "The alert pages the on-call", "when it is over 5 %", "(", ")", "[", ":", "~~", "&nbsp;", "<!-- ", " -->", "<del>", "未定", "…", ".", "*", "`", "_", "\u0301", "TODO:", "~x~", "                                        "}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 9).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		if plainlySays(text) && readUnwritten(text) {
			t.Fatalf("%q is told at one look to say something, and does not", text)
		}
	})
}
