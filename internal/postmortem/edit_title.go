package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// SetTitle gives the document with another title of one action item, and no
// other byte changed.
func (d *Document) SetTitle(itemID, title string) ([]byte, error) {
	it, err := d.Item(itemID)
	if err != nil {
		return nil, err
	}
	title = strings.Join(strings.Fields(title), " ")
	if title == "" {
		return nil, incident.Tell(incident.Invalid, "the title of %s must not be empty", "%s の題名は空にできません", it.ID)
	}
	if it.TitleAt == (Span{}) {
		return nil, incident.Tell(incident.Invalid, "the table has no column for the title of %s; add a column \"Title\"", "表に %s の題名の列がありません。「タイトル」の列を加えてください", it.ID)
	}
	if it.row != nil {
		return d.replaceCell(it.TitleAt, title), nil
	}
	text := encodeTitle(title)
	if it.TitleAt.Start > 0 && it.TitleAt.Start == it.TitleAt.End && d.Source[it.TitleAt.Start-1] != ' ' {
		text = " " + text
	}
	return d.splice(it.TitleAt, text), nil
}
