package action

import (
	"path/filepath"
	"slices"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// tellLeft names the tickets that an earlier try of this run linked and that nothing links
// now, since somebody wrote another link meanwhile: nobody would look at them any more.
func (j *Job) tellLeft(c config.Config, before []link, m *merged) {
	var told []string
	for _, l := range before {
		if slices.Contains(told, l.ticket) || slices.ContainsFunc(m.links, func(now link) bool { return now.ticket == l.ticket }) || j.links(c, l) {
			continue
		}
		told = append(told, l.ticket)
		m.lines = append(m.lines, "- "+digest.Escape(l.key)+" "+l.item+": "+m.lang.Say("%s was opened for it and is linked nowhere, as the item was changed meanwhile; close it, or link it if it is the right one",
			"%s を起票しましたが、その間に恒久対応が変更されたため、どこからもリンクされていません。閉じるか、こちらが正しければリンクしてください", ticketText(l.ticket)))
	}
}

// links tells whether the document of a link has it in the checkout. What cannot be read
// is told elsewhere.
func (j *Job) links(c config.Config, l link) bool {
	ref, _ := incident.ParseTicketRef(l.ticket)
	d, err := tracker.LoadFile(filepath.Join(j.dir, l.path), c.Zone)
	return err == nil && slices.ContainsFunc(d.ActionItems(), func(it incident.ActionItem) bool {
		other, ok := incident.ParseTicketRef(it.Ticket)
		return ok && other.Same(ref)
	})
}
