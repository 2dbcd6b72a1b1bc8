package postmortem

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// leftPrompt is a prompt that still stands in the prose.
type leftPrompt struct {
	at      Span
	section SectionName // the innermost of ours; empty: it stands in none
}

// readPrompts notes the prompts of a block. In an action item and in the timeline other
// rules ask for what is not written.
func (r *bodyReader) readPrompts(n ast.Node) {
	section := r.section()
	if r.item >= 0 || section == SectionTimeline {
		return
	}
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		for _, at := range r.promptsOf(r.uncommented(r.blockSpan(n))) {
			r.prompts = append(r.prompts, leftPrompt{at, section})
		}
	case *ast.List, *ast.ListItem, *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.readPrompts(c)
		}
	}
}

// section gives in which of our sections the walk stands.
func (r *bodyReader) section() SectionName {
	for i := len(r.open) - 1; i >= 0; i-- {
		if name := r.Sections[r.open[i]].Name; name != "" {
			return name
		}
	}
	return ""
}

// promptsOf finds the prompts of a paragraph: all of it, or a line of its own, above
// or below which somebody wrote the answer.
func (d *Document) promptsOf(s Span) []Span {
	text := d.text(s)
	if !strings.Contains(text, incident.PromptOpen) {
		return nil // nearly all
	}
	if incident.IsPrompt(text) {
		return []Span{s}
	}
	var prompts []Span
	for at := s.Start; at < s.End; {
		end := min(s.End, d.lineEnd(at))
		if line := d.trim(Span{at, end}); incident.IsPrompt(d.text(line)) {
			prompts = append(prompts, line)
		}
		at = max(end, at+1)
	}
	return prompts
}

// leftPrompts is the part of rule section-empty that is about a section which says
// something, and asks for more.
func (c *checker) leftPrompts() {
	for _, p := range c.prompts {
		if p.section != "" && !c.sectionSays(p.section) {
			continue // its heading was reported
		}
		if p.section == SectionActions && len(c.Items) == 0 && c.Front.NoActionItems == "" {
			continue // action-none asks the same
		}
		ask := strings.TrimSuffix(strings.TrimPrefix(c.text(p.at), incident.PromptOpen), incident.PromptClose)
		why := p.section == SectionResponse && c.skipsContainment()
		severity := diagnostic.Warning
		if why {
			severity = diagnostic.Error
		}
		c.report(diagnostic.SectionEmpty, severity, p.at, "",
			c.say("this prompt is not answered: %q", "問いかけが残っています:「%s」", columns.Shorten(strings.Join(strings.Fields(ask), " "), quoteLimit)),
			c.say("write the answer in its place, or delete the line where there is nothing to say", "答えに置き換えてください。書くことがなければ行を削除してください"))
		c.found[len(c.found)-1].waits = why
	}
}

// asksWhy tells whether the question is still there why recovery was declared without
// a containment.
func (c *checker) asksWhy() bool {
	return c.skipsContainment() && slices.ContainsFunc(c.prompts, func(p leftPrompt) bool { return p.section == SectionResponse })
}

// skipsContainment tells whether recovery was declared without a containment.
func (c *checker) skipsContainment() bool {
	return !c.firstTime(c.Front.RecoveredAt, incident.KindRecovery).IsZero() && c.firstTime(c.Front.ContainedAt, incident.KindContainment).IsZero()
}

// skippedContainment is the part of rule section-empty that asks why recovery was
// declared without a containment, where neither the timeline nor the section about
// it says so.
func (c *checker) skippedContainment() {
	if !c.skipsContainment() || c.asksWhy() {
		return
	}
	for _, e := range c.Events() {
		if text := strings.ToLower(e.Text); strings.Contains(text, "containment") || strings.Contains(text, "contained") || strings.Contains(text, "安全化") {
			return
		}
	}
	var heading *Span
	for i, s := range c.Sections {
		if s.Name == SectionResponse {
			if s.prose {
				return
			}
			if heading == nil {
				heading = &c.Sections[i].Heading
			}
		}
	}
	if heading == nil {
		return // section-missing says so
	}
	c.report(diagnostic.SectionEmpty, diagnostic.Warning, *heading, "",
		c.say("recovery was declared without a containment, and no reason is written", "安全化を経ずに復旧が宣言されていますが、その理由が書かれていません"),
		c.say("write the reason under this heading, or log when the impact was stopped as an event of kind containment", "この見出しの下に理由を書くか、影響が止まった時刻を種別「安全化」の出来事として書いてください"))
}
