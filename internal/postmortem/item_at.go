package postmortem

import (
	"cmp"
	"slices"
)

// itemSpan is where an action item stands: from its heading or row to the end of
// its last field and of what is nested under that.
type itemSpan struct {
	Span
	id string
}

// itemAt gives the action item in whose part of the text an offset stands.
func (c *checker) itemAt(offset int) string {
	i, found := slices.BinarySearchFunc(c.itemExtents(), offset, func(s itemSpan, at int) int { return cmp.Compare(s.Start, at) })
	if !found {
		i--
	}
	if i >= 0 && offset < c.extents[i].End {
		return c.extents[i].id
	}
	return ""
}

// itemExtents lists where the action items stand, in the order of the text.
func (c *checker) itemExtents() []itemSpan {
	if c.extents != nil || len(c.Items) == 0 {
		return c.extents
	}
	extents := make([]itemSpan, len(c.Items))
	for i, it := range c.Items {
		s := it.Heading
		for _, p := range it.Fields {
			s.Start, s.End = min(s.Start, p.Key.Start), max(s.End, p.end())
		}
		extents[i] = itemSpan{Span{s.Start, max(s.End, it.TitleAt.End)}, it.ID}
	}
	slices.SortStableFunc(extents, func(a, b itemSpan) int { return cmp.Compare(a.Start, b.Start) })
	c.extents = extents
	return extents
}
