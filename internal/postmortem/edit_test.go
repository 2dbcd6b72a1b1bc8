package postmortem

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestSetFieldChangesOneLine writes one field into documents as people write
// them: items as headings with lists, further lists in these, or with tables of
// their own, or as the rows of one table; in any style, with notes, code and other
// sections around. Every line that is not the field's has to stay, and every other
// field has to read as before.
func TestSetFieldChangesOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &writer{T: t, lang: rapid.SampledFrom([]incident.Lang{incident.English, incident.Japanese}).Draw(t, "lang")}
		lines := w.document()
		ending := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending")
		src := strings.Join(lines, ending)
		if rapid.Bool().Draw(t, "final newline") {
			src += ending
		}
		item := rapid.IntRange(1, w.items).Draw(t, "which")
		field := rapid.SampledFrom(incident.Fields()).Draw(t, "field")
		value := rapid.SampledFrom([]string{"https://github.com/acme/checkout/issues/812", "決済を止める", "a | b: c", "２０２７", `\`, "x"}).Draw(t, "value")
		if holdsList(field) && rapid.Bool().Draw(t, "list") {
			value = rapid.SampledFrom([]string{"the pipeline:\n- rolls back\n- pages", "- 切り戻す\n- 呼び出す", "lead\n1. a\n   - <b>\n2. c\n\nparagraph", "lead\n\nparagraph | x", "lead\n\n3. c\n4. d", "nested\n- １２"}).Draw(t, "text")
		}
		setAndCompare(t, src, itemID(item), field, value)
	})
}

// writer draws a document as people write them.
type writer struct {
	*rapid.T
	lang  incident.Lang
	items int
}

func (w *writer) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.T, label)
}

func (w *writer) document() []string {
	lines := []string{"---", "incident: INC-2026-0001", "lang: " + string(w.lang), "---", "", "# 決済🙂", ""}
	lines = append(lines, w.noise()...)
	lines = append(lines, "## "+SectionActions.Title(w.lang)+w.pick("section", "", " ##", "　"), "")
	w.items = rapid.IntRange(1, 3).Draw(w.T, "items")
	if rapid.IntRange(0, 2).Draw(w.T, "form") == 0 {
		lines = append(lines, w.rows()...)
	} else {
		for n := 1; n <= w.items; n++ {
			lines = append(lines, w.heading(n)...)
		}
	}
	lines = append(lines, "", "## "+SectionLinks.Title(w.lang), "")
	return append(lines, w.noise()...)
}

// noise is what stands around the items.
func (w *writer) noise() []string {
	return append(strings.Split(w.pick("noise",
		"text", "- a\n  - b\n\t- c", "| a | b |\n| --- | --- |\n| Owner: x | y |", "```\n### AI-9: code\n- Owner: x\n```", "> - Owner: quoted", "<!-- - Owner: x -->",
	), "\n"), "")
}

// heading is an item as a heading with a list, or with a table of two columns.
func (w *writer) heading(n int) []string {
	lines := []string{w.pick("level", "### ", "#### ") + w.pick("number", "AI-%d: ", "ＡＩ－%d：", "AI-%d. ", "ai-%d: ", "AI-%d - ", "AI-%d — ", "AI-%d | ") + "title" + w.pick("closing", "", " ###"), ""}
	lines[0] = fmt.Sprintf(lines[0], n)
	if rapid.IntRange(0, 3).Draw(w.T, "own table") == 0 {
		return append(lines, w.ownTable()...)
	}
	bullet, colon, bold := w.pick("bullet", "- ", "* ", "+ ", "-\t", "-   "), w.pick("colon", ": ", ":", "：", " : "), w.pick("bold", "", "**", "_")
	for _, f := range incident.Fields() {
		key := bullet + bold + f.Label(w.lang) + bold + colon
		switch rapid.IntRange(0, 5).Draw(w.T, string(f)) {
		case 0:
			continue
		case 1:
			lines = append(append(lines, key+w.pick("lead", "", "lead:", w.value())), strings.Split(w.pick("nested",
				"    - nested "+string(f)+"\n    - １２", "    - nested\n    - １２", "    1. a\n    2. b\n       continued", "    * [ ] a\n        * deeper\n\n    paragraph", "    - only one",
			), "\n")...)
		case 2:
			lines = append(lines, key+w.value(), "", "    a note of its own", "")
		default:
			lines = append(lines, key+w.value()+w.pick("after", "", " ", "\t"))
		}
	}
	return append(lines, "", w.pick("note", "See the runbook.", "", "- other: x"), "")
}

func (w *writer) value() string {
	return w.pick("old", "old", "２０２６－０１－０１", "決済: a", "`x`", "[a](b)", "<https://x.y>", "🙂")
}

func (w *writer) ownTable() []string {
	lines := []string{"| " + w.lang.Say("Field", "項目") + " | x |", "| --- | --- |"}
	for _, f := range incident.Fields() {
		lines = append(lines, "| "+w.pick("key", "", "**")+f.Label(w.lang)+" |"+w.pick("cell", " old ", "  ", " a \\| b ", "", "\t決済\t")+"|")
	}
	return append(lines, "")
}

// rows is a table that has a row an item, its columns in any order.
func (w *writer) rows() []string {
	fields := rapid.Permutation(incident.Fields()).Draw(w.T, "columns")
	head, dashes := "| ID | "+w.lang.Say("Title", "タイトル")+" |", "| --- | --- |"
	for _, f := range fields {
		head += " " + f.Label(w.lang) + " |"
		dashes += w.pick("dashes", " --- |", ":-:|", " ---: |")
	}
	lines := []string{head, dashes}
	for n := 1; n <= w.items; n++ {
		row := fmt.Sprintf("| AI-%d | title |", n)
		for range fields {
			row += w.pick("cell", " old ", "  ", " a \\| b ", "", "\t決済\t", " ２０２６ ") + "|"
		}
		lines = append(lines, row)
	}
	return lines
}

func setAndCompare(t *rapid.T, src, item string, field incident.Field, value string) {
	d, err := Parse("x.md", []byte(src))
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if _, err := d.Item(item); err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	out, err := d.SetField(item, field, value)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
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
	it, _ := d.Item(item)
	was, now := 1, 1+strings.Count(value, "\n")+1
	if place := it.Fields[field]; place.parts != nil {
		was += d.Position(place.parts[len(place.parts)-1].End).Line - d.Position(place.Key.Start).Line
	}
	if it.row != nil || it.Fields[field].cell {
		now = 1
	}
	if len(after)-first-last > now+1 || len(after)-first-last > now && strings.HasSuffix(src, "\n") || len(before)-first-last > was {
		t.Fatalf("more lines changed than the field has\n%q\n%q", src, out)
	}
	again, err := Parse("x.md", out)
	if err != nil {
		t.Fatal(err)
	}
	sameBut(t, d, again, item, field, value, string(out))
}

// sameBut compares what two readings say of the items, the one field apart.
func sameBut(t *rapid.T, was, is *Document, item string, field incident.Field, value, text string) {
	if len(was.Items) != len(is.Items) {
		t.Fatalf("%d items became %d\n%s", len(was.Items), len(is.Items), text)
	}
	for i := range was.Items {
		for _, f := range incident.Fields() {
			old, now := was.Items[i].Fields[f].Raw, is.Items[i].Fields[f].Raw
			if was.Items[i].ID == item && f == field {
				if place := is.Items[i].Fields[f]; place.parts != nil && now != value && !field.Unwritten(value) || place.parts == nil && decodeIf(place, is.text(place.Value)) != value {
					t.Fatalf("%s of %s reads back %q, want %q\n%s", f, item, is.text(place.Value), value, text)
				}
				continue
			}
			if diff := cmp.Diff(old, now); diff != "" {
				t.Fatalf("%s of %s changed: %s\n%s", f, was.Items[i].ID, diff, text)
			}
		}
	}
}

func decodeIf(place FieldPlace, text string) string {
	if place.cell {
		return decodeCell(text)
	}
	return text
}

// TestATitleWithoutAPlaceIsRefused: a row that has no cell for its title gets none
// elsewhere in the document.
func TestATitleWithoutAPlaceIsRefused(t *testing.T) {
	d, err := Parse("p.md", []byte("## Action items\n\n| # | Owner | Due |\n|---|---|---|\n| 1 | @ben | 2026-12-15 |\n"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := d.SetTitle("AI-1", "x"); err == nil {
		t.Errorf("wrote %q", out)
	}
}
