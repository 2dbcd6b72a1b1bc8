package incident_test

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestMinutesSinceDetection(t *testing.T) {
	detected := time.Date(2026, 11, 3, 5, 0, 30, 0, time.UTC)
	for after, want := range map[time.Duration]string{0: "+0 min", 9*time.Minute + 59*time.Second: "+9 min", -150 * time.Second: "−3 min", -time.Second: "−1 min", -3 * time.Minute: "−3 min"} {
		if got := incident.SinceDetection(detected.Add(after), detected, incident.English); got != want {
			t.Errorf("%s after the detection is %q, want %q", after, got, want)
		}
	}
	if got := incident.SinceDetection(detected.Add(-time.Second), detected, incident.Japanese); got != "−1分" {
		t.Errorf("in Japanese: %q", got)
	}
	if got := incident.SinceDetection(detected, time.Time{}, incident.English); got != "" {
		t.Errorf("without a detection: %q", got)
	}
}
