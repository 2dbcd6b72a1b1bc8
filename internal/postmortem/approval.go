package postmortem

// An approval stands in the front matter as who gave it, and the Revision of which it
// speaks.
const (
	approvedByKey       = "approved_by"
	approvedRevisionKey = "approved_revision"
)

// WithApproval writes that a person approves this very text into its front matter, and
// changes no other byte. Front matter that cannot take it is Refused.
func (d *Document) WithApproval(by string) ([]byte, error) {
	text, err := d.SetFront(approvedByKey, by)
	if err != nil {
		return nil, err
	}
	named, err := d.Edited(text)
	if err != nil {
		return nil, err
	}
	return named.SetFront(approvedRevisionKey, d.Revision())
}

// SaysApproved tells whether the text says that a person approves a text, this one or
// what it was before.
func (d *Document) SaysApproved() bool { return d.Front.ApprovedRevision != "" }

// WithoutApproval gives the text without what the program writes beside it: who approved
// it, and from which revision it was made.
func (d *Document) WithoutApproval() []byte {
	if !d.SaysApproved() { // an approved_by: alone was written by people
		return d.WithoutBase()
	}
	return d.withoutFront(approvedByKey, approvedRevisionKey, baseKey)
}
