package postmortem

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// sections is rules section-missing and section-empty: every section of a
// postmortem is there and says something.
func (c *checker) sections() {
	var missing []SectionName
	for _, name := range SectionNames() {
		s := c.firstSection(name)
		if s == nil {
			missing = append(missing, name)
			continue
		}
		if c.sectionSays(name) || name == SectionTimeline || name == SectionActions {
			continue
		}
		c.fail(diagnostic.SectionEmpty, s.Heading, "", c.say("the section %q says nothing yet", "「%s」の節にまだ何も書かれていません", c.text(s.Heading)),
			name.ask(c.words))
		c.found[len(c.found)-1].waits = name == SectionResponse && c.asksWhy()
	}
	c.missingSections(missing)
	c.leftPrompts()
	c.skippedContainment()
}

// firstSection gives the first section of a name, nil where there is none.
func (d *Document) firstSection(name SectionName) *Section {
	for i := range d.Sections {
		if d.Sections[i].Name == name {
			return &d.Sections[i]
		}
	}
	return nil
}

// sectionSays tells whether a section, or another one of its name, says something.
func (d *Document) sectionSays(name SectionName) bool {
	for i := range d.Sections {
		if d.Sections[i].Name == name && !d.Sections[i].empty {
			return true
		}
	}
	return false
}

// missingSections reports each missing section; all at once where the document
// is none of ours: it names no incident, and most of them are missing.
func (c *checker) missingSections(missing []SectionName) {
	if _, ours := c.Front.entry("incident"); !ours && len(missing) > len(SectionNames())/2 {
		titles := make([]string, len(missing))
		for i, name := range missing {
			titles[i] = name.Title(c.Lang)
		}
		c.fail(diagnostic.SectionMissing, c.docStart(), "", c.say("these sections are missing: %s", "次の節がありません: %s", strings.Join(titles, c.say("; ", "、"))),
			c.say("add them as headings; pmtracker check --fix writes them with what belongs under each", "見出しとして追加してください。pmtracker check --fix で、書くべき内容とともに追加できます")).
			Fix = c.sectionFix(missing...)
		return
	}
	for _, name := range missing {
		title := name.Title(c.Lang)
		c.fail(diagnostic.SectionMissing, c.docStart(), "", c.say("the section %q is missing", "「%s」の節がありません", title),
			c.say("add the heading \"## %s\" and what belongs under it", "見出し「## %s」と内容を書いてください", title)).
			Fix = c.sectionFix(name)
	}
}

// sectionFix writes the headings of missing sections, each with a prompt and
// before the first section that usually follows it.
func (c *checker) sectionFix(names ...SectionName) []diagnostic.Edit {
	var edits []diagnostic.Edit
	ending := c.lineEnding()
	for _, name := range names {
		at := c.sectionPlace(name)
		text := "## " + name.Title(c.Lang) + ending + ending + prompt(name.ask(c.Lang))
		switch {
		case at < len(c.Source):
			text += ending + ending
		case at > 0 && c.Source[at-1] != '\n':
			text = ending + ending + text
		default:
			text += ending
		}
		if at > 0 && c.Source[at-1] == '\n' && len(strings.TrimSpace(c.text(Span{c.lineStart(at - 1), at}))) > 0 {
			text = ending + text
		}
		if at == len(c.Source) {
			if c.atEnd && !strings.HasPrefix(text, ending) {
				text = ending + text
			}
			c.atEnd = true
		}
		edits = append(edits, diagnostic.Edit{Start: at, End: at, Text: text})
	}
	return edits
}

// sectionPlace gives where a section belongs: before the first one that follows
// it in the usual order, else at the end.
func (c *checker) sectionPlace(name SectionName) int {
	order := SectionNames()
	later := order[slices.Index(order, name)+1:]
	for _, s := range c.Sections {
		if slices.Contains(later, s.Name) && s.Level <= 2 {
			return c.lineStart(s.Heading.Start)
		}
	}
	return len(c.Source)
}

// ask says what belongs into the section.
func (s SectionName) ask(l incident.Lang) string {
	switch s {
	case SectionSummary:
		return l.Say("say in two or three sentences what failed, for how long, and what ended it", "何が起き、どれだけ続き、何で収束したかを2、3文で書いてください")
	case SectionImpact:
		return l.Say("say who was affected, how many, and from when until when", "誰が何人、いつからいつまで影響を受けたかを書いてください")
	case SectionResponse:
		return l.Say("say how it was detected, contained and recovered, with the KPIs", "検知・安全化・復旧の経過とKPIを書いてください")
	case SectionFactors:
		return l.Say("say which conditions of the system made it likely", "起こりやすくしたシステム側の条件を書いてください")
	case SectionLessons:
		return l.Say("say what went well, what was hard and where you were lucky", "うまくいったこと、難しかったこと、幸運だったことを書いてください")
	case SectionLearning:
		return l.Say("say which exercise, training or onboarding page carries this on", "演習・教育・オンボーディングにどう生かすかを書いてください")
	case SectionTimeline:
		return l.Say("write a table with the columns Time, Kind, Role and What happened, one row an event", "「時刻・種別・役割・内容」の表に、出来事を一行に一つ書いてください")
	case SectionActions:
		return l.Say("write each change of behaviour as a heading \"### AI-1: …\" with its fields", "行動の変化を一つずつ「### AI-1: …」の見出しと項目で書いてください")
	case SectionLinks:
		return l.Say("say where the reader goes next", "読者が次に開くページを書いてください")
	}
	return l.Say("write it", "内容を書いてください")
}
