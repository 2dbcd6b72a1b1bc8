package postmortem

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// SectionName says which section of a postmortem a heading opens, in either
// language. The sections are those of the practice ("Postmortem").
type SectionName string

// The sections that every postmortem has.
const (
	SectionSummary  SectionName = "summary"
	SectionImpact   SectionName = "impact"
	SectionTimeline SectionName = "timeline"
	SectionResponse SectionName = "response" // detection, containment, recovery
	SectionFactors  SectionName = "contributing-factors"
	SectionLessons  SectionName = "lessons" // what went well, was hard, was lucky
	SectionActions  SectionName = "action-items"
	SectionLearning SectionName = "learning"
	SectionLinks    SectionName = "links"
)

// SectionNames lists the sections in the order in which a document has them.
func SectionNames() []SectionName {
	return []SectionName{
		SectionSummary, SectionImpact, SectionTimeline, SectionResponse, SectionFactors,
		SectionLessons, SectionActions, SectionLearning, SectionLinks,
	}
}

// Title is the heading of the section in a generated document.
func (s SectionName) Title(l incident.Lang) string {
	switch s {
	case SectionSummary:
		return l.Say("Summary", "概要")
	case SectionImpact:
		return l.Say("Impact", "影響")
	case SectionTimeline:
		return l.Say("Timeline", "時系列")
	case SectionResponse:
		return l.Say("Detection, containment, recovery", "検知・安全化・復旧")
	case SectionFactors:
		return l.Say("Contributing factors", "寄与要因")
	case SectionLessons:
		return l.Say("What went well, what was hard, where we were lucky", "うまくいったこと・難しかったこと・幸運だったこと")
	case SectionActions:
		return l.Say("Action items", "恒久対応")
	case SectionLearning:
		return l.Say("Learning", "学び")
	case SectionLinks:
		return l.Say("Links", "リンク")
	}
	return string(s)
}

// aliases are other headings under which people write the section, folded as
// foldHeading does.
func (s SectionName) aliases() []string {
	switch s {
	case SectionSummary:
		return []string{"overview", "executive summary", "incident summary", "tldr", "abstract", "what happened", "何が起きたか", "要約", "サマリー", "サマリ", "インシデント概要", "障害概要", "障害の概要", "障害内容", "事象", "事象概要", "事象の概要", "発生事象", "incident overview", "issue summary", "エグゼクティブサマリー"}
	case SectionImpact:
		return []string{"customer impact", "user impact", "business impact", "scope", "scope of impact", "影響範囲", "影響の範囲", "顧客影響", "顧客への影響", "ユーザー影響", "影響内容", "障害の影響", "業務影響", "業務への影響", "お客様影響", "被害状況", "impact analysis", "impact assessment", "ユーザへの影響", "お客様への影響", "ビジネスへの影響"}
	case SectionTimeline:
		return []string{"incident timeline", "timeline of events", "chronology", "events", "発生から復旧までの経緯", "タイムライン", "経緯", "時系列ログ", "対応経緯", "対応経過", "経過", "発生経緯", "障害発生の経緯", "障害の経緯", "対応履歴", "timeline of the incident", "対応の経緯", "timeline decisions", "timeline and decisions", "timeline log", "timeline and log", "sequence of events", "時系列とログ", "時系列と判断", "時系列と対応"}
	case SectionResponse:
		return []string{"detection containment and recovery", "detection and response", "detection", "detection and recovery", "detection and resolution", "response", "incident response", "mitigation", "recovery", "resolution", "resolution and recovery", "対応内容", "対応の評価", "検知と復旧", "復旧対応", "検知と対応", "検知", "対応", "復旧", "検知安全化復旧", "暫定対応", "暫定対策", "暫定復旧", "応急対応", "応急処置", "応急措置", "初動対応", "障害対応", "復旧内容", "復旧作業", "containment", "mitigation and resolution", "immediate actions"}
	case SectionFactors:
		return []string{"contributing factor", "contributing conditions", "root cause", "root causes", "root cause analysis", "cause analysis", "why did it happen", "why it happened", "five whys", "trigger", "cause", "causes", "要因", "原因", "原因分析", "根本原因", "根本原因分析", "発生要因", "発生原因", "障害原因", "直接原因", "真因", "背景要因", "原因調査", "原因究明", "なぜなぜ分析", "contributing causes", "underlying causes"}
	case SectionLessons:
		return []string{"what went well what was hard where we got lucky", "what went well", "what went well what went wrong where we got lucky", "what went wrong", "what went poorly", "what could have gone better", "where we got lucky", "運が良かったこと", "幸運だったこと", "難しかったこと", "retrospective", "振り返り", "良かった点悪かった点幸運だった点", "うまくいったこと", "良かった点", "良かった点改善点", "良かった点と改善点", "良かった点悪かった点", "うまくいった点", "うまくいかなかったこと", "うまくいかなかった点", "反省点", "what went badly", "what didnt go well", "what could be improved"}
	case SectionActions:
		return []string{"action item", "actions", "follow up actions", "follow ups", "follow up", "next steps", "remediation", "preventive actions", "preventive measures", "prevention", "action plan", "恒久対応策", "再発防止対応", "今後の対応", "改善項目", "corrective actions", "permanent fixes", "remediation items", "アクションアイテム", "再発防止策", "再発防止", "恒久対策", "恒久的な対策", "恒久措置", "恒久処置", "根本対策", "再発防止対策", "是正措置", "是正処置", "予防策", "予防措置", "改善策", "今後の対策", "対応策", "アクション", "アクションプラン", "permanent fix", "permanent countermeasures", "countermeasures", "corrective and preventive actions", "corrective measures", "follow up items", "follow up tasks", "対策", "改善アクション", "次のステップ", "ネクストステップ", "次のアクション", "ネクストアクション", "今後のアクション", "フォローアップ", "フォローアップアクション", "フォローアップ項目", "次にやること", "残タスク", "残課題", "todo", "todos", "to do", "todo list", "todoリスト"}
	case SectionLearning:
		return []string{"learnings", "lessons", "lessons learned", "教訓", "学んだこと", "学習", "得られた教訓", "what we learned", "takeaways", "key takeaways"}
	case SectionLinks:
		return []string{"link", "reference", "references", "related", "related documents", "further reading", "関連ドキュメント", "関連", "related links", "see also", "関連リンク", "参考", "参考資料", "関連資料", "参照", "参照資料", "添付資料", "関連情報", "関連文書", "参考リンク", "resources", "supporting information", "supporting documents", "appendix"}
	}
	return nil
}

// Section is one section of a document: its heading and what stands under it.
type Section struct {
	Name    SectionName // "" for a section that is not one of ours
	Heading Span
	Level   int
	Body    Span
	empty   bool // nothing stands in it but headings, comments and prompts
	prose   bool // it says something beside tables
}

// sectionHeadings maps each heading of the template, and each folded one, to its
// section.
var sectionHeadings = sync.OnceValue(func() map[string]SectionName {
	names := map[string]SectionName{}
	for _, s := range SectionNames() {
		for _, l := range []incident.Lang{incident.English, incident.Japanese} {
			names[s.Title(l)] = s // as the template writes it
			names[foldHeading(s.Title(l))] = s
		}
		for _, alias := range s.aliases() {
			names[alias] = s
		}
	}
	return names
})

// foldHeading takes off what does not tell headings apart: case, width,
// numbering, punctuation, pictures.
func foldHeading(heading string) string {
	kept := make([]byte, 0, 96) // most are shorter
	space := false
	for _, r := range norm.NFKC.String(heading) {
		switch {
		case unicode.IsLetter(r) || r == 'ー' || unicode.Is(unicode.Mn, r) && !isVariation(r):
			if space && len(kept) > 0 {
				kept = append(kept, ' ')
			}
			space = false
			kept = utf8.AppendRune(kept, unicode.ToLower(r))
		case unicode.IsSpace(r) || r == '-' || r == '/' || r == '_':
			space = true
		}
	}
	return string(kept)
}

// isVariation tells whether a rune only says how the one before it is drawn, as behind a
// picture.
func isVariation(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f }
