package postmortem

import (
	"slices"
	"strconv"
)

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
func (d *Document) WithoutBase() []byte { return d.withoutFront(baseKey) }

// withoutFront gives the document without keys of the front matter.
func (d *Document) withoutFront(keys ...string) []byte {
	if _, ok := d.frontIndent(); !ok { // nor could they be written
		return d.Source
	}
	text := make([]byte, 0, len(d.Source))
	at := 0
	for _, e := range d.Front.entries {
		if slices.Contains(keys, e.key) {
			text = append(text, d.Source[at:d.lineStart(e.keyAt)]...)
			at = max(d.lineEnd(e.keyAt), d.valueEnd(e))
		}
	}
	return append(text, d.Source[at:]...)
}
