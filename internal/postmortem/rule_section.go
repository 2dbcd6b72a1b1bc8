package postmortem

import "github.com/pmtracker/pmtracker/internal/diagnostic"

// sections is rules section-missing and section-empty: every section of a
// postmortem is there and says something.
func (c *checker) sections() {
	first := map[SectionName]Section{}
	says := map[SectionName]bool{}
	for _, s := range c.Sections {
		if _, ok := first[s.Name]; !ok {
			first[s.Name] = s
		}
		says[s.Name] = says[s.Name] || !s.empty
	}
	for _, name := range SectionNames() {
		s, ok := first[name]
		title := name.Title(c.Lang)
		if !ok {
			c.fail(diagnostic.SectionMissing, c.docStart(), "", c.say("the section %q is missing", "「%s」の節がありません", title),
				c.say("add the heading \"## %s\" and what belongs under it", "見出し「## %s」と内容を書いてください", title))
			continue
		}
		if says[name] || name == SectionTimeline || name == SectionActions {
			continue
		}
		c.fail(diagnostic.SectionEmpty, s.Heading, "", c.say("the section %q says nothing yet", "「%s」の節にまだ何も書かれていません", c.text(s.Heading)),
			name.ask(c.Document))
	}
}

// ask says what belongs into the section.
func (s SectionName) ask(d *Document) string {
	switch s {
	case SectionSummary:
		return d.say("say in two or three sentences what failed, for how long, and what ended it", "何が起き、どれだけ続き、何で収束したかを2、3文で書いてください")
	case SectionImpact:
		return d.say("say who was affected, how many, and from when until when", "誰が何人、いつからいつまで影響を受けたかを書いてください")
	case SectionResponse:
		return d.say("say how it was detected, contained and recovered, with the KPIs", "検知・安全化・復旧の経過とKPIを書いてください")
	case SectionFactors:
		return d.say("say which conditions of the system made it likely", "起こりやすくしたシステム側の条件を書いてください")
	case SectionLessons:
		return d.say("say what went well, what was hard and where you were lucky", "うまくいったこと、難しかったこと、幸運だったことを書いてください")
	case SectionLearning:
		return d.say("say which exercise, training or onboarding page carries this on", "演習・教育・オンボーディングにどう生かすかを書いてください")
	case SectionLinks:
		return d.say("say where the reader goes next", "読者が次に開くページを書いてください")
	}
	return d.say("write it", "内容を書いてください")
}
