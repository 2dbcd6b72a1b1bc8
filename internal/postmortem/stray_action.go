package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// isAction tells whether a row of a list below an action item is a further action: it
// has an owner or a day, or stands among the fields of the item. A note is none: one
// that says so, begins with its day or is only a link, and a field of somebody else's
// ("Priority: high", "Reviewer @ben: approved"). What stands in brackets may give the row
// its owner or day: "improve it (owner: @ben)".
func isAction(text string, amongFields bool) bool {
	text = norm.NFKC.String(text)
	bare := address().ReplaceAllString(text, " ")
	if noteBegin().MatchString(text) || strings.Trim(bare, "[]()<> ") == "" {
		return false
	}
	owned, dated := someOwner().MatchString(bare), someDay().MatchString(bare)
	line, _, _ := strings.Cut(bare, "\n")
	key, _, _, ok := splitField(line)
	name := line[key.Start:key.End]
	label, bracketed := openBracket(name)
	switch {
	case !ok:
		return owned || dated || amongFields
	case bracketed && assigns(label, line, dated):
		return true
	}
	return owned && dated
}

// openBracket gives what stands behind a bracket that is not closed.
func openBracket(text string) (behind string, open bool) {
	i := strings.LastIndexAny(text, "([【")
	if i < 0 || strings.ContainsAny(text[i:], ")]】") {
		return "", false
	}
	_, size := decodeRune([]byte(text[i:]))
	return text[i+size:], true
}

// assigns tells whether a label in brackets gives the row an owner or a day: one that has
// the last word, as in "improve it (owner: the SRE team)", or a day.
func assigns(label, line string, dated bool) bool {
	last := strings.HasSuffix(strings.TrimRight(line, " .。"), ")")
	switch f, _ := FieldOf(label); f {
	case incident.FieldOwner:
		return last
	case incident.FieldDue:
		return last || dated
	}
	return false
}

var (
	address   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[[^\]]*\]\([^)]*\)|https?://[^\s)>]+`) })
	someOwner = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\w.@/` + "`" + `-])@[A-Za-z0-9][\w.-]*(?:[^\w/.-]|$)`)
	})
	someDay = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\w/.-])20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)`)
	})
	noteBegin = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^[*_(]*(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|(?:notes?|see|cf|nb|re|ref|refs|background|related)\b|※|注|備考|補足|メモ|参考|参照|関連)`)
	})
	htmlTag  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`</?[a-zA-Z][^<>]*>`) })
	htmlHead = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<[hH]([1-6])\b`) })
	htmlRow  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)<(?:li|tr|td)\b`) })
)

// readStrayHTML notes the first line of raw HTML that is an action or the heading of
// one, or all of it where it is a table of the fields of actions.
func (r *bodyReader) readStrayHTML(n *ast.HTMLBlock) {
	span := r.htmlSpan(n)
	text := []byte(r.text(span))
	for _, c := range commentsOf(string(text)) {
		for i := c.Start; i < c.End; i++ {
			if text[i] != '\n' {
				text[i] = ' '
			}
		}
	}
	fields := 0
	for _, cell := range htmlTag().Split(string(text), -1) {
		if _, ok := FieldOf(strings.TrimSpace(cell)); ok {
			fields++
		}
	}
	if fields >= 2 {
		r.strays = append(r.strays, stray{at: Span{span.Start, min(span.End, r.lineEnd(span.Start))}})
		return
	}
	for at := span.Start; at < span.End; at = r.lineEnd(at) {
		line := r.trim(Span{at, min(span.End, r.lineEnd(at))})
		if s, ok := r.strayHTMLLine(line, strings.TrimSpace(string(text[line.Start-span.Start:line.End-span.Start]))); ok {
			r.strays = append(r.strays, s)
			return
		}
	}
}

// strayHTMLLine judges one line, of which text is what is no comment.
func (r *bodyReader) strayHTMLLine(at Span, text string) (stray, bool) {
	plain := strings.Join(strings.Fields(htmlTag().ReplaceAllString(text, " ")), " ")
	if plain == "" {
		return stray{}, false
	}
	if id, ok := strayNumber(plain); ok {
		known := slices.ContainsFunc(r.Items, func(it Item) bool { return it.ID == id })
		return stray{at, id}, !known
	}
	if m := htmlHead().FindStringSubmatch(text); m != nil {
		return stray{at: at}, r.item < 0 || int(m[1][0]-'0') <= r.itemLevel
	}
	about, _ := rowNumber(plain)
	return stray{at, about}, htmlRow().MatchString(text) && isAction(plain, false)
}
