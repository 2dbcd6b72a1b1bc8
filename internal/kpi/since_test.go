package kpi_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/kpi"
)

// backAt asks whether service was back at a moment, of a KPI that is inside from 0 to 1.
func backAt(t interface{ Fatal(...any) }, p *kpi.Prometheus, at, now time.Time) (kpi.Measurement, string) {
	q, low, high := question("error_rate"), 0.0, 1.0
	q.Low, q.High, q.At = &low, &high, at
	m, err := p.Measure(context.Background(), q, now)
	if err != nil {
		t.Fatal(err)
	}
	var said string
	for _, u := range incident.JudgeRecovery([]incident.Reading{m.Reading}, tokyo, incident.English) {
		said += u.Message + "; " + u.Fix
	}
	return m, said
}

// TestBackForGood: a time of recovery before a relapse does not hold, and the time that is
// named instead is the one after the last.
func TestBackForGood(t *testing.T) {
	minute := func(n int) time.Time { return began.Add(time.Duration(n) * time.Minute) }
	p := answering(t, func(at time.Time) string {
		switch m := int(at.Sub(began) / time.Minute); {
		case m >= 0 && m < 20, m >= 35 && m < 48:
			return "40"
		case m >= 70 && m < 75: // nothing was measured
			return "NaN"
		}
		return "0.5"
	})
	for at, want := range map[int]string{
		31: "KPI error_rate was 0.5% at 2026-03-01 09:41 JST, inside its normal range 0–1%, but outside again from 2026-03-01 09:45 JST on; the values allow 2026-03-01 10:08 JST at the earliest: ",
		10: "KPI error_rate was 40% at 2026-03-01 09:20 JST, outside its normal range 0–1%; the values allow 2026-03-01 10:08 JST at the earliest: ",
		50: "KPI error_rate was 0.5% at 2026-03-01 10:00 JST, inside its normal range 0–1%, but not for all of the 10 minutes before; the values allow 2026-03-01 10:08 JST at the earliest: ",
		58: "",
	} {
		if _, got := backAt(t, p, minute(at), minute(100)); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%d minutes after it began: %q, want %q", at, got, want)
		}
	}
}

// TestWhatIsNormalLaterIsNoRelapse: a KPI that follows the hours of the day stays inside by
// what is normal at each of them.
func TestWhatIsNormalLaterIsNoRelapse(t *testing.T) {
	load := func(at time.Time) float64 { return 100*float64(1+at.In(tokyo).Hour()) + float64(at.Minute()%3) }
	p := answering(t, func(at time.Time) string { return fmt.Sprint(load(at)) })
	q := question("load")
	q.At = began.Add(20 * time.Minute)
	m, err := p.Measure(context.Background(), q, began.Add(3*time.Hour))
	if unmet := incident.JudgeRecovery([]incident.Reading{m.Reading}, tokyo, incident.English); err != nil || len(unmet) > 0 || *m.Value != load(q.At) {
		t.Errorf("%+v, %v, %v", m.Reading, unmet, err)
	}
}

// TestTheTimeThatIsNamedHolds: whoever follows the advice of a refusal is not refused.
func TestTheTimeThatIsNamedHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		changes := rapid.SliceOfN(rapid.IntRange(0, 110*60), 1, 6).Draw(rt, "seconds at which it goes out or in")
		p := answering(t, func(at time.Time) string {
			out := false
			for _, c := range changes {
				if at.Sub(began) >= time.Duration(c/60*60)*time.Second {
					out = !out
				}
			}
			if out {
				return "40"
			}
			return "0.5"
		})
		now := began.Add(2 * time.Hour)
		m, said := backAt(rt, p, began.Add(time.Duration(rapid.IntRange(10, 119).Draw(rt, "minutes"))*time.Minute), now)
		if said == "" || m.Earliest.IsZero() {
			return
		}
		if _, said := backAt(rt, p, m.Earliest, now); said != "" {
			rt.Errorf("%s was named, and is refused: %s", m.Earliest.In(tokyo).Format(time.TimeOnly), said)
		}
	})
}
