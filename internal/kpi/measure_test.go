package kpi

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestJudgingLeavesWhatItWasGiven: the caller's values stay as they are where its slice
// has room for more.
func TestJudgingLeavesWhatItWasGiven(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	later := Point{At: now.Add(time.Hour), Value: 7}
	all := []Point{{At: now.Add(-time.Minute)}, later}
	gap(all[:1], now.Add(-2*time.Minute), now, time.Minute, Question{KPI: config.KPI{Window: 2 * time.Minute}, Zone: time.UTC, Lang: incident.English})
	if all[1] != later {
		t.Errorf("the value after the window became %v", all[1])
	}
}
