package postmortem

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Template is the text of a template and the name by which errors call it.
type Template struct {
	Name string
	Text string
}

// Generate writes the postmortem of an incident by a template. People appear by
// role; what is not known yet stands as a prompt that says what to write. A
// mistake in the template is an Invalid error with its line.
func Generate(in incident.Incident, tmpl Template) ([]byte, error) {
	in = withRoles(in)
	if in.Key == "" {
		in.Key = ProvisionalKey(in)
	}
	parsed, err := parseTemplate(tmpl)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, newView(in)); err != nil {
		return nil, templateError(tmpl.Name, err)
	}
	if out.Len() == 0 {
		return nil, incident.Tell(incident.Invalid, "%s: the template writes nothing", "%s: テンプレートの出力が空です", tmpl.Name)
	}
	text := strings.TrimRight(out.String(), "\n") + "\n"
	return []byte(text), nil
}

// ProvisionalKey names an incident that has no key, by the first moment that is
// known of it: "INC-2026-0323-1925". The same timeline always gives the same.
func ProvisionalKey(in incident.Incident) string {
	at := in.OccurredAt
	if at.IsZero() && len(in.Events) > 0 {
		at = in.Events[0].At
	}
	return at.In(in.Zone).Format("INC-2006-0102-1504")
}

// templateError turns what text/template says into file:line:column: sentence.
func templateError(name string, err error) error {
	rest := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "template: "), name+":")
	line, column := 0, 0
	if n, _ := fmt.Sscanf(rest, "%d:%d", &line, &column); n >= 1 {
		_, rest, _ = strings.Cut(rest, ": ")
		if column == 0 {
			column = 1
		}
	}
	rest = strings.Join(strings.Fields(rest), " ")
	return incident.Tell(incident.Invalid, "%s:%d:%d: mistake in the template: %s", "%s:%d:%d: テンプレートに誤りがあります: %s", name, max(1, line), max(1, column), rest)
}
