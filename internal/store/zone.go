package store

import (
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// zones keeps the zones that were loaded: time.LoadLocation reads a file each time,
// and every row of an incident and every visit of a page has one.
var zones sync.Map // *time.Location by name

// ZoneNamed gives a time zone by its IANA name; nil where there is none of that
// name.
func ZoneNamed(name string) *time.Location {
	if name == "" || name == "Local" || len(name) > 60 {
		return nil
	}
	return location(name)
}

// location gives what time.LoadLocation does; nil for an error.
func location(name string) *time.Location {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location)
	}
	if zone := incident.OffsetZoneNamed(name); zone != nil {
		return zone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	zones.Store(name, zone)
	return zone
}
