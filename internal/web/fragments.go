package web

import (
	"strconv"
	"strings"
	"sync"
)

// fragments keeps HTML of pages, as long as that from which it was made is the
// same: the timeline is append-only, and an incident has a mark.
type fragments struct {
	sync.Mutex
	kept map[string]fragment
}

type fragment struct {
	mark string // says from what it was made
	html []byte
}

// keptFragments bounds the memory: some 100 kB a timeline of 200 events.
const keptFragments = 64

// keep appends the HTML of a name, made once for each mark.
func (p *page) keep(f *fragments, name, mark string, make func()) {
	f.Lock()
	kept, ok := f.kept[name]
	f.Unlock()
	if ok && kept.mark == mark {
		p.b = append(p.b, kept.html...)
		return
	}
	from := len(p.b)
	make()
	f.Lock()
	defer f.Unlock()
	if f.kept == nil || len(f.kept) >= keptFragments {
		f.kept = map[string]fragment{}
	}
	f.kept[name] = fragment{mark, append([]byte(nil), p.b[from:]...)}
}

// fragmentName names a part of an incident's page as this reader sees it.
func (p *page) fragmentName(part string, v roomView) string {
	return strings.Join([]string{part, v.in.Key, string(p.lang), p.zoneOr(v.in.Zone).String(), strconv.FormatBool(p.can.respond), strconv.FormatBool(p.can.review)}, "\x00")
}

// courseMark says from what the timeline of an incident that is over is made.
func courseMark(v roomView) string {
	points := 0
	for _, s := range v.series {
		points += len(s.Points)
	}
	return strings.Join([]string{strconv.Itoa(len(v.in.Events)), strconv.Itoa(points), string(v.state)}, " ")
}
