package web

import (
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/tracker"
)

// similarCache keeps which earlier incidents are like one that is going on, for a
// minute: the comparison reads thousands of texts, and everybody in the room asks.
type similarCache struct {
	sync.Mutex
	kept map[string]similarRows
}

type similarRows struct {
	until time.Time
	rows  []similarRow
}

func (c *similarCache) of(v *visit, t *tracker.Tracker) ([]similarRow, error) {
	c.Lock()
	kept, ok := c.kept[v.key]
	c.Unlock()
	if ok && v.now.Before(kept.until) {
		return kept.rows, nil
	}
	alike, err := t.Similar(v.r.Context(), v.actor, v.key, "", 3)
	if err != nil {
		return nil, err
	}
	var rows []similarRow
	for _, a := range alike {
		rows = append(rows, similarRow{key: a.Key, title: a.Title, items: a.Items})
	}
	c.Lock()
	defer c.Unlock()
	if c.kept == nil || len(c.kept) >= 256 {
		c.kept = map[string]similarRows{}
	}
	c.kept[v.key] = similarRows{v.now.Add(time.Minute), rows}
	return rows, nil
}
