package jira

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// property is the key of the entity property that carries the marker. It goes
// into the create itself: written afterwards, it could be lost.
const property = "pmtracker"

// mark is the value of the property.
type mark struct {
	Marker string `json:"marker"`
}

// labelFor gives the label under which Jira's search finds a marker: properties
// cannot be searched without an app that declares an index. Where the marker
// holds more than letters, digits and "/", a digest keeps two labels apart.
func labelFor(marker string) string {
	label := "pm-" + plain(strings.ReplaceAll(marker, "/", "-"))
	if !simple(marker) {
		sum := sha256.Sum256([]byte(marker))
		label += "-" + hex.EncodeToString(sum[:6])
	}
	return label
}

// simple tells whether a marker is an incident's key and an item's id, which
// become a label without loss.
func simple(marker string) bool {
	return strings.Count(marker, "/") == 1 && plain(marker) == strings.Replace(marker, "/", "-", 1)
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, s)
}

// labels gives a draft's labels as Jira takes them, without blanks, and the
// marker's label with them.
func labels(given []string, marker string) []string {
	all := make([]string, 0, len(given)+1)
	for _, l := range given {
		if l = strings.Join(strings.Fields(l), "-"); l != "" {
			all = append(all, l)
		}
	}
	return append(all, labelFor(marker))
}
