package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestLoginInBrackets compares somebody by the login behind the name.
func TestLoginInBrackets(t *testing.T) {
	people := incident.People{{ID: "@mia", Name: "Mia", GitHub: "mia-k"}}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Jonas (@jonas)", "jonas", true},
		{"田中（＠tanaka）", "@tanaka", true},
		{"Mia (@mia)", "mia-k", true},
		{"Jonas (@jonas)", "@mia", false},
		{"Jonas (@jonas, @mia)", "@jonas", false},
		{"Jonas (SRE)", "SRE", false},
	} {
		if got := people.Same(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: the same person is %v", c.a, c.b, got)
		}
	}
	item := incident.ActionItem{ID: "AI-1", Owner: "Jonas (@jonas)", Ticket: "acme/checkout#1"}
	if unmet := incident.TicketDisagreements(item, incident.TicketFact{Exists: true, Owners: []string{"jonas"}}, nil, incident.English); len(unmet) > 0 {
		t.Error(unmet)
	}
	if !people.OnePerson("Jonas (@jonas)") || people.OnePerson("Jonas (@jonas, @mia)") {
		t.Error("who is one person")
	}
}
