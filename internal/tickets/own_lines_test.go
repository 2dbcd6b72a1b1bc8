package tickets_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TestOwnLines: the lines that pmtracker wrote follow, in Markdown and in wiki markup,
// in both languages; what people wrote does not.
func TestOwnLines(t *testing.T) {
	was, now := "Old title\n\n- Owner: @ben\n", "New title\n\n- Owner: @carla\n"
	had := func(said string) bool { return strings.EqualFold(said, "@ben") }
	for name, c := range map[string]struct{ text, want string }{
		"as it was written":        {"Old title\n\n- Owner: @ben\n- Due: 2026-12-15\n", "New title\n\n- Owner: @carla\n- Due: 2026-12-15\n"},
		"with line ends of a form": {"Old title\r\n\r\n- Owner: @ben\r\n\r\ntext\r\n", "New title\r\n\r\n- Owner: @carla\r\n\r\ntext\r\n"},
		"wiki markup":              {"Old title\n\n* *Owner:* @Ben\n", "New title\n\n* *Owner:* @carla\n"},
		"in Japanese":              {"Old title\n\n- 担当： @ben\n", "New title\n\n- 担当： @carla\n"},
		"a table":                  {"Old title\n\n| Owner | @ben |\n| Due | 2026-12-15 |\n", "New title\n\n| Owner | @carla |\n| Due | 2026-12-15 |\n"},
		"another first line":       {"Old title, said better\n\nOld title\n", "Old title, said better\n\nOld title\n"},
		"people add an owner":      {"- Owner: @ben\n\nOwner: the payments team\n", "- Owner: @carla\n\nOwner: the payments team\n"},
		"people's before it":       {"Owner: @ben signs off (ask first)\n\n- Owner: @ben\n", "Owner: @ben signs off (ask first)\n\n- Owner: @carla\n"},
		"people say more":          {"- Owner: @ben (ask him before)\n", "- Owner: @ben (ask him before)\n"},
		"somebody else":            {"- Owner: @dana\n", "- Owner: @dana\n"},
		"no owner":                 {"Ask the owner: @ben\n\n- Owner:\n\nDana looks after it\n", "Ask the owner: @ben\n\n- Owner:\n\nDana looks after it\n"},
		"below the incident":       {"- Incident: INC-1: T\n- Owner: @dana\n", "- Incident: INC-1: T\n- Owner: @carla\n"},
		"a whole name there":       {"* インシデント: INC-1\r\n* 担当: Dana Lind\r\n", "* インシデント: INC-1\r\n* 担当: @carla\r\n"},
		"people's there":           {"- Incident: INC-1\n- Owner: ask dana\n", "- Incident: INC-1\n- Owner: ask dana\n"},
		"a team there":             {"- Incident: INC-1\n- Owner: SRE\n", "- Incident: INC-1\n- Owner: SRE\n"},
		"more there":               {"- Incident: INC-1\n- Owner: @dana (or @eva)\n", "- Incident: INC-1\n- Owner: @dana (or @eva)\n"},
		"nothing":                  {"", ""},
	} {
		if got := tickets.FollowOwner(tickets.FollowTitle(c.text, was, now), now, had); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := tickets.FollowOwner(tickets.FollowTitle(c.text, "", ""), "", had); got != c.text {
			t.Errorf("%s: nothing is known, but %q", name, got)
		}
	}
}
