package incident

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Range is an interval of normal values. An end that is infinite is open: "≤ 200".
type Range struct {
	Low, High    float64
	Above, Below bool // the end itself lies outside: "> 0", "< 1"
}

// Rounded is the range as people read it: an end that was measured with three digits, and
// one of so few that a person set it (99.95) as it was set.
func (r Range) Rounded() Range {
	r.Low, r.High = roundedEnd(r.Low), roundedEnd(r.High)
	return r
}

func roundedEnd(v float64) float64 {
	const most = 6 // digits that people write
	if short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', most, 64), 64); short == v {
		return v
	}
	return Round(v)
}

// Contains tells whether v lies inside.
func (r Range) Contains(v float64) bool {
	return (r.Low < v || r.Low == v && !r.Above) && (v < r.High || v == r.High && !r.Below)
}

// String writes the range as it stands in documents: "0–2".
func (r Range) String() string {
	least, most := "≥ ", "≤ "
	if r.Above {
		least = "> "
	}
	if r.Below {
		most = "< "
	}
	switch {
	case math.IsInf(r.Low, -1):
		return most + FormatNumber(r.High)
	case math.IsInf(r.High, 1):
		return least + FormatNumber(r.Low)
	case r.Above || r.Below:
		return least + FormatNumber(r.Low) + ", " + most + FormatNumber(r.High)
	}
	return FormatNumber(r.Low) + "–" + FormatNumber(r.High)
}

// rangeSigns makes one spelling of the signs that mean the same in a range.
var rangeSigns = strings.NewReplacer(
	"−", "-", "&lt;=", "≤", "&gt;=", "≥", "&lt;", "<", "&gt;", ">", "<=", "≤", "=<", "≤", "≦", "≤", "⩽", "≤", ">=", "≥", "=>", "≥", "≧", "≥", "⩾", "≥",
	"—", "–", "―", "–", "‒", "–", "‐", "-", "〜", "~", "、", ",", ";", ",",
)

// ParseRange reads a normal range as a person writes it: "0–2", "80-200 ms",
// "[0, 1]", "0..1", "≤ 200 ms", "below 1%", "100 < x < 1200", 「0以上1未満」; "0" alone is
// exactly zero, and a remark in brackets behind is no part of it. The unit is that of
// the ends; empty: none is written. It is not ok where nobody can say which range
// was meant, as of "1–0", "0, 1" or "100%".
func ParseRange(text string) (r Range, unit string, ok bool) {
	const longest = 1000 // in bytes; two numbers of all their digits are shorter
	if len(text) > longest {
		return Range{}, "", false
	}
	text = withoutRemark(strings.TrimSpace(rangeSigns.Replace(norm.NFKC.String(text))))
	if inner, found := strings.CutPrefix(text, "["); found && strings.HasSuffix(inner, "]") {
		text = strings.TrimSpace(strings.TrimSuffix(inner, "]"))
		if low, high, two := strings.Cut(text, ","); two {
			return rangeBetween(parseRangeEnd(low), parseRangeEnd(high))
		}
	}
	if end := parseRangeEnd(text); end.ok {
		return end.alone(), end.unit, end.side != 0 || end.value == 0
	}
	if strings.ContainsAny(text, "<≤>≥") {
		if m := aroundName().FindStringSubmatch(text); m != nil {
			return rangeBetween(parseRangeEnd(turned.Replace(m[2])+m[1]), parseRangeEnd(m[3]))
		}
	}
	return parseTwoEnds(text)
}

// aroundName matches a range whose ends stand on both sides of the name of what is
// measured, "100 < x < 1200": the first end, its sign, the second end with its sign.
var aroundName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([^<≤>≥]+)([<≤>≥])\s*\p{L}[^<≤>≥]*([<≤>≥][^<≤>≥]+)$`)
})

// turned says of a sign what it is for what stands on its other side.
var turned = strings.NewReplacer("<", ">", "≤", "≥", ">", "<", "≥", "≤")

// betweenEnds are what stands between the two ends of a range. Beside one that is
// a list's, each end has to say which one it is: "0, 1" may be a decimal comma.
var betweenEnds = []struct {
	sign string
	list bool
}{{"..", false}, {"–", false}, {"~", false}, {" to ", false}, {"から", false}, {"-", false}, {",", true}, {" and ", true}, {"かつ", true}, {"以上", true}, {"超", true}}

func parseTwoEnds(text string) (Range, string, bool) {
	if bare, ok := cutWord(text, "between "); ok {
		if low, high, two := strings.Cut(bare, " and "); two {
			return rangeBetween(parseRangeEnd(low), parseRangeEnd(high))
		}
	}
	text, _ = cutWord(text, "from ")
	for _, b := range betweenEnds {
		for at, tries := 0, 0; tries < 5; tries++ { // "-5--1" has three places to try
			i := strings.Index(text[at:], b.sign)
			if i < 0 {
				break
			}
			left, right := text[:at+i], text[at+i+len(b.sign):]
			if at += i + 1; b.sign == "以上" || b.sign == "超" { // which is a word of the left end
				left += b.sign
			}
			if b.sign == ".." && (strings.HasSuffix(left, ".") || strings.HasPrefix(right, ".")) {
				continue // of "0...5" nobody can say where the point of a decimal is
			}
			low, high := parseRangeEnd(left), parseRangeEnd(right)
			if low.ok && high.ok && (!b.list || low.side != 0 && high.side != 0) {
				return rangeBetween(low, high)
			}
		}
	}
	return Range{}, "", false
}

// rangeBetween makes the range between two ends, of which the first is the lower one
// where they do not say so themselves. An end without a unit has that of the other.
func rangeBetween(low, high rangeEnd) (Range, string, bool) {
	if low.side > 0 && high.side < 0 {
		low, high = high, low
	}
	unit := cmp.Or(high.unit, low.unit)
	in, err := KPI{Unit: low.unit, Value: &low.value}.In(unit)
	if !low.ok || !high.ok || low.side > 0 || high.side < 0 || err != nil {
		return Range{}, "", false
	}
	r := Range{Low: *in.Value, High: high.value, Above: low.outside, Below: high.outside}
	return r, unit, r.Low < r.High || r.Low == r.High && !r.Above && !r.Below
}
