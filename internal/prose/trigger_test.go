package prose

import (
	"strings"
	"testing"
)

func TestEveryRuleWordHasARule(t *testing.T) {
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(englishRuleWords) {
		if englishRule(w) == nil {
			t.Errorf("%q is looked for and has no rule", w)
		}
		if seen[w] {
			t.Errorf("%q stands twice", w)
		}
		seen[w] = true
	}
}
