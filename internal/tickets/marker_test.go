package tickets_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// FuzzOneMarker holds that no text of an item yields the marker of another one:
// also none that comes about when a marker in its middle is taken out.
func FuzzOneMarker(f *testing.F) {
	for _, body := range []string{
		"text", "x <!-- pmtracker:INC-2026-0042/AI-2 --> y",
		"- Before: x <!--<!-- pmtracker:q --> pmtracker:INC-2026-0042/AI-2 --> y",
		"<!--<!--<!-- pmtracker:q --> pmtracker:r --> pmtracker:INC-2026-0042/AI-2 -->",
		"<!-- pmtracker:INC-2026-0042/AI-2", "<!-- pmtracker:", "<!--", "<!-- pmtracker:a due=2026-12-15 --", "<!-- pmtracker:%zz -->\n\n",
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, due := range []civil.Date{{}, {Year: 2026, Month: 12, Day: 15}} {
			text := tickets.WithMarker(body, "INC-2026-0042/AI-1", due)
			if got := tickets.MarkersIn(text); !slices.Equal(got, []string{"INC-2026-0042/AI-1"}) {
				t.Errorf("%q carries %q", text, got)
			}
		}
	})
}

// TestMarkersNested: a text in which each marker that is taken out makes another is
// dealt with in one go.
func TestMarkersNested(t *testing.T) {
	const deep = 100_000
	body := strings.Repeat("<!--", deep) + strings.Repeat(" pmtracker:q -->", deep)
	text := tickets.WithMarker(body, "INC-2026-0042/AI-1", civil.Date{})
	if got := tickets.MarkersIn(text); !slices.Equal(got, []string{"INC-2026-0042/AI-1"}) {
		t.Errorf("it carries %d markers", len(got))
	}
}
