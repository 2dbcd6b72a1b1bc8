package jobs

import "time"

// ShortLease lets tests wait less for the jobs of nodes that died.
func ShortLease() { leaseFor = 2 * time.Second }
