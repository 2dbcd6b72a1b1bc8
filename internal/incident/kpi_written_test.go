package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestKPIsAsADocumentWritesThem: what a row of the KPI table says, by unit, value
// and range, and whether it shows recovery.
func TestKPIsAsADocumentWritesThem(t *testing.T) {
	for _, row := range []struct {
		unit, value, span string
		shown             bool
		unread            string // the message; empty: everything is read
	}{
		{"%", "0.3", "0–1", true, ""},
		{"%", "0.3%", "0–1 %", true, ""},
		{"％", "0.3%", "0–1", true, ""},
		{"", "0.3", "0–1%", true, ""},
		{"–", "3", "0–5", true, ""},
		{"ms", "180", "", true, ""},
		{"ms", "180", "–", true, ""},
		{"ms", "1.2s", "0–500", false, ""},
		{"ms", "0.2s", "0–500", true, ""},
		{"", "1.2 s", "0–500 ms", false, ""},
		{"", "180 ms", "≤ 0.5 s", true, ""},
		{"%", "1", "< 1", false, ""},
		{"%", "9", "[0, 1]", false, ""},
		{"%", "9,5", "90–100", false, `KPI x: "9,5" cannot be read as one number`},
		{"%", "0,3", "0–1", false, `KPI x: "0,3" cannot be read as one number`},
		{"/min", "1480/min", "1200–2000/min", true, ""},
		{"/min", "1,480 /min", "1200–2000", true, ""},
		{"ms", "412 (Grafana)", "100 < x < 1200", true, ""},
		{"ms", "412（Grafana）", "0–500（30日）", true, ""},
		{"s", "412 (ms)", "0–1 (30 days)", true, ""},
		{"ms", "2 (秒)", "0–1000", false, ""},
		{"件", "0", "0", true, ""},
		{"件", "1", "0", false, ""},
		{"", "1e3", "0–2000", true, ""},
		{"", "1e9", "0–5", false, ""},
		{"", "1e309", "", false, `KPI x: "1e309" cannot be read as one number`},
		{"/min", "1480/", "", false, `KPI x: "1480/" cannot be read as one number`},
		{"", "1480/2000", "", false, `KPI x: "1480/2000" cannot be read as one number`},
		{"", "(412)", "", false, `KPI x: "(412)" cannot be read as one number`},
		{"%", "0.3 → 9", "0–1", false, `KPI x: "0.3 → 9" cannot be read as one number`},
		{"%", "0.3", "1–0", false, `KPI x: "1–0" cannot be read as a normal range`},
		{"%", "0.3", "unknown", false, `KPI x: "unknown" cannot be read as a normal range`},
		{"", "0.3", "0–1 most of the time", false, `KPI x: "0–1 most of the time" cannot be read as a normal range`},
		{"ms", "0.3%", "0–1", false, `KPI x: "0.3%" is not in ms, the unit of the KPI`},
		{"ms", "3", "0–1 %", false, `KPI x: "0–1 %" is not in ms, the unit of the KPI`},
	} {
		k := incident.KPI{Name: "x", Unit: row.unit, ReadBy: "Ops"}
		k.ReadValue(row.value)
		k.ReadRange(row.span)
		unread := ""
		for _, u := range k.Unread {
			unread += u.Message(k.Name, incident.English)
		}
		if shown := incident.RecoveryShown([]incident.KPI{k}); shown != row.shown || unread != row.unread {
			t.Errorf("%q %q %q: shown %v, unread %q; want %v, %q", row.unit, row.value, row.span, shown, unread, row.shown, row.unread)
		}
	}
}
