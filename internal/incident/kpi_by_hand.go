package incident

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// KPIExample is how a KPI is entered by hand, for what is said of one that cannot
// be read.
const KPIExample = "error_rate=0.4%"

// ParseValue reads a KPI's value as a person writes it: a number and perhaps its unit
// and a remark in brackets, "0.4%", "180 ms", "1,200", "1480/min", "412 (Grafana)",
// "1e3", 「０．４％」. It is not ok where the number is not finite, or where what follows
// cannot be a unit: of "9,5" and "1e309" nobody can say what was meant. A comma before
// each three digits parts thousands, in English and in Japanese.
func ParseValue(text string) (value float64, unit string, ok bool) {
	text = withoutRemark(strings.TrimSpace(strings.ReplaceAll(norm.NFKC.String(text), "−", "-")))
	if strings.Contains(text, ",") {
		text = valueForms().thousands.ReplaceAllStringFunc(text, func(number string) string { return strings.ReplaceAll(number, ",", "") })
	}
	end := numberEnd(text)
	unit = strings.TrimSpace(text[end:])
	value, err := strconv.ParseFloat(text[:end], 64)
	return value, unit, err == nil && !math.IsInf(value, 0) && isUnit(unit)
}

// valueForms are the pieces of a value: a number at the beginning whose thousands are
// parted by commas, what stands before a remark in brackets at the end, and the remark.
var valueForms = sync.OnceValue(func() (f struct{ thousands, remark *regexp.Regexp }) {
	f.thousands = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(?:,\d{3})+\b`)
	f.remark = regexp.MustCompile(`^(.*\S)\s*\(([^()]*)\)$`)
	return f
})

// numberEnd gives where the decimal number ends with which a text begins, with its
// exponent; 0: it begins with none. Documents have thousands of these.
func numberEnd(text string) int {
	digits := func(at int) int {
		for at < len(text) && text[at] >= '0' && text[at] <= '9' {
			at++
		}
		return at
	}
	sign := func(at int) int {
		if at < len(text) && (text[at] == '+' || text[at] == '-') {
			at++
		}
		return at
	}
	begin := sign(0)
	whole := digits(begin)
	end := whole
	if end < len(text) && text[end] == '.' {
		end = digits(end + 1)
	}
	if end == begin || end == begin+1 && whole == begin { // nothing, or a lonely point
		return 0
	}
	if end < len(text) && (text[end] == 'e' || text[end] == 'E') {
		if power := sign(end + 1); digits(power) > power {
			end = digits(power)
		}
	}
	return end
}

// withoutRemark gives a text without the remark in brackets behind it: "0–1 (30 days)".
// A unit in brackets is no remark: "412 (ms)" is 412 ms.
func withoutRemark(text string) string {
	if !strings.HasSuffix(text, ")") {
		return text
	}
	m := valueForms().remark.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	if unit := strings.TrimSpace(m[2]); seconds[unit] != 0 || unit == "%" || strings.HasPrefix(unit, "/") {
		return m[1] + " " + unit
	}
	return m[1]
}

// isUnit tells whether a text can name a unit: "ms", "req/s", "%", "/min"; not ",200".
func isUnit(text string) bool {
	if per, ok := strings.CutPrefix(text, "/"); ok {
		text = strings.TrimSpace(per)
		if text == "" {
			return false
		}
	}
	for i, r := range text {
		first := unicode.IsLetter(r) || r == '%' || r == '°'
		if !first && (i == 0 || !strings.ContainsRune("/ ·", r)) {
			return false
		}
	}
	return true
}

// RangeOf makes the range between two ends; one that is nil is open, and there is
// no range where both are.
func RangeOf(low, high *float64) *Range {
	if low == nil && high == nil {
		return nil
	}
	r := &Range{Low: math.Inf(-1), High: math.Inf(1)}
	if low != nil {
		r.Low = *low
	}
	if high != nil {
		r.High = *high
	}
	return r
}

// CheckByHand tells what is wrong with the KPIs that a person entered: one without
// a name or named twice, a value that is no finite number, a range that ends before
// it begins; and Refused, a value for which nobody answers.
func CheckByHand(kpis []KPI) error {
	seen := map[string]bool{}
	for _, k := range kpis {
		if err := CheckText(k.Name, k.Unit, k.ReadBy); err != nil {
			return err
		}
		switch {
		case strings.TrimSpace(k.Name) == "":
			return Tell(Invalid, "a KPI has no name; write it as %s", "名前のない KPI があります。%s の形で書いてください", KPIExample)
		case seen[k.Name]:
			return Tell(Invalid, "KPI %q is given twice; give each one value", "KPI %q が2回指定されています。値は一つずつ指定してください", k.Name)
		case k.Value != nil && (math.IsNaN(*k.Value) || math.IsInf(*k.Value, 0)):
			return Tell(Invalid, "the value of KPI %q is not a number; write it as %s", "KPI %q の値が数値ではありません。%s の形で書いてください", k.Name, KPIExample)
		case k.Value != nil && Unwritten(k.ReadBy):
			return PutRightBy(refuse(RuleRecoveryByNumber, Tell(Refused, "nobody is named who read KPI %q; name the person who did, with --read-by PERSON", "KPI %q を読み取った人が分かりません。--read-by 氏名 で読み取った人を指定してください", k.Name)), RemedyReadBy)
		case k.Baseline != nil && !(k.Baseline.Low <= k.Baseline.High):
			return Tell(Invalid, "the normal range of KPI %q ends (%s) before it begins (%s); put the smaller number first", "KPI %q の正常範囲の上限（%s）が下限（%s）より小さくなっています。小さい方を先に書いてください", k.Name, FormatNumber(k.Baseline.High), FormatNumber(k.Baseline.Low))
		}
		seen[k.Name] = true
	}
	return nil
}

// seconds says how long the units of time are.
var seconds = map[string]float64{"µs": 1e-6, "us": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "min": 60, "ミリ秒": 1e-3, "秒": 1, "分": 60}

// In gives the KPI in a unit: as it is where it has that unit or none, converted
// where both units measure time. Any other unit is Invalid: a value is not
// compared with a range of something else.
func (k KPI) In(unit string) (KPI, error) {
	if k.Unit == "" || k.Unit == unit {
		k.Unit = unit
		return k, nil
	}
	from, to := seconds[k.Unit], seconds[unit]
	if from == 0 || to == 0 {
		if unit == "" {
			return k, Tell(Invalid, "KPI %q is measured without a unit, not in %q; give the number alone", "KPI %q は単位なしで測っています。単位 %q を付けず、数値だけを指定してください", k.Name, k.Unit)
		}
		return k, Tell(Invalid, "KPI %[1]q is measured in %[3]q, not in %[2]q; give the value in %[3]q", "KPI %[1]q の単位は %[3]q です（指定: %[2]q）。%[3]q での値を指定してください", k.Name, k.Unit, unit)
	}
	// Whole factors keep 1.2 s at 1200 ms.
	convert := func(v float64) float64 {
		if from < to {
			return v / math.Round(to/from)
		}
		return v * math.Round(from/to)
	}
	if k.Value != nil {
		v := convert(*k.Value)
		k.Value = &v
	}
	if k.Baseline != nil {
		r := *k.Baseline
		r.Low, r.High = convert(r.Low), convert(r.High)
		k.Baseline = &r
	}
	k.Unit = unit
	return k, nil
}
