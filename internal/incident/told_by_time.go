package incident

// ToldByTime is the text of an event of which a postmortem from elsewhere names the
// time and nothing else.
func ToldByTime(k EventKind, l Lang) string {
	return l.Say("From the postmortem: %s", "ポストモーテムより: %s", k.Label(l))
}

// TimeAlone tells whether nobody said what happened: the event has the text of
// ToldByTime. Such words tell readers nothing.
func (e Event) TimeAlone() bool {
	return e.Text == ToldByTime(e.Kind, English) || e.Text == ToldByTime(e.Kind, Japanese)
}
