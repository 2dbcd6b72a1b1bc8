package tracker

import (
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// Approve records that somebody other than the author approves this very
// revision of a postmortem file. An edit afterwards takes it back.
func Approve(path, person string) error {
	d, err := LoadFile(path)
	if err != nil {
		return err
	}
	if d.Front.Author == "" {
		return incident.Errorf(incident.Refused, "%s names no author; write author: in its front matter first", path)
	}
	if person == "" || (incident.People{}).Same(person, d.Front.Author) {
		return incident.Errorf(incident.Refused, "%s: %q wrote this postmortem; somebody else has to approve it (--as PERSON)", path, d.Front.Author)
	}
	revision := d.Revision()
	text, err := d.SetFront("approved_by", person)
	if err != nil {
		return err
	}
	edited, err := postmortem.Parse(path, text)
	if err != nil {
		return err
	}
	if text, err = edited.SetFront("approved_revision", revision); err != nil {
		return err
	}
	return saveFile(d, text)
}
