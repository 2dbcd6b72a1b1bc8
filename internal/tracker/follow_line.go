package tracker

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// followLine gives the line of a text that a line of an earlier revision is now; 0 when
// it is not there any more, or when nothing tells which of several alike it is: "Due: …"
// stands in every action item.
func followLine(was, now *postmortem.Document, line int) int {
	quote, ok := lineOf(was, line)
	if !ok {
		return 0
	}
	before, after := linesOf(was), linesOf(now)
	another := func(l placedLine) bool { return l.text != quote }
	if b, a := slices.DeleteFunc(slices.Clone(before), another), slices.DeleteFunc(slices.Clone(after), another); len(b) == 1 && len(a) == 1 { // wherever it was moved to
		return a[0].number
	}
	owner := before[line-1].owner
	elsewhere := func(l placedLine) bool { return l.owner != owner }
	before, after = slices.DeleteFunc(before, elsewhere), slices.DeleteFunc(after, elsewhere)
	at := slices.IndexFunc(before, func(l placedLine) bool { return l.number == line })
	if b, a := placesOf(before, quote), placesOf(after, quote); len(b) == len(a) {
		return after[a[slices.Index(b, at)]].number
	}
	if at = keptPlace(before, after, at); at < 0 {
		return 0
	}
	return after[at].number
}

// placedLine is a line of a document, its number, and under what it stands: the number of
// its action item, which stays whatever becomes of its title, or else the heading above it.
type placedLine struct {
	text   string
	number int
	owner  string
}

// linesOf lists the lines of a document.
func linesOf(d *postmortem.Document) (lines []placedLine) {
	type heading struct {
		start int
		owner string
	}
	var headings []heading
	for _, s := range d.Sections {
		headings = append(headings, heading{s.Heading.Start, string(d.Source[s.Heading.Start:s.Heading.End])})
	}
	for _, it := range d.Items {
		headings = append(headings, heading{it.Heading.Start, it.ID})
	}
	slices.SortStableFunc(headings, func(a, b heading) int { return cmp.Compare(a.start, b.start) })
	owner, end := "", 0
	for text := range strings.Lines(string(d.Source)) {
		for end += len(text); len(headings) > 0 && headings[0].start < end; headings = headings[1:] {
			owner = headings[0].owner
		}
		lines = append(lines, placedLine{strings.TrimRight(text, "\r\n"), len(lines) + 1, owner})
	}
	return lines
}

// placesOf lists where in some lines a text stands.
func placesOf(lines []placedLine, text string) (places []int) {
	for i, l := range lines {
		if l.text == text {
			places = append(places, i)
		}
	}
	return places
}

// keptPlace gives where a line stands that kept its place while one alike was changed, came
// or went: counted from the top where as many lines are there, and else from that end up to
// which nothing changed. It is -1 where the line is gone, or both ends count.
func keptPlace(was, now []placedLine, at int) int {
	same := func(a, b placedLine) bool { return a.text == b.text }
	down := at + len(now) - len(was)
	if down == at {
		if same(was[at], now[at]) {
			return at
		}
		return -1
	}
	top, bottom := 0, 0 // so many lines are the same from each end
	for least := min(len(was), len(now)); top < least && same(was[top], now[top]); {
		top++
	}
	for least := min(len(was), len(now)); bottom < least && same(was[len(was)-1-bottom], now[len(now)-1-bottom]); {
		bottom++
	}
	fromTop := at < top && at < len(now)-bottom
	fromBottom := at >= len(was)-bottom && down >= top
	switch {
	case fromTop && !fromBottom:
		return at
	case fromBottom && !fromTop:
		return down
	}
	return -1
}
