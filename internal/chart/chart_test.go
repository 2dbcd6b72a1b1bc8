package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
)

func outage() incident.Incident {
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC) }
	return incident.Incident{
		Title: `Checkout <fails> & "hurts"`, Lang: incident.Japanese, Zone: time.FixedZone("JST", 9*3600), OccurredAt: at(0),
		Events: []incident.Event{
			{At: at(5), Kind: incident.KindDetection}, {At: at(20), Kind: incident.KindContainment}, {At: at(50), Kind: incident.KindRecovery},
		},
	}
}

func TestPhases(t *testing.T) {
	var got []string
	for _, p := range Phases(outage(), time.Time{}) {
		got = append(got, p.Name+" "+Duration(p.To.Sub(p.From), incident.Japanese))
	}
	if s := strings.Join(got, ", "); s != "detect 5分, contain 15分, recover 30分" {
		t.Errorf("got %s", s)
	}
	going := outage()
	going.Events = going.Events[:1]
	if p := Phases(going, going.OccurredAt.Add(time.Hour)); len(p) != 2 || p[1].Name != "contain" || p[1].To.Sub(p[1].From) != 55*time.Minute {
		t.Errorf("an incident that goes on: %+v", p)
	}
}

// TestPicturesAreCleanXML: a picture is well-formed, and carries no script and no
// style that a strict Content-Security-Policy would block.
func TestPicturesAreCleanXML(t *testing.T) {
	in := outage()
	series := []Series{{Name: "error <rate>", Unit: "%", Baseline: &incident.Range{Low: 0, High: 2}, Points: []Point{{in.OccurredAt, 0.2}, {in.OccurredAt.Add(time.Hour), 9}}}}
	for name, picture := range map[string][]byte{
		"timeline": Timeline(in, series, in.OccurredAt), "bars": Bars("<b>", []Bar{{"a & b", 3, "3"}, {"c", 0, ""}}, ""), "spark": Spark(Phases(in, time.Time{}), in.Lang),
	} {
		d := xml.NewDecoder(strings.NewReader(string(picture)))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s is not well-formed: %v\n%s", name, err, picture)
			}
			if e, ok := token.(xml.StartElement); ok {
				for _, a := range e.Attr {
					if e.Name.Local == "script" || e.Name.Local == "style" || a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
						t.Errorf("%s has <%s %s>", name, e.Name.Local, a.Name.Local)
					}
				}
			}
		}
	}
	if Timeline(incident.Incident{Zone: time.UTC}, nil, time.Time{}) != nil || Bars("", nil, "") != nil || Spark(nil, in.Lang) != nil {
		t.Error("a picture of nothing is drawn")
	}
}

// TestLongLabelsStayInTheirPicture: a label has the room of its bar, and the whole of
// it is told when one points at it.
func TestLongLabelsStayInTheirPicture(t *testing.T) {
	for _, name := range []string{strings.Repeat("checkout-", 9)[:80], strings.Repeat("決済基盤", 20)} {
		for _, n := range []int{1, 2, 12} {
			picture := string(Bars("title", slices.Repeat([]Bar{{Label: name, Value: 3, Text: "3"}}, n), ""))
			for _, m := range regexp.MustCompile(`<text class="tick"[^>]*>(?:<title>([^<]*)</title>)?([^<]*)</text>`).FindAllStringSubmatch(picture, -1) {
				whole, shown := m[1], m[2]
				if room := (right - left) / float64(n); columnWidth*float64(columns.Width(shown)) > room {
					t.Errorf("%d bars: %q is wider than %.0f", n, shown, room)
				}
				if shown != name && whole != name {
					t.Errorf("%d bars: the whole name stands nowhere beside %q", n, shown)
				}
			}
		}
	}
}

// TestPicturesRoundTheNormalRange: beside a picture stands the range that the table says.
func TestPicturesRoundTheNormalRange(t *testing.T) {
	in := outage()
	in.Lang = incident.English
	for high, want := range map[float64]string{0.8560329300000001: "normal ≤ 0.856", 99.95: "normal ≤ 99.95"} {
		series := []Series{{Name: "p95", Baseline: &incident.Range{Low: math.Inf(-1), High: high}, Points: []Point{{in.OccurredAt, 0.2}, {in.OccurredAt.Add(time.Hour), 0.9}}}}
		for name, text := range map[string]string{"svg": string(Timeline(in, series, in.OccurredAt)), "mermaid": Mermaid(in, series), "words": Describe(in, series)} {
			if !strings.Contains(text, want) || strings.Contains(text, want+"0") {
				t.Errorf("%s does not say %q: %s", name, want, text)
			}
		}
	}
}

// TestInfiniteValuesAreDrawn: what is infinite is drawn beyond all numbers, at the edge of
// the picture, and told as what it is.
func TestInfiniteValuesAreDrawn(t *testing.T) {
	in, inf := outage(), math.Inf(1)
	in.Lang = incident.English
	points := func(values ...float64) (all []Point) {
		for i, v := range values {
			all = append(all, Point{in.OccurredAt.Add(time.Duration(i) * 10 * time.Minute), v})
		}
		return all
	}
	normal := &incident.Range{Low: -inf, High: 300}
	for _, c := range []struct {
		values               []float64
		baseline             *incident.Range
		heights              string // of the curve, from the top
		mermaid, description string
	}{
		{[]float64{120, inf, 120}, normal, "156.0 110.0 156.0", "y-axis 120 --> 345\n  line [120, 345, 120]", "p95 reached +Inf ms at 18:10, normal ≤ 300 ms"},
		{[]float64{inf, inf}, normal, "110.0 110.0", "y-axis 0 --> 1.25\n  line [1.25, 1.25]", "p95 reached +Inf ms at 18:00"},
		{[]float64{-inf, 120, 80}, normal, "156.0 140.1 146.8", "y-axis 25 --> 300\n  line [25, 120, 80]", "p95 reached 120 ms at 18:10, normal"},
	} {
		series := []Series{{Name: "p95", Unit: "ms", Baseline: c.baseline, Points: points(c.values...)}}
		var heights []string
		curve := regexp.MustCompile(` class="curve" d="([^"]*)"`).FindSubmatch(Timeline(in, series, in.OccurredAt))
		for _, p := range strings.FieldsFunc(string(curve[1]), func(r rune) bool { return r == 'M' || r == 'L' }) {
			heights = append(heights, strings.Fields(p)[1])
		}
		if got := strings.Join(heights, " "); got != c.heights {
			t.Errorf("%v: drawn at %s, not %s", c.values, got, c.heights)
		}
		if got := Mermaid(in, series); !strings.Contains(got, c.mermaid) {
			t.Errorf("%v: no %q in\n%s", c.values, c.mermaid, got)
		}
		if got := Describe(in, series); !strings.Contains(got, c.description) {
			t.Errorf("%v: no %q in %q", c.values, c.description, got)
		}
	}
}
