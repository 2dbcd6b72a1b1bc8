package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/timeline"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type generateOptions struct {
	streams              IO
	lang, template, file string
	update               bool
}

func generateCommand(streams IO) *cobra.Command {
	o := &generateOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "generate TIMELINE.yaml", Short: "Write the postmortem of a timeline", Args: cobra.ExactArgs(1),
		Example: "  pmtracker generate timeline.yaml -o postmortem.md\n  pmtracker generate --update -o postmortem.md timeline.yaml",
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: the timeline's)")
	cmd.Flags().StringVar(&o.template, "template", "", "a template of your own")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this file")
	cmd.Flags().BoolVar(&o.update, "update", false, "merge new timeline rows into the file and leave the rest")
	return cmd
}

func (o *generateOptions) run(name string) error {
	src, err := readFile(name, o.streams.In)
	if err != nil {
		return err
	}
	in, err := timeline.Parse(name, src)
	if err != nil {
		return err
	}
	if o.lang != "" {
		in.Lang = incident.Lang(o.lang)
	}
	if o.update {
		return o.merge(in)
	}
	tmpl, err := o.chooseTemplate(in.Lang)
	if err != nil {
		return err
	}
	text, err := postmortem.Generate(in, tmpl)
	if err != nil {
		return err
	}
	if o.file == "" {
		_, err = o.streams.Out.Write(text)
		return err
	}
	if there, err := os.ReadFile(o.file); err == nil && string(there) != string(text) {
		return incident.Errorf(incident.Refused, "%s exists and may have been edited; add --update to merge new timeline rows into it", o.file)
	}
	return tracker.WriteFile(o.file, text)
}

func (o *generateOptions) chooseTemplate(l incident.Lang) (postmortem.Template, error) {
	if o.template == "" {
		return postmortem.BuiltinTemplate(l)
	}
	text, err := readFile(o.template, o.streams.In)
	return postmortem.Template{Name: o.template, Text: string(text)}, err
}

func (o *generateOptions) merge(in incident.Incident) error {
	if o.file == "" {
		return incident.Errorf(incident.Invalid, "--update needs the file to merge into; name it with -o")
	}
	src, err := readFile(o.file, o.streams.In)
	if err != nil {
		return err
	}
	d, err := postmortem.Parse(o.file, src)
	if err != nil {
		return err
	}
	text, added, err := postmortem.Update(d, in)
	if err != nil || added == 0 {
		return err
	}
	fmt.Fprintf(o.streams.Err, "%s: %d new rows\n", o.file, added)
	return tracker.WriteFile(o.file, text)
}
