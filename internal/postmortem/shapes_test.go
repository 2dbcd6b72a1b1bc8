package postmortem_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// shapes are texts of which each once took a Markdown tool time with the square
// of its length, in n pieces.
func shapes(n int) map[string]string {
	numbered := func(form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	var nested strings.Builder
	for i := range min(n, 1000) {
		nested.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return map[string]string{
		"brackets": strings.Repeat("[", n), "images": strings.Repeat("![", n), "links that never close": strings.Repeat("[a](", n),
		"links": strings.Repeat("[a](b.md) ", n), "quotes in quotes": strings.Repeat(">", n) + " x", "lists in lists": nested.String(),
		"one line": strings.Repeat("The engineer should have checked. ", n), "emphasis": strings.Repeat("*a **b ", n),
		"emphasis of two kinds": strings.Repeat("_a* ", n), "emphasis that closes another": strings.Repeat("*a_ ", n), "emphasis on both sides": strings.Repeat("a*_", n), "strong and not": strings.Repeat("**a_ ", n),
		"ignore comments on one line": strings.Repeat("<!-- pmtracker:ignore blame a quotation -->", n), "comments in a heading": "## x " + strings.Repeat("<!-- x -->`", n),
		"headings": strings.Repeat("# x\n", n), "reference definitions": numbered("[r%d]: u\n"), "lines with brackets": strings.Repeat("x [y]\n", n),
		"ignore comments": strings.Repeat("a <!-- pmtracker:ignore blame a quotation -->\n", n), "marks of ignore comments": strings.Repeat("pmtracker:ignore ", n),
		"timeline rows": "## Timeline\n\n| Time | Kind | What happened |\n| --- | --- | --- |\n" + numbered("| 2026-03-01 09:00 | note | x%d |\n"),
		"cells":         "|" + strings.Repeat("Time|", n) + "\n|" + strings.Repeat("-|", n) + "\n|" + strings.Repeat("x|", n),
		"item rows":     "## Action items\n\n| Title | Owner | Due |\n| --- | --- | --- |\n" + numbered("| x%d | @a | 2026-12-01 |\n"),
		"items":         "## Action items\n\n" + numbered("### AI-1%05d: x\n- Owner: @a\n\n"),
		"open divs":     strings.Repeat("<div>The engineer was careless. ", n), "nested divs": strings.Repeat("<div>", n) + "x" + strings.Repeat("</div>", n),
		"divs that never end": "<div>" + strings.Repeat("<div a=\"", n) + ">", "open divs apart": strings.Repeat("<div>x\n\n", n), "open scripts": "<div>" + strings.Repeat("<script>", n),
		"open quotes": "<div>" + strings.Repeat("<q>", n), "nested quotes": "<div>" + strings.Repeat("<q>", n) + strings.Repeat("</q>", n), "quotes": "<div>" + strings.Repeat("<q>x</q>", n), "quotes in a line": strings.Repeat("a <q>b</q>", n),
		"quotes of two kinds": "<div>" + strings.Repeat("<q><code></q></code>", n), "alerts": strings.Repeat("> [!NOTE]\n> x\n\n", n), "footnotes": numbered("[^%d]:x\n"),
		"open tags": strings.Repeat("<a ", n), "open comments": strings.Repeat("<!--", n), "backticks": numbered("`%d"),
	}
}

const shapeFront = "---\nincident: INC-1\ntitle: x\nseverity: SEV2\nstatus: in-review\n---\n\n## Summary\n\n"

// TestNoShapeTakesForEver judges 20,000 pieces of each shape. Where the time grew
// with the square, this would not end before the test's own limit.
func TestNoShapeTakesForEver(t *testing.T) {
	for name, text := range shapes(20_000) {
		t.Run(name, func(t *testing.T) {
			d, err := postmortem.Parse("x.md", []byte(shapeFront+text))
			if err != nil {
				t.Fatal(err)
			}
			if len(postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics) == 0 {
				t.Error("nothing is found, not even the missing sections")
			}
		})
	}
}

// BenchmarkShapes shows the time a byte: for each shape it has to stay the same
// from 10,000 to 80,000 pieces.
func BenchmarkShapes(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(shapes(1))) {
		for _, n := range []int{10_000, 80_000} {
			text := []byte(shapeFront + shapes(n)[name])
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					d, err := postmortem.Parse("x.md", text)
					if err != nil {
						b.Fatal(err)
					}
					postmortem.Check(d, postmortem.CheckOptions{})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}
