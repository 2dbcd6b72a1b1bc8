package postmortem_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestTimesThatTheTimelineContradicts warns of a time of the front matter that is another
// one in the timeline, and of nothing where the zones are not known.
func TestTimesThatTheTimelineContradicts(t *testing.T) {
	const zone = "timezone: Asia/Tokyo\n"
	for name, c := range map[string]struct{ front, rows, want string }{
		"the same":              {zone + "recovered_at: 2026-03-01T10:02:00+09:00\n", "| 2026-03-01 10:02 | recovery |\n", ""},
		"within the minute":     {zone + "recovered_at: 2026-03-01T10:02:59+09:00\n", "| 2026-03-01 10:02 | recovery |\n", ""},
		"another year":          {zone + "recovered_at: 2027-03-01T10:02:00+09:00\n", "| 2026-03-01 10:02 | recovery |\n", "recovered_at is 2027"},
		"detection":             {zone + "detected_at: 2026-03-01T09:02:00+09:00\n", "| 2026-03-01 10:02 | detection |\n", "detected_at is"},
		"containment":           {zone + "contained_at: 2026-03-01T09:02:00+09:00\n", "| 2026-03-01 10:02 | containment |\n", "contained_at is"},
		"recovered twice":       {zone + "recovered_at: 2026-03-01T09:02:00+09:00\n", "| 2026-03-01 10:02 | recovery |\n| 2026-03-01 10:22 | recovery |\n", ""},
		"a day alone":           {zone + "recovered_at: 2026-03-01T09:02:00+09:00\n", "| 2026-03-01 | recovery |\n", ""},
		"no zone":               {"recovered_at: 2026-03-01T01:02:00Z\n", "| 2026-03-01 10:02 | recovery |\n", ""},
		"a zone of its own":     {"recovered_at: 2026-03-01T01:02:00Z\n", "| 2026-03-01 10:22 JST | recovery |\n", "recovered_at is"},
		"times with an offset":  {"recovered_at: 2026-03-01T10:02:00+09:00\n", "| 2026-03-01 10:22 | recovery |\n", "recovered_at is"},
		"the front has no zone": {zone + "recovered_at: 2026-03-01 01:02\n", "| 2026-03-01 01:02 UTC | recovery |\n", ""},
		"to come":               {zone + "recovered_at: 2026-05-01T09:02:00+09:00\n", "", "is in the future"},
		"to come, and wrong":    {zone + "recovered_at: 2026-05-01T09:02:00+09:00\n", "| 2026-03-01 10:02 | recovery |\n", "recovered_at is 2026-05"},
	} {
		d, err := postmortem.Parse("a.md", []byte("---\nincident: INC-1\n"+c.front+"---\n\n## Timeline\n\n| Time | Kind |\n| --- | --- |\n"+c.rows))
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range postmortem.Check(d, postmortem.CheckOptions{Now: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}).Diagnostics {
			if f.Rule == diagnostic.FrontMatter && f.Severity == diagnostic.Warning {
				found = append(found, f.Message)
			}
		}
		if got := strings.Join(found, "|"); c.want == "" && got != "" || !strings.Contains(got, c.want) || len(found) > 1 {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
