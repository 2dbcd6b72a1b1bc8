package postmortem

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestSetFieldChangesOneLine writes one field into documents as people write
// them and compares every other line.
func TestSetFieldChangesOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ending := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending")
		bullet := rapid.SampledFrom([]string{"- ", "* ", "+ ", "-\t", "-   "}).Draw(t, "bullet")
		colon := rapid.SampledFrom([]string{": ", ":", "：", " : "}).Draw(t, "colon")
		lang := rapid.SampledFrom([]incident.Lang{incident.English, incident.Japanese}).Draw(t, "lang")
		bold := rapid.SampledFrom([]string{"", "**", "_"}).Draw(t, "bold")
		lines := []string{"---", "incident: INC-2026-0001", "lang: " + string(lang), "---", "", "## " + SectionActions.Title(lang), "",
			rapid.SampledFrom([]string{"### AI-1: x", "### ＡＩ－１：x", "#### AI-1：x #"}).Draw(t, "heading"), ""}
		for _, f := range fieldOrder() {
			switch rapid.IntRange(0, 4).Draw(t, string(f)) {
			case 0:
				continue
			case 1:
				lines = append(lines, bullet+bold+f.Label(lang)+bold+colon, "    - nested "+string(f), "    - １２")
			default:
				lines = append(lines, bullet+bold+f.Label(lang)+bold+colon+rapid.SampledFrom([]string{"old", "２０２６－０１－０１", "決済: a", "`x`"}).Draw(t, "old"))
			}
		}
		src := strings.Join(lines, ending)
		if rapid.Bool().Draw(t, "final newline") {
			src += ending
		}
		field := rapid.SampledFrom(fieldOrder()).Draw(t, "field")
		value := rapid.SampledFrom([]string{"https://github.com/acme/checkout/issues/812", "決済を止める", "a | b: c"}).Draw(t, "value")
		setAndCompare(t, src, field, value)
	})
}

func setAndCompare(t *rapid.T, src string, field incident.Field, value string) {
	d, err := Parse("x.md", []byte(src))
	if err != nil || len(d.Items) != 1 {
		t.Fatalf("%v, %d items\n%s", err, len(d.Items), src)
	}
	out, err := d.SetField("AI-1", field, value)
	if err != nil {
		t.Fatal(err)
	}
	before, after := strings.SplitAfter(src, "\n"), strings.SplitAfter(string(out), "\n")
	first := 0
	for first < len(before) && first < len(after) && before[first] == after[first] {
		first++
	}
	last := 0
	for last < len(before)-first && last < len(after)-first && before[len(before)-1-last] == after[len(after)-1-last] {
		last++
	}
	if len(after)-first-last > 1 && strings.HasSuffix(src, "\n") || len(before)-first-last > 1 {
		t.Fatalf("more than one line changed\n%q\n%q", src, out)
	}
	again, err := Parse("x.md", out)
	if err != nil {
		t.Fatal(err)
	}
	place := again.Items[0].Fields[field]
	if got := again.text(place.Value); got != value {
		t.Fatalf("reads back %q, want %q\n%s", got, value, out)
	}
}
