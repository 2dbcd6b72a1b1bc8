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
		{"the wrong thing done", "The night shift set the wrong retention period.", "The script sets the wrong retention period when the variable is empty."},
		{"the wrong thing by", "The wrong flag was passed by the release manager.", "The wrong flag was passed by the deploy script."},
		{"the wrong one, far off", "The operator did the steps in the wrong order.", "The engineer found the pages in the wrong order."},
		{"the wrong one, now", "Ops restarts the wrong host.", "The probe restarts the wrong host when two share a name."},
		{"failing to, beside", "The admin closed the page, failing to see the second alert.", "The node left the cluster, failing to renew its lease."},
		{"hasty, of a pronoun", "They hastily merged the fix.", "The queue filled up quickly."},
		{"adverb in -ly", "Maria repeatedly failed to answer the page.", "The probe repeatedly failed to connect."},
		{"human-made", "This was a human-caused outage.", "The form is made for humans, not for scripts."},
		{"human … error", "The outage was due to a human configuration error.", "The outage was due to a configuration that no check reads."},
		{"in a hurry", "The developer merged the branch in a hurry.", "The page loads in a second."},
		{"broken by", "The login was broken by Kenji.", "The login was broken by the new cookie format."},
		{"without a review", "The contractor merged the change without a review.", "The pipeline merges the change without a rebase."},
		{"too late, to us", "The carrier informed us too late.", "The notice reached us at 14:10."},
		{"in the present", "14:20 on-call ignores the page.", "14:20 the parser ignores the field."},
		{"never done", "The admin never updated the runbook.", "The runbook was written in 2021."},
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
