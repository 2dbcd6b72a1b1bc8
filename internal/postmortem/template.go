package postmortem

import (
	"strings"
	"text/template"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// BuiltinTemplate is the template of a language that comes with pmtracker.
func BuiltinTemplate(l incident.Lang) (Template, error) {
	name := "postmortem." + string(l) + ".md"
	text, err := templates.FS.ReadFile(name)
	if err != nil {
		return Template{}, incident.Tell(incident.Invalid, "there is no postmortem template for language %q; use en or ja", "言語 %q のポストモーテムのテンプレートはありません。en か ja を使ってください", l)
	}
	return Template{Name: "docs/templates/" + name, Text: string(text)}, nil
}

// parseTemplate reads a template. What it may call is described in
// docs/TEMPLATES.md.
func parseTemplate(t Template) (*template.Template, error) {
	text := strings.ReplaceAll(strings.TrimPrefix(t.Text, "\ufeff"), "\r\n", "\n")
	parsed, err := template.New(t.Name).Option("missingkey=error").Funcs(template.FuncMap{
		"ask":  prompt,
		"cell": encodeCell,
	}).Parse(text)
	if err != nil {
		return nil, templateError(t.Name, err)
	}
	return parsed, nil
}
