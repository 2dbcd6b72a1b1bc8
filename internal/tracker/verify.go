package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// Verify records in the postmortem of a TARGET that the check of one action item
// was seen to hold. It writes the item's field "Verified" (確認済み) and no other
// byte; an approval of the document stays, since the reviewer's text is the
// same. An item that does not say how it would be seen is Refused.
func (t *Tracker) Verify(ctx context.Context, a Actor, target, item string, v incident.Verification) error {
	return t.edit(ctx, a, afterClosing, "item.verify", target, func(d *postmortem.Document) (edited, error) {
		return verified(d, target, item, v)
	})
}

// verified writes a verification into a document.
func verified(d *postmortem.Document, target, item string, v incident.Verification) (edited, error) {
	v.By = strings.Join(strings.Fields(v.By), "-")
	var err error
	if v.Evidence, err = evidenceOf(v.Evidence, true); err != nil {
		return edited{}, err
	}
	if err := incident.CheckText(v.By); err != nil {
		return edited{}, err
	}
	it, err := d.Item(item)
	if err != nil {
		return edited{}, err
	}
	if it.VerifiedBy == "" {
		return edited{}, noCheck(d, it, target)
	}
	text, err := d.SetField(it.ID, incident.FieldVerified, v.String())
	return edited{text, it.ID + " verified"}, err
}

// evidenceOf gives the evidence of a check on one line. It is Invalid where there is none.
// For a check that held, "later" and 「なし」 are none; where one did not hold, "not
// available" is what was seen.
func evidenceOf(text string, held bool) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || held && incident.Unwritten(text) {
		return "", incident.PutRightBy(incident.Tell(incident.Invalid, "there is no evidence; say what was seen: --evidence \"game day 2027-01-20: rolled back in 90 s\"",
			"証拠がありません。見たことを書いてください: --evidence \"2027-01-20 の演習で90秒で切り戻した\""), incident.RemedyEvidence)
	}
	return text, incident.CheckText(text)
}
