package incident_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestVerdictsThatStand: of one person, under whatever name, the later verdict counts.
func TestVerdictsThatStand(t *testing.T) {
	people := incident.People{{ID: "@ben", Email: "ben@example.com"}}
	approves := func(by, revision string) incident.Verdict {
		return incident.Verdict{By: by, Revision: revision, Approves: true}
	}
	asks := func(by, revision string) incident.Verdict {
		return incident.Verdict{By: by, Revision: revision, Wants: "more"}
	}
	withdraws := incident.Verdict{By: "@ben", Revision: "1"}
	for name, c := range map[string]struct {
		all                 incident.Verdicts
		approvals, requests []string
	}{
		"approval, then request":            {incident.Verdicts{approves("@ben", "1"), asks("@ben", "1")}, nil, []string{"@ben 1"}},
		"request, then approval":            {incident.Verdicts{asks("@ben", "1"), approves("@ben", "2")}, []string{"@ben 2"}, nil},
		"request of one, approval of other": {incident.Verdicts{asks("@ben", "1"), approves("@vera", "1")}, []string{"@vera 1"}, []string{"@ben 1"}},
		"two spellings":                     {incident.Verdicts{approves("ben@example.com", "1"), asks("@ben", "1")}, nil, []string{"@ben 1"}},
		"withdrawn":                         {incident.Verdicts{approves("@ben", "1"), asks("@ben", "1"), withdraws}, nil, nil},
		"two requests":                      {incident.Verdicts{asks("@ben", "1"), asks("@ben", "2")}, nil, []string{"@ben 1", "@ben 2"}},
		"two approvals":                     {incident.Verdicts{approves("@ben", "1"), approves("@ben", "2")}, []string{"@ben 1", "@ben 2"}, nil},
		"later, of another revision":        {incident.Verdicts{approves("@ben", "1"), asks("@ben", "2")}, nil, []string{"@ben 2"}},
	} {
		var approvals, requests []string
		a, r := c.all.Standing(people)
		for _, x := range a {
			approvals = append(approvals, x.By+" "+x.Revision)
		}
		for _, x := range r {
			requests = append(requests, x.By+" "+x.Revision)
		}
		if diff := cmp.Diff([][]string{c.approvals, c.requests}, [][]string{approvals, requests}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := (incident.Verdicts{approves("@ben", "1"), asks("@ben", "2")}).Of("1"); len(got) != 1 || got[0].Revision != "1" {
		t.Errorf("of the first revision: %v", got)
	}
}
