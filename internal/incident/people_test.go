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

// TestWhoIsInSlackIsKnownByTheID, not by the name there, which anybody can take.
func TestWhoIsInSlackIsKnownByTheID(t *testing.T) {
	people := incident.People{{ID: "@akiko", Name: "Akiko Sato", Slack: "U2CERLKJA"}}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"slack:UEVIL (akiko)", "slack:UEVIL (boss)", true},
		{"slack:UEVIL (akiko)", "slack:UEVIL", true},
		{"slack:UEVIL (akiko)", "@akiko", false},
		{"slack:UEVIL (Akiko Sato)", "@akiko", false},
		{"slack:UEVIL (akiko)", "@uevil", false},
		{"slack:UEVIL (akiko)", "slack:UOTHER (akiko)", false},
		{"slack:U2CERLKJA (boss)", "@akiko", true}, // named before the team knew the id
	} {
		if got := people.Same(c.a, c.b); got != c.same {
			t.Errorf("%q and %q: same %v", c.a, c.b, got)
		}
	}
}

// TestMannersAreNoOtherPerson without a mapping, too; two people stay two.
func TestMannersAreNoOtherPerson(t *testing.T) {
	for _, same := range []string{"akiko さん", "akiko氏", "Akiko Sato <akiko>", "<@akiko>", "@akiko（主担当）", "@ akiko", "@akiko\u200b", "aki\u00adko"} {
		if !(incident.People{}).Same("@akiko", same) || (incident.People{}).Distinct("@akiko", same) {
			t.Errorf("%q is another than @akiko", same)
		}
	}
	for _, two := range [][2]string{{"さん", "様"}, {"Ken Ito <ken>", "Ken Ito <ken2>"}, {"@akiko (for @ben)", "@ben"}, {"佐藤さん", "田中さん"}, {"slack:UEVIL (akiko)", "@akiko"}, {"akiko[bot]", "akiko"}} {
		if (incident.People{}).Same(two[0], two[1]) {
			t.Errorf("%q and %q are one", two[0], two[1])
		}
	}
	if _, known := (incident.People{{ID: "@akiko"}}).Find("akikoさん"); known {
		t.Error("an account is known by the manners around a name")
	}
}

// TestWhoCanApprove: one person, whatever the account looks like.
func TestWhoCanApprove(t *testing.T) {
	people := incident.People{{ID: "@team", Name: "Team Account"}, {ID: "@ken", Name: "Ken Ito"}, {ID: "@ken2", Name: "Ken Ito"}}
	for _, who := range []string{"@ben", "ben", "ben@example.com", "ben+git@example.com", "12345+ben@users.noreply.github.com", "Ben Miller", "An Nguyen", "Any Lopez", "Ben Miller <ben@example.com>", "佐藤 花子", "田中さん",
		"slack:U024BE7LH (ben)", "admin", "ops", "sre@example.com", "SRE", "ben_acme", `CORP\ben`, "@team", "Ken Ito", "Jonas (@jonas)", "ben (SRE)", "557058:f5b1-8d", "auth0|123"} {
		if !people.CanApprove(who) {
			t.Errorf("%q cannot approve", who)
		}
	}
	for _, who := range []string{"", " ", "-", "TBD", "tbd", "@TBD", "n/a", "none", "未定", "⟨reviewer⟩", "<reviewer>", "everyone", "@everyone", "the team", "SRE team", "the reviewer", "全員", "チーム",
		"@ben, @carla", "@ben @carla", "ben and carla", "ben & carla", "ben/carla", "田中さんと佐藤さん", "@ben、@carla", "all", "<!-- @ben -->"} {
		if people.CanApprove(who) {
			t.Errorf("%q can approve", who)
		}
	}
}

// TestANameThatMayBeTheAuthors shares a word with the account or the name of the author.
func TestANameThatMayBeTheAuthors(t *testing.T) {
	people := incident.People{{ID: "@asato", Name: "Akiko Sato", Email: "aki.s@example.com"}, {ID: "@bsato", Name: "Ben Sato"}}
	for _, c := range []struct {
		name, author string
		may          bool
	}{
		{"Akiko Sato", "akiko@example.com", true}, {"Sato Akiko", "@akiko-sato", true}, {"Sato  AKIKO", "akiko2@example.com", true}, {"Ａｋｉｋｏ　Ｓ", "@akiko", true},
		{"Akiko Tanaka", "Akiko Sato <as@example.com>", false}, {"Akiko S.", "@asato", true}, {"Akiko S.", "aki.s@example.com", true},
		{"Ben Miller", "akiko@example.com", false}, {"Ben Miller", "@akiko-sato", false}, {"Ben Sato", "@asato", false}, // the mapping knows both
		{"Ken Sato", "akiko.sato@example.com", false}, {"Wang Fang", "wang.wei@example.com", false}, {"Ben (SRE)", "sre@example.com", false},
		{"akiko", "@akiko-sato", false}, {"Akiko Tanaka <tanaka@example.com>", "akiko@example.com", false}, {"Jo Li", "jo.li.x@example.com", false},
		{"Carla Example", "akiko@example.com", false}, {"slack:UBEN (akiko s)", "@akiko", false}, {"佐藤 花子", "@akiko", false},
	} {
		if people.MayBeNameOf(c.name, c.author) != c.may || c.may && people.Distinct(c.name, c.author) {
			t.Errorf("%q and the author %q: may be %v", c.name, c.author, !c.may)
		}
	}
}

// TestOneWordOfANameMayBeTheApprovers account; another account is another person, and what
// the mapping knows, or is written as a login, is told apart.
func TestOneWordOfANameMayBeTheApprovers(t *testing.T) {
	people := incident.People{{ID: "@carla", Name: "Carla"}}
	for _, c := range []struct {
		author, by string
		distinct   bool
	}{
		{"Ben", "b.mueller@example.com", false}, {"Ben", "ben.m", false}, {"Ben", "ben-m", false}, {"Ben", "benm", false}, {"Ben", "@ben", false}, {"Ben", "Ben Mueller <bm@example.com>", false},
		{"Sato", "akiko.sato@example.com", false}, {"Sato", "asato", false}, {"Sato", "12345+akiko-sato@users.noreply.github.com", false},
		{"Akiko", "ben", true}, {"Akiko", "@ben", true}, {"Akiko", "ben@example.com", true}, {"Akiko", "b.mueller@example.com", true}, {"Akiko", "Ben", true}, {"Bo", "bob", true}, {"Ben", "bob", true},
		{"ben", "b.mueller@example.com", true}, {"@ben", "ben-m", true}, {"ben-m", "ben.k@example.com", true}, {"Carla", "c.diaz@example.com", true}, {"Carla", "carla", false},
	} {
		if people.Distinct(c.by, c.author) != c.distinct || people.Distinct(c.author, c.by) != c.distinct {
			t.Errorf("%q and %q: distinct %v", c.author, c.by, !c.distinct)
		}
	}
}
