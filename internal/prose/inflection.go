package prose

import "strings"

// Forms gives the forms of a regular verb of two letters or more, of which that in -s is
// the plural of a noun as well: check, checks, checked, checking.
func Forms(v string) []string {
	n := len(v)
	stem := v
	switch {
	case strings.HasSuffix(v, "e"):
		stem = v[:n-1]
		return []string{v, v + "s", v + "d", stem + "ing"}
	case strings.HasSuffix(v, "y") && !strings.ContainsRune("aeou", rune(v[n-2])):
		return []string{v, v[:n-1] + "ies", v[:n-1] + "ied", v + "ing"}
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "sh"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "x"):
		return []string{v, v + "es", v + "ed", v + "ing"}
	}
	forms := []string{v, v + "s", v + "ed", v + "ing"}
	if n >= 3 && !strings.ContainsRune("aeiouwxy", rune(v[n-1])) && strings.ContainsRune("aeiou", rune(v[n-2])) && !strings.ContainsRune("aeiou", rune(v[n-3])) {
		double := v + v[n-1:]
		forms = append(forms, double+"ed", double+"ing")
	}
	return forms
}
