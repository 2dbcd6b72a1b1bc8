package incident_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func at(minute int) time.Time {
	return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(minute) * time.Minute)
}

func TestRoleRules(t *testing.T) {
	people := incident.People{{ID: "@akiko", Name: "Akiko Sato", Email: "akiko@example.com", GitHub: "akiko-s"}, {ID: "@ben", Name: "橋本 勉"}}
	held := incident.Roster{
		{Role: incident.Commander, Person: "@akiko", From: at(0)},
		{Role: incident.Operations, Person: "@ben", From: at(1)},
		{Role: incident.Recorder, Person: "@ben", From: at(1)},
		{Role: incident.Communication, Person: "@chie", From: at(1), Until: at(2)},
	}
	for _, c := range []struct {
		name   string
		role   incident.Role
		person string
		rule   string // "" when it is allowed
	}{
		{"a second role", incident.Communication, "@akiko", ""},
		{"the IC as Ops, by another of their accounts", incident.Operations, "akiko@example.com", "commander-decides"},
		{"the IC as Ops, by login", incident.Operations, "@akiko-s", "commander-decides"},
		{"the IC as Ops, by name", incident.Operations, "Akiko Sato", "commander-decides"},
		{"the IC as Ops, by name in full width", incident.Operations, "ＡＫＩＫＯ　Ｓａｔｏ", "commander-decides"},
		{"the IC as Ops, by name and address", incident.Operations, "Akiko Sato <a@example.org>", "commander-decides"},
		{"the IC as Ops, politely", incident.Operations, "akiko さん", "commander-decides"},
		{"the IC as Ops, politely and close", incident.Operations, "akikoさん", "commander-decides"},
		{"the IC as Ops, with the name behind", incident.Operations, "akiko (Akiko Sato)", "commander-decides"},
		{"the IC as Ops, as git writes it", incident.Operations, "Akiko Sato <akiko>", "commander-decides"},
		{"the IC as Ops, as a mention", incident.Operations, "<@akiko>", "commander-decides"},
		{"the IC as Ops, with a remark", incident.Operations, "@akiko（主担当）", "commander-decides"},
		{"the IC as Ops, with both", incident.Operations, "＠akiko様（主担当）", "commander-decides"},
		{"the IC as Ops, with a space", incident.Operations, "@ akiko", "commander-decides"},
		{"the IC as Ops, with a sign that nobody sees", incident.Operations, "@akiko\u200b", "commander-decides"},
		{"the IC as Ops, by name and politely", incident.Operations, "Akiko Sato さん", "commander-decides"},
		{"another, politely", incident.Operations, "akihiko さん", ""},
		{"a third role, by name", incident.Communication, "橋本勉", "at-most-two-roles"},
		{"a third role", incident.Communication, "@ben", "at-most-two-roles"},
		{"a second IC", incident.Commander, "@chie", "one-commander"},
		{"the same role again", incident.Operations, "@ben", "already holds"},
		{"a role after a release", incident.Communication, "@chie", ""},
	} {
		for _, l := range []incident.Lang{incident.English, incident.Japanese} {
			err := held.CanAssign(c.role, c.person, people)
			if c.rule == "" && err != nil || c.rule != "" && incident.CodeOf(err) != incident.Refused {
				t.Errorf("%s: %v", c.name, err)
			}
			if c.rule != "" && c.rule != "already holds" && !strings.Contains(incident.Sentence(err, l), c.rule) {
				t.Errorf("%s, %s: %v does not name the rule %s", c.name, l, err, c.rule)
			}
		}
	}
	if err := held.CanHandOver(incident.Commander, "@ben", people); incident.CodeOf(err) != incident.Refused {
		t.Errorf("Ops became IC: %v", err)
	}
	if err := held.CanHandOver(incident.Commander, "@chie", people); err != nil {
		t.Error(err)
	}
	if err := held.CanRelease(incident.Communication, "@chie", people); incident.CodeOf(err) != incident.Refused {
		t.Errorf("a role was given up twice: %v", err)
	}
}

// TestRosterNeverBreaksItsRules takes and leaves roles at random: whatever was
// allowed, nobody ends with three roles, nor commands and works at once.
func TestRosterNeverBreaksItsRules(t *testing.T) {
	people := []string{"@akiko", "@ben", "@chie"}
	rapid.Check(t, func(t *rapid.T) {
		var roster incident.Roster
		for i := range rapid.IntRange(1, 30).Draw(t, "steps") {
			role := rapid.SampledFrom(incident.Roles()).Draw(t, "role")
			person := rapid.SampledFrom(people).Draw(t, "person")
			if rapid.Bool().Draw(t, "assign") {
				if roster.CanAssign(role, person, nil) == nil {
					roster = append(roster, incident.Assignment{Role: role, Person: person, From: at(i)})
				}
			} else if roster.CanRelease(role, person, nil) == nil {
				for j := range roster {
					if roster[j].Role == role && roster[j].Person == person && roster[j].Until.IsZero() {
						roster[j].Until = at(i)
					}
				}
			}
			for _, p := range people {
				roles := roster.RolesOf(p, nil)
				text := strings.Join(strings.Fields(strings.Trim(strings.Join(rolesText(roles), " "), " ")), " ")
				if len(roles) > 2 || strings.Contains(text, "IC") && strings.Contains(text, "Ops") {
					t.Fatalf("%s holds %v", p, roles)
				}
			}
			if len(roster.Holders(incident.Commander)) > 1 {
				t.Fatal("two command at once")
			}
		}
	})
}

func rolesText(roles []incident.Role) []string {
	var texts []string
	for _, r := range roles {
		texts = append(texts, string(r))
	}
	return texts
}

func TestTheCommanderLogsNoAction(t *testing.T) {
	held := incident.Roster{{Role: incident.Commander, Person: "@akiko", From: at(0)}, {Role: incident.Operations, Person: "@ben", From: at(0)}}
	people := incident.People{{ID: "@akiko", Name: "佐藤 明子"}}
	for _, c := range []struct {
		kind           incident.EventKind
		role           incident.Role
		actor, written string
		refused        bool
	}{
		{incident.KindAction, "", "", "@akiko", true},
		{incident.KindAction, "", "@akiko", "@ben", true},
		{incident.KindAction, "", "佐藤明子", "@ben", true},
		{incident.KindAction, "", "佐藤明子さん", "@ben", true},
		{incident.KindAction, "", "akikoさん", "@ben", true},
		{incident.KindAction, incident.Commander, "@ben", "@ben", true},
		{incident.KindAction, incident.Operations, "@akiko", "@akiko", true}, // naming a role does not help
		{incident.KindAction, incident.Recorder, "akiko", "@ben", true},
		{incident.KindAction, incident.Operations, "", "@akiko", false}, // written down by the IC, done by Ops
		{incident.KindAction, incident.Operations, "@ben", "@akiko", false},
		{incident.KindAction, "", "@ben", "@akiko", false},
		{incident.KindAction, "", "", "@ben", false},
		{incident.KindDecision, "", "@akiko", "@akiko", false},
		{incident.KindContainment, incident.Commander, "@akiko", "@akiko", false},
	} {
		err := held.CanLog(incident.Event{At: at(1), Kind: c.kind, Role: c.role, Actor: c.actor, RecordedBy: c.written}, people)
		if (err != nil) != c.refused || err != nil && !strings.Contains(err.Error(), "commander-decides") {
			t.Errorf("%s by %q as %q: %v, refused should be %v", c.kind, c.actor, c.role, err, c.refused)
		}
	}
}

// TestWhoCommandedThen: an action is judged by who commanded when it happened, not by
// who does now.
func TestWhoCommandedThen(t *testing.T) {
	held := incident.Roster{
		{Role: incident.Commander, Person: "@akiko", From: at(0), Until: at(30)},
		{Role: incident.Operations, Person: "@ben", From: at(0), Until: at(30)},
		{Role: incident.Commander, Person: "@ben", From: at(30)},
	}
	for _, c := range []struct {
		actor   string
		minute  int
		refused bool
	}{
		{"@akiko", 10, true}, {"@ben", 10, false}, {"@akiko", 30, false}, {"@ben", 30, true}, {"@akiko", 40, false}, {"@ben", 40, true}, {"@akiko", -5, false},
	} {
		err := held.CanLog(incident.Event{At: at(c.minute), Kind: incident.KindAction, Actor: c.actor, RecordedBy: "@chie"}, nil)
		if (err != nil) != c.refused {
			t.Errorf("an action of %s in minute %d: %v, refused should be %v", c.actor, c.minute, err, c.refused)
		}
	}
}

func TestCommandGap(t *testing.T) {
	declared := at(0)
	if got := (incident.Roster{}).CommandGap(declared); !got.Equal(declared) {
		t.Errorf("without an IC since %v", got)
	}
	r := incident.Roster{{Role: incident.Commander, Person: "a", From: at(1), Until: at(9)}}
	if got := r.CommandGap(declared); !got.Equal(at(9)) {
		t.Errorf("after the release since %v", got)
	}
	if got := append(r, incident.Assignment{Role: incident.Commander, Person: "b", From: at(12)}).CommandGap(declared); !got.IsZero() {
		t.Errorf("somebody commands, and a gap since %v", got)
	}
}

// TestRefusalsSpeakTheReadersLanguage: a role is refused in the language of who
// reads, whatever the incident's is.
func TestRefusalsSpeakTheReadersLanguage(t *testing.T) {
	err := incident.Roster{{Role: incident.Commander, Person: "@akiko"}}.CanAssign(incident.Commander, "@ben", nil)
	for l, want := range map[incident.Lang]string{
		incident.English:  "refused by the rule one-commander: @akiko commands already",
		incident.Japanese: "規則 one-commander により拒否: すでに @akiko が指揮しています",
	} {
		if got := incident.Sentence(err, l); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", l, got)
		}
	}
}
