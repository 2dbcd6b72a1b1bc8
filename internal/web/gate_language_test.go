package web

import (
	"html"
	"strings"
	"testing"
)

// TestTheGateSpeaksTheReadersLanguage: one incident, whose postmortem is in one
// language, read by two people. What is missing is said to each in one language, on the
// pages and by the API; what the document quotes and what stands beside its text is in
// the document's.
func TestTheGateSpeaksTheReadersLanguage(t *testing.T) {
	s := newSite(t, nil)
	english, japanese := s.person("en"), s.person("ja")
	for _, c := range []struct {
		lang, blame, vague string
		ownBlame           string // as the document's language says it
	}{
		{"en", "The operator was careless and should have checked the configuration.", "Improve monitoring", "judges a person"},
		{"ja", "担当者の不注意が原因で、確認を怠ったため障害が起きた。", "監視体制の強化を図る", "仕組みではなく人を評価しています"},
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
			if beside := html.UnescapeString(reader.must(reader.get(base+"/review"), 200).body); !strings.Contains(between(beside, `id="note-line-`, "</main>"), c.ownBlame) {
				t.Errorf("beside the text in %s a reader of %s does not see %q", c.lang, reader.lang, c.ownBlame)
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
