package incident_test

import (
	"math"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestRangesAsPeopleWriteThem(t *testing.T) {
	inf := math.Inf(1)
	least := incident.Range{Low: -math.MaxFloat64, High: math.SmallestNonzeroFloat64}
	for text, want := range map[string]incident.Range{
		least.String(): least,
		"0–1":          {Low: 0, High: 1}, "1,000–2,000": {Low: 1000, High: 2000}, "≥ 1,250.5": {Low: 1250.5, High: inf}, "80-200": {Low: 80, High: 200}, "0 ～ 2": {High: 2}, "0〜1": {High: 1}, "0 to 1": {High: 1}, "from 0 to 1": {High: 1},
		"between 1 and 2": {Low: 1, High: 2}, "0から1まで": {High: 1}, "0から1未満": {High: 1, Below: true}, "[0, 1]": {High: 1}, "[0,1]": {High: 1}, "[0–1]": {High: 1}, "［０，１］": {High: 1},
		"0..1": {High: 1}, "0.5..1.5": {Low: 0.5, High: 1.5}, "-5–-1": {Low: -5, High: -1}, "-5--1": {Low: -5, High: -1}, "−1 – 1": {Low: -1, High: 1}, "1–1": {Low: 1, High: 1},
		"≤ 1": {Low: -inf, High: 1}, "<=1": {Low: -inf, High: 1}, "≦1": {Low: -inf, High: 1}, "1以下": {Low: -inf, High: 1}, "up to 1": {Low: -inf, High: 1}, "At most 1": {Low: -inf, High: 1}, "1 or less": {Low: -inf, High: 1},
		"< 1": {Low: -inf, High: 1, Below: true}, "&lt; 1": {Low: -inf, High: 1, Below: true}, "1未満": {Low: -inf, High: 1, Below: true}, "below 1": {Low: -inf, High: 1, Below: true},
		"≥ 99.5": {Low: 99.5, High: inf}, "99.5以上": {Low: 99.5, High: inf}, "at least 99.5": {Low: 99.5, High: inf}, "> 1": {Low: 1, High: inf, Above: true}, "above 1": {Low: 1, High: inf, Above: true}, "1超": {Low: 1, High: inf, Above: true},
		"0以上1未満": {High: 1, Below: true}, "0以上、1以下": {High: 1}, "0": {}, "1e3–2e3": {Low: 1000, High: 2000}, "1e-3-5e-3": {Low: 0.001, High: 0.005},
		"0–1 (30 days)": {High: 1}, "0–1（30日）": {High: 1}, "1以下（30日）": {Low: -inf, High: 1}, "100 < x < 1200": {Low: 100, High: 1200, Above: true, Below: true}, "100 ≤ P95 latency < 1200": {Low: 100, High: 1200, Below: true},
		"1200 >= x > 100": {Low: 100, High: 1200, Above: true}, "≥ 0, < 1": {High: 1, Below: true}, "at least 1 and at most 2": {Low: 1, High: 2}, "0以上〜1未満": {High: 1, Below: true},
	} {
		got, unit, ok := incident.ParseRange(text)
		if !ok || got != want || unit != "" {
			t.Errorf("%q is %v %q %v; want %v", text, got, unit, ok, want)
		}
		if again, _, ok := incident.ParseRange(want.String()); !ok || again != want {
			t.Errorf("%v is written as %q, which is %v %v", want, want, again, ok)
		}
	}
	for _, text := range []string{
		"", "-", "unknown", "1–0", "0, 1", "0,1", "0...5", "5", "1e-3", "(0–1)", "100 < x > 5", "100 < 500 < 1200", "1200 < x < 100", "100 < x", "100%", "1.2.3–4", "~1", "5 ± 2", "1 or 2", "≤ 1 or more", "at most about 1", "[1,200, 1,500]", "> 5 to 3", "0 1", "0–1 ms–2",
		"≤ ≤ 1", "< 0, < 1", "1–", "–1–", "1以上以下", "0–1 s–2 %", "0 ms – 1 %", "Inf–Inf", "NaN–1", "0–1e400",
	} {
		if got, unit, ok := incident.ParseRange(text); ok {
			t.Errorf("%q is read as %v %q", text, got, unit)
		}
	}
}

func TestRangesKeepTheirUnit(t *testing.T) {
	for text, want := range map[string]struct {
		r    incident.Range
		unit string
	}{
		"0–2%": {incident.Range{High: 2}, "%"}, "80-200 ms": {incident.Range{Low: 80, High: 200}, "ms"}, "500 ms – 1 s": {incident.Range{Low: 0.5, High: 1}, "s"},
		"1%未満": {incident.Range{Low: math.Inf(-1), High: 1, Below: true}, "%"}, "0%〜1%": {incident.Range{High: 1}, "%"}, "200ms以内": {incident.Range{Low: math.Inf(-1), High: 200}, "ms"},
		"1200–2000/min": {incident.Range{Low: 1200, High: 2000}, "/min"}, "100–1200 (ms)": {incident.Range{Low: 100, High: 1200}, "ms"}, "100 ms < x < 1.2 s": {incident.Range{Low: 0.1, High: 1.2, Above: true, Below: true}, "s"}, "0件": {incident.Range{}, "件"},
		"1 ms max": {incident.Range{Low: math.Inf(-1), High: 1}, "ms"}, "0% – 1": {incident.Range{High: 1}, "%"},
	} {
		if got, unit, ok := incident.ParseRange(text); !ok || got != want.r || unit != want.unit {
			t.Errorf("%q is %v %q %v; want %v", text, got, unit, ok, want)
		}
	}
}

func FuzzRange(f *testing.F) {
	for _, text := range []string{"0–1", "[0, 1]", "0以上1未満", "≥ 0, < 1", "80-200 ms", "0", "-0", "1e-3", "1 < x < 2", "0–1 (30 days)", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, _, ok := incident.ParseRange(text)
		if !ok {
			return
		}
		if again, _, ok := incident.ParseRange(r.String()); !ok || again != r {
			t.Errorf("%q is %+v, written as %q, which is %+v %v", text, r, r, again, ok)
		}
	})
}
