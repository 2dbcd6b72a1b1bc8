package postmortem

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// hasTimelineList tells whether the timeline is written as a list.
func (d *Document) hasTimelineList() bool {
	if d.Timeline == nil || d.hasTimelineTable() {
		return false
	}
	for _, r := range d.Timeline.Rows {
		if r.item.End > 0 {
			return true
		}
	}
	return false
}

// blockEnd gives where the last line ends of a block and all that is in it.
func (d *Document) blockEnd(n ast.Node) int {
	end := 0
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock || n.Lines() == nil || n.Lines().Len() == 0 {
			return ast.WalkContinue, nil
		}
		at := d.lineEnd(d.blockSpan(n).End)
		if _, fenced := n.(*ast.FencedCodeBlock); fenced {
			at = d.lineEnd(at) // the fence that closes it
		}
		end = max(end, at)
		return ast.WalkContinue, nil
	})
	return end
}

// listForms are the pieces of a line of the timeline's list: the mark of the item with
// its number, and a time as it is written most often.
var listForms = sync.OnceValue(func() (f struct{ mark, when *regexp.Regexp }) {
	f.mark = regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)])\s+`)
	f.when = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}[ T]|\d{4}/\d{2}/\d{2} )?\d{2}:\d{2}(?::\d{2})?(\D*)$`)
	return f
})

// timelineLine writes an event as a line of the list, in the style of another one. What
// could be taken for a part of its time is parted from it.
func (d *Document) timelineLine(like TimelineRow, e incident.Event) string {
	lead, gap := d.aroundTime(like)
	text := encodeComments(strings.Join(strings.Fields(withLinks(e)), " "))
	if _, _, speaks := cutKind(text); speaks || like.Kind.Valid() {
		text = d.kindLikeOthers(cmp.Or(e.Kind, incident.KindNote)) + ": " + text
	}
	when := d.timeAsInLine(like, e.At)
	start := len(listForms().mark.FindString(lead))
	read, ok := readLooseTime((lead + when + gap + text)[start:])
	if alone, _ := readLooseTime(when); !ok || read.end-read.start != alone.end-alone.start || read.zone != alone.zone {
		gap = " – "
	}
	return lead + when + gap + text
}

// aroundTime gives what stands before the time of a line and between it and the text,
// without marks that enclose more than the time, and without "about".
func (d *Document) aroundTime(row TimelineRow) (lead, gap string) {
	lead = d.text(Span{d.lineStart(row.At.Start), row.At.Start})
	rest := strings.TrimRight(d.text(Span{row.At.End, d.lineEnd(row.At.Start)}), " \t\r\n")
	mark := listForms().mark.FindString(lead)
	text, _ := behindMarks(rest, opened(lead[len(mark):]))
	gap = rest[:len(rest)-len(text)]
	open := strings.NewReplacer("~", "", "約", "").Replace(lead[len(mark):])
	closing := strings.NewReplacer("[", "]", "(", ")").Replace(open)
	marks := strings.Trim(gap, " \t-:–—：")
	if marks != strings.TrimSpace(closing) {
		open, gap = "", strings.NewReplacer("*", "", "_", "", "`", "", "]", "", ")", "").Replace(gap)
	}
	if text == "" || strings.TrimSpace(gap) == "" || text[0] >= '0' && text[0] <= '9' { // the end of a stretch of time
		open, gap = "", " "
	}
	return mark + open, gap
}

// timeAsInLine writes a time as a line writes its own, with the day where another is
// meant or may be.
func (d *Document) timeAsInLine(like TimelineRow, at time.Time) string {
	zone := d.timelineZone().zone
	usual := formatTime(at, zone)
	m := listForms().when.FindStringSubmatch(d.text(like.At))
	if m == nil || like.badTime {
		return usual
	}
	local, own := at.In(like.Event.At.Location()), like.Event.At
	sameDay := local.YearDay() == own.YearDay() && local.Year() == own.Year()
	layout := "15:04"
	if local.Second() != 0 {
		layout = "15:04:05"
	}
	switch {
	case strings.HasSuffix(m[1], "T"):
		layout = "2006-01-02T" + layout
	case strings.HasPrefix(m[1], own.Format("2006/01/02")):
		layout = "2006/01/02 " + layout
	case m[1] != "" || !sameDay || at.Before(own):
		layout = "2006-01-02 " + layout
	}
	text := local.Format(layout) + m[2]
	read, ok := readLooseTime(norm.NFKC.String(text))
	if ok && !read.dated {
		read.year, read.day = local.Year(), local.Day()
		read.month = int(local.Month())
	}
	if back, bad := read.at(zone); ok && !bad && !read.unclear && back.Equal(at) {
		return text
	}
	return usual
}
