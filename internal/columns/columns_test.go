package columns

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "安全化": 6, "ﾊﾝｶｸ": 4, "か\u3099": 2, "e\u0301": 1, "a\u200bb": 2, "「x」": 5} {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestTableLinesUp(t *testing.T) {
	var table Table
	table.Add("a heading widens no column")
	table.Add("検知", "Ops", "first")
	table.Add("x", "", "second")
	table.Add("安全化", "Comm", "")
	var b strings.Builder
	n, err := table.WriteTo(&b)
	want := "a heading widens no column\n検知    Ops   first\nx             second\n安全化  Comm\n"
	if b.String() != want || err != nil || n != int64(len(want)) {
		t.Errorf("got %d %v\n%s\nwant\n%s", n, err, b.String(), want)
	}
}

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{"": "", "abc": "abc", "abcd": "ab…", "安全化": "安全化", "安全化済み": "安全…"} {
		if got := Shorten(text, 3); got != want {
			t.Errorf("Shorten(%q, 3) = %q, want %q", text, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"": "", "abcd": "abcd", "abcde": "abc…", "安全": "安全", "安全化": "安…", "a安全化": "a安…"} {
		if got := Fit(text, 4); got != want {
			t.Errorf("Fit(%q, 4) = %q, want %q", text, got, want)
		}
	}
}
