package postmortem

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Revision is the digest of the document that an approval speaks of. What is
// recorded by the program after the review does not count: the approval
// (approved_by, approved_revision), the status, and that an item was verified.
// Nor does the kind of line ending that a checkout has.
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
	reviewed = bytes.ReplaceAll(reviewed, []byte("\r\n"), []byte("\n"))
	sum := sha256.Sum256(bytes.TrimRight(reviewed, "\n"))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// recordedLater gives the stretches that no reviewer judges, in order.
func (d *Document) recordedLater() []Span {
	var spans []Span
	for _, e := range d.Front.entries {
		if e.key == "approved_by" || e.key == "approved_revision" || e.key == "status" {
			spans = append(spans, e.line)
		}
	}
	for _, it := range d.Items {
		place, ok := it.Fields[incident.FieldVerified]
		if !ok {
			continue
		}
		spans = append(spans, d.verifiedSpan(place))
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}

// verifiedSpan is the line that records a verification, or, where more than that
// stands there (a cell of a row, text under the line), its value alone: the rest
// was written by people, and a reviewer judges it.
func (d *Document) verifiedSpan(p FieldPlace) Span {
	if p.alone {
		return Span{d.lineStart(p.Key.Start), d.lineEnd(p.Key.Start)}
	}
	line := d.lineEnd(p.Key.Start)
	return d.widen(Span{p.Value.Start, min(p.Value.End, max(p.Value.Start, line-len(d.lineEnding())))})
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
