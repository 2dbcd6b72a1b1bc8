package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMergeTakesWhatOnlyOneChanged(t *testing.T) {
	base := "a\nb\nc\nd\ne\n"
	m := merge(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "me", "@bob")
	if m.conflicts != 0 || m.text != "a\nB\nc\nd\nE\n" {
		t.Fatalf("%+v", m)
	}
}

func TestMergeKeepsBothVersionsOfALine(t *testing.T) {
	m := merge("前\n原因は接続枯渇\n後\n", "前\n原因は接続の枯渇だった\n後\n", "前\n原因はプールの枯渇\n後\n", "自分", "@bob")
	if m.conflicts != 1 || !hasMarks(m.text) {
		t.Fatalf("%+v", m)
	}
	for _, want := range []string{"接続の枯渇だった", "プールの枯渇", "<<<<<<< 自分", ">>>>>>> @bob"} {
		if !strings.Contains(m.text, want) {
			t.Errorf("%q is lost in\n%s", want, m.text)
		}
	}
}

// TestMergeLosesNoLine: whatever two people make of a text, every line that
// either wrote stands in the result, and only what somebody took out is gone.
func TestMergeLosesNoLine(t *testing.T) {
	line := rapid.SampledFrom([]string{"a\n", "b\n", "c\n", "決済\n", "\n"})
	text := func(t *rapid.T, name string) []string { return rapid.SliceOfN(line, 0, 8).Draw(t, name) }
	rapid.Check(t, func(t *rapid.T) {
		base := text(t, "base")
		edit := func(name string) string {
			lines := append([]string{}, base...)
			for range rapid.IntRange(0, 3).Draw(t, name+"-edits") {
				at := rapid.IntRange(0, len(lines)).Draw(t, name+"-at")
				lines = append(lines[:at:at], append([]string{name + rapid.StringMatching(`[0-9]{4}`).Draw(t, name) + "\n"}, lines[at:]...)...)
				if at+1 < len(lines) && rapid.Bool().Draw(t, name+"-drop") {
					lines = append(lines[:at+1:at+1], lines[at+2:]...)
				}
			}
			return strings.Join(lines, "")
		}
		ours, theirs := edit("ours"), edit("theirs")
		m := merge(strings.Join(base, ""), ours, theirs, "1", "2")
		for _, side := range []string{ours, theirs} {
			for l := range strings.Lines(side) {
				if strings.HasPrefix(l, "ours") || strings.HasPrefix(l, "theirs") {
					if !strings.Contains(m.text, l) {
						t.Fatalf("%q is lost:\nbase %q\nours %q\ntheirs %q\nmerged %q", l, base, ours, theirs, m.text)
					}
				}
			}
		}
		if m.conflicts == 0 != !hasMarks(m.text) {
			t.Fatalf("%d conflicts, but the text says otherwise: %q", m.conflicts, m.text)
		}
		if back := merge(strings.Join(base, ""), ours, strings.Join(base, ""), "1", "2"); back.text != ours || back.conflicts != 0 {
			t.Fatalf("an edit alone is not taken as it is: %q, not %q", back.text, ours)
		}
	})
}

func TestCompareShowsWords(t *testing.T) {
	changes := compare("x\n決済の監視を改善する\ny\n", "x\n決済のアラートを追加する\ny\n")
	var was, is strings.Builder
	for _, c := range changes {
		if c.kind != come {
			was.WriteString(c.text)
		}
		if c.kind != gone {
			is.WriteString(c.text)
		}
	}
	if was.String() != "x\n決済の監視を改善する\ny\n" || is.String() != "x\n決済のアラートを追加する\ny\n" {
		t.Fatalf("%+v", changes)
	}
	for _, c := range changes {
		if c.kind == gone && strings.Contains(c.text, "決済") {
			t.Errorf("the whole line is shown as changed: %q", c.text)
		}
	}
}
