package postmortem

import (
	"bytes"
	"regexp"
	"sync"
	"text/template"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// TicketBody writes the body of the ticket of an action item, in Markdown, with
// the change of behaviour and the way back to the postmortem: place is its name
// or address, as whoever reads the ticket finds it.
func (d *Document) TicketBody(item incident.ActionItem, place string) (string, error) {
	name := "ticket." + string(d.Lang) + ".md"
	text, err := templates.FS.ReadFile(name)
	if err != nil {
		return "", incident.Errorf(incident.Internal, "read the ticket template: %w", err)
	}
	parsed, err := template.New(name).Parse(string(text))
	if err != nil {
		return "", templateError(name, err)
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, struct {
		Key, Title, Path string
		Item             incident.ActionItem
	}{d.Front.Incident, encodeValue(d.Front.Title), place, d.encodedItem(item, place)})
	if err != nil {
		return "", templateError(name, err)
	}
	return out.String(), nil
}

// encodedItem gives the words of an action item as Markdown holds them where the
// postmortem is not. A <br> in a sentence breaks its line, as it does for readers of the
// postmortem.
func (d *Document) encodedItem(item incident.ActionItem, place string) incident.ActionItem {
	for _, text := range []*string{&item.Title, &item.Owner} {
		*text = encodeValue(*text)
	}
	for _, text := range []*string{&item.When, &item.Before, &item.After, &item.VerifiedBy} {
		if lines := textParts(*text); lines[0].mark != "" { // a list begins its own line
			*text = "\n" + *text
		}
		*text = escapedBreak().ReplaceAllString(d.elsewhere(encodeValue(*text), place), "$1")
	}
	return item
}

var escapedBreak = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\\(<br\s*/?>)`) })
