package postmortem

import "github.com/pmtracker/pmtracker/internal/incident"

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

// Approvals gives those that the text says of itself: one, or one of each person where
// approved_by is a list.
func (d *Document) Approvals() []incident.Approval {
	e, _ := d.Front.entry(approvedByKey)
	names := incident.ListedApprovers(e.list)
	if names == nil && e.value != "" {
		names = []string{e.value}
	}
	var all []incident.Approval
	for _, name := range names {
		all = append(all, incident.Approval{By: name, Revision: d.Front.ApprovedRevision})
	}
	return all
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
