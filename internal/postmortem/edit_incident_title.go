package postmortem

// SetIncidentTitle gives the document with another title of its incident: in the front
// matter, and in the heading above the text where that says the one before.
func (d *Document) SetIncidentTitle(title string) ([]byte, error) {
	text, err := d.SetFront("title", title)
	if err != nil {
		return nil, err
	}
	e, err := d.Edited(text)
	if err != nil {
		return nil, err
	}
	for _, s := range e.Sections {
		if s.Level == 1 && e.text(s.Heading) == d.Front.Incident+": "+encodeTitle(d.Front.Title) {
			return e.splice(s.Heading, d.Front.Incident+": "+encodeTitle(title)), nil
		}
	}
	return text, nil
}
