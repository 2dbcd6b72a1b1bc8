package incident

import (
	"strings"
	"time"
)

// ZoneNamed gives the zone that people name behind a time: UTC, JST, an offset, or their
// own by its abbreviation at that time. Another abbreviation is nobody's to guess: CST
// stands for three zones.
func ZoneNamed(name string, own *time.Location, at time.Time) (zone *time.Location, ok bool) {
	switch name {
	case "":
		return own, true
	case "Z", "UTC", "GMT":
		return time.UTC, true
	case "JST":
		return time.FixedZone("JST", 9*60*60), true
	}
	abbreviation, _ := at.In(own).Zone()
	if name == abbreviation || len(abbreviation) == 3 && name == abbreviation[:1]+abbreviation[2:] { // EST, ET
		return own, true
	}
	if abbreviated(name, own) {
		return own, true
	}
	offset := strings.TrimPrefix(strings.TrimPrefix(name, "UTC"), "GMT")
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, offset); err == nil {
			return t.Location(), true
		}
		if len(offset) < 2 {
			continue
		}
		if t, err := time.Parse(layout, offset[:1]+"0"+offset[1:]); err == nil {
			return t.Location(), true
		}
	}
	return nil, false
}

// ZoneWord tells whether a word in capitals is the abbreviation of a zone, of whichever.
func ZoneWord(word string) bool {
	switch word {
	case "Z", "UTC", "GMT", "JST", "KST", "IST", "SGT", "HKT", "MSK", "ET", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PT", "PST", "PDT", "AKST", "AKDT", "HST",
		"BST", "WET", "WEST", "CET", "CEST", "EET", "EEST", "AEST", "AEDT", "ACST", "ACDT", "AWST", "NZST", "NZDT", "BRT", "SAST":
		return true
	}
	return false
}

// abbreviated tells whether an abbreviation can stand for the offset of a zone that has
// no other name. It is no guess: the document says the offset itself.
func abbreviated(name string, zone *time.Location) bool {
	if OffsetZoneNamed(zone.String()) == nil {
		return false
	}
	_, offset := time.Time{}.In(zone).Zone()
	hours := map[string][]float64{
		"ET": {-5, -4}, "EST": {-5}, "EDT": {-4}, "CST": {-6, 8}, "CDT": {-5}, "MST": {-7}, "MDT": {-6}, "PT": {-8, -7}, "PST": {-8}, "PDT": {-7},
		"AKST": {-9}, "AKDT": {-8}, "HST": {-10}, "BRT": {-3}, "WET": {0}, "WEST": {1}, "BST": {1}, "CET": {1}, "CEST": {2}, "EET": {2}, "EEST": {3},
		"MSK": {3}, "SAST": {2}, "IST": {5.5, 1, 2}, "SGT": {8}, "HKT": {8}, "KST": {9}, "AWST": {8}, "ACST": {9.5}, "ACDT": {10.5}, "AEST": {10}, "AEDT": {11},
		"NZST": {12}, "NZDT": {13},
	}[name]
	for _, h := range hours {
		if int(h*3600) == offset {
			return true
		}
	}
	return false
}
