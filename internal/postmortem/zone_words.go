package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"
)

// headerZone gives the zone that the header of the time column names in
// brackets: "Time (UTC)", 「時刻（日本時間、24時間表記）」. A name by which nobody can tell
// the zone of every time, such as EST, is given as it stands.
func headerZone(header string, own *time.Location) writtenZone {
	header = norm.NFKC.String(header)
	open, closed := strings.LastIndexByte(header, '('), strings.LastIndexByte(header, ')')
	if open < 0 || closed < open {
		return writtenZone{zone: own}
	}
	return namedZone(zoneIn(strings.TrimSpace(header[open+1:closed])), own)
}

// namedZone gives the zone of a name, as zoneIn gives it; empty: own.
func namedZone(name string, own *time.Location) writtenZone {
	if name == "" {
		return writtenZone{zone: own}
	}
	if zone, ok := zoneNamed(name, time.UTC, time.Time{}); ok {
		return writtenZone{zone: zone}
	}
	return writtenZone{own, name}
}

// zoneWords finds the words for zones among others: offsets, names of the map, and
// abbreviations in capitals.
var zoneWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:\b(?:UTC|GMT)\s*|(?:^|[^\w+:-]))[+-]\s*\d{1,2}(?::?\d{2})?\b|\b[A-Z][A-Za-z]+(?:/[A-Za-z_]+)+\b|\b[A-Z]{2,5}\b`)
})

// zoneIn gives the one zone that words name, as zoneNamed reads it; empty: they name
// none, or several.
func zoneIn(words string) string {
	words = strings.ReplaceAll(words, "−", "-")
	if name := strings.ToUpper(words); !strings.ContainsAny(name, "+-/") && isZoneWord(name) {
		return name // in small letters, too
	}
	if name := zoneInWords(words); name != "" {
		return name
	}
	var names []string
	for _, word := range zoneWords().FindAllString(words, -1) {
		if word = strings.Trim(strings.Join(strings.Fields(word), ""), "(,;:、"); isZoneWord(word) && !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	if len(names) == 0 {
		return cityZone(words)
	}
	first, ok := zoneNamed(names[0], time.UTC, time.Time{})
	for _, name := range names[1:] {
		if zone, known := zoneNamed(name, time.UTC, time.Time{}); !ok || !known || !sameClock(first, zone) {
			return ""
		}
	}
	return names[0]
}

// sameClock tells whether two zones had the same time when computers began to count it.
func sameClock(a, b *time.Location) bool {
	_, offset := time.Unix(0, 0).In(a).Zone()
	return hasOffset(b, offset, []time.Time{time.Unix(0, 0)})
}

// zoneInWords gives the zone that is named by words of a language. That of a region
// whose clocks change is given by what only the document's own zone can confirm.
func zoneInWords(words string) string {
	for _, phrase := range []string{"日本時間", "日本標準時", "東京時間"} {
		if strings.Contains(words, phrase) {
			return "JST"
		}
	}
	for _, phrase := range []string{"協定世界時", "世界標準時"} {
		if strings.Contains(words, phrase) {
			return "UTC"
		}
	}
	name := strings.TrimPrefix(foldKey(words), "us ")
	for _, end := range []string{" time", " standard", " daylight", " summer"} {
		name = strings.TrimSuffix(name, end)
	}
	switch name {
	case "japan", "東京":
		return "JST"
	case "pacific":
		return "PT"
	case "mountain", "mt":
		return "MT"
	case "central", "ct":
		return "CT"
	case "eastern":
		return "ET"
	case "central european":
		return "CET"
	}
	return ""
}

// cityZone gives the zone of the map that is called by a city: "Tokyo", "New York time".
func cityZone(words string) string {
	city := strings.ReplaceAll(strings.TrimSuffix(words, " time"), " ", "_")
	const longest = 20 // of those that are there
	if city == "" || len(city) > longest || !isASCII(city) || strings.ContainsAny(city, "./\\0123456789") || city[0] < 'A' || city[0] > 'Z' {
		return ""
	}
	for _, region := range []string{"Asia/", "Europe/", "America/", "Australia/", "Pacific/", "Africa/"} {
		if _, err := time.LoadLocation(region + city); err == nil {
			return region + city
		}
	}
	return ""
}
