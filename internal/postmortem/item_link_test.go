package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

const issue812 = "https://github.com/acme/checkout/issues/812"

// TestTheTicketOfALinkIsItsAddress: a remark or a title beside it is none of it, and of
// two tickets none is chosen.
func TestTheTicketOfALinkIsItsAddress(t *testing.T) {
	for written, want := range map[string]string{
		"[#812](" + issue812 + ")":                                 issue812,
		"[#812](" + issue812 + ") (open)":                          issue812,
		"[#812](" + issue812 + ")（対応中）":                            issue812,
		"[#812](" + issue812 + " \"Deploys roll back (1)\")":       issue812,
		"[#812](<" + issue812 + ">) – open":                        issue812,
		"<" + issue812 + "> (open)":                                issue812,
		"<" + issue812 + ">":                                       issue812,
		"[PAY \\[1\\]](https://jira.example.com/browse/PAY-1), v2": "https://jira.example.com/browse/PAY-1",
		"[#5](https://github.com/acme/checkout/pull/5)":            "https://github.com/acme/checkout/pull/5",
		"[#812] " + issue812:                                       "[#812] " + issue812,
		"[#812](" + issue812 + ") [#813](" + issue812 + "3)":       "[#812](" + issue812 + ") [#813](" + issue812 + "3)",
		"[#812](" + issue812 + "), #813":                           "[#812](" + issue812 + "), #813",
		issue812:                                                   issue812,
		issue812 + "\u200b":                                        issue812,
		"\u2060" + issue812:                                        issue812,
		"[#812](" + issue812 + "\u200b)":                           issue812,
		"＃813":                                                     "#813",
		"acme/checkout＃８１３":                                        "acme/checkout#813",
		"ＰＡＹ-12\u200b":                                             "PAY-12",
		"＃813と＃814":                                                "＃813と＃814",
	} {
		for _, section := range []string{"### AI-1: T\n\n- Ticket: " + written + "\n", "| ID | Title | Owner | Ticket |\n|---|---|---|---|\n| AI-1 | T | @ben | " + written + " |\n"} {
			it := onlyItem(t, section)
			if it.Ticket != want {
				t.Errorf("%q is read as %q", written, it.Ticket)
			}
		}
	}
}

// TestAnOwnerWhoIsALinkIsOnePerson: a login or an address, of the text or to which it
// leads, or else the name; and whoever else stands beside it.
func TestAnOwnerWhoIsALinkIsOnePerson(t *testing.T) {
	for written, want := range map[string]string{
		"[@akiko](https://github.com/akiko)":                      "@akiko",
		"**[@akiko](https://github.com/akiko)**":                  "@akiko",
		"[**@akiko**](https://git.example.com/u/akiko)":           "@akiko",
		"[@a\\_b](https://git.example.com/u/a_b)":                 "@a_b",
		"[Akiko Sato](https://github.com/akiko)":                  "@akiko",
		"[Akiko Sato](mailto:akiko@example.com)":                  "akiko@example.com",
		"[Akiko Sato](mailto:akiko@example.com?subject=x)":        "akiko@example.com",
		"[akiko@example.com](mailto:akiko@example.com)":           "akiko@example.com",
		"[佐藤](https://example.slack.com/team/U024BE7LH)":          "佐藤",
		"[@akiko](https://github.com/akiko \"Akiko\") (Payments)": "@akiko (Payments)",
		"[Payments]":                 "[Payments]",
		"Akiko Sato <a@example.com>": "Akiko Sato <a@example.com>",
	} {
		for _, section := range []string{"### AI-1: T\n\n- Owner: " + written + "\n", "| ID | Title | Owner | Ticket |\n|---|---|---|---|\n| AI-1 | T | " + written + " | |\n"} {
			it := onlyItem(t, section)
			if it.Owner != want || strings.Contains(written, "](") && !(incident.People{}).OnePerson(it.Owner) {
				t.Errorf("%q is read as %q", written, it.Owner)
			}
		}
	}
	for _, written := range []string{"[@akiko](https://github.com/akiko), [@ben](https://github.com/ben)", "[@akiko](https://github.com/akiko) [@ben](https://github.com/ben)", "[the SRE team](https://github.com/orgs/acme/teams/sre)"} {
		if owner := onlyItem(t, "### AI-1: T\n\n- Owner: "+written+"\n").Owner; (incident.People{}).OnePerson(owner) {
			t.Errorf("%q is read as one person: %q", written, owner)
		}
	}
}

func onlyItem(t *testing.T, section string) postmortem.Item {
	t.Helper()
	d, err := postmortem.Parse("p.md", []byte("## Action items\n\n"+section))
	if err != nil || len(d.Items) != 1 {
		t.Fatalf("%d items, %v\n%s", len(d.Items), err, section)
	}
	return d.Items[0]
}
