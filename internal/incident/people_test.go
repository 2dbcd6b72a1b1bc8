package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestTheAuthorIsKnownByEverySpelling has the author of a document approve it
// under another of their names.
func TestTheAuthorIsKnownByEverySpelling(t *testing.T) {
	people := incident.People{
		{ID: "@akiko", Name: "Akiko Sato", GitHub: "akiko-s", Email: "akiko@example.com"},
		{ID: "@ken", Name: "Ken Ito", GitHub: "ken"}, {ID: "@ken2", Name: "Ken Ito", GitHub: "ken2"},
		{ID: "@taro", Name: "山田 太郎", GitHub: "taro-y"},
	}
	for _, c := range []struct {
		author, approver string
		distinct         bool
	}{
		{"12345+akiko@users.noreply.github.com", "@akiko", false},
		{"12345+Akiko-S@users.noreply.github.com", "@akiko", false},
		{"akiko@users.noreply.git.example.com", "@akiko", false},
		{"12345+noriko@users.noreply.git.example.com", "@noriko", false},
		{"99+akiko-s@users.noreply.git.example.com", "@akiko", false},
		{"noriko+git@example.com", "@noriko", false},
		{"noriko+git@example.com", "noriko@example.com", true}, // nobody knows; two addresses are two
		{"Akiko Sato", "@akiko", false},
		{"akiko  sato", "@akiko-s", false},
		{"Akiko Sato", "akiko@example.com", false},
		{"Akiko Sato", "99+akiko-s@users.noreply.github.com", false},
		{"Akiko Sato <private@example.org>", "@akiko", false},
		{"A. S. <12345+akiko-s@users.noreply.github.com>", "@akiko", false},
		{"山田　太郎", "@taro-y", false}, {"山田太郎", "@taro", false},
		{"Ken Ito", "@ken", false}, {"Ken Ito", "@ken2", false}, // either may be meant
		{"@ken", "@ken2", true},
		{"Akiko Sato", "@ken", true}, {"Ken Ito", "@akiko", true}, {"12345+akiko@users.noreply.github.com", "@ken", true},
		{"Somebody Else", "@akiko", true},
	} {
		for _, pair := range [][2]string{{c.author, c.approver}, {c.approver, c.author}} {
			if got := people.Distinct(pair[0], pair[1]); got != c.distinct {
				t.Errorf("%q and %q: distinct %v", pair[0], pair[1], got)
			}
		}
	}
	if person, known := people.Find("akiko-s@users.noreply.example.org"); known {
		t.Errorf("an address at a host that anybody can have signs in as %s", person.ID)
	}
	if people.Same("@ken", "@ken2") || people.Same("Ken Ito", "@ken") {
		t.Error("two people with one name are one")
	}
	if _, known := people.Find("akikosato"); known {
		t.Error("an account that is called as somebody signs in as that person")
	}
	if p, _ := people.Known("Akiko Sato"); p.ID != "@akiko" {
		t.Errorf("by name it is %q", p.ID)
	}
	if people.OnePerson("Ken Ito") || !people.OnePerson("Akiko Sato") {
		t.Error("a name that two have means one person, or one that a single person has does not")
	}
}

// TestABareNameSaysNotWhoSomebodyIs: whoever wrote under a name that nobody knows
// could approve it by their login.
func TestABareNameSaysNotWhoSomebodyIs(t *testing.T) {
	people := incident.People{{ID: "@taro", Name: "山田 太郎"}, {ID: "山本"}}
	for who, identified := range map[string]bool{
		"@akiko": true, "akiko": true, "akiko.sato": true, "akiko@example.com": true, "Akiko Sato <akiko@example.com>": true,
		"12345+akiko@users.noreply.github.com": true, "557058:f5b1-8d": true, "auth0|123": true, "github-actions[bot]": true, `CORP\akiko`: true,
		"山田太郎": true, "山本": true,
		"Akiko Sato": false, "佐藤": false, "@佐藤": false, "akiko, @ben": false, "@acme/sre": false, "Akiko Sato <>": false, "": false, "@": false,
	} {
		if got := people.Identified(who); got != identified {
			t.Errorf("%q: %v", who, got)
		}
	}
}
