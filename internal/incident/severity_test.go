package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestSeverityOfAText(t *testing.T) {
	for text, want := range map[string]incident.Severity{
		"SEV1: every region": "SEV1", "sev2": "SEV2", " SEV3. Only search": "SEV3", "SEV4.": "SEV4", "SEV1に引き上げ": "SEV1", "SEV1→": "SEV1",
		"ＳＥＶ３：検索のみ": "SEV3", "ｓｅｖ２": "SEV2",
		"SEV1 → SEV2: one region only": "SEV2", "SEV3->SEV2": "SEV2", "SEV1 => SEV2": "SEV2", "sev1 ⇒ sev2 → sev3": "SEV3", "SEV2 ➡️ SEV1": "SEV1",
		"from SEV1 to SEV2": "SEV2", "SEV1 to SEV2: one region": "SEV2", "SEV1からSEV2へ": "SEV2", "ＳＥＶ１ から ＳＥＶ２ に引き下げ": "SEV2", "SEV1－＞SEV2": "SEV2",
		"SEV1: down to SEV2 soon": "SEV1", "SEV2, no more SEV1 → fewer people": "SEV2", "SEV1から様子見": "SEV1", "SEV1 → SEV9": "", "from SEV1": "",
		"SEV12: x": "", "SEV1.5": "", "SEV１２": "", "SEV1x": "", "SEV5": "", "SEV0": "", "SEV": "", "": "", "now SEV1": "",
	} {
		got, ok := incident.SeverityOf(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
