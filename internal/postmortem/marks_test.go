package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

func TestMarksRoundValuesKeysAndNumbersAreNoPartOfThem(t *testing.T) {
	for name, section := range map[string]string{
		"values":      "### **AI-1**: Roll back\n\n- Kind: *prevent*\n- Owner: __@ben__\n- Due: **2026-12-15**\n- Ticket: `#812`\n",
		"lines":       "### **AI-1: Roll back**\n\n- **Kind: prevent**\n- **Owner:** @ben\n- **Due: 2026-12-15**\n- `Ticket`: **`#812`**\n",
		"dash":        "### AI-1 - Roll back\n\n- Kind: prevent\n- Owner: @ben\n- Due: 2026-12-15\n- Ticket: #812\n",
		"long dash":   "### **AI-1** — Roll back\n\n- Kind: prevent\n- Owner: @ben\n- Due: 2026-12-15\n- Ticket: #812\n",
		"bar":         "### AI-1 | Roll back\n\n- Kind: prevent\n- Owner: @ben\n- Due: 2026-12-15\n- Ticket: #812\n",
		"link":        "### [AI-1](https://example.com/1) Roll back\n\n- **Kind**: prevent\n- _Owner: @ben_\n- **Due:** **2026-12-15**\n- Ticket: **[812](#812)**\n",
		"brackets":    "### [AI-1] Roll back\n\n- Kind: `prevent`\n- Owner: *@ben*\n- Due: ***2026-12-15***\n- Ticket: **#812**\n",
		"own table":   "### `AI-1`: Roll back\n\n| `Kind` | prevent |\n|---|---|\n| **Owner** | **@ben** |\n| *Due:* | `2026-12-15` |\n| Ticket | #812 |\n",
		"row a table": "| **ID** | **Action** | **Kind** | **Owner** | **Due** | `Ticket` |\n|---|---|---|---|---|---|\n| **AI-1** | Roll back | prevent | **@ben** | **2026-12-15** | `#812` |\n",
		"bare number": "| **#** | **Action** | **Kind** | **Owner** | **Due** | **Ticket** |\n|---|---|---|---|---|---|\n| **1** | Roll back | prevent | @ben | *2026-12-15* | #812 |\n",
	} {
		src := "---\nincident: INC-1\n---\n\n## Action items\n\n" + section
		d, err := postmortem.Parse("p.md", []byte(src))
		if err != nil || len(d.Items) != 1 {
			t.Errorf("%s: %d items, %v", name, len(d.Items), err)
			continue
		}
		if it := d.Items[0]; it.ID != "AI-1" || it.Title != "Roll back" || it.Kind != "prevent" || it.Owner != "@ben" || it.Due.String() != "2026-12-15" || it.Ticket != "#812" {
			t.Errorf("%s: read as %+v", name, it.ActionItem)
		}
		out, err := d.SetField("AI-1", incident.FieldDue, "2027-01-31")
		if want := strings.Replace(src, "2026-12-15", "2027-01-31", 1); err != nil || string(out) != want {
			t.Errorf("%s: %v: edited to\n%s", name, err, out)
		}
		if out, err = d.SetField("AI-1", incident.FieldOwner, "@a_b"); err != nil {
			t.Fatal(err)
		}
		if d, err = postmortem.Parse("p.md", out); err != nil || d.Items[0].Owner != "@a_b" {
			t.Errorf("%s: %v: the owner was written as\n%s", name, err, out)
		}
	}
}

func TestProseKeepsItsMarks(t *testing.T) {
	src := "## Action items\n\n### AI-1: **Roll** back\n\n- Owner: _a_ and _b_\n- When: **errors pass 2%**\n- **After: the *pipeline* rolls back**\n- **Before:** by **hand**\n"
	d, err := postmortem.Parse("p.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if it := d.Items[0]; it.Title != "**Roll** back" || it.Owner != "_a_ and _b_" || it.When != "**errors pass 2%**" || it.After != "the *pipeline* rolls back" || it.Before != "by **hand**" {
		t.Errorf("read as %+v", it.ActionItem)
	}
	out, err := d.SetField("AI-1", incident.FieldAfter, "it pages")
	if want := strings.Replace(src, "the *pipeline* rolls back", "it pages", 1); err != nil || string(out) != want {
		t.Errorf("%v: edited to\n%s", err, out)
	}
}
