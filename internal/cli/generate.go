package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/timeline"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type generateOptions struct {
	*session
	lang, template, file, pictures string
	format                         string
	update, refresh                bool
	done                           func() // tells what came into the file, once it is written

	revision, added, filled int // what --format json tells beside the file

	was []byte // of the file, when it was read to be brought up to date; nil: there was none
}

func generateCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "generate TIMELINE.yaml|INC", Short: "Write the postmortem of a timeline or an incident", Args: cobra.ExactArgs(1),
		Long: "Write the postmortem of a timeline file, or of an incident in the database. That of an incident is kept there as\n" +
			"a revision, which is brought up to date when this runs again. In a file that people have edited, --update writes\n" +
			"the new rows of the timeline and no other byte, and --refresh also the times, and the rows of KPIs, reports, gaps,\n" +
			"decisions and roles that are not there yet. What people wrote stays.",
		Example: "  pmtracker generate timeline.yaml -o postmortem.md\n  pmtracker generate --update -o postmortem.md timeline.yaml\n" +
			"  pmtracker generate INC-2026-0042 --lang ja\n  pmtracker generate INC-2026-0042 --refresh -o postmortem.md",
	}
	o := &generateOptions{session: newSession(streams, cmd), done: func() {}}
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		closed, err := o.openOutput()
		if err != nil {
			return err
		}
		defer func() { err = cmp.Or(err, closed()) }()
		o.update = o.update || o.refresh
		if err := o.checkFormat(); err != nil {
			return err
		}
		if err := o.checkPictures(); err != nil {
			return err
		}
		if !tracker.IsFile(args[0]) {
			return o.fromDatabase(cmd.Context(), args[0])
		}
		return o.run(cmd.Context(), args[0])
	}
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: the timeline's)")
	cmd.Flags().StringVar(&o.template, "template", "", "a template of your own")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this file")
	cmd.Flags().BoolVar(&o.update, "update", false, "write the new rows of the timeline into the file, and no other byte")
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "as --update, and fill in times and tables, and leave what people wrote")
	cmd.Flags().StringVar(&o.pictures, "pictures", picturesAuto, "course and KPI curves: auto, file (an SVG beside -o), data (inside the document), mermaid, none")
	formatFlag(cmd, &o.format)
	return cmd
}

// checkFormat refuses --format json where standard output holds the postmortem.
func (o *generateOptions) checkFormat() error {
	if o.format == "json" && o.file == "" {
		return incident.Tell(incident.Invalid, "--format json tells what was written into a file; name it with -o", "--format json はファイルへの書き込み結果を示します。-o でファイルを指定してください")
	}
	return checkFormat(o.format)
}

// tell says what came into the file.
func (o *generateOptions) tell(key string, changed bool) error {
	o.done()
	if o.format != "json" {
		return nil
	}
	result := map[string]any{"incident": key, "file": o.file, "changed": changed, "rows_added": o.added, "cells_filled": o.filled}
	if o.revision > 0 {
		result["revision"] = o.revision
	}
	return o.streams.writeJSON(result)
}

func (o *generateOptions) run(ctx context.Context, name string) error {
	src, err := readFile(name, o.streams.In)
	if err != nil {
		return err
	}
	in, err := timeline.Parse(name, src)
	if err != nil {
		return err
	}
	c, err := config.Load("")
	if err != nil {
		return err
	}
	in.People = c.People
	if in.Lang = cmp.Or(incident.Lang(o.lang), in.Lang); !in.Lang.Valid() {
		return incident.Tell(incident.Invalid, "--lang: there is no language %q; use en or ja", "--lang: 言語 %q はありません。en か ja を使ってください", o.lang)
	}
	if o.update {
		if o.file == "" {
			return incident.Tell(incident.Invalid, "--update needs the file to merge into; name it with -o", "--update には反映先のファイルが必要です。-o で指定してください")
		}
		if o.was, err = written(o.file); err != nil {
			return err
		}
		if o.was != nil {
			return o.merge(ctx, in, c.Zone)
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
	return o.put(ctx, text, in, nil)
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
		g, err := t.Generate(ctx, o.actor, key, incident.Lang(o.lang), tmpl)
		if err != nil {
			return err
		}
		o.revision = g.Revision
		if g.Closed {
			fmt.Fprintln(o.streams.Err, say("%s is closed; its postmortem (revision %d) is given out as it was approved", "%s はクローズ済みです。承認されたポストモーテム（第%d版）をそのまま出力します", key, g.Revision))
		} else if !g.New {
			o.sayRefreshed(say("the postmortem of %s (revision %d)", "%s のポストモーテム（第%d版）", key, g.Revision), g.Refreshed)
		}
		room, err := t.Room(ctx, o.actor, key)
		if err != nil {
			return err
		}
		d, err := postmortem.Parse(key, g.Text)
		if err != nil {
			return err
		}
		if !g.New {
			o.sayStays(key, d)
		}
		text := g.Text
		if o.file != "" { // people edit it, and save it
			text = d.WithBase(g.Revision)
		}
		if o.update {
			if o.was, err = written(o.file); err != nil {
				return err
			}
		}
		if o.was != nil && !bytes.Equal(o.was, text) {
			if text, err = o.intoFile(ctx, t, key, o.was); err != nil {
				return err
			}
		}
		return o.put(ctx, text, room.Incident.Incident, room.Curves)
	})
}

// sayStays tells who asked for another language or template than that of a postmortem
// which is there already that it stays as it is written.
func (o *generateOptions) sayStays(what string, d *postmortem.Document) {
	if o.lang != "" && incident.Lang(o.lang) != d.Lang {
		fmt.Fprintln(o.streams.Err, say("%s: the postmortem was there, and stays in its language (%s); --lang is for a new one", "%s: ポストモーテムはすでにあり、言語（%s）はそのままです。--lang は新規作成時の指定です", what, d.Lang))
	}
	if o.template != "" {
		fmt.Fprintln(o.streams.Err, say("%s: the postmortem was there, and stays in the form that it has; --template is for a new one", "%s: ポストモーテムはすでにあり、構成はそのままです。--template は新規作成時の指定です", what))
	}
}

// intoFile brings the file of an incident in the database up to date.
func (o *generateOptions) intoFile(ctx context.Context, t *tracker.Tracker, key string, src []byte) ([]byte, error) {
	d, err := postmortem.ParseIn(o.file, src, t.Config.Zone)
	if err != nil {
		return nil, err
	}
	in, err := t.Written(ctx, o.actor, key, d)
	if err != nil {
		return nil, err
	}
	return o.into(d, in)
}

// into brings a document that people went on editing up to date, as far as was
// asked for. The postmortem of another incident is Refused.
func (o *generateOptions) into(d *postmortem.Document, in incident.Incident) ([]byte, error) {
	if of := d.Front.Incident; of != "" && in.Key != "" && of != in.Key {
		return nil, incident.Tell(incident.Refused, "%s is the postmortem of %s, not of %s; name another file with -o", "%s は %[3]s ではなく %[2]s のポストモーテムです。-o で別のファイルを指定してください", o.file, of, in.Key)
	}
	if o.refresh {
		r, err := postmortem.Refresh(d, in)
		o.added, o.filled = r.Added, r.Filled
		o.done = func() { o.sayRefreshed(o.file, r) }
		return r.Text, err
	}
	text, added, err := postmortem.Update(d, in)
	if o.added = added; added > 0 {
		o.done = func() {
			fmt.Fprintln(o.streams.Err, say("%[1]s: %[3]s", "%[1]s: %[2]d 行を加えました", o.file, added, diagnostic.Count(added, "new row")))
		}
	}
	return text, err
}

func (o *generateOptions) sayRefreshed(what string, r postmortem.Refreshed) {
	fmt.Fprintln(o.streams.Err, say("%s was there; new rows: %d, cells filled in: %d, the rest is as it was", "%s はすでにあります。%d 行を加え、%d か所を埋め、ほかはそのままです", what, r.Added, r.Filled))
	for _, left := range r.Left {
		fmt.Fprintln(o.streams.Err, sentence(left, environmentLang()))
	}
}

// put writes a postmortem, with the picture of its incident, to standard output
// or into a file, never over one that people may have edited, unless they ask for
// an update.
func (o *generateOptions) put(ctx context.Context, text []byte, in incident.Incident, curves []store.Curve) error {
	text, made, err := o.withPicture(text, in, curves)
	if err != nil {
		return err
	}
	if o.file == "" {
		_, err := o.streams.Out.Write(text)
		return err
	}
	if err := o.makeFolder(); err != nil {
		return err
	}
	if !o.update {
		if o.was, err = written(o.file); err != nil {
			return err
		}
	}
	if !o.update && o.was != nil && !bytes.Equal(o.was, text) {
		return incident.Tell(incident.Refused, "%s exists and may have been edited; add --update to merge new timeline rows into it", "%s はすでにあり、編集されている可能性があります。新しい時系列を反映するには --update を付けてください", o.file)
	}
	if err := made.write(o.update); err != nil {
		return err
	}
	if err := tracker.ReplaceFile(ctx, o.file, o.was, text); err != nil {
		return err
	}
	o.sayApprovalLost(text)
	return o.tell(in.Key, !bytes.Equal(o.was, text))
}

func (o *generateOptions) chooseTemplate(l incident.Lang) (postmortem.Template, error) {
	if o.template == "" {
		return postmortem.BuiltinTemplate(l)
	}
	text, err := readFile(o.template, o.streams.In)
	return postmortem.Template{Name: o.template, Text: string(text)}, err
}

func (o *generateOptions) merge(ctx context.Context, in incident.Incident, team *time.Location) error {
	d, err := postmortem.ParseIn(o.file, o.was, team)
	if err != nil {
		return err
	}
	o.sayStays(o.file, d)
	text, err := o.into(d, in)
	if err != nil {
		return err
	}
	if bytes.Equal(text, o.was) && o.pictures == picturesAuto {
		return o.tell(in.Key, false)
	}
	return o.put(ctx, text, in, nil)
}
