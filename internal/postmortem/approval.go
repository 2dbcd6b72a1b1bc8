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
