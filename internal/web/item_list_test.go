package web

import (
	"strings"
	"testing"
)

func paperWithList(text, list string) string {
	return strings.Replace(paperWithItems(text, "the old after"), "- After: the old after", "- After: "+list, 1)
}

// TestAFormKeepsTheListOfAField: a form that was opened and saved changes no line of a list,
// one in which an entry was typed writes that one.
func TestAFormKeepsTheListOfAField(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	paper := func() string { return p.must(p.get(base+"/postmortem.md"), 200).body }
	const list = "the pipeline does this:\n  * rolls back\n    within 2 minutes\n  * be careful"
	p.must(p.post(base+"/edit", "base", "1", "text", paperWithList(paper(), list)), 303)
	was := paper()
	form := func(after string) []string { return itemForm(map[string]string{"after": after}) }

	p.must(p.post(base+"/items/AI-1", form("the pipeline does this:\r\n- rolls back within 2 minutes\r\n- be careful")...), 303)
	if paper() != was {
		t.Errorf("a form that changes nothing changed the document:\n%s", paper())
	}
	if judged := p.must(p.post(base+"/items/AI-1/judge", form("from now on:\n- be careful")...), 200).body; !strings.Contains(judged, "&#34;be careful&#34; does not say") || !strings.Contains(judged, "<b>After</b>") {
		t.Errorf("a vague list is not judged as After: %s", judged)
	}
	p.must(p.post(base+"/items/AI-1", form("the pipeline does this:\r\n- rolls back within 2 minutes\r\n- pages on-call")...), 303)
	if want := strings.Replace(was, "* be careful", "* pages on-call", 1); paper() != want {
		t.Errorf("more than the entry changed:\n%s", paper())
	}
	again := form("the pipeline does this:\n- rolls back within 2 minutes\n  - pages on-call")
	again[1] = "3"
	p.must(p.post(base+"/items/AI-1", again...), 303)
	if !strings.Contains(paper(), "- After: the pipeline does this:\n  - rolls back within 2 minutes\n    - pages on-call\n") {
		t.Errorf("an entry is not moved below another:\n%s", paper())
	}
}

// TestAFindingsFormKeepsTheList: beside the text, a field with a list is changed in a box
// that keeps its lines.
func TestAFindingsFormKeepsTheList(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	text := paperWithList(p.must(p.get(base+"/postmortem.md"), 200).body, "from now on:\n  - improve monitoring\n  - be careful")
	p.must(p.post(base+"/edit", "base", "1", "text", text), 303)
	if page := p.must(p.get(base+"/review"), 200).body; !strings.Contains(page, ">from now on:\n- improve monitoring\n- be careful</textarea>") {
		t.Errorf("no box with the list: %s", page)
	}
}
