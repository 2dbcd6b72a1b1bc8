package prose

import (
	"strings"
	"sync"
)

// list gives the words of a text with spaces between them. They are taken apart
// when somebody asks for them first: every command would wait for it at its start.
func list(text string) func() []string {
	return sync.OnceValue(func() []string { return strings.Fields(text) })
}
