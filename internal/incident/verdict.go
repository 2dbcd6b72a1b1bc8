package incident

import (
	"slices"
	"time"
)

// Verdict is what a reviewer says of one revision of the postmortem: it is approved, or
// something has to change.
type Verdict struct {
	By       string
	Revision string // its digest
	Number   int    // of the last revision with that text; 0: there is none
	At       time.Time
	Approves bool
	Wants    string // what should change; empty, without an approval: nothing any more
}

// asks tells whether somebody wants changes, rather than approves or takes that back.
func (v Verdict) asks() bool { return !v.Approves && v.Wants != "" }

// Verdicts are those of an incident, oldest first.
type Verdicts []Verdict

// Of gives the verdicts on the revision of a digest.
func (all Verdicts) Of(digest string) Verdicts {
	return slices.Collect(func(yield func(Verdict) bool) {
		for _, v := range all {
			if v.Revision == digest && !yield(v) {
				return
			}
		}
	})
}

// Standing gives the verdicts that count: the later one of a person replaces what that
// person said before. An approval stands until its reviewer asks for changes; a request
// stands, whatever is edited meanwhile, until its reviewer approves or withdraws it.
func (all Verdicts) Standing(people People) (approvals []Approval, requests Verdicts) {
	for i, v := range all {
		replaced := slices.ContainsFunc(all[i+1:], func(later Verdict) bool {
			return people.Same(later.By, v.By) && later.asks() != v.asks() && (v.asks() || later.asks())
		})
		switch {
		case replaced:
		case v.Approves:
			approvals = append(approvals, Approval{By: v.By, Revision: v.Revision, At: v.At})
		case v.asks():
			requests = append(requests, v)
		}
	}
	return approvals, requests
}
