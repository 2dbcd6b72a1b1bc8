package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestWideSpaceAroundAValueIsNoPartOfIt: a Japanese keyboard writes U+3000, other
// programs U+00A0. An edit leaves them where they are.
func TestWideSpaceAroundAValueIsNoPartOfIt(t *testing.T) {
	for _, space := range []string{"　", "\u00a0", " 　 "} {
		src := strings.ReplaceAll("---\nincident: INC-1\ntitle: ␣決済の失敗␣\nseverity: ␣SEV2␣\nstatus: ␣draft\nauthor: \"␣@akiko\"\noccurred_at: ␣2026-11-10T14:02:00+09:00␣\n---\n\n## 恒久対応␣\n\n"+
			"### ␣AI-1：␣自動で戻す␣\n\n- 種別：␣prevent␣\n- ␣担当␣:␣@ben␣\n- Due:␣2026-12-15␣\n- チケット：␣#812␣\n\n### AI-2␣呼ぶ\n\n| Field | Value |\n|---|---|\n|␣Due␣|␣2026-12-16␣|\n| Kind |␣detect␣|\n| Owner |␣@ben␣|\n", "␣", space)
		d, err := postmortem.Parse("p.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Items) != 2 || d.Front.Severity != "SEV2" || d.Front.Status != postmortem.StatusDraft || d.Front.Author != "@akiko" || d.Front.OccurredAt.IsZero() {
			t.Fatalf("space %q: %d items, %+v", space, len(d.Items), d.Front)
		}
		one, two := d.Items[0], d.Items[1]
		if one.Title != "自動で戻す" || one.Kind != "prevent" || one.Owner != "@ben" || one.Due.String() != "2026-12-15" || one.Ticket != "#812" {
			t.Errorf("space %q: read as %+v", space, one.ActionItem)
		}
		if two.Title != "呼ぶ" || two.Due.String() != "2026-12-16" || two.Kind != "detect" {
			t.Errorf("space %q: read as %+v", space, two.ActionItem)
		}
		for _, x := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
			if x.Rule == diagnostic.FrontMatter || x.Rule == diagnostic.ActionDue || x.Rule == diagnostic.ActionOwner {
				t.Errorf("space %q: %s: %s", space, x.Rule, x.Message)
			}
		}
		out, err := d.SetField("AI-1", incident.FieldDue, "2027-01-31")
		if want := strings.Replace(src, "2026-12-15", "2027-01-31", 1); err != nil || string(out) != want {
			t.Errorf("space %q: %v: edited to\n%s", space, err, out)
		}
		if out, err = d.SetTitle("AI-1", "x"); err != nil || string(out) != strings.Replace(src, "自動で戻す", "x", 1) {
			t.Errorf("space %q: %v: title edited to\n%s", space, err, out)
		}
	}
}
