package web

import (
	"net/http"
	"strings"
	"testing"
)

// itemForm gives what a form of AI-1 sends that was opened at revision 2, with some
// fields changed.
func itemForm(changed map[string]string) (form []string) {
	form = []string{"base", "2"}
	for _, field := range formFields() {
		value := map[string]string{"kind": "prevent", "owner": "@ben", "due": "2099-01-31", "after": "the old after"}[string(field)]
		if typed, ok := changed[string(field)]; ok {
			value = typed
		}
		form = append(form, string(field), value)
	}
	return form
}

// TestTwoFormsLoseNoField: a form writes what its person changed in it and nothing
// else; where somebody else changed the same field meanwhile, nothing is written,
// the page says what it is now and keeps what was typed.
func TestTwoFormsLoseNoField(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			p := newSite(t, nil).person(lang)
			base := "/incidents/" + p.recovered("Checkout fails")
			paper := func() string { return p.must(p.get(base+"/postmortem.md"), 200).body }
			p.must(p.post(base+"/edit", "base", "1", "text", paperWithItems(paper(), "the old after")), 303)
			p.must(p.post(base+"/items/AI-1", itemForm(map[string]string{"after": "the pipeline rolls back within 2 minutes"})...), 303)
			p.must(p.post(base+"/items/AI-1", itemForm(map[string]string{"owner": "@akiko"})...), 303)
			if text := paper(); !strings.Contains(text, "- Owner: @akiko\n") || !strings.Contains(text, "- After: the pipeline rolls back within 2 minutes\n") {
				t.Errorf("a field is lost:\n%s", text)
			}
			a := p.must(p.post(base+"/items/AI-1", itemForm(map[string]string{"after": "somebody else's words", "due": "2099-02-28"})...), http.StatusConflict)
			for _, want := range []string{"pipeline rolls back within 2 minutes", ">somebody else&#39;s words</textarea>", `value="2099-02-28"`, `name="base" value="4"`, `value="@akiko"`} {
				if !strings.Contains(a.body, want) {
					t.Errorf("the later one does not see %q: %s", want, plainText(a.body))
				}
			}
			if lang == "en" && strings.Contains(a.body, `role="alert"><p>somebody`) {
				t.Errorf("the sentence begins with a small letter: %s", plainText(a.body))
			}
			if text := paper(); strings.Contains(text, "somebody else") || strings.Contains(text, "2099-02-28") {
				t.Errorf("a refused form is written:\n%s", text)
			}
			again := itemForm(map[string]string{"owner": "@akiko", "after": "somebody else's words", "due": "2099-02-28"})
			again[1] = "4"
			p.must(p.post(base+"/items/AI-1", again...), 303)
			if text := paper(); !strings.Contains(text, "- After: somebody else's words\n") || !strings.Contains(text, "- Due: 2099-02-28\n") {
				t.Errorf("saved again it is not written:\n%s", text)
			}
		})
	}
}

// TestAFormKeepsToItsItem: where the items were moved meanwhile, what was typed for one
// is not written into the one that has its number now. A kind that is no kind stays as it
// is written.
func TestAFormKeepsToItsItem(t *testing.T) {
	p := newSite(t, nil).person("ja")
	base := "/incidents/" + p.recovered("Checkout fails")
	paper := func() string { return p.must(p.get(base+"/postmortem.md"), 200).body }
	text := paper()
	p.must(p.post(base+"/edit", "base", "1", "text", paperWithItems(text, "the old after")), 303)
	moved := text + "\n### AI-1: Another\n- Owner: @ben\n\n### AI-2: the old after\n- Kind: 検知する\n- Owner: @ben\n- Due: 2099-01-31\n- After: the old after\n"
	p.must(p.post(base+"/edit", "base", "2", "text", moved), 303)
	before := paper()
	a := p.must(p.post(base+"/items/AI-1", itemForm(map[string]string{"owner": "@akiko"})...), http.StatusConflict)
	if !strings.Contains(a.body, "AI-1 は別の項目（") || !strings.Contains(a.body, "は AI-2 です") || paper() != before {
		t.Errorf("another item was changed: %s\n%s", plainText(a.body), paper())
	}
	a = p.must(p.get(base+"/items/AI-2"), 200)
	if !strings.Contains(a.body, `<option value="検知する" selected>検知する</option>`) {
		t.Errorf("the form loses the kind: %s", a.body)
	}
	form := itemForm(map[string]string{"kind": "検知する", "owner": "@akiko"})
	form[1] = "3"
	p.must(p.post(base+"/items/AI-2", form...), 303)
	if !strings.Contains(paper(), "- Kind: 検知する\n- Owner: @akiko\n") {
		t.Errorf("the kind is not kept:\n%s", paper())
	}
}
