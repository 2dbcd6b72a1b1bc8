package web

import (
	"html"
	"strings"
	"testing"
)

// TestTheGateSpeaksTheReadersLanguage: one incident, whose postmortem is in one
// language, read by two people. What is missing is said to each in one language, on the
// pages, beside the text too, and by the API; what the document quotes is in the
// document's.
func TestTheGateSpeaksTheReadersLanguage(t *testing.T) {
	s := newSite(t, nil)
	english, japanese := s.person("en"), s.person("ja")
	for _, c := range []struct {
		lang, blame, vague string
	}{
		{"en", "The operator was careless and should have checked the configuration.", "Improve monitoring"},
		{"ja", "担当者の不注意が原因で、確認を怠ったため障害が起きた。", "監視体制の強化を図る"},
	} {
		key := english.recovered("Checkout fails")
		base := "/incidents/" + key
		english.must(english.post(base+"/edit", "base", "1", "text", "---\nincident: "+key+"\nlang: "+c.lang+"\nauthor: \"@akiko\"\n---\n## Summary\n\n"+c.blame+
			"\n\n## Action items\n\n### AI-1: Monitoring\n\n- When: errors pass 2%\n- Before: nobody is told\n- After: "+c.vague+"\n- Verified by: a drill\n"), 303)
		for reader, said := range map[*person][2]string{
			english:  {"judges a person instead of", "does not say what will be done differently"},
			japanese: {"は仕組みではなく人を評価しています", "では、何がどう変わるのか分かりません"},
		} {
			page := reader.must(reader.get(base), 200).body
			panel := html.UnescapeString(between(page, `id="gate"`, "</section>"))
			gate := reader.must(reader.call("GET", "/incidents/"+key, ""), 200).body
			item := html.UnescapeString(reader.must(reader.get(base+"/items/AI-1"), 200).body)
			judged := html.UnescapeString(reader.must(reader.post(base+"/items/AI-1/judge", "before", "nobody knows"), 200).body)
			for what, text := range map[string]string{"the panel": panel, "the API": gate} {
				if !strings.Contains(text, said[0]) || !strings.Contains(text, said[1]) {
					t.Errorf("%s of a document in %s, for a reader of %s: %s", what, c.lang, reader.lang, plainTextAll(text))
				}
			}
			for what, text := range map[string]string{"the item's page": item, "the item's form": judged} {
				if !strings.Contains(text, said[1]) {
					t.Errorf("%s of a document in %s, for a reader of %s: %s", what, c.lang, reader.lang, plainTextAll(text))
				}
			}
			review := html.UnescapeString(reader.must(reader.get(base+"/review"), 200).body)
			preview := html.UnescapeString(reader.must(reader.post(base+"/preview", "text", reader.get(base+"/postmortem.md").body), 200).body)
			for what, text := range map[string]string{"the note": between(review, `id="note-`, "</form>"), "the findings": between(review, `id="findings"`, "</section>"), "the preview": preview} {
				if !strings.Contains(text, strings.TrimPrefix(said[0], "は")) {
					t.Errorf("%s of a document in %s, for a reader of %s: %s", what, c.lang, reader.lang, plainTextAll(text))
				}
			}
			if note := between(review, `<div class="note error" id="note-`, ">"); !strings.Contains(note, `lang="`+reader.lang+`"`) {
				t.Errorf("a note for a reader of %s says of its language: %s", reader.lang, note)
			}
		}
	}
}

// between gives what stands after one mark and before the next of another.
func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}
