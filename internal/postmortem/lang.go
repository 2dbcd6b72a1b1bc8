package postmortem

import (
	"unicode"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// guessLang takes a document for Japanese that does not say its language and of
// whose letters at the beginning a fifth are Japanese.
func (d *Document) guessLang() {
	if _, said := d.Front.entry("lang"); said {
		return
	}
	letters, japanese := 0, 0
	for _, r := range string(d.Source[d.base:min(len(d.Source), d.base+16_000)]) {
		if !unicode.IsLetter(r) {
			continue
		}
		if letters++; unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) {
			japanese++
		}
	}
	if japanese*5 > letters {
		d.Lang = incident.Japanese
	}
}
