package chart_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestNoTimeAtAll is written on the page as on the command line and in the document.
func TestNoTimeAtAll(t *testing.T) {
	for l, want := range map[incident.Lang]string{incident.English: "0 min", incident.Japanese: "0分"} {
		if got := chart.Duration(0, l); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}
