package incident

import (
	"math"
	"strconv"
	"strings"
)

// KPI is a number by which recovery is judged: its value at the recovery
// declaration and its normal range.
type KPI struct {
	Name     string
	Unit     string
	Value    *float64 // nil: not known
	Baseline *Range   // nil: not known
	ReadBy   string   // who read the value, when it was entered by hand
	Unread   []Unread // what a document writes of it and nobody can read
}

// Recovered tells whether the value is known and inside the known range.
func (k KPI) Recovered() bool {
	return k.Value != nil && k.Baseline != nil && k.Baseline.Contains(*k.Value)
}

// RoundedBaseline is the normal range as a document tells it beside the value: rounded,
// unless the value would be judged otherwise by that.
func (k KPI) RoundedBaseline() *Range {
	if k.Baseline == nil {
		return nil
	}
	rounded := k.Baseline.Rounded()
	if k.Value != nil && rounded.Contains(*k.Value) != k.Baseline.Contains(*k.Value) {
		return k.Baseline
	}
	return &rounded
}

// showsRecovery tells whether the value shows that service was back: it is inside its
// normal range, or, where there is none, a person who read it answers for it.
func (k KPI) showsRecovery() bool {
	return len(k.Unread) == 0 && (k.Recovered() || k.Value != nil && k.Baseline == nil && !Unwritten(k.ReadBy))
}

// Round keeps three significant digits, and all of those before the point: what a person
// reads of a measured value.
func Round(v float64) float64 {
	switch {
	case v == 0 || math.IsInf(v, 0) || math.IsNaN(v):
		return v
	case math.Abs(v) >= 100:
		return math.Round(v)
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	return rounded
}

// FormatNumber writes a number without an exponent and without digits that say
// nothing.
func FormatNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// FormatValue writes a value with its unit: "0.4%", "180 ms".
func FormatValue(v float64, unit string) string {
	if unit == "" || strings.HasPrefix(unit, "%") {
		return FormatNumber(v) + unit
	}
	return FormatNumber(v) + " " + unit
}

// FormatRange writes a range with its unit: "0–2%", "90–180 ms".
func FormatRange(r Range, unit string) string {
	if unit == "" || strings.HasPrefix(unit, "%") {
		return r.String() + unit
	}
	return r.String() + " " + unit
}
