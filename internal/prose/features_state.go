package prose

import "strings"

// statesAfter adds the signs of a state that is named outright, in either
// language: a value that goes from one to another ("4Gi -> 8Gi", 7日→30日), a
// setting and its value ("minAvailable: 2").
func (f *featureSet) statesAfter(s string) {
	if fromTo(s) {
		f.add("state:from-to")
	}
	if settingValue(s) {
		f.add("state:setting")
	}
}

// fromTo tells whether an arrow stands between two values, or between what is now
// and what will be.
func fromTo(s string) bool {
	for _, arrow := range []string{"->", "=>", "→", "⇒"} {
		i := strings.Index(s, arrow)
		if i <= 0 || i+len(arrow) >= len(s) {
			continue
		}
		before, after := strings.TrimRight(s[:i], " "), strings.TrimLeft(s[i+len(arrow):], " ")
		if before != "" && after != "" && (digitNear(before[max(0, len(before)-12):]) || digitNear(after[:min(12, len(after))])) {
			return true
		}
	}
	return false
}

func digitNear(s string) bool { return strings.ContainsAny(s, "0123456789") }

// settingValue tells whether an identifier is given a value: key: 2, KEY=false,
// statement_timeout = 5s.
func settingValue(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] != ':' && s[i] != '=' {
			continue
		}
		k := i
		for k > 0 && s[k-1] == ' ' && s[i] == '=' {
			k--
		}
		from := k
		for from > 0 && (wordByte(s[from-1]|0x20) || s[from-1] == '.' || s[from-1] == '-') {
			from--
		}
		v := i + 1
		for v < len(s) && s[v] == ' ' {
			v++
		}
		if k-from < 2 || v >= len(s) {
			continue
		}
		rest := strings.ToLower(s[v:min(len(s), v+6)])
		if rest[0] >= '0' && rest[0] <= '9' || strings.HasPrefix(rest, "true") || strings.HasPrefix(rest, "false") || strings.HasPrefix(rest, "on") && s[i] == '=' || strings.HasPrefix(rest, "off") {
			return true
		}
	}
	return false
}
