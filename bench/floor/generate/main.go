// Command generate is the floor of pmtracker generate: it reads a timeline as
// YAML into structs and writes it by a text/template, with no checks at all.
package main

import (
	"fmt"
	"os"
	"text/template"
	"time"

	"go.yaml.in/yaml/v3"
)

type timeline struct {
	Title, Severity, Service, Timezone string
	OccurredAt                         time.Time `yaml:"occurred_at"`
	Events                             []struct {
		At        time.Time
		Kind      string
		ActorRole string `yaml:"actor_role"`
		Actor     string
		Text      string
		Links     []string
	}
}

const page = `# {{.Title}}

| Time | Kind | Role | What happened |
| --- | --- | --- | --- |
{{range .Events}}| {{.At.Format "2006-01-02T15:04:05Z07:00"}} | {{.Kind}} | {{.ActorRole}} | {{.Text}}{{range .Links}} [link]({{.}}){{end}} |
{{end}}`

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(path string) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var t timeline
	if err := yaml.Unmarshal(src, &t); err != nil {
		return err
	}
	return template.Must(template.New("").Parse(page)).Execute(os.Stdout, t)
}
