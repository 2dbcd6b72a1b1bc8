package incident

import (
	"regexp"
	"strings"
	"sync"
)

var keySpelt = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^inc-\d{4}-\d{4,}$`) })

// KeyTyped reads the key of an incident as people type it: "inc-2026-0042" is
// INC-2026-0042. Any other text is given back as it stands.
func KeyTyped(text string) string {
	if key := typed(text); keySpelt().MatchString(key) {
		return strings.ToUpper(key)
	}
	return text
}
