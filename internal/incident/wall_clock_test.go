package incident_test

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestWallClock(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		local string
		want  []string
	}{
		{"2027-06-01 12:00", []string{"2027-06-01T16:00:00Z"}},
		{"2027-03-14 01:59", []string{"2027-03-14T06:59:00Z"}},
		{"2027-03-14 02:30", nil},
		{"2027-03-14 03:00", []string{"2027-03-14T07:00:00Z"}},
		{"2027-11-07 01:30", []string{"2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"}},
		{"2027-11-07 02:00", []string{"2027-11-07T07:00:00Z"}},
	} {
		local, err := time.Parse("2006-01-02 15:04", c.local)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range incident.WallClock(local, zone) {
			got = append(got, m.UTC().Format(time.RFC3339))
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] || len(got) > 1 && got[1] != c.want[1] {
			t.Errorf("%s: %v, want %v", c.local, got, c.want)
		}
	}
}
