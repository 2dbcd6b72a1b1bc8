package cli

import (
	"cmp"
	"os"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// say says a sentence in the language of who sits at the terminal.
func say(en, ja string, values ...any) string { return environmentLang().Say(en, ja, values...) }

// environmentLang is the language of who sits at the terminal, as the locale
// names it (POSIX, "Environment Variables": LC_ALL before LC_MESSAGES before
// LANG); English for any that is not Japanese.
func environmentLang() incident.Lang {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	if strings.HasPrefix(locale, "ja") {
		return incident.Japanese
	}
	return incident.English
}

// chosenLang is the language of what a command writes: that of the flag, of the
// configuration, or of who sits at the terminal.
func chosenLang(flag string, c config.Config) (incident.Lang, error) {
	l := cmp.Or(incident.Lang(flag), c.Lang, environmentLang())
	if !l.Valid() {
		return "", incident.Tell(incident.Invalid, "--lang: there is no language %q; use en or ja", "--lang: 言語 %q はありません。en か ja を使ってください", flag)
	}
	return l, nil
}
