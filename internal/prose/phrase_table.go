package prose

import (
	"strings"
	"sync"
)

// blamingPhraseTable is blamingPhrases by first word.
var blamingPhraseTable = sync.OnceValue(func() map[string][]phraseEntry {
	table := map[string][]phraseEntry{}
	parts := strings.Split(blamingPhrases, "|")
	phrases := append(strings.Fields(parts[0]), parts[1:]...)
	for _, p := range phrases {
		words := strings.Fields(p)
		table[words[0]] = append(table[words[0]], phraseEntry{words, reasonOfPhrase(strings.TrimSpace(p))})
	}
	return table
})
