package kpi

import (
	"context"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Try asks the query of a KPI for the last window, as a recovery declaration does,
// and gives the last value. The error says in one sentence what is missing: the
// query is refused or gives several series, none of its values is in the window
// (NotFound), or the answer may be incomplete (Unavailable).
func (p *Prometheus) Try(ctx context.Context, name, query string, window time.Duration, now time.Time, l incident.Lang) (float64, error) {
	c, err := p.curve(ctx, name, query, now.Add(-window), now, max(minWindow, (window/20).Truncate(time.Second)))
	if err != nil {
		return 0, err
	}
	if c.warning != "" {
		return 0, incident.Errorf(incident.Unavailable, "%s", inPart(c.warning, l))
	}
	if len(c.points) == 0 {
		return 0, incident.Errorf(incident.NotFound, "%s", l.Say("the query of KPI %s gives no value in the last %d minutes; look whether the metric and its labels exist, and whether it is scraped",
			"KPI %s のクエリは直近 %d 分の値を返しません。メトリクスとラベルがあるか、収集されているかを確かめてください", name, int(window.Minutes())))
	}
	return c.points[len(c.points)-1].Value, nil
}

// Host is the server, without what may be a password.
func (p *Prometheus) Host() string { return p.host }
