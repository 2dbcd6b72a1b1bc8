package prose

import "testing"

// TestBlameByConstruction holds each construction beside a twin that tells a fact
// in nearly the same words.
func TestBlameByConstruction(t *testing.T) {
	for _, c := range []struct{ construction, guilty, innocent string }{
		{"could have, with time", "The storage team could have moved the volumes days earlier.", "The scheduler could have moved the pods to another node."},
		{"if somebody had", "If the two engineers had talked to each other, the clash would not have happened.", "If the certificate had been renewed by the controller, the handshake would not have failed."},
		{"demand", "Developers must be more careful with feature flags.", "The on-call must acknowledge a page within five minutes."},
		{"demand to learn", "The ops team needs to learn to read its own alerts.", "The deploy job needs to wait for the canary."},
		{"common knowledge", "This is basic stuff that any SRE is supposed to know.", "The controller is supposed to know every replica."},
		{"obvious", "It would have been obvious to anyone who looked at the dashboard.", "It was not obvious to anyone that writes were failing."},
		{"caused by not doing", "The incident was caused by the infrastructure team not following the checklist.", "The incident was caused by the proxy not following redirects."},
		{"down to", "The delay is down to the vendor.", "The error rate is down to 0.1 percent."},
		{"against the rules", "Contrary to the policy, the engineer logged in as root.", "Contrary to the documentation, the flag is on by default."},
		{"regardless", "The engineer was fully aware of the freeze and deployed regardless.", "The job runs regardless of the result."},
		{"let it happen", "The admin let the certificate expire.", "The lock let two writers through."},
		{"someone else", "Everyone just assumed someone else would do it.", "We assumed nothing about the order of events."},
		{"yet again", "Yet again marketing launched a campaign and told nobody.", "The probe failed yet again at 10:14."},
		{"did not occur", "It did not occur to the engineer to check the replica.", "The failure did not occur in staging."},
		{"why didn't", "Why didn't the on-call escalate?", "Why didn't the alert fire?"},
		{"poor act by", "Inadequate review by the senior engineers let the bug through.", "Incomplete records were dropped by the importer."},
		{"unknown name", "Jurek accidentally dropped the orders table.", "The orders table was accidentally dropped."},
	} {
		if len(Blame(c.guilty, English)) == 0 {
			t.Errorf("%s: silent on %q", c.construction, c.guilty)
		}
		if found := Blame(c.innocent, English); len(found) > 0 {
			t.Errorf("%s: %q: %s", c.construction, c.innocent, found[0].Message)
		}
	}
}
