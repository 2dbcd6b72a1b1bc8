package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestCommentsAreNoValues: the comment that sets a finding aside is none of the
// words beside it, and stays where it stands when they change.
func TestCommentsAreNoValues(t *testing.T) {
	const comment = " <!-- pmtracker:ignore action-due done -->"
	src := "---\nincident: INC-1\n---\n\n## Action items" + comment + "\n\n### AI-1: Deploys roll back" + comment + "\n\n" +
		"- Owner: @akiko" + comment + "\n- Due: 2026-11-01" + comment + "\n- After:" + comment + "\n  - `<!-- not` one\n\n" +
		"### AI-2: Say `<!-- x -->`\n\n| Field | Value |\n| --- | --- |\n| Owner | @ben <!-- or --> |\n| Due | <!-- was 2025 --> 2026-11-02 |\n\n" +
		"## Links" + comment + "\n\n⟨say where⟩ <!-- soon -->\n"
	d, err := postmortem.Parse("x.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	items := d.ActionItems()
	if a := items[0]; a.Title != "Deploys roll back" || a.Owner != "@akiko" || a.Due.String() != "2026-11-01" || a.After != "`<!-- not` one" {
		t.Errorf("the first item is read as %+v", a)
	}
	if a := items[1]; a.Title != "Say `<!-- x -->`" || a.Owner != "@ben" || a.Due.String() != "2026-11-02" {
		t.Errorf("the second item is read as %+v", a)
	}
	if last := d.Sections[len(d.Sections)-1]; last.Name != postmortem.SectionLinks {
		t.Errorf("%q is no section", src[last.Heading.Start:last.Heading.End])
	}
	out, err := d.SetField("AI-1", incident.FieldDue, "2026-12-01")
	if err != nil || !strings.Contains(string(out), "- Due: 2026-12-01"+comment+"\n") {
		t.Errorf("after SetField: %s, %v", out, err)
	}
	if out, err = d.SetField("AI-2", incident.FieldDue, "2026-12-01"); err != nil || !strings.Contains(string(out), "| Due | <!-- was 2025 --> 2026-12-01 |\n") {
		t.Errorf("after SetField: %s, %v", out, err)
	}
}
