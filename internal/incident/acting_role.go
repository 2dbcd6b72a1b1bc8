package incident

import "slices"

// ActingRole gives the role in which a person does what is a role's business: that role
// where the person holds it now, else another one that the person holds; none where the
// person holds none. The timeline never says that the IC decided where nobody commands.
func (r Roster) ActingRole(business Role, person string, people People) Role {
	held := r.RolesOf(person, people)
	switch {
	case slices.Contains(held, business):
		return business
	case len(held) > 0:
		return held[0]
	}
	return ""
}
