package postmortem

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Revision is the digest of the document that an approval speaks of. What is
// recorded by the program after the review does not count: the approval
// (approved_by, approved_revision), the status, the revision from which a file was
// made, and that an item was verified.
// Nor does the kind of line ending that a checkout has, or the mark of its encoding
// that an editor puts before it.
func (d *Document) Revision() string {
	var reviewed []byte
	at := 0
	for _, s := range d.recordedLater() {
		if s.Start >= at {
			reviewed = append(reviewed, d.Source[at:s.Start]...)
			at = s.End
		}
	}
	reviewed = append(reviewed, d.Source[at:]...)
	reviewed = bytes.TrimPrefix(reviewed, []byte(byteOrderMark))
	reviewed = bytes.ReplaceAll(reviewed, []byte("\r\n"), []byte("\n"))
	sum := sha256.Sum256(bytes.TrimRight(reviewed, "\n"))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// recordedLater gives the stretches that no reviewer judges, in order.
func (d *Document) recordedLater() []Span {
	var spans []Span
	for _, e := range d.Front.entries {
		if e.key == approvedByKey || e.key == approvedRevisionKey || e.key == "status" || e.key == baseKey {
			spans = append(spans, e.line)
		}
	}
	for _, it := range d.Items {
		if place, ok := it.Fields[incident.FieldVerified]; ok && it.row == nil {
			spans = append(spans, d.verifiedSpan(place))
		}
	}
	for _, t := range d.tables {
		spans = append(spans, d.verifiedColumn(t)...)
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}

// verifiedSpan is the line that records a verification, or, where more than that
// belongs to it (text under the line, the dashes under a header), its value alone:
// the rest was written by people, and a reviewer judges it.
func (d *Document) verifiedSpan(p FieldPlace) Span {
	if p.alone {
		return Span{d.lineStart(p.Key.Start), d.lineEnd(p.Key.Start)}
	}
	line := d.lineEnd(p.Key.Start)
	return d.widen(Span{p.Value.Start, min(p.Value.End, max(p.Value.Start, line-len(d.lineEnding())))})
}

// verifiedColumn gives what a table of action items gains when one of them is
// verified: the column, where it is the last, and its cells; in a short row the
// empty ones before it, too. So empty cells at the end of any row do not count.
func (d *Document) verifiedColumn(t *actionTable) []Span {
	column := t.column(incident.FieldVerified)
	rule := strings.TrimRight(d.text(Span{t.rule, d.textEnd(t.rule)}), "| \t")
	last := -1
	if column == len(t.header)-1 {
		last = column
		rule = strings.TrimRight(rule[:strings.LastIndexByte(rule, '|')+1], "| \t")
	}
	spans := append(make([]Span, 0, len(t.rows)+2), d.rowTail(t.header, last), Span{t.rule + len(rule), d.textEnd(t.rule)})
	for _, cells := range t.rows {
		tail := d.rowTail(cells, column)
		if column >= 0 && column < len(cells) && cells[column].Start > d.base && cells[column].Start < tail.Start {
			spans = append(spans, d.widen(cells[column]))
		}
		spans = append(spans, tail)
	}
	return spans
}

// rowTail gives the end of a row's line from its last cell on that says
// something, a column that does not count aside: bars, blanks and that column.
func (d *Document) rowTail(cells []Span, aside int) Span {
	said, tail := false, Span{}
	for i, c := range cells {
		switch {
		case i == aside && c.Start > d.base:
			tail.End = max(tail.End, c.End)
		case i != aside && c.Start < c.End:
			said, tail = true, Span{c.End, c.End}
		}
	}
	if !said {
		return Span{}
	}
	end := d.lineEnd(tail.Start)
	for tail.End < end && strings.IndexByte("| \t", d.Source[tail.End]) >= 0 {
		tail.End++
	}
	return tail
}

// widen takes the blanks around a table cell's text with it.
func (d *Document) widen(s Span) Span {
	for s.Start > 0 && d.Source[s.Start-1] == ' ' {
		s.Start--
	}
	for s.End < len(d.Source) && d.Source[s.End] == ' ' {
		s.End++
	}
	return s
}
