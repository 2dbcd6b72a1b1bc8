package web

import (
	"strconv"
	"strings"
	"sync"
)

// fragments keeps HTML that is made from what never changes: the timeline is
// append-only, so the number of its events says which one it was made from.
type fragments struct {
	sync.Mutex
	kept map[string][]byte
}

// keptFragments bounds the memory: some 100 kB a timeline of 200 events.
const keptFragments = 64

// keep appends the HTML of a name, made once.
func (p *page) keep(f *fragments, name string, make func()) {
	f.Lock()
	html, ok := f.kept[name]
	f.Unlock()
	if ok {
		p.b = append(p.b, html...)
		return
	}
	from := len(p.b)
	make()
	f.Lock()
	defer f.Unlock()
	if f.kept == nil || len(f.kept) >= keptFragments {
		f.kept = map[string][]byte{}
	}
	f.kept[name] = append([]byte(nil), p.b[from:]...)
}

// fragmentName says from what the timeline of an incident that is over is made.
func (p *page) fragmentName(v roomView) string {
	points := 0
	for _, s := range v.series {
		points += len(s.Points)
	}
	return strings.Join([]string{v.in.Key, string(p.lang), p.zoneOr(v.in.Zone).String(), strconv.Itoa(len(v.in.Events)), strconv.Itoa(points), string(v.state)}, "\x00")
}
