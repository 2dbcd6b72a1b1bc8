package tickets

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/golang-sql/civil"
)

// markerComment is how a marker stands in a Markdown body, where people do not
// see it: <!-- pmtracker:INC-2026-0042/AI-1 due=2026-12-15 -->
var markerComment = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<!--\s*pmtracker:(\S+)(?:\s+due=(\d{4}-\d{2}-\d{2}))?\s*-->`)
})

// markerBegin is how a marker begins. It holds a single "<": with that one gone
// nothing can begin there.
var markerBegin = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<(!--\s*pmtracker:)`) })

// WithMarker gives a Markdown body with the marker and the due date hidden at
// its end. Markers that the body itself holds are taken out, and what would
// be left of nested ones is made text: it is made of what
// people wrote, and only the last line is ours.
func WithMarker(body, marker string, due civil.Date) string {
	body = markerComment().ReplaceAllString(body, "")
	body = markerBegin().ReplaceAllString(body, "&lt;$1") // what stood around one may make the next
	hidden := "<!-- pmtracker:" + escapeMarker(marker)
	if due.IsValid() {
		hidden += " due=" + due.String()
	}
	return strings.TrimRight(body, "\n") + "\n\n" + hidden + " -->\n"
}

// MarkersIn lists the markers that a body holds.
func MarkersIn(body string) []string {
	var markers []string
	for _, m := range markerComment().FindAllStringSubmatch(body, -1) {
		if marker, err := url.PathUnescape(m[1]); err == nil {
			markers = append(markers, marker)
		}
	}
	return markers
}

// escapeMarker keeps a marker free of blanks and of what ends a comment.
func escapeMarker(marker string) string {
	parts := strings.Split(marker, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.NewReplacer("--", "-%2D", ">", "%3E").Replace(strings.Join(parts, "/"))
}
