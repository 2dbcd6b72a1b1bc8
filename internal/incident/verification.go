package incident

import (
	"strings"

	"github.com/golang-sql/civil"
)

// Verification is the record that an action item's check was seen to hold: the
// item is then verified, which is more than done.
type Verification struct {
	On       civil.Date // a day in the team's time zone
	By       string     // who saw it; no blank in it
	Evidence string     // one line: a link, a number, what was seen
}

// String writes the record as it stands in a document:
// "2027-01-20 @ben: rolled back in 90 s, https://…".
func (v Verification) String() string { return v.On.String() + " " + v.By + ": " + v.Evidence }

// ParseVerification reads such a record. The person may be missing, day and
// evidence may not: "not yet" or "yes" verifies nothing.
func ParseVerification(text string) (Verification, bool) {
	day, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	day, colon := strings.CutSuffix(strings.ReplaceAll(day, "：", ":"), ":")
	on, err := civil.ParseDate(day)
	if err != nil {
		return Verification{}, false
	}
	v := Verification{On: on, Evidence: strings.TrimSpace(rest)}
	if who, evidence, ok := strings.Cut(v.Evidence+" ", ": "); ok && !colon && !strings.ContainsAny(who, " 　") {
		v.By, v.Evidence = who, strings.TrimSpace(evidence)
	}
	return v, !Unwritten(v.Evidence)
}

// IsVerified tells whether the item's check was seen to hold.
func (a ActionItem) IsVerified() bool {
	_, ok := ParseVerification(a.Verified)
	return ok
}
