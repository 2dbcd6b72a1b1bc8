package incident_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestUnreadTicket: what the gate advises helps, and opening a ticket does not while
// something stands in the field.
func TestUnreadTicket(t *testing.T) {
	for text, want := range map[string][2]string{
		"github.com/acme/checkout/issues/18":                                                   {"is not the address or key", "write the whole address: https://github.com/acme/checkout/issues/18"},
		"acme.atlassian.net/browse/PAY-12":                                                     {"is not the address or key", "https://acme.atlassian.net/browse/PAY-12"},
		"https://github.com/acme/checkout/pull/18":                                             {"is a pull request, not a ticket", "the issue that it belongs to, or clear the field and run"},
		"github.com/acme/checkout/pull/18/files":                                               {"is a pull request, not a ticket", "clear the field"},
		"https://github.com/acme/checkout/issues/18 https://github.com/acme/checkout/issues/9": {"names more than one ticket", "write one of them"},
		"PAY-12、PAY-13":                     {"names more than one ticket", "write one of them"},
		"will be opened on Monday":          {"is not the address or key", "or clear the field and run: pmtracker tickets create"},
		"PAY-12 (in review)":                {"is not the address or key", "clear the field"},
		"https://github.com/acme/checkout/": {"is not the address or key", "clear the field"},
	} {
		item := incident.ActionItem{ID: "AI-1", Ticket: text}
		for _, u := range incident.Gate(incident.Snapshot{Lang: incident.English, ActionItems: []incident.ActionItem{item}}) {
			if u.Rule == incident.RuleTicket && (!strings.Contains(u.Message, want[0]) || !strings.Contains(u.Fix, want[1])) {
				t.Errorf("%s: %s; %s", text, u.Message, u.Fix)
			}
			if u.Rule == incident.RuleTicket && (u.Remedy == incident.RemedyRelink) != strings.Contains(want[1], "clear the field") {
				t.Errorf("%s: a page says %s in place of %q", text, u.Remedy, u.Fix)
			}
		}
		if message, fix, _ := incident.UnreadTicket(text, incident.Japanese); message == "" || fix == "" {
			t.Errorf("%s: nothing is said in Japanese", text)
		}
	}
}
