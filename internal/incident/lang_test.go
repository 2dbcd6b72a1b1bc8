package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestQuotedText: a text of people is shown as they wrote it, between the quotation marks
// of the language.
func TestQuotedText(t *testing.T) {
	const written = "復旧\u3000\"API\"\u00a0\\d"
	en, ja := "there is no role %q in %q", "%[2]q に役割 %[1]q はありません"
	wantEN, wantJA := "there is no role \""+written+"\" in \"x\"", "「x」に役割「"+written+"」はありません"
	if got := incident.English.Say(en, ja, written, "x"); got != wantEN {
		t.Error(got)
	}
	if got := incident.Japanese.Say(en, ja, written, "x"); got != wantJA {
		t.Error(got)
	}
	err := incident.Tell(incident.Invalid, en, ja, written, "x")
	if err.Error() != wantEN || incident.Sentence(err, incident.Japanese) != wantJA {
		t.Error(err.Error(), incident.Sentence(err, incident.Japanese))
	}
}
