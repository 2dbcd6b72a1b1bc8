package postmortem

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// Revision is the digest of the document that an approval speaks of. What the
// approval and the closing write themselves (approved_by, approved_revision,
// status) does not count, nor does the kind of line ending that a checkout has.
func (d *Document) Revision() string {
	hash := sha256.New()
	write := func(s Span) {
		hash.Write(bytes.ReplaceAll(d.Source[s.Start:s.End], []byte("\r\n"), []byte("\n")))
	}
	at := 0
	for _, e := range d.Front.entries {
		if e.key == "approved_by" || e.key == "approved_revision" || e.key == "status" {
			write(Span{at, e.line.Start})
			at = e.line.End
		}
	}
	write(Span{at, len(d.Source)})
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
