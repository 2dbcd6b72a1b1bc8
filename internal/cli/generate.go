package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/timeline"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type generateOptions struct {
	*session
	lang, template, file, pictures string
	update                         bool
}

func generateCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "generate TIMELINE.yaml|INC", Short: "Write the postmortem of a timeline or an incident", Args: cobra.ExactArgs(1),
		Long: "Write the postmortem of a timeline file, or of an incident in the database. That of an incident is kept there as\n" +
			"a revision; run again, new events are merged into its timeline and what people wrote stays.",
		Example: "  pmtracker generate timeline.yaml -o postmortem.md\n  pmtracker generate --update -o postmortem.md timeline.yaml\n" +
			"  pmtracker generate INC-2026-0042 --lang ja\n  pmtracker generate INC-2026-0042 --pictures mermaid",
	}
	o := &generateOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.checkPictures(); err != nil {
			return err
		}
		if !tracker.IsFile(args[0]) {
			return o.fromDatabase(cmd.Context(), args[0])
		}
		return o.run(args[0])
	}
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: the timeline's)")
	cmd.Flags().StringVar(&o.template, "template", "", "a template of your own")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this file")
	cmd.Flags().BoolVar(&o.update, "update", false, "merge new timeline rows into the file and leave the rest")
	cmd.Flags().StringVar(&o.pictures, "pictures", picturesAuto, "course and KPI curves: auto, file (an SVG beside -o), data (inside the document), mermaid, none")
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
	if in.Lang = cmp.Or(incident.Lang(o.lang), in.Lang); !in.Lang.Valid() {
		return incident.Tell(incident.Invalid, "--lang: there is no language %q; use en or ja", "--lang: 言語 %q はありません。en か ja を使ってください", o.lang)
	}
	if o.update {
		if o.file == "" {
			return incident.Tell(incident.Invalid, "--update needs the file to merge into; name it with -o", "--update には反映先のファイルが必要です。-o で指定してください")
		}
		if _, err := os.Stat(o.file); err == nil {
			return o.merge(in)
		}
	}
	tmpl, err := o.chooseTemplate(in.Lang)
	if err != nil {
		return err
	}
	text, err := postmortem.Generate(in, tmpl)
	if err != nil {
		return err
	}
	return o.put(text, in, nil)
}

// fromDatabase writes the postmortem of an incident in the database.
func (o *generateOptions) fromDatabase(ctx context.Context, key string) error {
	tmpl := postmortem.Template{}
	if o.template != "" {
		var err error
		if tmpl, err = o.chooseTemplate(""); err != nil {
			return err
		}
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		g, err := t.Generate(ctx, o.actor(), key, incident.Lang(o.lang), tmpl)
		if err != nil {
			return err
		}
		if !g.New {
			fmt.Fprintln(o.streams.Err, say("%s had a postmortem already: %d new rows, the rest is as it was (revision %d)", "%s のポストモーテムはすでにあります。%d 行を加え、ほかはそのままです（リビジョン %d）", key, g.Added, g.Revision))
		}
		room, err := t.Room(ctx, o.actor(), key)
		if err != nil {
			return err
		}
		return o.put(g.Text, room.Incident.Incident, room.Curves)
	})
}

// put writes a postmortem, with the picture of its incident, to standard output
// or into a file, never over one that people may have edited, unless they ask for
// an update.
func (o *generateOptions) put(text []byte, in incident.Incident, curves []store.Curve) error {
	text, made, err := o.withPicture(text, in, curves)
	if err != nil {
		return err
	}
	if o.file == "" {
		_, err := o.streams.Out.Write(text)
		return err
	}
	if there, err := os.ReadFile(o.file); err == nil && string(there) != string(text) && !o.update {
		return incident.Tell(incident.Refused, "%s exists and may have been edited; add --update to merge new timeline rows into it", "%s はすでにあり、編集されている可能性があります。新しい時系列を反映するには --update を付けてください", o.file)
	}
	if err := made.write(o.update); err != nil {
		return err
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
	src, err := readFile(o.file, o.streams.In)
	if err != nil {
		return err
	}
	d, err := postmortem.Parse(o.file, src)
	if err != nil {
		return err
	}
	text, added, err := postmortem.Update(d, in)
	if err != nil || added == 0 && o.pictures == picturesAuto {
		return err
	}
	if added > 0 {
		fmt.Fprintln(o.streams.Err, say("%s: %d new rows", "%s: %d 行を加えました", o.file, added))
	}
	return o.put(text, in, nil)
}
