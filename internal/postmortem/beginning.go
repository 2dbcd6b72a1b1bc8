package postmortem

import (
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// SetBeginning gives the text of the document with another beginning, in the zone of at:
// the time of the front matter, and in the table of durations what was reckoned from the one
// before. A duration that says something else is a person's, and stays.
func (d *Document) SetBeginning(at time.Time) ([]byte, error) {
	was := newView(d.Incident()).durations().rows
	text, err := d.SetFrontTime("occurred_at", at)
	if err != nil {
		return nil, err
	}
	if d, err = d.Edited(text); err != nil {
		return nil, err
	}
	view := newView(d.Incident())
	t := view.durations()
	t.was = was
	f := refresher{Document: d, Refreshed: &Refreshed{}, byRole: func(text string) string { return text }}
	found, ok := f.find(t.header, view.inOtherLanguage().durations().header, t)
	if !ok {
		return text, nil
	}
	for row, there := range f.pair(t, &found) {
		if there >= 0 {
			f.fill(t, row, found, found.rows[there])
		}
	}
	text, _ = diagnostic.Rewrite(d.Source, f.edits)
	return text, nil
}
