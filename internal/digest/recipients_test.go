package digest_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestWhatIsEscalatedReachesThePerson gives the addresses for what is known of the
// person to whom it goes.
func TestWhatIsEscalatedReachesThePerson(t *testing.T) {
	both := incident.Person{ID: "@manager", Slack: "U024BE7LH", Email: "manager@example.com"}
	inSlack := incident.Person{ID: "@manager", Slack: "U024BE7LH"}
	channel, list, mail := "slack:#sre", "mailto:sre@example.com", "mailto:manager@example.com"
	for _, c := range []struct {
		name   string
		person incident.Person
		to     string
		team   []string
		want   []string
	}{
		{"by mail", both, "@manager", []string{channel}, []string{channel, mail}},
		{"by mail already", both, "@manager", []string{channel, "mailto:Manager@example.com"}, []string{channel, "mailto:Manager@example.com"}},
		{"a mention in the channel", inSlack, "@manager", []string{channel}, []string{channel}},
		{"a direct message", inSlack, "@manager", []string{list}, []string{list, "slack:U024BE7LH"}},
		{"somebody unknown", both, "@boss", []string{list}, []string{list}},
		{"an address", both, "boss@example.com", []string{list}, []string{list, "mailto:boss@example.com"}},
		{"an address of messages", both, "slack:#managers", []string{list}, []string{list, "slack:#managers"}},
	} {
		d := digest.Make([]digest.Item{{Incident: "INC-1", ID: "AI-1", Owner: "@ben", Due: day("2026-11-01")}}, digest.Finished{},
			digest.Options{AsOf: day("2026-11-23"), EscalateDays: 14, EscalateTo: c.to, People: incident.People{c.person}, Lang: incident.English})
		if got := d.Recipients(c.team); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got := d.Unaddressed(); (got == c.to) != (c.name == "somebody unknown") {
			t.Errorf("%s: no address is known of %q", c.name, got)
		}
		var slack bytes.Buffer
		if err := d.WriteSlack(&slack); err != nil || strings.Contains(slack.String(), "For <@U024BE7LH>: overdue for more than 14 days") != (c.to == "@manager") {
			t.Errorf("%s: %v\n%s", c.name, err, slack.String())
		}
		d.Escalated = nil
		if got := d.Recipients(c.team); !slices.Equal(got, c.team) {
			t.Errorf("%s: nothing is escalated, and it goes to %v", c.name, got)
		}
	}
}
