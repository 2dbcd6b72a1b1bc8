package tracker

import (
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// stillThe is a Conflict where the item under a number is another one than it was:
// somebody moved the items, or gave them other numbers, and what was meant for one would
// be written into the other.
func stillThe(was incident.ActionItem, d *postmortem.Document) error {
	now, err := d.Item(was.ID)
	if err != nil || isStill(was, now.ActionItem, d) {
		return err
	}
	for i := range d.Items {
		if it := &d.Items[i]; it.ID != now.ID && sameWords(it.Title, was.Title) {
			return incident.Tell(incident.Conflict, "%s is another item now (%q); %q, which it was, is %s", "%s は別の項目（%q）に変わりました。元の %q は %s です",
				now.ID, now.Title, was.Title, it.ID)
		}
	}
	return incident.Tell(incident.Conflict, "%s is another item now (%q); %q, which it was, is not there any more", "%s は別の項目（%q）に変わりました。元の %q はもうありません",
		now.ID, now.Title, was.Title)
}

// isStill tells whether an item is the one that it was. A title may be put into other
// words; then no other item has the former one, and something of what the item changes
// still stands there.
func isStill(was, now incident.ActionItem, d *postmortem.Document) bool {
	if sameWords(was.Title, now.Title) {
		return true
	}
	for i := range d.Items {
		if sameWords(d.Items[i].Title, was.Title) {
			return false
		}
	}
	written := false
	for _, f := range []incident.Field{incident.FieldWhen, incident.FieldBefore, incident.FieldAfter, incident.FieldVerifiedBy} {
		if was.Get(f) != "" && sameWords(was.Get(f), now.Get(f)) {
			return true
		}
		written = written || was.Get(f) != "" && now.Get(f) != ""
	}
	return !written
}
