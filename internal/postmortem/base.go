package postmortem

import "strconv"

// baseKey stands in a file that was made from an incident in the database: the
// revision that people go on from. The database itself does not keep it.
const baseKey = "base_revision"

// Base gives the number of the revision from which a file was made; not ok where
// it does not say.
func (d *Document) Base() (revision int, ok bool) {
	e, ok := d.Front.entry(baseKey)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(e.value)
	return n, err == nil && n > 0
}

// WithBase writes the revision from which a file is made into its front matter,
// and changes no other byte. Front matter that cannot take it stays as it is.
func (d *Document) WithBase(revision int) []byte {
	text, err := d.SetFront(baseKey, strconv.Itoa(revision))
	if err != nil {
		return d.Source
	}
	return text
}

// WithoutBase gives the text as the database keeps it.
func (d *Document) WithoutBase() []byte {
	e, ok := d.Front.entry(baseKey)
	if !ok {
		return d.Source
	}
	return d.splice(Span{d.lineStart(e.keyAt), d.lineEnd(e.keyAt)}, "")
}
