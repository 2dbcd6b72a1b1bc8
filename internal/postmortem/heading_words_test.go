package postmortem_test

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// TestHeadingsAsOtherToolsWriteThem: what an export, a wiki or a team puts round the words
// of a heading does not hide which section it opens.
func TestHeadingsAsOtherToolsWriteThem(t *testing.T) {
	for heading, want := range map[string]postmortem.SectionName{
		"**Summary** {#summary}":               postmortem.SectionSummary,
		"**Timeline (UTC)** {#timeline-(utc)}": postmortem.SectionTimeline,
		"**Timeline (UTC)**":                   postmortem.SectionTimeline,
		"Timeline (UTC):":                      postmortem.SectionTimeline,
		`<a name="timeline"></a>Timeline`:      postmortem.SectionTimeline,
		"⏱️ Timeline":                          postmortem.SectionTimeline,
		"⚠️ Action items":                      postmortem.SectionActions,
		":clock1: Timeline":                    postmortem.SectionTimeline,
		":white_check_mark: 恒久対応":              postmortem.SectionActions,
		"概要 / Summary":                         postmortem.SectionSummary,
		"Action items／恒久対応":                    postmortem.SectionActions,
		"Impact / 影響と範囲":                       postmortem.SectionImpact,
		"Impact / Timeline":                    "",
		"Impact / cost":                        "",
		"第5章 時系列":                              postmortem.SectionTimeline,
		"第三章　影響":                               postmortem.SectionImpact,
		"Chapter 2: Impact":                    postmortem.SectionImpact,
		"Remaining action items":               postmortem.SectionActions,
		"残りの恒久対応":                              postmortem.SectionActions,
		"Action items of earlier incidents":    "",
		"Takeaways":                            postmortem.SectionLearning,
		"参考リンク":                                postmortem.SectionLinks,
		"次のステップ":                               postmortem.SectionActions,
		"8. 今後のアクション":                          postmortem.SectionActions,
		"フォローアップ":                              postmortem.SectionActions,
		"ネクストアクション":                            postmortem.SectionActions,
		"残タスク":                                 postmortem.SectionActions,
		"残課題":                                  postmortem.SectionActions,
		"次にやること":                               postmortem.SectionActions,
		"TODO":                                 postmortem.SectionActions,
		"To-do":                                postmortem.SectionActions,
		"今後の予定":                                "",
		"フォローアップ会議":                            "",
		"Timeline & decisions":                 postmortem.SectionTimeline,
		"時系列とログ":                               postmortem.SectionTimeline,
		"Timeline of the vendor":               "",
	} {
		d, err := postmortem.Parse("x.md", []byte("## "+heading+"\n\nx\n"))
		if err != nil || d.Sections[0].Name != want {
			t.Errorf("%q opens %q, %v; want %q", heading, d.Sections[0].Name, err, want)
		}
	}
}

// TestTheNameOfAPlaceIsNoPartOfATitle: the name of its place behind a heading can be linked
// to, stays where the title is edited, and a title that looks like it is kept.
func TestTheNameOfAPlaceIsNoPartOfATitle(t *testing.T) {
	const text = "[1](#ai-1) [2](#summary)\n\n## **Summary** {#summary}\n\nx\n\n## Action items\n\n### **AI-1: Deploys roll back** {#ai-1}\n\n- Owner: @ben\n"
	d, err := postmortem.Parse("x.md", []byte(text))
	if err != nil || d.Items[0].Title != "Deploys roll back" {
		t.Fatalf("%v %+v", err, d.Items)
	}
	for _, f := range postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics {
		if f.Rule == "link-broken" {
			t.Error(f.Message)
		}
	}
	for title, end := range map[string]string{"Deploys stop": " {#ai-1}", "Deploys go": "", "Call f {#x}": "", "{#x}": " {#ai-1}", "&#125;": ""} {
		out, err := d.SetTitle("AI-1", title)
		if err != nil || strings.Count(string(out), " {#ai-1}\n") != 1 {
			t.Fatalf("%v\n%s", err, out)
		}
		again, err := d.Edited([]byte(strings.Replace(string(out), " {#ai-1}", end, 1)))
		if err != nil || again.Items[0].Title != title {
			t.Errorf("%v: %q is read as %q", err, title, again.Items[0].Title)
		}
	}
}
