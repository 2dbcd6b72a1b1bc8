package incident_test

import (
	"slices"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestListedApprovers: a name with a comma in it, or with a team behind it, is no two people.
func TestListedApprovers(t *testing.T) {
	for _, c := range []struct{ list, want []string }{
		{nil, nil},
		{[]string{"Sato"}, []string{"Sato"}},
		{[]string{"SRE"}, []string{"SRE"}}, // who may sign in so
		{[]string{"Sato", "Akiko"}, []string{"Sato Akiko"}},
		{[]string{"Sato", "Akiko", "SRE"}, []string{"Sato Akiko"}},
		{[]string{"Sato", "Akiko", "Miller", "Ben"}, []string{"Sato Akiko", "Miller Ben"}},
		{[]string{"Ben", "SRE"}, []string{"Ben"}},
		{[]string{"佐藤", "運用担当"}, []string{"佐藤"}},
		{[]string{"SRE", "Ops"}, []string{"SRE, Ops"}},
		{[]string{"ben", "carol"}, []string{"ben", "carol"}},
		{[]string{"@ben", "@carol"}, []string{"@ben", "@carol"}},
		{[]string{"Ben Miller", "Carol Diaz"}, []string{"Ben Miller", "Carol Diaz"}},
		{[]string{"TBD", "@ben"}, []string{"TBD", "@ben"}},
		{[]string{"TBD", "Ben"}, []string{"TBD", "Ben"}},
		{[]string{"佐藤", "田中"}, []string{"佐藤", "田中"}},
	} {
		if got := incident.ListedApprovers(c.list); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.list, got, c.want)
		}
	}
}
