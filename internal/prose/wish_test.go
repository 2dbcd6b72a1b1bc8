package prose

import "testing"

// TestWishes: an outcome that anybody could promise is vague, and the same outcome with
// a situation, a number or what brings it about is not.
func TestWishes(t *testing.T) {
	for text, want := range map[string]bool{
		"No alert is missed":                                                   true,
		"Never miss a page again":                                              true,
		"The queue never fills up":                                             true,
		"The database does not go down any more":                               true,
		"Failures of one zone do not cascade":                                  true,
		"The shop stays available at all times":                                true,
		"Everyone remembers to run the load test before deploying":             true,
		"The cache remembers to which node a key belongs":                      false,
		"The service recovers by itself":                                       true,
		"Mail is not lost. The site never goes down.":                          true,
		"No alert is missed: the secondary is paged after 5 minutes":           false,
		"Mail is not lost. The relay queues it on disk until it is delivered.": false,
		"Requests are not lost while a pod restarts":                           false,
		"The queue never fills up because senders get a 429":                   false,
		"The node that can't see the witness shuts down its address":           false,
		"No deploy reaches production without a green canary":                  false,
		"The service recovers by itself within 2 minutes":                      false,
		"The gateway rejects a request that has no token":                      false,
	} {
		var r reader
		_, _, f := r.read(text)
		if f.wished != want {
			t.Errorf("%q: a wish %v, want %v", text, f.wished, want)
		}
	}
}
