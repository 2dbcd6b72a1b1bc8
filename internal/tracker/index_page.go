package tracker

import "bytes"

// IndexMark begins the index page of a folder, which is no postmortem.
const IndexMark = "<!-- pmtracker:index -->"

// IsIndexPage tells whether a text is the index page of a folder. The mark counts
// at the beginning alone, where front matter would stand: anywhere else it is the
// word of whoever wrote the document, and would lead it around the gate.
func IsIndexPage(src []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte(IndexMark))
}
