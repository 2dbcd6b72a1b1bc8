package tracker

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Verify records in a postmortem file that the check of one action item was seen
// to hold. It writes the item's field "Verified" (確認済み) and no other byte; an
// approval of the document stays, since the reviewer's text is the same. An item
// that does not say how it would be seen is Refused.
func Verify(path, item string, v incident.Verification) error {
	d, err := LoadFile(path)
	if err != nil {
		return err
	}
	v.By = strings.Join(strings.Fields(v.By), "-")
	v.Evidence = strings.Join(strings.Fields(v.Evidence), " ")
	if v.Evidence == "" {
		return incident.Errorf(incident.Invalid, "%s", d.Lang.Say("there is no evidence; say what was seen: --evidence \"game day 2027-01-20: rolled back in 90 s\"",
			"証拠がありません。見たことを書いてください: --evidence \"2027-01-20 の演習で90秒で切り戻した\""))
	}
	it, err := d.Item(item)
	if err != nil {
		return err
	}
	if it.VerifiedBy == "" {
		return incident.Errorf(incident.Refused, "%s", d.Lang.Say("%s: %s does not say how it will be seen; write its field %q first",
			"%s: %s に確認方法がありません。先に「%s」を書いてください", path, it.ID, incident.FieldVerifiedBy.Label(d.Lang)))
	}
	text, err := d.SetField(it.ID, incident.FieldVerified, v.String())
	if err != nil {
		return err
	}
	return saveFile(d, text)
}
