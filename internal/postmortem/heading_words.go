package postmortem

import (
	"cmp"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// headingForms are what stands round the words of a heading without telling what it opens.
var headingForms = sync.OnceValue(func() (f struct{ attribute, picture, chapter *regexp.Regexp }) {
	f.attribute = regexp.MustCompile(`[ \t]+\{#([^{}\s\\]+)\}$`) // as exports to Markdown name the place
	f.picture = regexp.MustCompile(`:[a-z0-9_+-]+:`)
	f.chapter = regexp.MustCompile(`^(?:第\s*[0-9一二三四五六七八九十]+\s*[章節部項編]|(?i:chapter|section|part)\s+[0-9]+\b)`)
	return f
})

// withoutAttribute narrows a heading to what stands before the name of its place:
// "Summary {#summary}".
func (d *Document) withoutAttribute(heading Span) Span {
	text := d.text(heading)
	if !strings.HasSuffix(text, "}") {
		return heading // nearly all
	}
	if at := headingForms().attribute.FindStringIndex(text); at != nil && at[0] > 0 {
		heading.End = heading.Start + at[0]
	}
	return heading
}

// headingAttribute gives the name of the place behind a heading; empty: there is none.
func (d *Document) headingAttribute(heading Span) string {
	line := d.text(Span{heading.End, d.lineEnd(heading.End)})
	if m := headingForms().attribute.FindStringSubmatch(strings.TrimRight(line, "# \t\r\n")); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// headingWords takes off tags, the names of pictures, marks, the number of a chapter and
// what stands in brackets at the end, such as the time zone.
func headingWords(heading string) string {
	const marks = "*_`~:： \t"
	if strings.Contains(heading, "<") {
		heading = htmlTag().ReplaceAllString(heading, "")
	}
	if strings.Count(heading, ":") > 1 {
		heading = headingForms().picture.ReplaceAllString(heading, "")
	}
	heading = strings.Trim(heading, marks)
	if strings.HasSuffix(heading, ")") || strings.HasSuffix(heading, "）") {
		if i := strings.LastIndexAny(heading, "(（"); i > 0 {
			heading = strings.TrimRight(heading[:i], marks)
		}
	}
	heading = norm.NFKC.String(heading)
	return heading[len(headingForms().chapter.FindString(heading)):]
}

// sectionOf gives the section that a heading opens.
func sectionOf(heading string) SectionName {
	if s, ok := sectionHeadings()[heading]; ok {
		return s // as the template writes it
	}
	words := headingWords(heading)
	folded := foldHeading(words)
	if s, ok := sectionHeadings()[folded]; ok {
		return s
	}
	for _, part := range furtherActions() {
		if rest, ok := strings.CutPrefix(folded, part); ok && sectionHeadings()[strings.TrimLeft(rest, " ")] == SectionActions {
			return SectionActions
		}
	}
	return sectionInTwoWords(words)
}

// furtherActions are what stands before the name of the action items where some of them
// have a section of their own.
func furtherActions() []string {
	return []string{"remaining ", "open ", "outstanding ", "pending ", "other ", "further ", "additional ", "more ", "new ", "short term ", "medium term ", "long term ",
		"残りの", "残る", "その他の", "追加の", "未完了の", "未対応の", "未実施の", "短期", "中期", "長期", "中長期"}
}

// sectionInTwoWords gives the section that a heading names twice: in two languages
// (「概要 / Summary」, where one word is known), or in two words for the same.
func sectionInTwoWords(words string) SectionName {
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == '/' || r == '|' })
	if len(parts) != 2 {
		return ""
	}
	first, second := sectionHeadings()[foldHeading(parts[0])], sectionHeadings()[foldHeading(parts[1])]
	if isASCII(parts[0]) == isASCII(parts[1]) && first != second {
		return ""
	}
	return cmp.Or(first, second)
}
