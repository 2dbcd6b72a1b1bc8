package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// markup is HTML that the program itself wrote. A constant becomes markup by
// itself and a variable does not, so the text of a person cannot get in without
// a conversion that a reader sees.
type markup string

// page collects the HTML of one answer. It is built by appending, because on a
// page of hundreds of rows html/template is most of the cost.
type page struct {
	b []byte
	reader
}

// reader is for whom a page is made.
type reader struct {
	lang  incident.Lang
	zone  *time.Location // nil: the zone of the incident
	theme string         // light, dark; empty: as the device wants
	now   time.Time
	name  string // who is signed in; empty: nobody
	can   access
}

// f appends markup; each {} in it takes the next text, escaped so that it can
// stand in an element or a quoted attribute.
func (p *page) f(m markup, texts ...string) {
	rest := string(m)
	for _, text := range texts {
		before, after, found := strings.Cut(rest, "{}")
		p.b = append(p.b, before...)
		if !found {
			return
		}
		p.b = appendEscaped(p.b, text)
		rest = after
	}
	p.b = append(p.b, rest...)
}

// say appends the text in the reader's language, escaped.
func (p *page) say(english, japanese string, args ...any) {
	p.b = appendEscaped(p.b, p.lang.Say(english, japanese, args...))
}

// html appends what a renderer of this package made.
func (p *page) html(rendered []byte) { p.b = append(p.b, rendered...) }

// time appends a moment in a zone, with the zone and the exact time at hand for
// people and programs.
func (p *page) time(at time.Time, zone *time.Location, layout string) {
	if at.IsZero() {
		p.f(`<span class="unknown">–</span>`)
		return
	}
	own := zone
	zone = p.zoneOr(own)
	local := at.In(zone)
	p.b = append(p.b, `<time datetime="`...)
	p.b = at.UTC().AppendFormat(p.b, time.RFC3339)
	p.b = append(p.b, `" title="`...)
	p.b = local.AppendFormat(p.b, "2006-01-02 15:04:05 -07:00 (MST)")
	if own != nil && own.String() != zone.String() { // the incident's zone at hand
		p.b = at.In(own).AppendFormat(p.b, " = 2006-01-02 15:04:05 -07:00 (MST)")
	}
	p.b = append(p.b, `">`...)
	p.b = local.AppendFormat(p.b, layout)
	p.b = append(p.b, `</time>`...)
}

// zoneOr is the zone that the reader chose, else the given one.
func (r reader) zoneOr(zone *time.Location) *time.Location {
	if r.zone != nil {
		return r.zone
	}
	if zone == nil {
		return time.UTC
	}
	return zone
}

// appendEscaped appends a text with the five characters escaped that mean
// something in HTML.
func appendEscaped(b []byte, text string) []byte {
	last := 0
	for i := range len(text) {
		var entity string
		switch text[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case '\'':
			entity = "&#39;"
		case 0:
			entity = "\uFFFD"
		default:
			continue
		}
		b = append(b, text[last:i]...)
		b = append(b, entity...)
		last = i + 1
	}
	return append(b, text[last:]...)
}

func itoa(n int) string { return strconv.Itoa(n) }

// safeLink gives an address that may stand in a link, and "" for one that could
// run something.
func safeLink(address string) string {
	lower := strings.ToLower(strings.TrimSpace(address))
	if strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") {
		return strings.TrimSpace(address)
	}
	return ""
}
