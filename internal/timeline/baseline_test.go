package timeline_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/timeline"
)

// TestBaselineBackwards: a range that ends before it begins holds no value, and no
// document could say it.
func TestBaselineBackwards(t *testing.T) {
	src := "title: x\nseverity: SEV2\nevents: []\nkpis:\n  - {name: p95, value: 1, baseline: [2, 0]}\n"
	if _, err := timeline.Parse("t.yaml", []byte(src)); err == nil || !strings.Contains(err.Error(), "t.yaml:5:37: the baseline ends (0) before it begins (2)") {
		t.Errorf("got %v", err)
	}
}
