package incident

import (
	"regexp"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Audience is whom a report is for: it decides how much detail it has, and who waits
// for the next one.
type Audience string

// The audiences. Customers read what they are without and when they hear more;
// they read no roles, hypotheses or work in progress.
const (
	AudienceInternal  Audience = "internal"
	AudienceCustomers Audience = "customers"
)

// Audiences lists them.
func Audiences() []Audience { return []Audience{AudienceInternal, AudienceCustomers} }

// Valid tells whether a is one of the two.
func (a Audience) Valid() bool { return a == AudienceInternal || a == AudienceCustomers }

// Label names the audience for people.
func (a Audience) Label(l Lang) string {
	switch a {
	case AudienceInternal:
		return l.Say("internal", "社内向け")
	case AudienceCustomers:
		return l.Say("customers", "お客様向け")
	}
	return string(a)
}

// To gives who waits for what the report promises: customers where it names them, else
// the team. What came from elsewhere may name others beside them, or nobody.
func (r Report) To() Audience {
	if r.Reaches(AudienceCustomers) {
		return AudienceCustomers
	}
	return AudienceInternal
}

// Reaches tells whether the report is for an audience, of those it names: "Customers,
// support" is for both, a report that names nobody for the team.
func (r Report) Reaches(a Audience) bool {
	if said := Audience(r.Audience); said.Valid() { // nearly always
		return said == a
	}
	names := audienceNames()
	for _, one := range names.apart.Split(norm.NFKC.String(r.Audience), -1) {
		if names.customers.MatchString(one) == (a == AudienceCustomers) {
			return true
		}
	}
	return false
}

// audienceNames are the patterns by which the words for an audience are read. Who supports
// customers is none of them: 「お客様サポート」, "customer success".
var audienceNames = sync.OnceValue(func() (p struct{ apart, customers *regexp.Regexp }) {
	p.apart = regexp.MustCompile(`\s*(?:[,;/&+、・\n]|(?i:\band\b)|および|及び|と)\s*`)
	p.customers = regexp.MustCompile(`(?i)\bcustomers\b|^\W*customer\W*$|(?:お客(?:様|さま|さん)|顧客|カスタマー)(?:[^サ対担窓支相セチ部]|$)`)
	return p
})
