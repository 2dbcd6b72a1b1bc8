package incident

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

// To gives who waits for what the report promises: customers where it says so, else the
// team. What came from elsewhere may name others, or nobody.
func (r Report) To() Audience {
	if Audience(r.Audience) == AudienceCustomers {
		return AudienceCustomers
	}
	return AudienceInternal
}
