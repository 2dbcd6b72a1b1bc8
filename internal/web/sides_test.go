package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// column gives what one column of a comparison says, with as many empty lines as
// were left out.
func column(rows []sideRow, cell func(sideRow) []change) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Repeat("\n", r.skipped))
		for _, c := range cell(r) {
			b.WriteString(c.text)
		}
	}
	return b.String()
}

// TestSidesLoseNothing holds the two columns against the texts that they compare.
func TestSidesLoseNothing(t *testing.T) {
	line := rapid.SampledFrom([]string{"", "決済の監視を改善する", "決済のアラートを追加する", "a b c", "a x c", "same", "same", "tail"})
	text := rapid.Custom(func(t *rapid.T) string {
		all := strings.Join(rapid.SliceOfN(line, 0, 14).Draw(t, "lines"), "\n")
		return all + rapid.SampledFrom([]string{"", "\n"}).Draw(t, "end")
	})
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		rows := sides(compare(before, after))
		if len(rows) == 0 {
			if before != after {
				t.Fatalf("%q and %q are called the same", before, after)
			}
			return
		}
		for _, side := range []struct {
			text  string
			cell  func(sideRow) []change
			line  func(sideRow) int
			other changeKind
		}{
			{before, func(r sideRow) []change { return r.before }, func(r sideRow) int { return r.beforeLine }, come},
			{after, func(r sideRow) []change { return r.after }, func(r sideRow) int { return r.afterLine }, gone},
		} {
			lines := splitLines(side.text)
			for i, r := range rows {
				cell := side.cell(r)
				for _, c := range cell {
					if c.kind == side.other {
						t.Fatalf("%q stands in the wrong column", c.text)
					}
				}
				if len(cell) == 0 || len(lines) == 0 {
					continue
				}
				if n := side.line(r); n < 1 || n > len(lines) || !strings.HasPrefix(column(rows[i:], side.cell), lines[n-1][:min(1, len(lines[n-1]))]) {
					t.Fatalf("line %d of %q is not %q", n, side.text, cell[0].text)
				}
			}
			shown := column(rows, side.cell)
			if len(splitLines(shown)) != len(lines) { // a last line without an end may be among those left out
				t.Fatalf("%q is shown as %q", side.text, shown)
			}
			for i, l := range splitLines(shown) {
				if l != "\n" && l != lines[i] {
					t.Fatalf("line %d is %q, not %q", i+1, l, lines[i])
				}
			}
		}
	})
}

// TestSidesStandBesideEachOther: a line stands beside what became of it, with the
// words marked that differ.
func TestSidesStandBesideEachOther(t *testing.T) {
	rows := sides(compare("x\n決済の監視を改善する\ny\nold\nz\n", "x\n決済のアラートを追加する\ny\nz\nnew\n"))
	marked := func(some []change) (text string) {
		for _, c := range some {
			text += map[changeKind]string{kept: "", gone: "-", come: "+"}[c.kind] + strings.TrimSuffix(c.text, "\n") + "|"
		}
		return text
	}
	var got []string
	for _, r := range rows {
		got = append(got, itoa(r.beforeLine)+" "+marked(r.before)+"  "+itoa(r.afterLine)+" "+marked(r.after))
	}
	want := []string{
		"1 x|  1 x|",
		"2 決済の|-監視を改善|する|  2 決済の|+アラートを追加|する|",
		"3 y|  3 y|",
		"4 -old|  4 ",
		"5 z|  4 z|",
		"6   5 +new|",
	}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("row %d is %q, want %q", i, got[i], want[i])
		}
	}
}

// TestSideBySideByChoice chooses it with a form, as a browser without JavaScript
// does, and the choice is kept.
func TestSideBySideByChoice(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		key := p.recovered("決済が失敗する")
		base := "/incidents/" + key
		text := p.must(p.get(base+"/postmortem.md"), 200).body
		p.must(p.post(base+"/edit", "base", "1", "text", text+"\n決済の監視を改善する。\n"), 303)
		p.must(p.post(base+"/edit", "base", "2", "text", text+"\n決済のアラートを追加する。\n"), 303)
		path := base + "/history?from=2&to=3"
		if page := p.must(p.get(path), 200).body; strings.Contains(page, `class="sides`) || !strings.Contains(page, `class="diff card"`) {
			t.Fatal("side by side without being asked for")
		}
		a := p.must(p.post("/preferences", "diff", "side", "back", path), 303)
		if a.location != path {
			t.Errorf("the choice leads to %q", a.location)
		}
		page := p.must(p.get(path), 200).body
		row := page[strings.LastIndex(page[:strings.Index(page, "<del>")], "<tr"):]
		row = row[:strings.Index(row, "</tr>")]
		if strings.Count(row, "<td ") != 2 || !strings.Contains(row, "決済の<del>監視を改善</del>する") || !strings.Contains(row, "決済の<ins>アラートを追加</ins>する") {
			t.Errorf("what was changed does not stand beside what it became: %s", row)
		}
		p.must(p.post("/preferences", "diff", "text", "back", path), 303)
		if page := p.must(p.get(path), 200).body; strings.Contains(page, `class="sides`) {
			t.Error("the choice is not taken back")
		}
	}
}
